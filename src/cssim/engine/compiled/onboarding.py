"""The story of onboarding: sessions up to first value, or the time is up; retells :mod:`cssim.engine.onboarding`."""

from __future__ import annotations

from cssim.domain.accounts import BEGINNING, BEGINNING_LATE, LIVE
from cssim.domain.keys import ONBOARDING_LIMIT, ONBOARDING_STREAM
from cssim.domain.work import BEFORE_PLAYS
from cssim.domain.work import ONBOARDING as ONBOARDING_WORK
from cssim.dynamics import onboarding
from cssim.dynamics.drivers import ONBOARDING
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, customer_recorder, open_work
from cssim.engine.compiled.contacts import contact, skilled
from cssim.engine.compiled.desks import submit
from cssim.engine.compiled.draws import derived
from cssim.engine.compiled.health import post
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.services import pay_for_onboarding
from cssim.engine.compiled.watching import is_covered
from cssim.plan.tables import NOBODY


def begin_onboarding(w: World, i: int) -> None:
    """Let a customer that has just been won be onboarded, if its segment needs that."""
    run, account = w.run[0], w.accounts[i]
    segment = w.segments[account.segment]
    if segment.onboarding_hours == 0.0:
        return
    account.stage = BEGINNING
    limit = on_grid(account.joined + run.onboarding_limit, run.grid)
    calendar.at(w, limit, ARRIVALS, limit_key(w, i), calendar.ONBOARDING_LIMIT, i, 0)
    team = run.onboarding_team
    if team == NOBODY and is_covered(w, i):
        team = segment.team
    if team != NOBODY:
        k = first_session(w, i, team)
        customer_recorder.onboarding_began(w, k)
        open_work.remember(w, k)
        submit(w, k)


def limit_key(w: World, i: int) -> int:
    """Return the key of the end of the time in which a customer should have come to first value."""
    return derived(derived(w.accounts[i].key, ONBOARDING_STREAM), ONBOARDING_LIMIT)


def time_is_up(w: World, i: int) -> None:
    """Let the time be up in which a new customer should have come to first value."""
    account = w.accounts[i]
    if account.live and account.stage == BEGINNING:
        account.stage = BEGINNING_LATE
        key = limit_key(w, i)
        customer_recorder.onboarding_late(w, i, key)
        begun(w, i, 0.0, key)


def first_session(w: World, i: int, team: int) -> int:
    """Return the work of an onboarding; among others the one that should be done first comes first."""
    run, account = w.run[0], w.accounts[i]
    hours = w.segments[account.segment].onboarding_hours
    k = open_work.new_work(w, i, derived(derived(account.key, ONBOARDING_STREAM), 0), ONBOARDING_WORK)
    work = w.works[k]
    work.sessions = onboarding.sessions_of(hours, run.onboarding_session)
    work.hours = onboarding.session_hours(hours, work.sessions)
    work.urgency, work.due = BEFORE_PLAYS, account.joined + run.onboarding_target
    work.team = team
    if team == w.segments[account.segment].team:
        work.owner = account.owner
    return k


def session_held(w: World, k: int) -> None:
    """Let a session be a contact, and another one follow or the customer come to first value."""
    work = w.works[k]
    account = w.accounts[work.account]
    by_csm = work.team == w.segments[account.segment].team
    contact(w, k, w.run[0].proactive_share if by_csm else 0.0)
    work.owner = account.owner if by_csm else work.seat
    work.sessions -= 1
    if work.sessions > 0:
        submit(w, k)
        return
    open_work.unlink(w, k)
    first_value(w, k)
    open_work.discard(w, k)


def first_value(w: World, k: int) -> None:
    """Let a customer come to first value: the sooner, and the better it was looked after, the better a beginning."""
    run, work = w.run[0], w.works[k]
    account = w.accounts[work.account]
    after, in_time = run.now - account.joined, account.stage == BEGINNING
    account.stage = LIVE
    customer_recorder.onboarded(w, k, after, in_time)
    pay_for_onboarding(w, work.account)
    if in_time:
        team = w.teams[work.team]
        quality = skilled(w, team.first_person + work.seat, team.touch_quality)
        fast = onboarding.speed(after, run.onboarding_target, run.onboarding_limit)
        begun(w, work.account, onboarding.share_of(quality, fast), work.key)


def begun(w: World, i: int, share: float, cause: int) -> None:
    """Post once what a beginning is worth that was as good as ``share`` says."""
    worst, best = w.run[0].onboarding_worst, w.run[0].onboarding_best
    if worst < best:
        post(w, i, ONBOARDING, onboarding.beginning_level(worst, best, share), 1.0, cause)
