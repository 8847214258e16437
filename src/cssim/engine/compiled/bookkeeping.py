"""The book of a person: the accounts it owns, chained in their order, so that nobody who leaves looks at all there are.

The SimPy engine looks at every account, which comes to the same.
"""

from __future__ import annotations

from cssim.engine.compiled.rows import NONE, World


def enter(w: World, p: int, i: int) -> None:
    """Enter an account into somebody's book; the latest are found at its end."""
    person, account = w.people[p], w.accounts[i]
    before = person.book_last
    while before > i:
        before = w.accounts[before].book_before
    following = person.book_first if before == NONE else w.accounts[before].book_next
    account.book_before, account.book_next = before, following
    link(w, p, before, following, i, i)


def strike_out(w: World, p: int, i: int) -> None:
    """Strike an account out of somebody's book."""
    before, following = w.accounts[i].book_before, w.accounts[i].book_next
    link(w, p, before, following, following, before)


def link(w: World, p: int, before: int, following: int, first: int, last: int) -> None:
    """Let ``first`` come behind ``before``, and ``last`` ahead of ``following``; either may be an end of the book."""
    if before == NONE:
        w.people[p].book_first = first
    else:
        w.accounts[before].book_next = first
    if following == NONE:
        w.people[p].book_last = last
    else:
        w.accounts[following].book_before = last
