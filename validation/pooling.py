"""Check 8: a pool against people of one's own, with and without what knowing a customer is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

import cssim
from cssim.reporting.numbers import percent
from cssim.results.studies import Result
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_YEAR
from validation.checks import Chapter, Check, Mean, Values, mean_of, plain, told
from validation.studies import BASELINE, Effort, studied

PEOPLE: Final = 4
LOADS: Final = (0.7, 0.85)
MEAN: Final = 1.25
PER_YEAR: Final = 12.0
CATCH_UP: Final = (0.0, 0.15, 0.3, 0.6)
STATED: Final = (0.15, 0.6)
STAY: Final = -0.17
WAIT: Final = -0.09
FACTOR: Final = 1.5
"""What dedicated queues changed in an emergency department [75], and how near is near enough."""
BRACKET: Final = (0.1, 0.9)
HALVINGS: Final = 7
RUNS: Final = 24
YEARS: Final = 6
FIRST: Final = 4
"""First year that is counted: queues near saturation take years to fill."""
ERLANG_WITHIN: Final = 0.05
TOO_LIGHT: Final = "at this load a pool has so much room that being known would have to save more than the range allows"
TOGETHER: Final = "so near saturation a stay is nearly all wait, and both move by a tenth with a hundredth of an hour"
_TEXT: Final = """\
`cssim:queue_only`: c = {people} people, availability 1, nobody away; work exponential of mean {mean} h; {rate:.0f}
requests of a customer in a year, at random; as many customers as make the load rho = {loads} without catching up. A
pool is one queue, dedicated are {people} queues, each of one person with a quarter of the customers. Nothing but one
parameter says what ownership is worth: `organisation.routing.catch_up`, the hours that somebody who does not know a
customer takes longer (default 0.3, stated range 0.15 to 0.6). It is 0 in the first rows. Stay is wait and work. The
free level chosen, one of the two numbers would be representability; both from one value is the test. {runs} runs,
years {first} to {years}.
"""


class Queue(NamedTuple):
    """Mean waits and stays [h] of the requests of a run, each (n_runs,)."""

    wait: Values
    stay: Values


Pair = tuple[Queue, Queue]
"""What was found of a pool, and of dedicated people."""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Compare a pool with queues of one's own as knowing a customer counts for more."""
    size = Effort(RUNS, YEARS) if effort.full else Effort(effort.runs, 1)
    checks: list[Check] = []
    for load in LOADS:
        found = {hours: both(load, hours, size, jobs) for hours in CATCH_UP}
        at = value_for_both(load, size, jobs)
        there = both(load, at, size, jobs)
        checks += [*without_ownership(load, *found[0.0]), *with_ownership(load, found, at, there)]
    text = _TEXT.format(
        people=PEOPLE, mean=MEAN, rate=PER_YEAR, loads=" and ".join(f"{load}" for load in LOADS), runs=size.runs,
        first=FIRST, years=YEARS,
    )  # fmt: skip
    return Chapter("Check 8: pooled against dedicated", text, tuple(checks))


def both(load: float, catch_up: float, effort: Effort, jobs: int) -> Pair:
    """Return what a pool and what dedicated people make customers wait."""
    assigned: dict[str, Any] = {"organisation.coverage.everybody": {"model": "assigned", "balance": "accounts"}}
    results = studied(company_of(load, catch_up, effort), {"dedicated": assigned}, effort, jobs)
    return queue_of(results[BASELINE]), queue_of(results["dedicated"])


def company_of(load: float, catch_up: float, effort: Effort) -> Scenario:
    """Return a company that is nothing but a queue."""
    accounts = round(load * PEOPLE * HOURS_PER_YEAR / (PER_YEAR * MEAN))
    return patch(
        cssim.load("cssim:queue_only"),
        {
            "horizon": f"{12 * effort.years} months",
            "decide.on": f"retained_arr.y{effort.years}",
            "customers.segments.everybody": {
                "accounts": accounts, "requests.product_question": f"{PER_YEAR}/year",
            },
            "requests.work.product_question": {"dist": "exponential", "mean": f"{MEAN} working hours"},
            "organisation.routing.catch_up": f"{catch_up} working hours",
        },
    )  # fmt: skip


def queue_of(result: Result) -> Queue:
    """Return waits and stays, from the hours that people were busy."""
    years = range(min(FIRST, result.months // 12), result.months // 12 + 1)
    team = result.teams[0]
    wait = np.mean([result.figures(f"wait_hours_{team}.y{year}") for year in years], axis=0)
    busy = np.mean([result.figures(f"utilisation_{team}.y{year}") for year in years], axis=0) * PEOPLE * HOURS_PER_YEAR
    requests = np.mean([result.figures(f"requests.y{year}") for year in years], axis=0)
    return Queue(wait, wait + busy / requests)


def without_ownership(load: float, pool: Queue, own: Queue) -> list[Check]:
    """Return that a pool waits as Erlang says, and less than people of one's own."""
    expected, found = erlang_wait(PEOPLE, load, MEAN), mean_of(pool.wait)
    gain = mean_of(own.wait - pool.wait)
    return [
        Check(
            f"ownership off: wait in a pool [h], rho {load}", f"Erlang C: {plain(expected)} ± 5 %", told(found, plain),
            abs(found.value / expected - 1.0) <= ERLANG_WITHIN,
        ),
        Check(
            f"ownership off: wait [h], dedicated less pooled, rho {load}", "a pool waits less", told(gain, plain),
            gain.low > 0.0,
        ),
    ]  # fmt: skip


def with_ownership(load: float, found: Mapping[float, Pair], at: float, there: Pair) -> list[Check]:
    """Return how the comparison turns with the hours of catching up, and what the value that gives the stay gives.

    ``at`` is that value [h] and ``there`` what was found with it.
    """
    told_of = [f"{hours} h: {both_changes(pair)}" for hours, pair in found.items() if hours > 0.0]
    wins = [hours for hours, pair in found.items() if all(one.high < 0.0 for one in changes(pair))]
    stay, wait = changes(there)
    within = f"{STATED[0]} to {STATED[1]} h"
    return [
        Check(f"stay and wait, dedicated / pooled, by hours of catching up, rho {load}", "", "; ".join(told_of), None),
        Check(
            f"ownership on: the sign flips, dedicated wins both, rho {load}",
            f"inside the stated {within}",
            f"at {', '.join(map(str, wins))} h" if wins else f"not up to {STATED[1]} h",
            bool(wins),
            TOO_LIGHT,
        ),
        Check(
            f"the value that comes nearest to stay and wait at once, rho {load}",
            f"stated {within}",
            f"{at:.2f} h",
            None,
        ),
        *(
            Check(
                f"{what}, dedicated / pooled, of this one value, rho {load}",
                f"{percent(target)} [75], within a factor of 1.5",
                told(one, percent),
                near(one.value, target),
                TOGETHER,
            )
            for what, one, target in (("stay", stay, STAY), ("wait", wait, WAIT))
        ),
    ]


def both_changes(pair: Pair) -> str:
    """Return the changes of stay and wait in words."""
    stay, wait = changes(pair)
    return f"{percent(stay.value)} and {percent(wait.value)}"


def changes(pair: Pair) -> tuple[Mean, Mean]:
    """Return by which share stay and wait of dedicated people differ from a pool's."""
    pool, own = pair
    return change(own.stay, pool.stay), change(own.wait, pool.wait)


def value_for_both(load: float, effort: Effort, jobs: int) -> float:
    """Return the hours of catching up at which stay and wait miss what was published by the same factor, one above and
    one below; by halving, on common draws."""
    low, high = BRACKET
    for _ in range(HALVINGS if effort.years > 1 else 1):
        middle = 0.5 * (low + high)
        stay, wait = (min(0.0, one.value) for one in changes(both(load, middle, effort, jobs)))
        low, high = (middle, high) if stay * wait < STAY * WAIT else (low, middle)
    return 0.5 * (low + high)


def change(one: Values, other: Values) -> Mean:
    """Return by which share one mean differs from another; runs of a pair share their futures."""
    ratio = one / other - 1.0
    found = mean_of(ratio)
    return found._replace(value=float(one.mean() / other.mean() - 1.0))


def near(value: float, target: float) -> bool:
    """Return whether a value has the sign of the target, and its size within the factor."""
    return value * target > 0.0 and 1.0 / FACTOR <= value / target <= FACTOR


def erlang_wait(servers: int, load: float, mean: float) -> float:
    """Return the mean wait of M/M/c whose work has this ``mean`` (Erlang 1917)."""
    return erlang_delay(servers, load) * mean / (servers * (1.0 - load))


def erlang_delay(servers: int, load: float) -> float:
    """Return the probability of a wait in M/M/c."""
    offered = servers * load
    top = offered**servers / math.factorial(servers) * servers / (servers - offered)
    return top / (sum(offered**k / math.factorial(k) for k in range(servers)) + top)
