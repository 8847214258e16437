"""Free people take work in the order in which they became free, and by seat where that is the same instant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cssim.engine.compiled import idle, rows
from cssim.engine.compiled.build import table
from cssim.engine.compiled.rows import NONE, World

SEATS = 6


def world() -> World:
    empty = dict.fromkeys(World._fields)
    teams, people = table(1, rows.TEAM), table(SEATS, rows.PERSON)
    teams.idle_first = teams.idle_last = NONE
    people.seat = range(SEATS)
    return World(**{**empty, "teams": teams, "people": people})


def chain(w: World) -> list[int]:
    found, p, before = [], w.teams[0].idle_first, NONE
    while p != NONE:
        assert w.people[p].idle_before == before
        found.append(int(p))
        before, p = p, w.people[p].idle_next
    assert w.teams[0].idle_last == before
    return found


@given(st.lists(st.tuples(st.integers(0, SEATS - 1), st.sampled_from([0.0, 0.0, 1.0])), max_size=40))
def test_the_longest_idle_comes_first_then_the_lowest_seat(steps: list[tuple[int, float]]) -> None:
    w, now, free = world(), 0.0, {}
    for p, passed in steps:
        now += passed
        if p in free:
            idle.become_busy(w, p)
            del free[p]
        else:
            w.people[p].since = now
            idle.become_free(w, p)
            free[p] = now
        assert chain(w) == sorted(free, key=lambda p: (free[p], p))
