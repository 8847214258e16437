"""What customers answer when they are asked about us; nothing else depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.domain.work import Work
from cssim.dynamics import sentiment
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import World


def survey(world: World, account: Account, row: int, health: float) -> None:
    """Ask an account of ``health`` [log-odds], at the end of a month (tally ``row``), whether it recommends us."""
    rules = world.plan.surveys
    if world.draws.happens(Purpose.NPS_ASKED, rules.nps_share, account.key, row):
        normal = inverse.normal(world.draws.uniform(Purpose.NPS_MOOD, account.key, row))
        mood = sentiment.mood_of(rules.nps_spread, normal)
        answer = sentiment.recommends(health, mood, rules.nps_promoter, rules.nps_detractor)
        world.recorder.surveyed(row, account, answer)


def rate_answer(world: World, work: Work, transferred: bool) -> None:
    """Let an account rate the answer to its request."""
    rules = world.plan.surveys
    if world.draws.happens(Purpose.CSAT_ASKED, rules.csat_share, work.key, 0):
        late = rules.csat_late if work.wait > world.plan.teams[work.team].promise else 0.0
        passed_on = rules.csat_transferred if transferred else 0.0
        health = world.health(work.account, world.now)
        likely = sentiment.satisfied_probability(health, rules.csat_base, rules.csat_slope, late, passed_on)
        satisfied = world.draws.uniform(Purpose.CSAT_ANSWER, work.key, 0) < likely
        world.recorder.rated(world.now, work, satisfied)
