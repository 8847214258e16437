"""Claims along their dials, drawn: the effect at each value of a doubtful number, and where the verdict turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cssim.reporting import theme
from cssim.reporting.claims import measure_words, short
from cssim.results.claims import Effect, Field, Finding, Look, Verdict, looks_along

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
    return [(x, look.effect) for x, look in _looks_along(one, dial)]


def lines(one: Finding, dial: Field) -> list[tuple[str, list[tuple[float, Effect]]]]:
    """Return the effects along the first of two dials of a grid for each further value of the second, by its words."""
    values = {look.at[1][:2]: None for look in one.looks if len(look.at) > 1 and look.at[0][0] == dial.path}
    return [
        (f"{short(where[0])} {where[1]}", [(x, look.effect) for x, look in _looks_along(one, dial, where)])
        for where in values
    ]


def _looks_along(one: Finding, dial: Field, where: tuple[str, str] | None = None) -> list[tuple[float, Look]]:
    return looks_along((Look((), one.effect), *one.looks), dial.path, dial.number, where)


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
    ax.axhspan(-scale * one.margin, scale * one.margin, color=theme.BAND, zorder=0)
    ax.axhline(0.0, color=theme.SOFT, linewidth=0.8)
    others = lines(one, dial)
    own = f"{short(one.dials[1].path)} {one.dials[1].value}" if others else ""
    for words, line in [(own, points(one, dial)), *others]:
        _line(ax, words, [(share * x, effect) for x, effect in line], scale)
    for turn in one.turns:
        if turn.path == dial.path:
            ax.axvline(share * turn.value, color=theme.INK, linewidth=0.8, linestyle=":")
    ax.set_title(f"{one.id}: {measure_words(one.measure)}", fontsize=9.5)
    ax.set_xlabel(short(dial.path) + (", %" if share > 1.0 else ""))
    ax.set_ylabel(f"difference, {'points' if scale > 1.0 else one.unit}")


def _line(ax: Axes, words: str, line: Sequence[tuple[float, Effect]], scale: float) -> None:
    """Draw a line of effects with their intervals, and at its right end what it belongs to."""
    ax.plot([x for x, _ in line], [scale * effect.mean for _, effect in line], color=theme.OPEN, linewidth=1.0)
    for x, effect in line:
        color = _COLORS.get(effect.known, theme.OPEN if effect.known is Verdict.NOT_SETTLED else theme.INK)
        low, high = (scale * end for end in effect.interval)
        ax.plot([x] * 2, [low, high], color=color, linewidth=1.4)
        ax.plot([x], [scale * effect.mean], color=color, marker=_MARKERS.get(effect.known, "o"))
    if words:
        x, effect = line[-1]
        ax.annotate(words, (x, scale * effect.mean), xytext=(6, 0), textcoords="offset points", fontsize=8, va="center",
                    color=theme.SOFT, annotation_clip=False)  # fmt: skip
