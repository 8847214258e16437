"""Check 10: what a steep quota does to the dates and prices of deals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from cssim.domain.facts import DealMoved, GoalAttained
from cssim.reporting.numbers import percent
from cssim.results.studies import Result
from validation.checks import Chapter, Check, Curve, Values, above_zero, inside, mean_of, plain, points, shown, told
from validation.studies import CSM, Designs, Effort, company, difference, in_full, studied

STEEP: Final = {"100%": 0, "105%": 0.5, "110%": 1, "120%": 2, "200%": 10}
GOAL: Final = "10%"
LOSS: Final = (0.03, 0.08)
NOTHING: Final = 0.002
MONTHS: Final = 3
END: Final = 2.0
TOLD: Final = 6
FOURFOLD: Final = {"enterprise": 80, "mid_market": 320, "smb": 800}
LARGE_RUNS: Final = 10
LUMPY: Final = (
    "dates move, but rather off: one deal is a large part of a quarter's goal, so most quarters are lost, or won "
    "beyond the end of the curve, whatever the last month brings, and putting off is free; with books four times "
    "as large, whose quarters are less a matter of one deal, deals do bunch at the end"
)
FEW_BROUGHT_FORWARD: Final = (
    "only bringing forward costs anything, 10 %, and about one pitch in nine is; putting a deal off, which is "
    "what happens more often, gives nothing away in the model, nor are discounts given inside a quarter"
)
NOT_SETTLED: Final = "both signs lie in the interval: what is kept better is about what is sold less"
_TEXT: Final = """\
The default company with a quota on what is sold, at one fixed set of values. *Steep* is the published curve [8]:
nothing at 100 % of the goal, half of variable pay at 105, all of it at 110, twice at 120 %, and on like that; *linear*
pays attainment. Goal 10 % growth a year, which is what its CSMs sell without a quota (default 5, stated range 2.5 to
20), quarters, what is lost does not count. Defaults: a deal that is brought forward gives 10 % away (range 5 to 20 %)
and deals close a month after the pitch on average. Dates may be moved. Only the curve differs. Years 1 to {years}.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Compare a steep curve with a linear one, and what people are measured by."""
    results = studied(company(effort), designs(), effort, jobs)
    checks = (
        *bunching(results),
        *quarters(effort),
        large_books(effort, jobs),
        *discounts(results),
        *mixed(results, effort),
    )
    return Chapter("Check 10: a steep quota", _TEXT.format(years=effort.years), checks, (by_month(results),))


def bunching(results: Mapping[str, Result]) -> list[Check]:
    """Return when in the quarter deals close, and whether only a bend in the curve moves them."""
    steep, linear = results["steep"], results["linear"]
    late = {name: closing_late(results[name]) for name in ("steep", "linear")}
    early = closing_late(steep, 0) - closing_late(linear, 0)
    more, dates = late["steep"] - late["linear"], moved(steep) - moved(linear)
    what = "quarter-end bunching: deals of the last month, steep less linear"
    return [
        *(
            shown(f"deals that close in the last month of a quarter, {name}", share, "a third without timing", percent)
            for name, share in late.items()
        ),
        above_zero("dates moved for each deal signed, steep less linear", dates, plain, "only a bend moves dates [79]"),
        above_zero(what, more, points, "above 0 [79]", LUMPY),
        shown("deals of the first month, steep less linear", early, "", points),
    ]


def discounts(results: Mapping[str, Result]) -> list[Check]:
    """Return what is given away under each kind of pay."""
    steep, what, source = given_away(results["steep"]), "given away / what was sold", "[79] (6 to 8 %)"
    return [
        inside(f"{what}, steep", steep, *LOSS, source, percent, FEW_BROUGHT_FORWARD),
        nothing(f"{what}, linear", given_away(results["linear"])),
        nothing(f"{what}, paid by health", given_away(results["health"])),
    ]


def designs() -> Designs:
    """Return incentives that differ in one thing each."""
    return {
        "steep": quota(pay_curve=STEEP),
        "linear": quota(pay_curve="linear"),
        "health": quota(policy="health", pay_curve="linear"),
        "mixed": quota(policy="blend", pay_curve=STEEP),
    }


def quota(**changes: Any) -> Mapping[str, Any]:
    """Return an incentive whose people may move dates."""
    return {
        f"{CSM}.incentive": {
            "policy": "quota",
            "may_move_dates": "yes",
            "growth_goal": GOAL,
            "churn_counts": "no",
            **changes,
        }
    }


def deals(result: Result, month: int) -> Values:
    """Return deals that closed in a month."""
    return result.figures(f"deals.m{month}")


def closing_late(result: Result, month: int = MONTHS - 1) -> Values:
    """Return which share of deals closed in a month of the quarter, the last by default."""
    by = np.array([deals(result, month) for month in range(1, result.months + 1)])
    return np.asarray(by[month::MONTHS].sum(axis=0) / by.sum(axis=0), dtype=np.float64)


def moved(result: Result) -> Values:
    """Return how many dates were moved, as a share of the deals that closed."""
    years = range(1, result.months // 12 + 1)
    dates, closed = (
        np.sum([result.figures(f"{name}.y{n}") for n in years], axis=0) for name in ("deals_moved", "deals")
    )
    return np.asarray(dates / closed, dtype=np.float64)


def given_away(result: Result) -> Values:
    """Return discounts as a share of what deals would have brought without them."""
    years = range(1, result.months // 12 + 1)
    lost = np.sum([result.figures(f"discounts.y{year}") for year in years], axis=0)
    sold = np.sum([result.figures(f"expansion_expected.y{year}") for year in years], axis=0)
    return np.asarray(lost / (sold + lost), dtype=np.float64)


def quarters(effort: Effort) -> list[Check]:
    """Return where quarters end, and whether dates are brought forward or put off: why deals bunch as they do."""
    found = []
    for told_run in in_full(company(effort), {"steep": designs()["steep"]}, min(effort.runs, TOLD)):
        facts = told_run["steep"].facts
        ends = np.array([fact.attained for fact in facts if isinstance(fact, GoalAttained)])
        dates = np.array([fact.discount > 0 for fact in facts if isinstance(fact, DealMoved)])
        found.append((np.mean(ends < 1.0), np.mean(ends > END), np.mean(dates)))
    below, beyond, forward = np.array(found).T
    return [
        shown("quarters of a CSM that end below the goal, steep", below, "", percent),
        shown("and beyond 200 % of it, where the curve ends", beyond, "", percent),
        shown("dates that were brought forward, of all that were moved", forward, "", percent),
    ]


def large_books(effort: Effort, jobs: int) -> Check:
    """Return how deals bunch where a book has four times as many customers, so that one deal matters less."""
    size = Effort(LARGE_RUNS, effort.years) if effort.full else effort
    accounts = {f"customers.segments.{name}.accounts": n for name, n in FOURFOLD.items()}
    wanted = {name: designs()[name] for name in ("steep", "linear")}
    results = studied(company(size, accounts), wanted, size, jobs)
    more = closing_late(results["steep"]) - closing_late(results["linear"])
    return shown("deals of the last month, steep less linear, books four times as large", more, "", points)


def nothing(what: str, values: Values) -> Check:
    """Return the check that next to nothing is given away."""
    found = mean_of(values)
    return Check(what, "about zero: below 0.2 %", told(found, percent), abs(found.value) < NOTHING)


def mixed(results: Mapping[str, Result], effort: Effort) -> list[Check]:
    """Return that goals which count what stays as well do better than those for what is sold alone."""
    end = f"y{effort.years}"
    net, gross = (difference(results, "mixed", "steep", f"{name}_to_date_expected.{end}") for name in ("nrr", "grr"))
    what = "growth and health less growth alone"
    return [
        above_zero(
            f"net retention to year {effort.years}, {what}",
            net,
            points,
            "mixed beats acquisition alone [80]",
            NOT_SETTLED,
        ),
        above_zero(
            f"gross retention to year {effort.years}, {what}", gross, points, "what is kept is kept better [80]"
        ),
    ]


def by_month(results: Mapping[str, Result]) -> Curve:
    """Return deals by month of the quarter under the steep curve, to be drawn."""
    result = results["steep"]
    by = np.array([deals(result, month) for month in range(1, result.months + 1)])
    means = tuple(mean_of(by[at::MONTHS].sum(axis=0) / by.sum(axis=0) * 100) for at in range(MONTHS))
    linear = np.array([deals(results["linear"], month) for month in range(1, result.months + 1)])
    beside = tuple(float((linear[at::MONTHS].sum(axis=0) / linear.sum(axis=0)).mean() * 100) for at in range(MONTHS))
    return Curve(
        "A steep quota moves dates", "month of the quarter", "deals closed, %", (1, 2, 3), means, beside, "linear"
    )
