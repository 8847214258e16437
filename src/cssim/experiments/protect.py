"""Accounts to protect: those that a change of design gives another contact shortly before their renewal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from cssim.domain.accounts import GRACED
from cssim.experiments.people import people_of
from cssim.experiments.study import Study
from cssim.plan.labels import Labels
from cssim.plan.rows.accounts import AccountRow
from cssim.plan.rows.change import LEAVES, MOVES
from cssim.plan.tables import NOBODY, Change, Plan
from cssim.quantities.read import parse_length
from cssim.reporting.people import People
from cssim.results.frames import Columns
from cssim.units import CENTS, date_of_hours, months_to_hours

FILE: Final = "accounts_to_protect.csv"
SHORTLY: Final = "90 days"
"""How long before a renewal a new contact is a risk."""
LOOKED_AT: Final = 9.0
"""Months of a change that are looked at."""


def to_protect(study: Study, *, show_people: bool = False) -> Iterator[Columns]:
    """Yield the accounts to protect as planned, a design at a time, largest ARR first; none of one without a change.

    Their contact of today is called by role and seat or, with ``show_people``, by name if it is known.
    """
    people = people_of(study, study.today.scenario, named=show_people)
    for design in study.chosen:
        plan, labels = study.lowered(design)
        if plan.change is not None:
            yield _table(design.name, plan, plan.change, labels, people)


def changes_at(plan: Plan, change: Change, index: int) -> float:
    """Return when [h] an account of the opening book is planned to change its contact, infinite if it does not.

    One that changes at its renewal, or is protected until then, has a year or more to get to know who comes.
    """
    row, then = plan.accounts[index], change.after.accounts[index]
    team = plan.segments[row.segment].team
    if row.seat == NOBODY:
        return math.inf
    leaves = change.seats[team][row.seat].fate in (LEAVES, MOVES)
    if not leaves and (team, row.seat) == (change.after.segments[row.segment].team, then.seat):
        return math.inf
    if leaves:
        return change.start
    time = change.times[row.segment]
    waits = change.at_renewal or end_after(row, time) - time < change.protect
    return math.inf if waits else time


def end_after(row: AccountRow, time: float) -> float:
    """Return when [h] a contract ends at or after ``time`` [h]; at once, if it is over and in grace."""
    return time if row.standing == GRACED else next_end(row.contract_end, row.term, time)


def next_end(first: float, term: float, time: float) -> float:
    """Return the first end [h] of a contract at or after ``time`` [h]; contracts of ``term`` [h] end at ``first``."""
    return first if first >= time else first + math.ceil((time - first) / term) * term


def _table(design: str, plan: Plan, change: Change, labels: Labels, people: People) -> Columns:
    found = []
    until = change.start + months_to_hours(LOOKED_AT)
    for index, row in enumerate(plan.accounts):
        time = changes_at(plan, change, index)
        if time < until:
            end = end_after(row, time)
            if end - time < months_to_hours(parse_length(SHORTLY)):
                found.append((-row.arr, index, time, end))
    found.sort()
    names = [labels.accounts[index] for _, index, _, _ in found]
    return {
        "design": _texts([design] * len(found)),
        "external_id": _texts([one.external_id for one in names]),
        "name": _texts([one.name for one in names]),
        "segment": _texts([labels.segments[plan.accounts[index].segment] for _, index, _, _ in found]),
        "contact": _texts([_contact(plan, people, index) for _, index, _, _ in found]),
        "arr": np.array([-arr / CENTS for arr, *_ in found], dtype=np.float64),
        "changes": _texts([date_of_hours(time, labels.start).isoformat() for *_, time, _ in found]),
        "renewal": _texts([date_of_hours(end, labels.start).isoformat() for *_, end in found]),
    }


def _contact(plan: Plan, people: People, index: int) -> str:
    """Return what the contact that an account has today is called."""
    row = plan.accounts[index]
    team = plan.segments[row.segment].team
    return people.name(team, row.seat) or people.called(team, row.seat)


def _texts(words: list[str]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array(words, dtype=object)
