"""Who looks after an account now, its team or perhaps nobody; retells :mod:`cssim.engine.watching`."""

from __future__ import annotations

from cssim.dynamics import observation, watching
from cssim.dynamics.sentiment import health_score
from cssim.engine.compiled.rows import World
from cssim.plan.tables import NOBODY


def lasts(w: World, i: int) -> bool:
    """Return whether an account is a customer, or will be one again: what comes now and then does not stop."""
    return bool(w.accounts[i].live or w.accounts[i].comes_back)


def is_active(w: World, i: int) -> bool:
    """Return whether an account is a customer that does anything now: not while it is paused."""
    return bool(w.accounts[i].live and not rests(w, i))


def rests(w: World, i: int) -> bool:
    """Return whether an account is paused now; since when is not known, so it counts from the start."""
    return bool(0.0 <= w.run[0].now < w.accounts[i].resumes)


def looked_after(w: World, i: int) -> bool:
    """Return whether people of the covering team look after an account now, so that its plays are held."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    if rests(w, i):
        return False
    if not segment.on_condition:
        return bool(segment.team != NOBODY)
    within, below = segment.person_within, segment.person_below
    if within > 0.0 and watching.renewal_near(
        account.contract_end - account.notice, account.term, w.run[0].now, within
    ):
        return True
    return below > 0.0 and watching.in_trouble(score_seen(w, i), below)


def answered_by_team(w: World, i: int) -> bool:
    """Return whether what an account asks reaches people of the covering team now."""
    segment = w.segments[w.accounts[i].segment]
    return is_active(w, i) and is_covered(w, i) and (segment.team_answers > 0 or looked_after(w, i))


def is_covered(w: World, i: int) -> bool:
    """Return whether there is a team that covers the account, and anybody has ever been in it."""
    team = w.segments[w.accounts[i].segment].team
    return bool(team != NOBODY and w.teams[team].staffed)


def score_seen(w: World, i: int) -> float:
    """Return the health score of an account, from 0 to 100, as the organization saw it last."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    return health_score(observation.in_log_odds(account.observed, segment.health_mean, segment.health_sd))
