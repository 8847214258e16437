"""Who owns an account; retells :mod:`cssim.engine.handover`."""

from __future__ import annotations

from cssim.dynamics import books
from cssim.dynamics.routing import ANYONE, covered_by_name
from cssim.engine.compiled.rows import NONE, World


def assign_owner(w: World, i: int) -> None:
    """Give an account an owner if its segment names one: the person with the lightest book per working time."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    if segment.team == NONE or not covered_by_name(account.arr, segment.named_from):
        return
    account.weight = weight_of(w, i)
    team, seat, lightest = w.teams[segment.team], ANYONE, 0.0
    for p in range(team.first_person, team.first_person + team.people):
        person = w.people[p]
        if person.share > 0.0:
            load = books.load_per_share(person.book[segment.balance], account.weight, person.share)
            if seat == ANYONE or load < lightest:
                seat, lightest = int(person.seat), load
    own(w, i, seat)


def own(w: World, i: int, seat: int) -> None:
    """Put an account into the book of a seat of its segment's team, if it is one; its work waits in that line."""
    account = w.accounts[i]
    account.seat = seat
    account.owner = w.seat_lines[account.segment, seat] if seat != ANYONE else ANYONE
    add_to_book(w, i)


def add_to_book(w: World, i: int) -> None:
    """Count an account in the book of its owner, if it has one."""
    account = w.accounts[i]
    if account.seat != ANYONE:
        segment = w.segments[account.segment]
        w.people[w.teams[segment.team].first_person + account.seat].book[segment.balance] += account.weight


def disown(w: World, i: int) -> None:
    """Take an account out of its owner's book."""
    account = w.accounts[i]
    if account.seat != ANYONE:
        segment = w.segments[account.segment]
        w.people[w.teams[segment.team].first_person + account.seat].book[segment.balance] -= account.weight


def weight_of(w: World, i: int) -> int:
    """Return what an account adds to a book, as books of its segment are evened out."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    hours = books.planned_hours(segment.planned_plays, segment.planned_requests, account.known_factor)
    return books.book_weight(segment.balance, hours, account.arr)
