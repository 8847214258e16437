"""The story of health scores: how the organization sees its customers, anew every month, and whom it rescues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import observation
from cssim.dynamics.plays import SAVE
from cssim.engine.calendar import SCORING_KEY, STAFFING
from cssim.engine.rescues import at_risk, may_rescue
from cssim.engine.slots import held_or_expired
from cssim.engine.watching import looked_after
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of, months_to_hours

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_score(world: World, account: Account) -> None:
    """See the health of an account that begins now, if anybody looks at it; no first score is missing."""
    if world.plan.score.score_kept:
        if world.plan.score.score_validity < 1.0:
            account.error = error_in(world, account, month_of(world.now))
        see(world, account)


def begin_scoring(world: World) -> None:
    """Begin the scores of months, if anybody looks at them."""
    if world.plan.score.score_kept:
        world.tell(scores(world))


def scores(world: World) -> Story:
    """The scores of all accounts on the first of every month; who is at risk is to be rescued."""
    month = month_of(world.begin)
    while True:
        month += 1
        yield world.at(months_to_hours(month), STAFFING, SCORING_KEY)
        for account in world.accounts:
            if account.live:
                score(world, account, month)
        for account in world.accounts:
            if account.live and at_risk(world, account):
                call_for_rescue(world, account)


def score(world: World, account: Account, month: int) -> None:
    """Score an account, unless its score is missing this month or not due; what is wrong with scores lives on."""
    row = world.plan.score
    if row.score_validity < 1.0:
        account.error = observation.next_error(account.error, error_in(world, account, month))
    if not observation.is_due(month, row.score_every):
        return
    if not world.draws.happens(Purpose.SCORE_MISSING, row.score_missing, account.key, month):
        see(world, account)


def error_in(world: World, account: Account, month: int) -> float:
    """Return what is new in ``month`` of what is wrong with the score of an account: a standard normal number."""
    return inverse.normal(world.draws.uniform(Purpose.SCORE_ERROR, account.key, month))


def see(world: World, account: Account) -> None:
    """See an account as its score shows it now."""
    row = world.plan.score
    account.observed = contacts_of(world, account) if row.score_activity else health_of(world, account)
    if row.score_validity < 1.0:
        account.observed = observation.observed(account.observed, row.score_validity, account.error)
    world.recorder.scored(world.now, account)


def health_of(world: World, account: Account) -> float:
    """Return how healthy an account is for one of its segment [standard deviations]."""
    segment = world.plan.segments[account.segment]
    return observation.standardized(world.health(account, world.now), segment.health_mean, segment.health_sd)


def contacts_of(world: World, account: Account) -> float:
    """Return how much contact there has been for an account of its segment [standard deviations]."""
    segment, half_life = world.plan.segments[account.segment], world.plan.effects.familiarity_half_life
    contacts = 0.0
    for met in account.met:
        contacts += account.contacts_with(met.person, world.now, half_life)
    return observation.standardized(contacts, segment.contacts_mean, segment.contacts_sd)


def call_for_rescue(world: World, account: Account) -> None:
    """Let a rescue fall due for an account at risk, unless there has been one lately, or rescues go by cadence."""
    if not looked_after(world, account) or not may_rescue(world, account):
        return
    account.rescued_at = world.now
    stream = account.slots[SAVE]
    world.tell(held_or_expired(world, account, SAVE, stream.n, world.play(account, SAVE).expiry))
    stream.n += 1
