"""Check 6: hours of a week with a published book, and what a book that is too large does to planned contacts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from cssim.domain.facts import SlotDue, WorkDone
from cssim.dynamics.plays import CHECK_IN
from cssim.reporting.numbers import percent
from cssim.results.run import Run
from cssim.scenario.schema import Scenario
from validation.checks import Chapter, Check, Values, inside, mean_of, plain, shown, told
from validation.studies import CSM, SEGMENTS, Effort, company, in_full

WEEKS: Final = 52
CSMS: Final = 5
RUNS: Final = 10
TOO_MANY: Final = 104
PRECISION: Final = 0.2
BROKEN: Final = 0.5
MULTIPLIER: Final = "the multiplier c, at least 0.3"
_TEXT: Final = """\
Five CSMs with books of one segment, n customers each; cadence fixed, nobody leaves, no customer is won. Hours of a
week are the present hours that a customer takes in a year, times n, over 52 weeks: a CSM of the model spends .60 of a
present hour with or for customers, so internal hours are in (client hours / .60), as in the published tables [10,12].
Calls are those held. *Calibration*: how often enterprise customers are called, and for how long, was taken from the
same table (16.2 a year, 1.6 h each), so calls of a week are shown; every other hour (trainings, reviews, renewals,
pitches, requests and what they take) is a guess of the default company, and the sum is the test. Where n is too large
for the week, what is not done is not counted. {runs} runs of a year.
"""


class Book(NamedTuple):
    """What one CSM looks after: ``n`` customers of a ``segment``, and the published hours a week, if there are any."""

    name: str
    segment: str
    n: int
    hours: float


BOOKS: Final = (
    Book("12 strategic customers", "enterprise", 12, 0.0),
    Book("16 strategic customers", "enterprise", 16, 33.25),
    Book("20 strategic customers", "enterprise", 20, 0.0),
    Book("48 commercial customers", "mid_market", 48, 31.25),
)
CROWDED: Final = Book("104 commercial customers", "mid_market", TOO_MANY, 0.0)
USUAL: Final = BOOKS[-1]


def measure(effort: Effort, jobs: int) -> Chapter:
    """Count the hours of published books, and fill a book until it breaks."""
    runs = RUNS if effort.full else effort.runs
    checks = [check for book in BOOKS for check in week_of(book, runs)]
    checks += crowded(runs)
    return Chapter("Check 6: a week of a CSM", _TEXT.format(runs=runs), tuple(checks))


def crowded(runs: int) -> list[Check]:
    """Return what becomes of planned check-ins where one person has 104 customers."""
    names = ("fixed", "capacity")
    of = {(book.n, plan): check_ins(book, plan, runs) for book in (USUAL, CROWDED) for plan in names}
    held = {key: found[:, 0] for key, found in of.items()}
    usual, broken = mean_of(held[USUAL.n, "fixed"]), mean_of(held[TOO_MANY, "fixed"])
    rows = [
        Check(
            f"check-ins held / planned, {n} commercial customers, cadence fixed",
            f"at 48 above and at 104 below {percent(BROKEN)}: coverage breaks",
            told(found, percent),
            passed,
        )
        for n, found, passed in ((USUAL.n, usual, usual.low > BROKEN), (TOO_MANY, broken, broken.high < BROKEN))
    ]
    for n in (USUAL.n, TOO_MANY):
        due = of[n, "capacity"][:, 1]
        rows.append(
            shown(f"check-ins due / planned at 48 a CSM, {n} customers, cadence by capacity", due, MULTIPLIER, plain)
        )
        rows.append(
            shown(f"of these planned, held, {n} customers, cadence by capacity", held[n, "capacity"], "", percent)
        )
    return rows


def check_ins(book: Book, plan: str, runs: int) -> Values:
    """Return check-ins held and fallen due in a year, as shares of those that the segment says, run by run: (n, 2)."""
    said = company_of(book, plan).customers.segments[book.segment].plays.check_in.frequency
    return np.array([one_year(run["today"]) for run in in_full(company_of(book, plan), {}, runs)]) / said


def one_year(run: Run) -> tuple[float, float]:
    """Return check-ins of a year that were held and that fell due, per customer that stayed."""
    stayed = run.accounts.closing > 0
    due = [
        fact.work
        for fact in run.facts
        if isinstance(fact, SlotDue) and fact.play == CHECK_IN and fact.time >= 0.0 and stayed[fact.account]
    ]
    done = {fact.work for fact in run.facts if isinstance(fact, WorkDone) and fact.time >= 0.0}
    return sum(work in done for work in due) / float(stayed.sum()), len(due) / float(stayed.sum())


def week_of(book: Book, runs: int) -> list[Check]:
    """Return the hours and calls of a week with a book."""
    found = np.array([week(run["today"], book.n) for run in in_full(company_of(book, "fixed"), {}, runs)])
    hours, calls, asked = found.T
    rows = [shown(f"calls a week, {book.name}", calls, "3.7 to 6.2 for 12 to 20 strategic ones [10]", plain)]
    if book.hours:
        low, high = (book.hours * (1.0 + side * PRECISION) for side in (-1, 1))
        rows.append(inside(f"hours a week, {book.name}", hours, low, high, f"({book.hours} ± 20 %) [10,12]", plain))
    else:
        rows.append(shown(f"hours a week, {book.name}", hours, "", plain))
    return [*rows, shown(f"of them for requests, {book.name}", asked / hours, "", percent)]


def week(run: Run, n: int) -> tuple[float, float, float]:
    """Return hours of a week with ``n`` customers, check-ins held, and hours of requests; of those that stayed."""
    stayed = run.accounts.closing > 0
    play_of: dict[int, int] = {fact.work: fact.play for fact in run.facts if isinstance(fact, SlotDue)}
    done = [fact for fact in run.facts if isinstance(fact, WorkDone) and fact.team == 0 and fact.time >= 0.0]
    mine = [fact for fact in done if stayed[fact.account]]
    per_week = n / (float(stayed.sum()) * WEEKS)
    hours = sum(fact.hours for fact in mine)
    calls = sum(play_of.get(fact.work, -1) == CHECK_IN for fact in mine)
    asked = sum(fact.hours for fact in mine if fact.work not in play_of)
    return hours * per_week, calls * per_week, asked * per_week


def company_of(book: Book, plan: str) -> Scenario:
    """Return a company of one segment with books of a size."""
    others = [name for name in SEGMENTS if name != book.segment]
    gone: Mapping[str, Any] = {
        f"{where}.{name}": None for name in others for where in ("customers.segments", "organisation.coverage")
    }
    return company(
        Effort(1, 1),
        {
            **gone,
            "customers.new_logos": None,
            "customers.referrals.rate": "0/year",
            f"customers.segments.{book.segment}.accounts": CSMS * book.n,
            f"{CSM}.headcount": CSMS,
            f"{CSM}.cadence": {"plan": plan},
            "organisation.people.attrition": "0%",
        },
    )
