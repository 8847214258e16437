"""Check s4: how little it moves satisfaction that answers come sooner, through lateness alone."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy.optimize import brentq

import cssim
from cssim.domain.facts import WorkStarted
from cssim.reporting.numbers import percent
from cssim.results.run import Run
from cssim.results.studies import Result
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_YEAR
from validation.checks import Chapter, Check, Mean, Values, mean_of, plain, points, shown, told
from validation.pooling import erlang_delay
from validation.studies import BASELINE, Designs, Effort, in_full, studied

WITHIN_AN_HOUR: Final = (0.27, 0.55)
"""Share of answers within an hour before and after [57]."""
MOVES: Final = (0.0, 0.02)
PROMISES: Final = (8, 4)
PEOPLE: Final = 4
WORK: Final = 1.25
PER_YEAR: Final = 12.0
SOONER: Final = "sooner"
TOLD: Final = 4
RUNS: Final = 20
YEARS: Final = 2
_TEXT: Final = """\
Not more people, but another distribution of waits: `cssim:queue_only` (a pool of {people}, no mechanism but one) with
so many customers that {before} of answers begin within an hour; then every piece of work takes {faster} times as
long as before, which nobody sees but in the wait, and {after} do. The one mechanism that is on is lateness with
its defaults: the service driver (`late` 8 % of the gap to -0.8 for a very late answer) and what a late answer takes
from satisfaction (`surveys.csat.late` 0.2, range 0.1 to 0.4; its size was taken from this evidence, so that the test
is whether waits as they are, and not only answers that are all late, move satisfaction by so little). Satisfaction is
the share of 4s and 5s. {runs} runs of {years} years, the last of which is counted.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Shift the distribution of waits and look at satisfaction."""
    size = Effort(RUNS, YEARS) if effort.full else Effort(effort.runs, 1)
    load = load_for(WITHIN_AN_HOUR[0])
    pace = pace_for(WITHIN_AN_HOUR[1], load)
    checks = [*shift(load, pace, size)]
    for promise in PROMISES:
        results = studied(company_of(load, promise, size), designs(pace), size, jobs)
        checks += satisfaction(promise, results[SOONER], results[BASELINE])
    text = _TEXT.format(
        people=PEOPLE,
        before=percent(WITHIN_AN_HOUR[0]),
        after=percent(WITHIN_AN_HOUR[1]),
        faster=plain(pace),
        runs=size.runs,
        years=YEARS,
    )
    return Chapter("Check s4: sooner answers", text, tuple(checks))


def within_an_hour(load: float, work: float) -> float:
    """Return the share of M/M/c requests that wait no more than an hour; ``work`` [h] is the mean."""
    return 1.0 - erlang_delay(PEOPLE, load) * float(np.exp(-PEOPLE * (1.0 - load) / work))


def load_for(share: float) -> float:
    """Return the load at which a share of requests waits no more than an hour."""
    return float(brentq(lambda load: within_an_hour(load, WORK) - share, 0.1, 0.9999))


def pace_for(share: float, load: float) -> float:
    """Return by what factor work has to be shorter for another share."""
    return float(brentq(lambda pace: within_an_hour(load * pace, WORK * pace) - share, 0.3, 1.0))


def company_of(load: float, promise: float, effort: Effort) -> Scenario:
    """Return a company whose customers mind that an answer is late, and nothing else."""
    accounts = round(load * PEOPLE * HOURS_PER_YEAR / (PER_YEAR * WORK))
    return patch(
        cssim.load("cssim:queue_only"),
        {
            "horizon": f"{12 * effort.years} months",
            "decide.on": f"retained_arr.y{effort.years}",
            "renewal.lock_in": 0.0,
            "customers.segments.everybody": {
                "accounts": accounts, "requests.product_question": f"{PER_YEAR}/year", "new_logo_churn": "5%",
                "term": "240 months",  # hardly anybody leaves, so that the load stays what it is
            },
            "requests.work": work(1.0),
            "health.service": {"level": -0.8, "raised": "0%", "raised_complaint": "0%"},
            "organisation.teams.desk.first_response": f"{promise} working hours",
            "surveys.csat.rated": "100%",
        },
    )  # fmt: skip


def work(pace: float) -> dict[str, Any]:
    """Return the law of work."""
    return {"product_question": {"dist": "exponential", "mean": f"{WORK * pace} working hours"}}


def designs(pace: float) -> Designs:
    """Return the design in which work takes less time."""
    return {SOONER: {"requests.work": work(pace)}}


def shift(load: float, pace: float, effort: Effort) -> list[Check]:
    """Return the shares of answers within an hour before and after, as simulated."""
    runs = [*in_full(company_of(load, PROMISES[0], effort), designs(pace), min(effort.runs, TOLD))]
    return [
        shown(
            f"answers begun within an hour, {name}", np.array([prompt(run[name], effort.years) for run in runs]),
            f"{percent(share)} [57]", percent,
        )
        for name, share in zip((BASELINE, SOONER), WITHIN_AN_HOUR, strict=True)
    ]  # fmt: skip


def prompt(run: Run, years: int) -> float:
    """Return the share of answers of the last year that began within an hour."""
    since = HOURS_PER_YEAR * (years - 1)
    waits = [fact.wait for fact in run.facts if isinstance(fact, WorkStarted) and fact.time >= since]
    return float(np.mean(np.array(waits) <= 1.0))


def satisfaction(promise: float, after: Result, before: Result) -> list[Check]:
    """Return how satisfaction, and lateness, change."""
    last = f"y{after.months // 12}"
    gain = mean_of(after.figures(f"csat.{last}") - before.figures(f"csat.{last}"))
    late: Values = after.figures(f"late_desk.{last}") - before.figures(f"late_desk.{last}")
    of = f"with a promise of {promise} h"
    return [
        shown(f"late answers, {of}", late, "", points),
        shown(f"satisfaction before, {of}", before.figures(f"csat.{last}"), "94 % [57]", percent),
        Check(f"satisfaction, after less before, {of}", "0 to 2 points [57,88,89]", told(gain, points), small(gain)),
    ]


def small(gain: Mean) -> bool:
    """Return whether a gain is small: its whole interval lies between nothing and two points."""
    return gain.low > MOVES[0] and gain.high < MOVES[1]
