"""Check s2: outreach that backfires."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

import cssim
from cssim.domain.facts import ContractEnded, PitchMade
from cssim.reporting.numbers import percent
from cssim.results.run import Run
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_MONTH
from validation.checks import Chapter, Check, Values, above_zero, mean_of, plain, points, told
from validation.studies import BASELINE, Designs, Effort, in_full

WITHIN: Final = 3
"""Months in which churn was counted after the outreach [74]."""
CONTROL: Final = 0.06
TREATED: Final = 0.10
ACCOUNTS: Final = 1000
MONTHS: Final = 12
RUNS: Final = 3
LEVELS: Final = (-0.9, -1.8, -3.6)
SATISFIED: Final = 0.015
_TEXT: Final = """\
`cssim:renewal_only`: {accounts:,} customers with contracts by the month, all alike, so many of whom leave that within
three months {control} do. Once in the year each is asked to buy more; in the paired run nobody is. All drivers are
off but pressure: neither the contact itself nor what is sold helps. The free level is `health.pressure.level` (default
-0.9, stated range -1.8 to -0.45), the other numbers of a pitch at their defaults (`pitch` 25 % of the gap, range 12 to
50 %; `pitch_below` 1.4, range 0.7 to 2.8) or, in a last row, at the strong ends of their ranges. Which level gives
{treated} is representability, and shown; that outreach raises churn, and more where customers are less content, is
the test. {runs} runs.
"""


class Harm(NamedTuple):
    """Churn within three months of a pitch, and of the same customers without one, run by run; each (n_runs,)."""

    treated: Values
    control: Values


def measure(effort: Effort, jobs: int) -> Chapter:
    """Ask customers to buy more and count who leaves."""
    del jobs  # facts are read here, run by run
    runs, accounts = (RUNS, ACCOUNTS) if effort.full else (effort.runs, 50)
    found = {level: harm(company_of(CONTROL, accounts, {"level": level}), runs) for level in LEVELS}
    content = harm(company_of(SATISFIED, accounts, {}), runs)
    strong = harm(company_of(CONTROL, accounts, {"level": -1.8, "pitch": "50%", "pitch_below": 2.8}), runs)
    usual = found[LEVELS[0]]
    more = mean_of(np.log(usual.treated / usual.control) - np.log(content.treated / content.control))
    checks = (
        above_zero(
            "churn within 3 months of outreach, less without it",
            usual.treated - usual.control,
            points,
            "more (sign) [74]",
        ),
        Check(
            "log hazard of outreach, customers of 6 % less customers of 1.5 % in 3 months",
            "the less content are harmed more",
            told(more, plain),
            more.low > 0.0,
        ),
        *(
            Check(f"churn without and with outreach, level {level}", "6 % and 10 % [74]", both(each), None)
            for level, each in found.items()
        ),
        Check("level that gives 10 %, the rest at its defaults", "stated -1.8 to -0.45", reached(found), None),
        Check(
            "churn with level -1.8, pitch 50 %, pitch_below 2.8: the strong ends of the ranges",
            "6 % and 10 % [74]",
            both(strong),
            None,
        ),
    )
    text = _TEXT.format(accounts=accounts, control=percent(CONTROL), treated=percent(TREATED), runs=runs)
    return Chapter("Check s2: outreach that backfires", text, checks)


def both(found: Harm) -> str:
    """Return churn without and with outreach in words."""
    return f"{told(mean_of(found.control), percent)} and {told(mean_of(found.treated), percent)}"


def reached(found: dict[float, Harm]) -> str:
    """Return the level that gives the published churn, on straight lines between the levels tried."""
    means = [float(one.treated.mean()) for one in found.values()]
    at = np.interp(TREATED, means, list(found), right=np.nan)
    return f"beyond {min(found)}" if np.isnan(at) else plain(float(at))


def company_of(churn: float, accounts: int, pressure: dict[str, Any]) -> Scenario:
    """Return a company that does nothing but ask; ``churn`` is that of three months."""
    yearly = 1.0 - (1.0 - churn) ** (MONTHS / WITHIN)
    return patch(
        cssim.load("cssim:renewal_only"),
        {
            "horizon": f"{MONTHS + WITHIN} months",
            "customers.segments.regular": {
                "accounts": accounts, "term": "1 month", "new_logo_churn": yearly, "heterogeneity": "none",
            },
            "health.pressure": {"level": -0.9, **pressure},
            "organisation.teams.csm.headcount": 20,
        },
    )  # fmt: skip


def designs() -> Designs:
    """Return the design that asks every customer once a year."""
    return {
        "asks": {"customers.segments.regular.plays.expansion": {"frequency": "1/year", "work": "0.5 working hours"}}
    }


def harm(scenario: Scenario, runs: int) -> Harm:
    """Return churn within three months of the pitch, with and without it."""
    found = []
    for made in in_full(scenario, designs(), runs):
        asked = {fact.account: fact.time for fact in made["asks"].facts if isinstance(fact, PitchMade)}
        found.append([churn_after(made[name], asked) for name in ("asks", BASELINE)])
    treated, control = np.array(found).T
    return Harm(treated, control)


def churn_after(run: Run, asked: dict[int, float]) -> float:
    """Return the probability to leave at one of the first three ends of a contract after an account was ``asked``."""
    hazards: list[list[float]] = [[] for _ in range(WITHIN)]
    for fact in run.facts:
        if isinstance(fact, ContractEnded) and fact.account in asked:
            month = int((fact.time - asked[fact.account]) // HOURS_PER_MONTH)
            if fact.time >= asked[fact.account] and month < WITHIN:
                hazards[month].append(fact.churn)
    return float(1.0 - np.prod([1.0 - np.mean(month) for month in hazards]))
