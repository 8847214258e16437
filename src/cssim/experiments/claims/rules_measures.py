"""What no metric counts, for the claims of rules: how money lasts, what a KPI tells, what contacts are worth."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from cssim.domain.facts import ContractEnded, GoalAttained, PersonChanged, WorkDone
from cssim.domain.keys import seat_key
from cssim.domain.people import LEFT
from cssim.experiments.claims.claim import Told, Values
from cssim.plan.tables import staffing_of
from cssim.results.studies import Result
from cssim.sampling import inverse
from cssim.sampling.streams import PERIOD_TRAITS, Purpose, Streams
from cssim.units import HOURS_PER_YEAR

PER: Final = 10.0
"""What contacts are worth is told for so many of them."""
SURE: Final = 1.96


def later_half(result: Result) -> Values:
    """Return what there is at the end of the ARR that was retained half-way, (n_runs,); all of it expected."""
    end, half = (result.figures(f"retained_arr_expected.m{month}") for month in (result.months, result.months // 2))
    return end / half


def above_the_better(one: Result, mixed: Result, other: Result) -> Values:
    """Return what a mixture retains at the end less what the better of the two that it is made of does, (n_runs,).

    Which is the better is a matter of their means, so that a run's luck chooses nothing.
    """
    first, second = _retained(one), _retained(other)
    return _retained(mixed) - (first if first.mean() >= second.mean() else second)


def above_the_other(_: Result, mixed: Result, other: Result) -> Values:
    """Return what a mixture retains at the end less what the second of the two that it is made of does, (n_runs,)."""
    return _retained(mixed) - _retained(other)


def _retained(result: Result) -> Values:
    return result.figures(f"nrr_to_date_expected.m{result.months}")


def more_skill(without: Told, with_: Told) -> float:
    """Return how much more the mean skill of a team gains if it parts with whom its own KPI puts last after a year."""
    return skill_gained(with_) - skill_gained(without)


def skill_gained(told: Told) -> float:
    """Return the mean skill of those who are left if the last by attainment in the first year goes, less that of all.

    Only people who were there all year are compared; 0 if there are fewer than two.
    """
    facts = told.run.facts
    changes = (fact for fact in facts if isinstance(fact, PersonChanged) and 0.0 <= fact.time < HOURS_PER_YEAR)
    left = {(fact.team, fact.seat) for fact in changes if fact.change == LEFT}
    attained: dict[tuple[int, int], float] = {}
    for fact in facts:
        if isinstance(fact, GoalAttained) and fact.time <= HOURS_PER_YEAR and (fact.team, fact.seat) not in left:
            where = (fact.team, fact.seat)
            attained[where] = attained.get(where, 0.0) + fact.attained
    if len(attained) < 2:
        return 0.0
    skills = {where: skill_of(told, *where) for where in attained}
    last = min(attained, key=lambda where: attained[where])
    kept = [skill for where, skill in skills.items() if where != last]
    return math.fsum(kept) / len(kept) - math.fsum(skills.values()) / len(skills)


def skill_of(told: Told, team: int, seat: int) -> float:
    """Return the skill of who sits in a seat from the beginning: it is drawn at his address."""
    spread = staffing_of(told.plan)[team].skill_spread
    if spread == 0.0:
        return 1.0
    draws = Streams(told.run.seed, told.run.run, PERIOD_TRAITS)
    return inverse.lognormal(draws.uniform(Purpose.SKILL, seat_key(told.plan.teams[team].key, seat, 0), 0), 1.0, spread)


class End(NamedTuple):
    """The end of a contract: contacts with people who cover customers in the year before it, and what came of it."""

    contacts: float
    renewed: float
    probability: float


def ends_of(told: Told) -> dict[int, End]:
    """Return the first end of every contract of a year or more, from the second year on, by the account's key."""
    made: dict[int, list[float]] = {}
    csm = {told.plan.segments[at].team for at in range(len(told.plan.segments))}
    ends: dict[int, ContractEnded] = {}
    for fact in told.run.facts:
        if isinstance(fact, WorkDone) and fact.team in csm:
            made.setdefault(fact.account, []).append(fact.time)
        elif isinstance(fact, ContractEnded) and fact.time >= HOURS_PER_YEAR and fact.years >= 1.0:
            ends.setdefault(fact.key, fact)
    found = {}
    for key in sorted(ends):
        end = ends[key]
        times = made.get(end.account, [])
        contacts = sum(1 for time in times if end.time - HOURS_PER_YEAR <= time < end.time)
        found[key] = End(float(contacts), float(end.renewed), 1.0 - end.churn)
    return found


def correlation_less_cause(without: Told, with_: Told) -> float:
    """Return what contacts seem to do for renewals in one company, less what they do: both per ten contacts a year."""
    return seeming(without) - causal(without, with_)


def seeming(told: Told) -> float:
    """Return the slope of renewals over contacts, account by account (least squares), per ten contacts.

    Probabilities stand for coins: the mean of what a company would find, without the chance of its renewals.
    """
    return PER * slope_of([(end.contacts, end.probability) for end in ends_of(told).values()])[0]


def causal(without: Told, with_: Told) -> float:
    """Return what more contacts do to the probability of renewing, account by account, per ten contacts.

    The same contracts in two worlds that differ by contacts alone: what the experiment knows that no company can make.
    """
    pairs = list(_pairs(ends_of(without), ends_of(with_)))
    contacts = math.fsum(b.contacts - a.contacts for a, b in pairs)
    return PER * math.fsum(b.probability - a.probability for a, b in pairs) / contacts if contacts else 0.0


def seen_in_all(without: Told, _: Told) -> float:
    """Return 1 if the correlation over all customers is significant (95 %), else 0."""
    return _seen(list(ends_of(without).values()))


def seen_in_thirty(without: Told, _: Told) -> float:
    """Return 1 if the correlation over thirty customers is significant (95 %), else 0; keys are in random order."""
    return _seen(list(ends_of(without).values())[:30])


def slope_of(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the least-squares slope of (x, y) and its standard error; not-a-number where there is none."""
    x, y = np.array([point[0] for point in points]), np.array([point[1] for point in points])
    spread = float(((x - x.mean()) ** 2).sum()) if len(points) > 2 else 0.0
    if spread == 0.0:
        return math.nan, math.nan
    slope = float(((x - x.mean()) * (y - y.mean())).sum()) / spread
    left = y - y.mean() - slope * (x - x.mean())
    return slope, math.sqrt(float((left**2).sum()) / (len(points) - 2) / spread)


def _seen(ends: list[End]) -> float:
    slope, error = slope_of([(end.contacts, end.renewed) for end in ends])
    return float(abs(slope) > SURE * error)


def _pairs(one: dict[int, End], other: dict[int, End]) -> Iterator[tuple[End, End]]:
    return ((end, other[key]) for key, end in one.items() if key in other)
