"""Tables of a comparison: designs side by side in money, and how the work goes under each."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cssim.reporting.gather import currency_of, last_year, mean_figure
from cssim.reporting.numbers import hours, money, number, percent, unit_of
from cssim.reporting.tables import Table
from cssim.reporting.words import (
    amount,
    decision_amount,
    decision_gap,
    decision_spread,
    decision_unit,
    period_words,
    plain,
)
from cssim.results.doubts import PeriodDifference, by_period
from cssim.results.statistics import Interval, estimate
from cssim.results.studies import Comparison, Result
from cssim.units import MONTHS_PER_YEAR


def designs_table(study: Comparison) -> str:
    """Return :func:`designs_cells` as text."""
    return designs_cells(study).text()


def periods_table(study: Comparison) -> str:
    """Return :func:`periods_cells` as text; empty if nothing can be said."""
    cells = periods_cells(study)
    return cells.text() if cells.rows else ""


def work_table(study: Comparison) -> str:
    """Return :func:`work_cells` as text."""
    return work_cells(study).text()


def designs_cells(study: Comparison) -> Table:
    """Return what each design keeps and costs, and how it differs from the baseline."""
    on = study.decision.on.text
    head = [
        "design",
        f"{on}, expected",
        "range of outcomes",
        "difference",
        "its range",
        "happened",
        "CS cost",
        "best mean",
        "wins",
    ]
    return Table(head, [_design_row(study, result) for result in study.results])


def periods_cells(study: Comparison) -> Table:
    """Return what each design keeps and costs more than the baseline, year by year; no rows if nothing can be said."""
    rows = by_period(study)
    periods = list(dict.fromkeys(row.period for row in rows))
    if not rows:
        return Table([], [])
    net = "net" if study.decision.minus_cost else ""
    head = [f"against {plain(study.baseline.design)}"]
    head += [f"{_until(period)}: {word}" for period in periods for word in ("kept", "cost", net) if word]
    scale = unit_of([value for row in rows for value in (row.kept, row.cost, row.decision)])
    lines = [
        [plain(design), *(cell for row in rows if row.design == design for cell in _period_cells(study, row, scale))]
        for design in dict.fromkeys(row.design for row in rows)
    ]
    return Table(head, lines)


def _until(period: str) -> str:
    return f"to year {period[1:]}" if period.startswith("y") else f"to month {period[1:]}"


def _period_cells(study: Comparison, row: PeriodDifference, scale: str) -> list[str]:
    """Return what is kept and spent from the start on, in money or points; the net of both if that decides."""
    unit = decision_unit(study)
    cost = money(row.cost, currency_of(study), scale, signed=True)
    cells = [amount(row.kept, unit, scale=scale, signed=True), cost]
    return [*cells, amount(row.decision, unit, scale=scale, signed=True)] if study.decision.minus_cost else cells


def work_cells(study: Comparison) -> Table:
    """Return how the work goes in the year of the decision: how busy each team is, how long customers wait."""
    return work_of(study.results, work_period(study))


def work_period(study: Comparison) -> str:
    """Return the year of the decision, or the last one."""
    end = study.decision.on.last
    return f"y{end // MONTHS_PER_YEAR}" if end % MONTHS_PER_YEAR == 0 else last_year(study.baseline.months)


def work_of(results: Sequence[Result], period: str) -> Table:
    """Return how the work of some designs goes in a period: how busy each team is, how long customers wait."""
    teams = list(dict.fromkeys(team for result in results for team in result.teams))
    head = [f"work in {period_words(period)}", *(f"{plain(team)} busy, wait" for team in teams)]
    head += ["late", "transfers", "check-ins skipped", "people met"]
    return Table(head, [_work_row(result, teams, period) for result in results])


def _design_row(study: Comparison, result: Result) -> list[str]:
    key = study.decision.on
    contest = next((one for one in study.contests if one.design == result.design), None)
    standing = next(one for one in study.standings if one.design == result.design)
    realized = estimate(result.figures(key))
    return [
        plain(result.design),
        decision_amount(study, mean_figure(result, study.decision.expected_on)),
        decision_spread(study, Interval(realized.p10, realized.p90), signed=False) if realized else "–",
        decision_gap(study, contest.expected) if contest else "baseline",
        decision_spread(study, contest.expected.outcomes) if contest else "",
        decision_spread(study, contest.realized.outcomes) if contest else "",
        money(mean_figure(result, study.decision.cost_key), currency_of(study)),
        percent(standing.best_mean, 0),
        percent(standing.wins, 0),
    ]


def _work_row(result: Result, teams: Sequence[str], period: str) -> list[str]:
    return [
        plain(result.design),
        *(_busy(result, team, period) for team in teams),
        percent(_late(result, period)),
        number(mean_figure(result, f"transfers.{period}"), 0),
        percent(mean_figure(result, f"skipped_check_in.{period}"), 0),
        number(mean_figure(result, f"people_met.{period}")),
    ]


def _busy(result: Result, team: str, period: str) -> str:
    if team not in result.teams:
        return "–"
    busy = percent(mean_figure(result, f"utilisation_{team}.{period}"), 0)
    return f"{busy}, {hours(mean_figure(result, f'wait_hours_{team}.{period}'))}"


def _late(result: Result, period: str) -> float:
    """Return the largest share of late answers among the teams."""
    shares = [mean_figure(result, f"late_{team}.{period}") for team in result.teams]
    return max((share for share in shares if math.isfinite(share)), default=math.nan)
