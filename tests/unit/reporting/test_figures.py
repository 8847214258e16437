"""Pictures: the same bytes every time, no window, no state of the user's matplotlib touched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib
import pytest

from cssim.reporting import figures, theme, waterfall
from cssim.reporting.views import BridgeView, DifferenceView, FanView, LoadView, StepView
from cssim.results.statistics import Verdict

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ROWS = [
    DifferenceView("expert_pooled", "today", 110e3, -350e3, 520e3, 20e3, 200e3, Verdict.NOT_SETTLED),
    DifferenceView("$weird_{name} <b>", "today", -31e3, -45e3, -12e3, -38e3, -24e3, Verdict.WORSE),
]
BRIDGES = [BridgeView("today", "24 months", 8.7e6, (("churn", -1.1e6), ("expansion", 2e5)), 7.8e6)]
FANS = [FanView(name, (9.0, 8.0, 7.0), (9.0, 7.5, 6.0), (9.0, 8.5, 8.0)) for name in ("a", "b", "c")]
LOADS = [LoadView(design, team, 0.8, 12.0) for design in ("a", "b") for team in ("csm", "support")]
STEPS = [StepView("neglect", -9e4, -1e5, -8e4), StepView("$size_{x}", 1e3, float("nan"), float("nan")),
         StepView("all together", -8.9e4, -2e5, 2e4, total=True)]  # fmt: skip

DRAWINGS: dict[str, Callable[[], Figure]] = {
    "comparison": lambda: figures.comparison(ROWS, 43e3, "Retained ARR"),
    "arr_bridge": lambda: figures.arr_bridge(BRIDGES),
    "retained_fan": lambda: figures.retained_fan(FANS),
    "load_and_waits": lambda: figures.load_and_waits(LOADS),
    "steps": lambda: waterfall.steps(STEPS, "Why B differs from A"),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_is_the_same_bytes_whatever_the_users_settings(name: str, tmp_path: Path) -> None:
    theme.save_png(DRAWINGS[name](), tmp_path / "1.png")
    with matplotlib.rc_context({"font.size": 30.0, "axes.grid": False}):
        theme.save_png(DRAWINGS[name](), tmp_path / "2.png")
    first, second = ((tmp_path / file).read_bytes() for file in ("1.png", "2.png"))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert b"tIME" not in first and b"Software" not in first


def test_the_users_settings_stay() -> None:
    before = dict(matplotlib.rcParams)
    figures.comparison(ROWS, 1.0, "Retained ARR")
    assert dict(matplotlib.rcParams) == before


def test_verdicts_stand_beside_the_bars() -> None:
    figure = DRAWINGS["comparison"]()
    words = " ".join(text.get_text() for text in figure.findobj(matplotlib.text.Text))
    assert "not settled" in words and "−$350k … +$520k" in words and "too small to matter" in words


def test_a_mean_less_certain_than_the_range_is_not_cut_off() -> None:
    of_two_runs = DifferenceView("pooled", "today", -364e3, -391e3, -337e3, -600e3, -100e3, Verdict.WORSE)
    low, high = figures.comparison([of_two_runs], 89e3, "Retained ARR").axes[0].get_xlim()
    assert low < -600e3 and high > 89e3


def test_colors_differ_in_grey() -> None:
    from matplotlib.colors import to_rgb

    def grey(color: str) -> float:
        red, green, blue = to_rgb(color)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    neighbours = zip(theme.DESIGN_COLORS, theme.DESIGN_COLORS[1:], strict=False)
    assert all(abs(grey(one) - grey(two)) > 0.05 for one, two in neighbours)
