"""Books of people: chains that hold their accounts in order, whatever comes and goes."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cssim.engine.compiled import bookkeeping, build, rows
from cssim.engine.compiled.rows import NONE

PEOPLE, ACCOUNTS = 3, 12


class Books(NamedTuple):
    people: Any
    accounts: Any


def empty() -> Any:
    found = Books(build.table(PEOPLE, rows.PERSON), build.table(ACCOUNTS, rows.ACCOUNT))
    found.people.book_first = found.people.book_last = NONE
    return found


def forward(books: Books, p: int) -> list[int]:
    chain, i = [], int(books.people[p].book_first)
    while i != NONE:
        chain.append(i)
        i = int(books.accounts[i].book_next)
    return chain


def backward(books: Books, p: int) -> list[int]:
    chain, i = [], int(books.people[p].book_last)
    while i != NONE:
        chain.append(i)
        i = int(books.accounts[i].book_before)
    return chain


@given(st.lists(st.tuples(st.integers(0, ACCOUNTS - 1), st.integers(NONE, PEOPLE - 1)), max_size=60))
def test_a_book_holds_the_accounts_of_a_person_in_order(moves: list[tuple[int, int]]) -> None:
    books, owner = empty(), dict.fromkeys(range(ACCOUNTS), NONE)
    for account, person in moves:
        if owner[account] != NONE:
            bookkeeping.strike_out(books, owner[account], account)
        owner[account] = person
        if person != NONE:
            bookkeeping.enter(books, person, account)
    for p in range(PEOPLE):
        expected = [account for account in range(ACCOUNTS) if owner[account] == p]
        assert forward(books, p) == expected
        assert backward(books, p) == expected[::-1]
