"""The picture of an attribution: from one design to another, a step for every line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cssim.reporting import theme
from cssim.reporting.figures import difference_axis
from cssim.reporting.numbers import money
from cssim.reporting.views import StepView

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH: Final = 8.6
_THICK: Final = 0.62


def steps(views: Sequence[StepView], title: str, currency: str = "USD") -> Figure:
    """Draw steps one below the other, each from where the one before it ends; a total counts from zero.

    The dark bar over a step is the certainty of its mean.
    """
    with theme.themed():
        figure, [axes] = theme.canvas(_WIDTH, 1.5 + 0.36 * len(views))
        level, ends = 0.0, [0.0]
        for place, view in enumerate(views):
            start = 0.0 if view.total else level
            _step(axes, place, start, view)
            if not view.total:
                axes.plot([start + view.mean] * 2, [place + 0.31, place + 0.69], color=theme.SOFT, lw=0.8)
            level = start + view.mean
            ends += [start, level, *_whiskers(start, view)]
            _label(axes, place, money(view.mean, currency, signed=True))
        axes.plot([0.0, 0.0], [-0.6, len(views) - 0.4], color=theme.INK, lw=1.0, zorder=1)
        axes.set_yticks(range(len(views)), [view.name for view in views], color=theme.INK)
        axes.set_ylim(len(views) - 0.4, -0.6)
        low, high = min(ends), max(ends)
        room = (high - low) or 1.0
        axes.set_xlim(low - 0.05 * room, high + 0.05 * room)
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        difference_axis(axes.xaxis, currency, (low, high))
        axes.set_title(title)
        axes.set_xlabel(
            "bars: means over the runs, each from the end of the one above; dark bars are sums\n"
            "thin lines: certainty of the mean (95 %)"
        )
        return figure


def _step(axes: Axes, place: int, start: float, view: StepView) -> None:
    color = theme.INK if view.total else theme.GOOD if view.mean >= 0.0 else theme.BAD
    hatch = None if view.total or view.mean >= 0.0 else "////"
    axes.barh(place, view.mean, left=start, height=_THICK, color=color, hatch=hatch, edgecolor="white", lw=0)
    ends = _whiskers(start, view)
    if ends:
        axes.plot(ends, [place, place], color="white", lw=4.0, solid_capstyle="butt", zorder=3)
        axes.plot(ends, [place, place], color=theme.SOFT, lw=1.8, solid_capstyle="butt", zorder=4)


def _whiskers(start: float, view: StepView) -> list[float]:
    ends = [start + view.mean_low, start + view.mean_high]
    return ends if all(map(math.isfinite, ends)) else []


def _label(axes: Axes, place: int, text: str) -> None:
    axes.annotate(
        text, (1.0, place), xycoords=("axes fraction", "data"), xytext=(64, 0), textcoords="offset points",
        ha="right", va="center", fontsize=9.5, annotation_clip=False,
    )  # fmt: skip
