"""Whom an account has met: nobody is forgotten, and nobody made up, however their marks coincide."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cssim.engine.compiled import acquaintances, build, rows
from cssim.engine.compiled.rows import NONE

PEOPLE = 200


class Acquainted(NamedTuple):
    run: Any
    accounts: Any
    seen: Any


@given(st.lists(st.integers(0, 2**63 - 1) | st.integers(0, 40).map(lambda n: n * 512), max_size=PEOPLE))
def test_somebody_has_been_seen_if_and_only_if_he_was_met_before(people: list[int]) -> None:
    w: Any = Acquainted(build.table(1, rows.RUN), build.table(1, rows.ACCOUNT), build.table(PEOPLE, rows.SEEN))
    w.accounts.seen = NONE
    met: set[int] = set()
    for person in people:
        assert acquaintances.has_seen(w, 0, person) == (person in met)
        met.add(person)
    assert w.accounts[0].faces == len(met)
