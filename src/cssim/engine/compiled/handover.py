"""Whose account it is: owners come and go; retells :mod:`cssim.engine.handover`."""

from __future__ import annotations

from cssim.dynamics import books, relationship
from cssim.dynamics.drivers import ACCOUNT_CHANGE, RELATIONSHIP
from cssim.dynamics.routing import ANYONE, covered_by_name, place_at
from cssim.engine.compiled import bookkeeping, recorder
from cssim.engine.compiled.draws import uniform
from cssim.engine.compiled.health import add, post, stock
from cssim.engine.compiled.rows import NONE, World
from cssim.sampling.streams import Purpose


def assign_owner(w: World, i: int) -> None:
    """Give an account an owner if its segment names one: the person with the lightest book."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    if segment.team == NONE or not covered_by_name(account.arr, segment.named_from):
        account.owner = pool_of(w, i)
        return
    account.weight = weight_of(w, i)
    own(w, i, lightest_seat(w, i))


def lightest_seat(w: World, i: int) -> int:
    """Return the seat with the lightest book per working time with the account in it, ANYONE if there is no post."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    team, seat, lightest = w.teams[segment.team], ANYONE, 0.0
    for p in range(team.first_person, team.first_person + team.people):
        person = w.people[p]
        if person.open and person.share > 0.0:
            load = books.load_per_share(person.book[segment.balance], account.weight, person.share)
            if seat == ANYONE or load < lightest:
                seat, lightest = int(person.seat), load
    return seat


def pool_of(w: World, i: int) -> int:
    """Return the code of the line in which the work of an account without an owner waits: that of its place."""
    account = w.accounts[i]
    if len(w.pools) == 0:
        return ANYONE
    row = w.pools[account.segment]
    place = place_at(uniform(w, Purpose.PLACE, account.key, 0), row.pool_bounds)
    return int(row.pool_lines[place])


def own(w: World, i: int, seat: int) -> None:
    """Put an account into the book of a seat of its segment's team, if it is one; its work waits in that line."""
    account = w.accounts[i]
    account.seat = seat
    account.owner = w.seat_lines[account.segment, seat] if seat != ANYONE else ANYONE
    add_to_book(w, i)


def add_to_book(w: World, i: int) -> None:
    """Put an account into the book of its owner, if it has one."""
    account = w.accounts[i]
    if account.seat != ANYONE:
        segment = w.segments[account.segment]
        p = w.teams[segment.team].first_person + account.seat
        w.people[p].book[segment.balance] += account.weight
        bookkeeping.enter(w, p, i)


def disown(w: World, i: int) -> None:
    """Take an account out of its owner's book."""
    account = w.accounts[i]
    if account.seat != ANYONE:
        segment = w.segments[account.segment]
        p = w.teams[segment.team].first_person + account.seat
        w.people[p].book[segment.balance] -= account.weight
        bookkeeping.strike_out(w, p, i)


def weight_of(w: World, i: int) -> int:
    """Return what an account adds to a book, as books of its segment are evened out."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    hours = books.planned_hours(segment.planned_plays, segment.planned_requests, account.known_factor)
    return books.book_weight(segment.balance, hours, account.arr)


def change_owner(w: World, i: int, seat: int, warm: bool, cause: int) -> None:
    """Give an account to the person in another ``seat`` of its team; to its own seat: to the successor there."""
    lose_contact(w, i, warm, cause)
    before = w.accounts[i].seat
    if seat != before:
        disown(w, i)
        own(w, i, seat)
    recorder.owner_changed(w, i, before, seat, warm)


def lose_contact(w: World, i: int, warm: bool, cause: int) -> None:
    """Let an account feel that the person it knew does not look after it any more."""
    run = w.run[0]
    post(w, i, ACCOUNT_CHANGE, run.change_level, run.change_warm_share if warm else run.change_cold_share, cause)
    forgotten = run.forgotten_warm if warm else run.forgotten_cold
    if forgotten > 0.0:
        add(w, i, RELATIONSHIP, relationship.leaves_with(stock(w, i, RELATIONSHIP), forgotten), cause)


def take_over(w: World, p: int) -> None:
    """Let who sits in a new post have accounts that are to have an owner and have none, and some of colleagues'."""
    for s in range(len(w.segments)):
        if w.segments[s].team == w.people[p].team:
            take_over_of(w, s, p)


def take_over_of(w: World, s: int, p: int) -> None:
    """Let who sits in a new post have accounts of a segment, within its limits."""
    segment, person = w.segments[s], w.people[p]
    accounts, arr = 0, 0
    for back in range(w.run[0].n_accounts):
        i = w.run[0].n_accounts - 1 - back
        account = w.accounts[i]
        if account.segment != s or not account.live or not covered_by_name(account.arr, segment.named_from):
            continue
        room = books.has_room(accounts + 1, arr + account.arr, person.share, segment.max_accounts, segment.max_arr)
        if room and may_take(w, i, p):
            accounts += 1
            arr += account.arr
            take(w, i, p)


def may_take(w: World, i: int, p: int) -> bool:
    """Return whether somebody in a new post is to have an account, as far as books go."""
    account, person = w.accounts[i], w.people[p]
    segment, team = w.segments[account.segment], w.teams[person.team]
    if account.seat == ANYONE:
        return True
    if not team.takes_over:
        return False
    giver = w.people[team.first_person + account.seat]
    return books.evens_out(
        giver.book[segment.balance], giver.share, person.book[segment.balance], person.share, account.weight
    )


def take(w: World, i: int, p: int) -> None:
    """Give an account to somebody in a new post: with a handover by who has owned it, if there is one."""
    account, person = w.accounts[i], w.people[p]
    if account.seat == ANYONE:
        account.weight = weight_of(w, i)
        own(w, i, person.seat)
        recorder.owner_changed(w, i, ANYONE, person.seat, True)
        return
    giver = w.people[w.teams[person.team].first_person + account.seat]
    change_owner(w, i, person.seat, not giver.gone, person.key)


def hand_over(w: World, p: int, warm: bool) -> None:
    """Hand the accounts of somebody whose post goes with him over to colleagues, each to the lightest book."""
    i = w.people[p].book_first
    while i != NONE:
        following = w.accounts[i].book_next
        change_owner(w, i, lightest_seat(w, i), warm, w.people[p].key)
        i = following


def lose_owner(w: World, p: int, warm: bool, cause: int) -> None:
    """Let the accounts whose work only this person does know that he leaves; they stay with his seat."""
    i, seat = w.people[p].book_first, w.people[p].seat
    while i != NONE:
        if w.accounts[i].owner == seat:
            change_owner(w, i, seat, warm, cause)
        i = w.accounts[i].book_next
