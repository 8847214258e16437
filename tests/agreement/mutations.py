"""Mistakes of one line, each in one of the engines, that a comparison of the engines must find.

A formula is shared, so a mistake in it is one of both: it cannot make them differ. What is planted here is what one
engine *does*: which formula it asks what, at which address it draws, in which order it goes on.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Mutation(NamedTuple):
    """One planted mistake: in ``file`` of the package the ``old`` text becomes the ``new`` one."""

    what: str
    file: str
    old: str
    new: str


IN_SIMPY: Final = (
    Mutation(
        "formula: familiarity of one contact more",
        "engine/contacts.py",
        "contacts = account.contacts_with(person.key, now, effects.familiarity_half_life)",
        "contacts = 1.0 + account.contacts_with(person.key, now, effects.familiarity_half_life)",
    ),
    Mutation(
        "formula: what is left of a request's cost is read at the time of asking",
        "engine/answers.py",
        "back = service.restored(work.cost, world.now - work.raised, row.half_life, effects.restore_share)",
        "back = service.restored(work.cost, 0.0, row.half_life, effects.restore_share)",
    ),
    Mutation(
        "order of ties: by insertion instead of by key",
        "engine/calendar.py",
        "entry: Any = (time, rank << 64 | key, next(self._eid), event)",
        "entry: Any = (time, rank << 64, next(self._eid), event)",
    ),
    Mutation(
        "order of ties: what is done comes before what arrives",
        "engine/desks.py",
        "entry = self.calendar.at(done, COMPLETIONS, work.key)",
        "entry = self.calendar.at(done, 0, work.key)",
    ),
    Mutation(
        "order of wake: people take work before the story of what they have done goes on",
        "engine/desks.py",
        "self.calendar.call(STARTS, person.key, lambda _: self._start_person(person))",
        "self._start_person(person)",
    ),
    Mutation(
        "queue key: urgency does not count",
        "engine/desks.py",
        "place = (work.urgency, work.rank, work.due, work.submitted, work.key, work)",
        "place = (0, work.rank, work.due, work.submitted, work.key, work)",
    ),
    Mutation(
        "queue key: equals in the opposite order of their keys",
        "engine/desks.py",
        "place = (work.urgency, work.rank, work.due, work.submitted, work.key, work)",
        "place = (work.urgency, work.rank, work.due, work.submitted, -work.key, work)",
    ),
    Mutation(
        "draw address: of the account instead of its contracts",
        "engine/contracts.py",
        "goes_on = world.draws.uniform(Purpose.RENEWAL, key, month) >= churn",
        "goes_on = world.draws.uniform(Purpose.RENEWAL, account.key, month) >= churn",
    ),
    Mutation(
        "idle order: the shortest idle first",
        "engine/desks.py",
        "person = longest_idle(line, self.people)",
        "person = max((one for one in self.people if one.work is None and one.here and line in one.lines), "
        "default=None, key=lambda one: (one.since, -one.seat))",
    ),
    Mutation(
        "rounding: waits are cut off instead of rounded",
        "engine/recorder.py",
        "wait = to_milli(work.wait)",
        "wait = int(work.wait * 1000)",
    ),
)
IN_THE_TWIN: Final = (
    Mutation(
        "formula: a transferred request takes its own hours",
        "engine/compiled/handling.py",
        "return expertise.specialist_hours(work.hours, run.specialist_pace)",
        "return expertise.specialist_hours(work.hours, 1.0)",
    ),
    Mutation(
        "order of sums: a stock's distance is taken from the health before it is added",
        "engine/compiled/health.py",
        "h += stock(w, i, driver) - reference[driver]",
        "h = h + stock(w, i, driver) - reference[driver]",
    ),
    Mutation(
        "order of ties: by key before rank",
        "engine/compiled/calendar.py",
        "return bool(rank < entry.rank)",
        "return bool(key < entry.key)",
    ),
    Mutation(
        "order of ties: equals in the opposite order of their keys",
        "engine/compiled/calendar.py",
        "return bool(key < entry.key)",
        "return bool(key > entry.key)",
    ),
    Mutation(
        "order of wake: a person who is free takes work at once",
        "engine/compiled/desks.py",
        "calendar.at(w, w.run[0].now, STARTS, person.key, calendar.PERSON, p, 0)",
        "start_person(w, p)",
    ),
    Mutation(
        "queue key: the most urgent work last",
        "engine/compiled/lines.py",
        "return bool(one.urgency < other.urgency)",
        "return bool(one.urgency > other.urgency)",
    ),
    Mutation(
        "draw address: work is drawn where difficulty is",
        "engine/compiled/requests.py",
        "u = uniform(w, Purpose.REQUEST_WORK, key, n) if law.law != inverse.FIXED else 0.5",
        "u = uniform(w, Purpose.REQUEST_DIFFICULTY, key, n) if law.law != inverse.FIXED else 0.5",
    ),
    Mutation(
        "draw address: gaps are drawn one counter further",
        "engine/compiled/demand.py",
        "unit = inverse.exponential(uniform(w, Purpose.REQUEST_GAP, key, account.n[type_]))",
        "unit = inverse.exponential(uniform(w, Purpose.REQUEST_GAP, key, account.n[type_] + 1))",
    ),
    Mutation(
        "idle order: equals by the highest seat",
        "engine/compiled/idle.py",
        "w.people[before].seat > person.seat",
        "w.people[before].seat < person.seat",
    ),
    Mutation(
        "rounding: expected cents are cut off instead of rounded",
        "engine/compiled/contracts.py",
        "expected_churn = renewal.expected_cents(account.arr, churn)",
        "expected_churn = int(account.arr * churn)",
    ),
)
ALL_OF_THEM: Final = (*IN_SIMPY, *IN_THE_TWIN)
