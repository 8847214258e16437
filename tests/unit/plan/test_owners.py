"""Books of accounts: dealt out evenly, or taken over from the customer book."""

from __future__ import annotations

from collections import Counter

import pytest

from cssim.errors import InputError
from cssim.plan.accounts import OpeningAccount
from cssim.plan.owners import Cover, owners_of
from cssim.plan.tables import NOBODY
from cssim.policies.coverage import Assigned, Pooled

HOURS = (8.0, 4.0)


def account(key: int, arr: int = 100, segment: int = 0, owner: str = "", factor: float = 1.0) -> OpeningAccount:
    return OpeningAccount(key, str(key), str(key), segment, arr, 12.0, 1.0, 0.0, 0.0, factor, owner, -1)


def cover(balance: str = "accounts", owners: str = "balanced", team: int = 0) -> Cover:
    return Cover(team, Assigned(team="csm", balance=balance, owners=owners).lower(), HOURS)


def deal(accounts: list[OpeningAccount], *covers: Cover, seats: tuple[float, ...] = (1.0, 1.0)) -> list[int]:
    return owners_of(accounts, covers, {0: seats, 1: seats}, ("csm", "other"))


def test_accounts_are_dealt_in_the_order_of_their_keys() -> None:
    assert deal([account(3), account(1), account(2)], cover()) == [0, 0, 1]


def test_books_are_even_in_what_they_are_balanced_by() -> None:
    accounts = [account(key, arr=100 * key) for key in range(1, 13)]
    owners = deal(accounts, cover("arr"))
    books = [sum(one.arr for one, owner in zip(accounts, owners, strict=True) if owner == seat) for seat in (0, 1)]
    assert abs(books[0] - books[1]) <= 1200
    assert Counter(deal(accounts, cover())) == {0: 6, 1: 6}


def test_hours_know_who_asks_much() -> None:
    accounts = [account(1, factor=5.0), account(2), account(3), account(4), account(5)]
    assert deal(accounts, cover("hours")) == [0, 1, 1, 1, 0], "28 hours against three times 12"


def test_half_a_post_gets_half_a_book() -> None:
    owners = deal([account(key) for key in range(30)], cover(), seats=(1.0, 0.5))
    assert Counter(owners) == {0: 20, 1: 10}


def test_segments_of_a_team_share_its_people() -> None:
    owners = deal([account(1), account(2, segment=1), account(3, segment=1)], cover(), cover())
    assert owners == [0, 1, 0]


def test_teams_do_not_share_people() -> None:
    assert deal([account(1), account(2, segment=1)], cover(), cover(team=1)) == [0, 0]


def limited(**limits: object) -> Cover:
    return Cover(0, Assigned(team="csm", balance="accounts", **limits).lower(), HOURS)


def test_accounts_beyond_the_limit_of_books_are_the_smallest_and_go_to_the_pool() -> None:
    accounts = [account(key, arr=100 * key) for key in range(1, 8)]
    owners = deal(accounts, limited(max_accounts=2))
    assert Counter(owners) == {0: 2, 1: 2, NOBODY: 3}
    assert [one.arr for one, owner in zip(accounts, owners, strict=True) if owner == NOBODY] == [100, 200, 300]


def test_nobody_has_more_arr_than_the_limit() -> None:
    accounts = [account(key, arr=arr) for key, arr in enumerate((90_00, 60_00, 50_00, 40_00, 101_00))]
    assert deal(accounts, limited(max_arr="$100")) == [0, 1, NOBODY, 1, NOBODY], "a smaller one may still have room"


def test_half_a_post_has_half_of_a_limit() -> None:
    owners = deal([account(key) for key in range(9)], limited(max_accounts=4), seats=(1.0, 0.5))
    assert Counter(owners) == {0: 4, 1: 2, NOBODY: 3}


def test_owners_of_the_book_keep_the_largest_they_have_room_for() -> None:
    accounts = [account(1, arr=10, owner="Ann"), account(2, arr=30, owner="Ann"), account(3, arr=20), account(4)]
    assert deal(accounts, limited(max_accounts=1, owners="book")) == [NOBODY, 0, NOBODY, 1]


def test_books_without_limits_are_evened_out_with_those_that_have_one() -> None:
    accounts = [account(key, segment=key % 2) for key in range(8)]
    owners = deal(accounts, limited(max_accounts=1), cover())
    assert Counter(owners[::2]) == {0: 1, 1: 1, NOBODY: 2}
    assert Counter(owners[1::2]) == {0: 2, 1: 2}


def test_a_limit_that_nobody_reaches_leaves_nobody_out() -> None:
    assert NOBODY not in deal([account(key) for key in range(9)], limited(max_accounts=5))


def test_a_pool_has_no_owners() -> None:
    pool = Cover(0, Pooled(team="csm").lower(), HOURS)
    assert deal([account(1), account(2, arr=10**15)], pool) == [NOBODY, NOBODY]


def test_owners_of_the_book_keep_their_accounts_and_the_rest_is_dealt_out() -> None:
    accounts = [account(1, owner="Zoe"), account(2, owner="Ann"), account(3, owner="Zoe"), account(4)]
    assert deal(accounts, cover(owners="book")) == [1, 0, 1, 0]


def test_more_owners_than_seats_are_refused() -> None:
    accounts = [account(key, owner=name) for key, name in enumerate(("Ann", "Bo", "Cy"))]
    with pytest.raises(InputError, match="names 3 owners and csm has 2 seats; raise headcount to 3"):
        deal(accounts, cover(owners="book"))
