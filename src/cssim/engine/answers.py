"""What an answer does: late ones cost, good ones restore and teach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.work import Work
from cssim.dynamics import service
from cssim.dynamics.drivers import SERVICE
from cssim.engine import bypass
from cssim.engine.contacts import teach
from cssim.engine.wishes import heard, is_wish
from cssim.plan.tables import NOBODY

if TYPE_CHECKING:
    from cssim.engine.world import World


def be_late(world: World, work: Work) -> None:
    """Post what a wait beyond the promise costs."""
    effects = world.plan.effects
    if effects.late_share == 0.0:
        return
    share = service.late_share(work.wait, world.plan.teams[work.team].promise, effects.late_share)
    world.post(work.account, SERVICE, effects.service_level, share, work.key)


def go_wrong(world: World, work: Work, team: int) -> None:
    """Post what a wrong answer costs; ``team`` who gave it, NOBODY for the automated agent."""
    effects = world.plan.effects
    world.recorder.answered_wrong(world.now, work, team)
    world.post(work.account, SERVICE, effects.wrong_level, effects.wrong_share, work.key)


def remember_who(world: World, work: Work) -> None:
    """Note who has answered a request of this type, and whether it was the one who did so the last time."""
    stream, known = work.account.streams[work.type], (world.csm_team(work.account), world.plan.routing.specialist)
    person = world.desks[work.team].people[work.seat].key if work.team in known else NOBODY
    stream.continued = person != NOBODY and person == stream.answered
    stream.answered = person


def answer(world: World, work: Work) -> None:
    """Let a good answer restore part of what asking cost, and teach if it came from somebody who can; hear a wish."""
    effects, row = world.plan.effects, world.plan.drivers[SERVICE]
    if work.cost != 0.0 and effects.restore_share > 0.0:
        back = service.restored(work.cost, world.now - work.raised, row.half_life, effects.restore_share)
        world.add(work.account, SERVICE, back, work.key)
    if work.team == world.csm_team(work.account):
        teach(world, work, effects.answer_share, world.plan.teams[work.team].touch_quality)
    elif work.team == world.plan.routing.specialist:
        teach(world, work, effects.specialist_share, 1.0)
    if is_wish(world, work):
        heard(world, work, work.team in (world.csm_team(work.account), world.plan.routing.specialist))
    bypass.answered(world, work)
    if world.plan.demand.continuity > 0.0:
        remember_who(world, work)
