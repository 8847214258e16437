"""Drawn books: one more account is one more account, and every named account has an owner."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import NOBODY
from tests.small import small


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**63 - 1))
def test_more_accounts_move_no_other(few: int, extra: int, seed: int) -> None:
    book, longer = (
        opening_book(small(seed=seed, customers__segments__small={"accounts": n})).accounts for n in (few, few + extra)
    )
    assert longer[: 3 + few] == book
    assert len({account.key for account in longer}) == len(longer)


@given(st.floats(1.0, 12.0), st.sampled_from(["hours", "arr", "accounts"]), st.integers(0, 1000))
def test_every_named_account_has_a_seat(heads: float, balance: str, seed: int) -> None:
    scenario = small(
        seed=seed, organisation__teams__csm__headcount=heads, organisation__coverage__large__balance=balance
    )
    plan = lower(scenario, opening_book(scenario)).plan
    for account in plan.accounts:
        named = account.segment == 0
        assert (0 <= account.owner < len(plan.teams[0].seats)) if named else account.owner == NOBODY
