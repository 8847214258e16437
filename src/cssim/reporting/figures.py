"""Pictures: from the views of a study to figures. Each returns its figure and saves nothing."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from cssim.reporting import theme
from cssim.reporting.numbers import money, unit_of
from cssim.reporting.views import BridgeView, DifferenceView, FanView, LoadView
from cssim.reporting.words import amount, plain, spread
from cssim.results.statistics import Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

_WIDTH: Final = 8.6
_TICKS: Final = 6
"""Intervals of an axis of differences at most, or their amounts run into each other."""
_VERDICT_COLORS: Final = {
    Verdict.BETTER: theme.GOOD,
    Verdict.WORSE: theme.BAD,
    Verdict.NO_DIFFERENCE: theme.SOFT,
    Verdict.NOT_SETTLED: theme.OPEN,
}


def comparison(rows: Sequence[DifferenceView], minimum: float, what: str, unit: str = "USD") -> Figure:
    """Draw each design's difference from the baseline: range of one future, certainty of the mean, verdict.

    Parameters
    ----------
    rows
        One per design except the baseline.
    minimum
        The smallest difference that matters, drawn as a band around zero.
    what
        What is compared, for the title.
    unit
        Unit of all of them: a currency, or ``share``.
    """
    with theme.themed():
        figure, [axes] = theme.canvas(_WIDTH, 1.65 + 0.62 * len(rows))
        axes.axvspan(-minimum, minimum, color=theme.BAND, lw=0, zorder=0)
        axes.plot([0.0, 0.0], [-0.5, len(rows) - 0.4], color=theme.INK, lw=1.0, zorder=1)
        for place, row in enumerate(rows):
            _interval(axes, place, row, unit)
        axes.set_yticks(range(len(rows)), [_wrapped(row.name) for row in rows], color=theme.INK)
        axes.set_ylim(len(rows) - 0.4, -0.85)
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.text(0.0, -0.80, "too small to matter", ha="center", va="top", color=theme.SOFT, fontsize=8.5)
        _widen(
            axes, [x for row in rows for x in (row.low, row.high, row.mean_low, row.mean_high, minimum, -minimum)], 0.06
        )
        difference_axis(axes.xaxis, unit, axes.get_xlim())
        axes.set_title(f"{what},\nagainst {plain(rows[0].baseline)}")
        axes.set_xlabel(
            "pale: range over futures and assumptions (P10–P90), luck of single contracts taken out\n"
            "dark: certainty of the mean (95 %)    dot: mean"
        )
        return figure


def arr_bridge(bridges: Sequence[BridgeView], currency: str = "USD") -> Figure:
    """Draw how opening ARR becomes closing ARR, one panel per design; amounts are means over the runs."""
    with theme.themed():
        columns = min(2, len(bridges))
        rows = -(-len(bridges) // columns)
        figure, panels = theme.canvas(_WIDTH if columns > 1 else 6.4, 0.4 + 2.9 * rows, rows, columns)
        top = max(max(one.opening, one.closing) for one in bridges)
        for axes, one in zip(panels, bridges, strict=False):
            _waterfall(axes, one, currency)
            axes.set_ylim(0, 1.16 * top)
            _money_axis(axes.yaxis, currency, (0, top))
        for axes in panels[len(bridges) :]:
            axes.set_visible(False)
        figure.supxlabel(f"{bridges[0].period}; bars count from zero", fontsize=9, color=theme.SOFT)
        return figure


def retained_fan(fans: Sequence[FanView], currency: str = "USD") -> Figure:
    """Draw retained ARR month by month: mean line and the range of outcomes (P10–P90), one panel per design."""
    with theme.themed():
        columns = min(2, len(fans))
        rows = -(-len(fans) // columns)
        figure, panels = theme.canvas(_WIDTH if columns > 1 else 6.4, 0.5 + 2.6 * rows, rows, columns)
        low, high = min(min(f.low) for f in fans), max(max(f.high) for f in fans)
        margin = 0.08 * ((high - low) or high)
        for index, (axes, fan) in enumerate(zip(panels, fans, strict=False)):
            _fan(axes, fan, theme.color_of(index), currency)
            axes.set_ylim(low - margin, high + margin)
            _money_axis(axes.yaxis, currency, (low, high))
        for axes in panels[len(fans) :]:
            axes.set_visible(False)
        figure.supxlabel("month    line: mean    band: range of outcomes (P10–P90)", fontsize=9, color=theme.SOFT)
        return figure


def load_and_waits(loads: Sequence[LoadView]) -> Figure:
    """Draw utilization and mean wait of each team, one dot per design."""
    with theme.themed():
        teams = list(dict.fromkeys(one.team for one in loads))
        designs = list(dict.fromkeys(one.design for one in loads))
        figure, (left, right) = theme.canvas(_WIDTH, 1.6 + 0.24 * len(teams) * max(2, len(designs)), 1, 2)
        _dots(left, loads, lambda one: 100 * one.utilization)
        _dots(right, loads, lambda one: one.wait)
        left.set(title="Utilization of the hours for customers, %", xlim=(0, None))
        right.set(title="Mean wait of a request, working hours", xlim=(0, None))
        right.set_yticklabels([])
        handles = [_key(left, k, name) for k, name in enumerate(designs)]
        figure.legend(handles=handles, loc="outside lower center", ncols=3 if len(designs) == 3 else 2)
        return figure


def _interval(axes: Axes, place: int, row: DifferenceView, unit: str) -> None:
    color = _VERDICT_COLORS[row.verdict]
    axes.barh(place, row.high - row.low, left=row.low, height=0.30, color=color, alpha=0.30, lw=0)
    axes.barh(place, row.mean_high - row.mean_low, left=row.mean_low, height=0.30, color=color, alpha=0.85, lw=0)
    axes.plot(row.mean, place, "o", color="white", mec=theme.INK, ms=6.5, zorder=4)
    scale = unit_of([row.mean, row.low, row.high])
    numbers = f"{amount(row.mean, unit, scale=scale, signed=True)}  ({spread(row.low, row.high, unit)})"
    beside: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"),
        "textcoords": "offset points",
        "annotation_clip": False,
    }
    axes.annotate(
        f"{row.verdict.value}", (1.0, place), xytext=(10, 7), va="center", fontsize=9.5, weight="bold",
        color=theme.INK, **beside,
    )  # fmt: skip
    axes.annotate(
        numbers, (1.0, place), xytext=(10, -7), va="center",
        fontsize=9, color=theme.INK, **beside,
    )  # fmt: skip


def _waterfall(axes: Axes, bridge: BridgeView, currency: str) -> None:
    level = bridge.opening
    unit = unit_of([bridge.opening, bridge.closing])
    axes.bar(0, bridge.opening, color=theme.SOFT, width=0.62)
    for place, (_, change) in enumerate(bridge.changes, start=1):
        color = theme.GOOD if change >= 0 else theme.BAD
        axes.bar(place, abs(change), bottom=min(level, level + change), color=color, width=0.62)
        axes.plot([place - 0.69, place + 0.31], [level, level], color=theme.SOFT, lw=0.8)
        _above(axes, place, max(level, level + change), money(change, currency, unit, signed=True))
        level += change
    last = len(bridge.changes) + 1
    axes.plot([last - 0.69, last + 0.31], [level, level], color=theme.SOFT, lw=0.8)
    axes.bar(last, bridge.closing, color=theme.INK, width=0.62)
    _above(axes, 0, bridge.opening, money(bridge.opening, currency, unit))
    _above(axes, last, bridge.closing, money(bridge.closing, currency, unit))
    names = ["opening", *(name for name, _ in bridge.changes), "closing"]
    axes.set_xticks(range(last + 1), names, rotation=30, ha="right", rotation_mode="anchor")
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="x", visible=False)
    axes.set_title(_wrapped(bridge.design, 40))


def _above(axes: Axes, x: float, y: float, text: str) -> None:
    axes.annotate(text, (x, y), xytext=(0, 3), textcoords="offset points", ha="center", fontsize=7.5)


def _fan(axes: Axes, fan: FanView, color: str, currency: str) -> None:
    months = range(1, len(fan.mean) + 1)
    axes.fill_between(months, fan.low, fan.high, color=color, alpha=0.22, lw=0)
    axes.plot(months, fan.mean, color=color, lw=2.0)
    axes.annotate(
        f"mean {money(fan.mean[-1], currency)}", (months[-1], fan.high[-1]), xytext=(-2, 6), textcoords="offset points",
        ha="right", fontsize=9,
    )  # fmt: skip
    axes.set_title(_wrapped(fan.design, 40))
    axes.set_xlim(1, len(fan.mean))
    axes.set_xticks([m for m in months if m % 6 == 0] or [1])


def _dots(axes: Axes, loads: Sequence[LoadView], value: Callable[[LoadView], float]) -> None:
    teams = list(dict.fromkeys(one.team for one in loads))
    designs = list(dict.fromkeys(one.design for one in loads))
    step = 0.7 / max(1, len(designs))
    for one in loads:
        k = designs.index(one.design)
        place = teams.index(one.team) + (k - (len(designs) - 1) / 2) * step
        x = value(one)
        axes.plot([0, x], [place, place], color=theme.color_of(k), lw=1.2, alpha=0.5)
        axes.plot(x, place, theme.marker_of(k), color=theme.color_of(k), ms=6)
        axes.annotate(f"{x:.0f}" if x >= 10 else f"{x:.1f}", (x, place), xytext=(7, 0), textcoords="offset points",
                      va="center", fontsize=8.5, color=theme.SOFT)  # fmt: skip
    axes.set_yticks(range(len(teams)), teams, color=theme.INK)
    axes.set_ylim(len(teams) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.15)


def _key(axes: Axes, k: int, name: str) -> Line2D:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=theme.color_of(k), marker=theme.marker_of(k), ls="", label=plain(name))


def _money_axis(axis: Axis, currency: str, limits: tuple[float, float]) -> None:
    unit = unit_of(limits)
    axis.set_major_formatter(lambda x, _: _short(money(x, currency, unit)) if x else "0")


def difference_axis(axis: Axis, unit: str, limits: tuple[float, float]) -> None:
    """Write signed amounts of a unit along an axis, all in the scale of its ``limits``."""
    from matplotlib.ticker import MaxNLocator

    scale = unit_of(limits)
    axis.set_major_locator(MaxNLocator(_TICKS))
    axis.set_major_formatter(lambda x, _: _short(amount(x, unit, scale=scale, signed=True)) if x else "0")


def _short(text: str) -> str:
    return re.sub(r"\.0+(?=\D|$)", "", text)


def _widen(axes: Axes, values: Sequence[float], margin: float) -> None:
    low, high = min(values), max(values)
    room = margin * ((high - low) or 1.0)
    axes.set_xlim(low - room, high + room)


def _wrapped(name: str, width: int = 24) -> str:
    return "\n".join(textwrap.wrap(plain(name), width)) or name
