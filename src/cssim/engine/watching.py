"""Who looks after an account now: its team, or, where that comes on conditions only, perhaps nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import observation, watching
from cssim.dynamics.sentiment import health_score
from cssim.plan.tables import NOBODY

if TYPE_CHECKING:
    from cssim.engine.world import World


def is_active(world: World, account: Account) -> bool:
    """Return whether an account is a customer that does anything now: not while it is paused."""
    return account.live and not rests(world, account)


def rests(world: World, account: Account) -> bool:
    """Return whether an account is paused now; since when is not known, so it counts from the start."""
    return 0.0 <= world.now < account.resumes


def looked_after(world: World, account: Account) -> bool:
    """Return whether people of the covering team look after an account now, so that its plays are held."""
    segment = world.plan.segments[account.segment]
    if rests(world, account):
        return False
    if not segment.on_condition:
        return segment.team != NOBODY
    within, below = segment.person_within, segment.person_below
    if within > 0.0 and watching.renewal_near(account.contract_end - account.notice, account.term, world.now, within):
        return True
    return below > 0.0 and watching.in_trouble(score_seen(world, account), below)


def answered_by_team(world: World, account: Account) -> bool:
    """Return whether what an account asks reaches people of the covering team now."""
    answers = world.plan.segments[account.segment].team_answers > 0
    return is_active(world, account) and world.is_covered(account) and (answers or looked_after(world, account))


def score_seen(world: World, account: Account) -> float:
    """Return the health score of an account, from 0 to 100, as the organization saw it last."""
    segment = world.plan.segments[account.segment]
    return health_score(observation.in_log_odds(account.observed, segment.health_mean, segment.health_sd))
