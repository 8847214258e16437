"""Claims along their dials, drawn: the effect at each value of a doubtful number, and where the verdict turns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from cssim.reporting import theme
from cssim.reporting.claims import measure_words, short
from cssim.results.claims import Effect, Field, Finding, Look, Verdict, looks_along

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLUMNS: Final = 2
_WIDTH: Final = 5.2
_HEIGHT: Final = 3.0
_TITLE: Final = 48
"""Letters of a line of a title."""
_COLORS: Final = {Verdict.SUPPORTED: theme.GOOD, Verdict.CONTRARY: theme.BAD}
_MARKERS: Final = {Verdict.SUPPORTED: "^", Verdict.CONTRARY: "v", Verdict.NO_EFFECT: "s"}


class Panel(NamedTuple):
    """What one panel shows: the effect of a finding along a dial, or the verdicts over two of a grid."""

    finding: Finding
    dial: Field
    other: Field | None = None


def panels(findings: Sequence[Finding]) -> list[Panel]:
    """Return every dial that can be drawn, one whose values are numbers, two of them or more; and every grid of such
    two along which there is a line where it breaks even."""
    found = []
    for one in findings:
        drawn = [dial for dial in one.dials if len(points(one, dial)) > 1]
        found += [Panel(one, dial) for dial in drawn]
        if len(drawn) > 1 and sum(turn.where is not None for turn in one.turns) > 1:
            found.append(Panel(one, drawn[1], drawn[0]))
    return found


def turning(findings: Sequence[Finding]) -> list[Panel]:
    """Return the panels on which something turns."""
    return [
        panel
        for panel in panels(findings)
        if panel.other is not None
        or any(turn.path == panel.dial.path and turn.where is None for turn in panel.finding.turns)
    ]


def points(one: Finding, dial: Field) -> list[tuple[float, Effect]]:
    """Return the effects along one dial, all else as it is, by its number."""
    looks = looks_along((Look((), one.effect), *one.looks), dial.path, dial.number)
    return [(x, look.effect) for x, look in looks]


def along_dials(chosen: Sequence[Panel]) -> Figure:
    """Draw the effect of claims along dials, one panel each, with what matters as a band around nothing."""
    with theme.themed():
        rows = -(-len(chosen) // _COLUMNS)
        figure, axes = theme.canvas(_WIDTH * _COLUMNS, _HEIGHT * rows, rows, _COLUMNS)
        for ax, (one, dial, other) in zip(axes, chosen, strict=False):
            if other is None:
                _along(ax, one, dial)
            else:
                _over(ax, one, dial, other)
        for ax in axes[len(chosen) :]:
            ax.set_axis_off()
    return figure


def _along(ax: Axes, one: Finding, dial: Field) -> None:
    """Draw the effect along one dial."""
    scale, share = (100.0 if one.unit == "share" else 1.0), _scale(dial)
    line = points(one, dial)
    ax.axhspan(-scale * one.margin, scale * one.margin, color=theme.BAND, zorder=0)
    ax.axhline(0.0, color=theme.SOFT, linewidth=0.8)
    ax.plot([share * x for x, _ in line], [scale * effect.mean for _, effect in line], color=theme.OPEN, linewidth=1.0)
    for x, effect in line:
        low, high = (scale * end for end in effect.interval)
        ax.plot([share * x] * 2, [low, high], color=_color(effect.known), linewidth=1.4)
        ax.plot([share * x], [scale * effect.mean], color=_color(effect.known), marker=_MARKERS.get(effect.known, "o"))
    for turn in one.turns:
        if turn.path == dial.path and turn.where is None:
            ax.axvline(share * turn.value, color=theme.INK, linewidth=0.8, linestyle=":")
    ax.set_title(textwrap.fill(f"{one.id}: {measure_words(one.measure)}", _TITLE), fontsize=9.5)
    ax.locator_params(axis="x", nbins=7)
    ax.set_xlabel(_name(dial))
    ax.set_ylabel(f"difference, {'points' if scale > 1.0 else one.unit}")


def _over(ax: Axes, one: Finding, dial: Field, other: Field) -> None:
    """Draw where a grid of two dials breaks even, and what is known at each of its points."""
    own = {dial.path: dial.number, other.path: other.number}
    for look in (Look((), one.effect), *one.looks):
        at = own | {path: number for path, _, number in look.at}
        known = look.effect.known
        ax.plot([_scale(dial) * at[dial.path]], [_scale(other) * at[other.path]], color=_color(known),
                marker=_MARKERS.get(known, "o"), linestyle="")  # fmt: skip
    places = {look.at[-1][1]: look.at[-1][2] for look in one.looks if len(look.at) > 1} | {dial.value: dial.number}
    even = sorted((places[turn.where[1]], turn) for turn in one.turns if turn.where is not None)
    x = [_scale(dial) * place for place, _ in even]
    ax.fill_between(x, [_scale(other) * turn.low for _, turn in even], [_scale(other) * turn.high for _, turn in even],
                    color=theme.BAND, zorder=0)  # fmt: skip
    ax.plot(x, [_scale(other) * turn.value for _, turn in even], color=theme.INK, linewidth=1.2, linestyle=":")
    # looks far from where it breaks even are on the panel of that dial
    heights = {number for look in one.looks for path, _, number in look.at if path == other.path} | {other.number}
    above = [height for height in heights if height > max(turn.high for _, turn in even)]
    below = [height for height in heights if height < min(turn.low for _, turn in even)]
    top, bottom = min(above, default=max(heights)), max(below, default=min(heights))
    room = 0.1 * (top - bottom)
    ax.set_ylim(_scale(other) * (bottom - room), _scale(other) * (top + room))
    ax.set_title(f"{one.id}: where both designs come out the same", fontsize=9.5)
    ax.set_xlabel(_name(dial))
    ax.set_ylabel(_name(other))


def _scale(dial: Field) -> float:
    return 100.0 if dial.value.endswith("%") else 1.0


def _name(dial: Field) -> str:
    return short(dial.path) + (", %" if _scale(dial) > 1.0 else "")


def _color(known: Verdict) -> str:
    return _COLORS.get(known, theme.OPEN if known is Verdict.NOT_SETTLED else theme.INK)
