"""Claims along their dials, drawn: the effect at each value of a doubtful number, and where the verdict turns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cssim.reporting import theme
from cssim.reporting.claims import measure_words, short
from cssim.results.claims import Effect, Field, Finding, Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLUMNS: Final = 2
_WIDTH: Final = 5.2
_HEIGHT: Final = 3.0
_COLORS: Final = {Verdict.SUPPORTED: theme.GOOD, Verdict.CONTRARY: theme.BAD}
_MARKERS: Final = {Verdict.SUPPORTED: "^", Verdict.CONTRARY: "v", Verdict.NO_EFFECT: "s"}


def panels(findings: Sequence[Finding]) -> list[tuple[Finding, Field]]:
    """Return every dial that can be drawn: one whose values are numbers, two of them or more."""
    return [(one, dial) for one in findings for dial in one.dials if len(points(one, dial)) > 1]


def points(one: Finding, dial: Field) -> list[tuple[float, Effect]]:
    """Return the effects along one dial, all else as it is, by its number."""
    along = [(look.at[0][2], look.effect) for look in one.looks if len(look.at) == 1 and look.at[0][0] == dial.path]
    known = [(x, effect) for x, effect in [(dial.number, one.effect), *along] if math.isfinite(x)]
    return sorted(known, key=lambda each: each[0])


def along_dials(chosen: Sequence[tuple[Finding, Field]]) -> Figure:
    """Draw the effect of claims along dials, one panel each, with what matters as a band around nothing."""
    with theme.themed():
        rows = -(-len(chosen) // _COLUMNS)
        figure, axes = theme.canvas(_WIDTH * _COLUMNS, _HEIGHT * rows, rows, _COLUMNS)
        for ax, (one, dial) in zip(axes, chosen, strict=False):
            _panel(ax, one, dial)
        for ax in axes[len(chosen) :]:
            ax.set_axis_off()
    return figure


def _panel(ax: Axes, one: Finding, dial: Field) -> None:
    scale = 100.0 if one.unit == "share" else 1.0
    share = 100.0 if dial.value.endswith("%") else 1.0
    line = points(one, dial)
    ax.axhspan(-scale * one.margin, scale * one.margin, color=theme.BAND, zorder=0)
    ax.axhline(0.0, color=theme.SOFT, linewidth=0.8)
    ax.plot([share * x for x, _ in line], [scale * effect.mean for _, effect in line], color=theme.OPEN, linewidth=1.0)
    for x, effect in line:
        color = _COLORS.get(effect.known, theme.OPEN if effect.known is Verdict.NOT_SETTLED else theme.INK)
        low, high = (scale * end for end in effect.interval)
        ax.plot([share * x] * 2, [low, high], color=color, linewidth=1.4)
        ax.plot([share * x], [scale * effect.mean], color=color, marker=_MARKERS.get(effect.known, "o"))
    for turn in one.turns:
        if turn.path == dial.path:
            ax.axvline(share * turn.value, color=theme.INK, linewidth=0.8, linestyle=":")
    ax.set_title(f"{one.id}: {measure_words(one.measure)}", fontsize=9.5)
    ax.set_xlabel(short(dial.path) + (", %" if share > 1.0 else ""))
    ax.set_ylabel(f"difference, {'points' if scale > 1.0 else one.unit}")
