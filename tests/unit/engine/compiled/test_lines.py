"""The line of waiting work gives out what a sorted list would, whatever leaves from its middle."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cssim.engine.compiled import lines, rows
from cssim.engine.compiled.build import table
from cssim.engine.compiled.rows import NONE

PLACES = st.lists(
    st.tuples(st.integers(1, 2), st.sampled_from([0.0, 8.0, 8.5]), st.sampled_from([0.0, 1.0])), min_size=1, max_size=30
)


def waiting(places: list[tuple[int, float, float]]) -> Any:
    works = table(len(places), rows.WORK_ROW)
    for key, (urgency, due, submitted) in enumerate(places):
        row = works[key]
        row.urgency, row.due, row.submitted, row.key = urgency, due, submitted, (key * 7) % 31
    return works


def order(works: Any, members: list[int]) -> list[int]:
    return sorted(members, key=lambda k: (works[k].urgency, works[k].due, works[k].submitted, works[k].key))


def drained(works: Any, head: int) -> list[int]:
    found = []
    while head != NONE:
        found.append(head)
        head = lines.leave(works, head, head)
    return found


@given(PLACES)
def test_work_comes_out_by_urgency_due_submitted_and_key(places: list[tuple[int, float, float]]) -> None:
    works, head = waiting(places), NONE
    for k in range(len(places)):
        head = lines.join(works, head, k)
    assert drained(works, head) == order(works, list(range(len(places))))


@given(PLACES, st.data())
def test_work_may_leave_from_anywhere_at_any_time(places: list[tuple[int, float, float]], data: st.DataObject) -> None:
    works, head, members = waiting(places), NONE, []
    for k in range(len(places)):
        head = lines.join(works, head, k)
        members.append(k)
        if data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(members))
            head = lines.leave(works, head, gone)
            members.remove(gone)
            assert head == (order(works, members)[0] if members else NONE)
    assert drained(works, head) == order(works, members)
