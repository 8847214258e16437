"""The story of a change of design: another plan comes into force, and accounts go over to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.domain.work import ONBOARDING, WAITING, Work, play_of
from cssim.dynamics.change import hands_over, waits_for_renewal
from cssim.dynamics.routing import ANYONE, covered_by_name
from cssim.engine.calendar import CHANGE_KEY, MONTH_END
from cssim.engine.digital import touch_from
from cssim.engine.handover import add_to_book, assign_owner, disown, lose_contact, own, weight_of
from cssim.engine.hiring import plan_closings
from cssim.engine.ownership import team_of_play
from cssim.engine.pacing import set_paces
from cssim.engine.plays import play_from
from cssim.engine.posts import become, settle_terms
from cssim.plan.rows.change import LEAVES, MOVES, STAYS
from cssim.plan.tables import COMMERCIAL, NOBODY, Change

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_change(world: World) -> None:
    """Let the change of design come, if there is one: first people, then one segment after another."""
    change = world.change
    if change is not None:
        world.tell(begins(world, change))
        for segment in range(world.n_segments):
            world.tell(goes_over(world, change, segment))


def begins(world: World, change: Change) -> Story:
    """The turn of the month at which another plan comes into force; whose owner goes cannot wait."""
    yield world.at(change.start, MONTH_END, CHANGE_KEY)
    for desk in world.desks:
        settle_terms(world, desk)
    world.put_in_force()
    for account in world.accounts:
        if account.live and owner_goes(world, change, account):
            go_over(world, account)
    for desk, rows in zip(world.desks, change.seats, strict=True):
        for seat, row in enumerate(rows):
            become(world, desk, seat, row)
    plan_closings(world)
    set_paces(world)
    for account in world.accounts:
        if account.live and account.segment >= world.n_segments:
            begin_anew(world, account)


def goes_over(world: World, change: Change, segment: int) -> Story:
    """The time at which the accounts of a segment go over, or from which on they do at their renewal."""
    yield world.at(change.times[segment], MONTH_END, CHANGE_KEY + 1 + segment)
    for account in world.accounts:
        if account.live and account.segment == segment:
            left = account.contract_end - world.now
            if change.at_renewal or (change.protect > 0.0 and waits_for_renewal(left, change.protect)):
                account.waits = True
            else:
                go_over(world, account)
                begin_anew(world, account)


def owner_goes(world: World, change: Change, account: Account) -> bool:
    """Return whether somebody will not be there for an account: its owner goes, or a whole team does."""
    if account.seat != ANYONE and goes(change.seats[world.csm_team(account)][account.seat].fate):
        return True
    return any(is_no_more(world, change, team) for team in teams_of(world, account))


def teams_of(world: World, account: Account) -> tuple[int, int, int]:
    """Return the teams that work for an account: that which covers it, and those that own renewals and sales."""
    row = world.plan.segments[account.segment]
    return row.team, row.renewal_team, row.commercial_team


def is_no_more(world: World, change: Change, team: int) -> bool:
    """Return whether a team has no posts any more in the new design."""
    if team == NOBODY:
        return False
    seats = zip(world.desks[team].people, change.seats[team], strict=True)
    return all(row.closes or not person.open for person, row in seats)


def goes(fate: int) -> bool:
    """Return whether somebody of this fate is not in his seat any more."""
    return fate in (LEAVES, MOVES)


def go_over(world: World, account: Account) -> None:
    """Let an account go over to the new design: its owner, its work, its plays."""
    change, team, seat = world.change, world.csm_team(account), account.seat
    assert change is not None
    teams = teams_of(world, account)
    known = seat != ANYONE and not world.desks[team].people[seat].gone
    # people go when the design begins; who sits in their seats later stays
    fate = change.seats[team][seat].fate if seat != ANYONE and world.now == change.start else STAYS
    disown(world, account)
    account.waits = False
    account.segment += world.n_segments
    find_owner(world, account, team, seat, fate)
    if known and (goes(fate) or (world.csm_team(account), account.seat) != (team, seat)):
        warm = hands_over(fate == LEAVES, has_owner(world, account))
        lose_contact(world, account, warm, account.key)
        world.recorder.owner_changed(world.now, account, seat, account.seat, warm)
    for work in list(world.open_work[account.index].values()):
        if work.state == WAITING and work.team in teams:
            hand_on(world, work)


def begin_anew(world: World, account: Account) -> None:
    """Let begin what the new design does for an account and nobody has done before."""
    play_from(world, account, world.now)
    if account.touches is not None:
        touch_from(world, account, account.touches, world.now)


def find_owner(world: World, account: Account, team: int, seat: int, fate: int) -> None:
    """Give an account the owner that the new design plans for it; one that has another than it had at the beginning,
    or none then, keeps that, if it may."""
    account.weight = weight_of(world, account)
    if account.index < len(world.after.accounts) and seat == world.before.accounts.columns["seat"][account.index]:
        columns = world.after.accounts.columns
        account.seat, account.owner = int(columns["seat"][account.index]), int(columns["owner"][account.index])
        add_to_book(world, account)
        return
    account.seat = ANYONE
    stays = seat != ANYONE and not goes(fate) and world.csm_team(account) == team
    if stays and covered_by_name(account.arr, world.plan.segments[account.segment].named_from):
        own(world, account, seat)
    else:
        assign_owner(world, account)


def has_owner(world: World, account: Account) -> bool:
    """Return whether somebody is there to whom an account can be handed over."""
    team = world.csm_team(account)
    return team != NOBODY and account.seat != ANYONE and not world.desks[team].people[account.seat].gone


def hand_on(world: World, work: Work) -> None:
    """Let work that waits for a team of the old design wait for that of the new one; it keeps its place."""
    account, before = work.account, world.desks[work.team]
    team = who_does(world, work)
    if team == NOBODY:
        before.expire(work)
        return
    owner = account.owner if team == world.csm_team(account) else ANYONE
    if team == work.team:
        before.move(work, owner)
    else:
        before.hand_over(work)
        world.desks[team].take_over(work, owner)


def who_does(world: World, work: Work) -> int:
    """Return the team that does waiting work of an account under the design it is under: NOBODY for a play that nobody
    does, support for a request."""
    account = work.account
    if work.type <= ONBOARDING:
        return world.csm_team(account) if world.csm_team(account) != NOBODY else work.team
    if work.type < 0:
        return team_of_play(world, account, play_of(work.type)) if world.csm_team(account) != NOBODY else NOBODY
    row = world.plan.segments[account.segment]
    if work.type == COMMERCIAL and row.commercial_team != NOBODY:
        return row.commercial_team
    return row.team if row.team != NOBODY else world.plan.routing.support
