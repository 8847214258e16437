"""The story of onboarding: a new customer is brought to first value, session by session, or its time is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys
from cssim.domain.accounts import BEGINNING, BEGINNING_LATE, LIVE, Account
from cssim.domain.work import BEFORE_PLAYS, Work
from cssim.domain.work import ONBOARDING as ONBOARDING_WORK
from cssim.dynamics import onboarding
from cssim.dynamics.drivers import ONBOARDING
from cssim.dynamics.grid import on_grid
from cssim.engine import customer_recorder
from cssim.engine.calendar import ARRIVALS
from cssim.engine.contacts import contact, skilled
from cssim.engine.services import pay_for_onboarding
from cssim.plan.tables import NOBODY

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_onboarding(world: World, account: Account) -> None:
    """Let a customer that has just been won be onboarded, if its segment needs that.

    Where nobody is there to do it, it is left to itself until the time is up.
    """
    if world.plan.segments[account.segment].onboarding_hours == 0.0:
        return
    account.stage = BEGINNING
    stream = keys.stream_key(account.key, keys.ONBOARDING_STREAM)
    world.tell(time_is_up(world, account, stream))
    team = world.plan.onboarding.onboarding_team
    if team == NOBODY and world.is_covered(account):
        team = world.csm_team(account)
    if team != NOBODY:
        world.tell(brought_to_value(world, account, team, keys.work_key(stream, 0)))


def time_is_up(world: World, account: Account, stream: int) -> Story:
    """The end of the time in which a new customer should have come to first value."""
    key = keys.work_key(stream, keys.ONBOARDING_LIMIT)
    yield world.at(
        on_grid(account.joined + world.plan.onboarding.onboarding_limit, world.plan.clock.grid), ARRIVALS, key
    )
    if account.live and account.stage == BEGINNING:
        account.stage = BEGINNING_LATE
        customer_recorder.onboarding_late(world.recorder, account, facts.OnboardingLate(world.now, account.index, key))
        begun(world, account, 0.0, key)


def brought_to_value(world: World, account: Account, team: int, key: int) -> Story:
    """The onboarding of a customer by a ``team``, one session after another."""
    work = first_session(world, account, team, key)
    customer_recorder.onboarding_began(world.recorder, facts.OnboardingBegan(world.now, account.index, key))
    while work.sessions > 0:
        yield world.submit(work)
        session_held(world, work)
    world.close(work)
    first_value(world, work)


def first_session(world: World, account: Account, team: int, key: int) -> Work:
    """Return the work of an onboarding; among others the one that should be done first comes first."""
    hours, row = world.plan.segments[account.segment].onboarding_hours, world.plan.onboarding
    work = Work(account, key, ONBOARDING_WORK, world.now)
    work.sessions = onboarding.sessions_of(hours, row.onboarding_session)
    work.hours = onboarding.session_hours(hours, work.sessions)
    work.urgency, work.due = BEFORE_PLAYS, account.joined + row.onboarding_target
    work.team = team
    if team == world.csm_team(account):
        work.owner = account.owner
    return work


def session_held(world: World, work: Work) -> None:
    """Let a session be a contact; who has begun goes on with it.

    A relationship is built only by those who stay with the customer.
    """
    account = work.account
    by_csm = work.team == world.csm_team(account)
    contact(world, work, world.plan.effects.proactive_share if by_csm else 0.0)
    work.owner = account.owner if by_csm else work.seat
    work.sessions -= 1


def first_value(world: World, work: Work) -> None:
    """Let a customer come to first value: the sooner, and the better it was looked after, the better a beginning."""
    account, row = work.account, world.plan.onboarding
    after, in_time = world.now - account.joined, account.stage == BEGINNING
    account.stage = LIVE
    customer_recorder.onboarded(
        world.recorder, account, facts.Onboarded(world.now, account.index, work.key, after, in_time)
    )
    pay_for_onboarding(world, account)
    if in_time:
        person = world.desks[work.team].people[work.seat]
        quality = skilled(person, world.plan.teams[work.team].touch_quality)
        fast = onboarding.speed(after, row.onboarding_target, row.onboarding_limit)
        begun(world, account, onboarding.share_of(quality, fast), work.key)


def begun(world: World, account: Account, share: float, cause: int) -> None:
    """Post once what a beginning is worth that was as good as ``share`` says."""
    worst, best = world.plan.effects.onboarding_worst, world.plan.effects.onboarding_best
    if worst < best:
        world.post(account, ONBOARDING, onboarding.beginning_level(worst, best, share), 1.0, cause)
