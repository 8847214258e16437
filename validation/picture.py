"""The picture beside the page: what changes with the number of people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cssim.reporting import theme
from validation.checks import Curve

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PICTURE: Final = Path(__file__).resolve().parents[1] / "docs" / "validation.png"


def draw(curves: Sequence[Curve], path: Path = PICTURE) -> None:
    """Draw curves side by side, each mean with its 95 % interval."""
    with theme.themed():
        figure, panels = theme.canvas(5.2 * len(curves), 3.8, columns=len(curves))
        for panel, curve in zip(panels, curves, strict=True):
            _panel(panel, curve)
        theme.save_png(figure, path)


def _panel(panel: Axes, curve: Curve) -> None:
    values, halves = [mean.value for mean in curve.y], [mean.half for mean in curve.y]
    panel.errorbar(curve.x, values, yerr=halves, color=theme.GOOD, marker="o", markersize=4, capsize=3)
    if min(mean.low for mean in curve.y) < 0.0:
        panel.axhline(0.0, color=theme.SOFT, linewidth=0.8)
    panel.set_title(curve.title)
    panel.set_xlabel(curve.x_label)
    panel.set_ylabel(curve.y_label)
