"""Teams that cannot keep up: said before anybody believes what rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cssim.reporting.gather import mean_figure
from cssim.reporting.numbers import hours, percent
from cssim.reporting.words import period_words, plain
from cssim.results.studies import Result

MOST_LATE: Final = 0.5
"""Share of answers that begin after the promised time from which on a team is a bottleneck."""


def bottlenecks(results: Sequence[Result], period: str) -> Iterator[str]:
    """Yield a sentence for every team that begins most of its answers late, under any design, in a period.

    A company would not let that go on for a year: it would hire, or do without. The simulation does what the file says.
    """
    for team in dict.fromkeys(team for result in results for team in result.teams):
        slow = [result for result in results if team in result.teams and _late(result, team, period) > MOST_LATE]
        if slow:
            yield _words(slow, len(results), team, period)


def _late(result: Result, team: str, period: str) -> float:
    return mean_figure(result, f"late_{team}.{period}")


def _words(slow: Sequence[Result], designs: int, team: str, period: str) -> str:
    worst = max(slow, key=lambda result: _late(result, team, period))
    busy = percent(mean_figure(worst, f"utilisation_{team}.{period}"), 0)
    wait = hours(mean_figure(worst, f"wait_hours_{team}.{period}"))
    late = percent(_late(worst, team, period), 0)
    where = f", {plain(worst.design)}" if designs > 1 else ""
    under = f" under {len(slow)} of {designs} designs" if designs > 1 else ""
    found = f"{period_words(period)}{where}: {busy} busy, waits of {wait}, {late} late"
    return (
        f"most answers of {plain(team)} begin late{under} ({found}). In earnest somebody would step in: give that team "
        "more heads, and see whether the answer stands."
    )
