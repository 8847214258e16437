"""Whose account it is: a book is what a person owns, the lightest gets the next account, and who goes takes something
of the relationship with him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import books, relationship, routing
from cssim.dynamics.drivers import ACCOUNT_CHANGE, RELATIONSHIP
from cssim.dynamics.routing import ANYONE, covered_by_name
from cssim.plan.tables import NOBODY
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.domain.people import Person
    from cssim.engine.world import World


def assign_owner(world: World, account: Account) -> None:
    """Give an account an owner if its segment names one: the person with the lightest book per working time.

    Among equals the lowest seat; nobody where the team is empty.
    """
    segment = world.plan.segments[account.segment]
    if segment.team == NOBODY or not covered_by_name(account.arr, segment.named_from):
        account.owner = pool_of(world, account)
        return
    account.weight = weight_of(world, account)
    own(world, account, lightest_seat(world, account))


def lightest_seat(world: World, account: Account) -> int:
    """Return the seat with the lightest book per working time with the account in it, ANYONE if there is no post."""
    segment = world.plan.segments[account.segment]
    seat, lightest = ANYONE, 0.0
    for person in world.desks[segment.team].people:
        if person.open and person.share > 0.0:
            load = books.load_per_share(person.book[segment.balance], account.weight, person.share)
            if seat == ANYONE or load < lightest:
                seat, lightest = person.seat, load
    return seat


def pool_of(world: World, account: Account) -> int:
    """Return the code of the line in which the work of an account without an owner waits: that of its place."""
    pools = world.plan.pools
    if not pools:
        return ANYONE
    row = pools[account.segment]
    place = routing.place_at(world.draws.uniform(Purpose.PLACE, account.key, 0), row.pool_bounds)
    return int(row.pool_lines[place])


def own(world: World, account: Account, seat: int) -> None:
    """Put an account into the book of a seat of its segment's team, if it is one; its work waits in that line."""
    account.seat = seat
    account.owner = line_of(world, account.segment, seat)
    add_to_book(world, account)


def line_of(world: World, segment: int, seat: int) -> int:
    """Return the code of the line in which work for the owner on a ``seat`` waits: his own, or that of his pod."""
    lines = world.plan.seat_lines
    return lines[segment][seat] if seat != ANYONE and lines else seat


def add_to_book(world: World, account: Account) -> None:
    """Count an account in the book of its owner, if it has one."""
    if account.seat != ANYONE:
        segment = world.plan.segments[account.segment]
        world.desks[segment.team].people[account.seat].book[segment.balance] += account.weight


def disown(world: World, account: Account) -> None:
    """Take an account out of its owner's book."""
    if account.seat != ANYONE:
        segment = world.plan.segments[account.segment]
        world.desks[segment.team].people[account.seat].book[segment.balance] -= account.weight


def weight_of(world: World, account: Account) -> int:
    """Return what an account adds to a book, as books of its segment are evened out."""
    segment = world.plan.segments[account.segment]
    hours = books.planned_hours(segment.planned_plays, segment.planned_requests, account.known_factor)
    return books.book_weight(segment.balance, hours, account.arr)


def change_owner(world: World, account: Account, seat: int, warm: bool, cause: int) -> None:
    """Give an account to the person in another ``seat`` of its team; ``warm``: with a handover.

    To its own seat means to the successor of a person who leaves. ``cause`` is the key that is written with the posts.
    """
    lose_contact(world, account, warm, cause)
    before = account.seat
    if seat != before:
        disown(world, account)
        own(world, account, seat)
    world.recorder.owner_changed(world.now, account, before, seat, warm)


def lose_contact(world: World, account: Account, warm: bool, cause: int) -> None:
    """Let an account feel that the person it knew does not look after it any more."""
    effects = world.plan.effects
    share = effects.change_warm_share if warm else effects.change_cold_share
    world.post(account, ACCOUNT_CHANGE, effects.change_level, share, cause)
    forgotten = effects.forgotten_warm if warm else effects.forgotten_cold
    if forgotten > 0.0:
        stock = account.stock(RELATIONSHIP, world.now, world.plan.drivers[RELATIONSHIP])
        world.add(account, RELATIONSHIP, relationship.leaves_with(stock, forgotten), cause)


def take_over(world: World, team: int, seat: int) -> None:
    """Let who sits in a new post have accounts that are to have an owner and have none, and some of colleagues'.

    Segment by segment, the newest account first, as long as his book is afterwards no larger than that of who gives it.
    """
    for index, segment in enumerate(world.plan.segments):
        if segment.team == team:
            take_over_of(world, index, seat)


def take_over_of(world: World, index: int, seat: int) -> None:
    """Let who sits in a new post have accounts of a segment, within its limits."""
    segment, person = world.plan.segments[index], world.desks[world.plan.segments[index].team].people[seat]
    accounts, arr = 0, 0
    for account in reversed(world.accounts):
        if account.segment != index or not account.live or not covered_by_name(account.arr, segment.named_from):
            continue
        room = books.has_room(accounts + 1, arr + account.arr, person.share, segment.max_accounts, segment.max_arr)
        if room and may_take(world, account, person):
            accounts += 1
            arr += account.arr
            take(world, account, person)


def may_take(world: World, account: Account, person: Person) -> bool:
    """Return whether somebody in a new post is to have an account, as far as books go."""
    segment = world.plan.segments[account.segment]
    if account.seat == ANYONE:
        return True
    if not world.staffing[segment.team].takes_over:
        return False
    giver = world.desks[segment.team].people[account.seat]
    return books.evens_out(
        giver.book[segment.balance], giver.share, person.book[segment.balance], person.share, account.weight
    )


def take(world: World, account: Account, person: Person) -> None:
    """Give an account to somebody in a new post: with a handover by who has owned it, if there is one."""
    if account.seat == ANYONE:
        account.weight = weight_of(world, account)
        own(world, account, person.seat)
        world.recorder.owner_changed(world.now, account, ANYONE, person.seat, True)
        return
    giver = world.desks[world.csm_team(account)].people[account.seat]
    change_owner(world, account, person.seat, not giver.gone, person.key)


def hand_over(world: World, team: int, person: Person, warm: bool, cause: int) -> None:
    """Hand the accounts of somebody whose post goes with him over to colleagues, each to the lightest book."""
    for account in world.accounts:
        if account.live and account.seat == person.seat and world.csm_team(account) == team:
            change_owner(world, account, lightest_seat(world, account), warm, cause)


def lose_owner(world: World, team: int, seat: int, warm: bool, cause: int) -> None:
    """Let the accounts whose work only this person does know that he leaves; they stay with his seat.

    A pod goes on without one of its people.
    """
    for account in world.accounts:
        if account.live and account.owner == seat and world.csm_team(account) == team:
            change_owner(world, account, seat, warm, cause)
