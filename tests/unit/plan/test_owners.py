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
