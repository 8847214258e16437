"""Where a request goes: to its first desk, and on to another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.work import Work
from cssim.dynamics import routing
from cssim.dynamics.drivers import TRANSFERS
from cssim.engine import bypass
from cssim.engine.answers import go_wrong

if TYPE_CHECKING:
    from cssim.engine.world import World


def place(world: World, work: Work, team: int) -> None:
    """Send work to the common line of a team, due when that team has promised a first response."""
    work.team = team
    work.owner = routing.ANYONE
    work.due = world.now + world.plan.teams[team].promise


def pass_on(world: World, work: Work) -> None:
    """Hand a request on: one that came to a wrong person to the right one, any other to another team."""
    if not work.astray:
        transfer(world, work)
        return
    work.astray = False
    go_wrong(world, work, work.team)
    bypass.gone_astray(world, work.account)
    place(world, work, work.team)


def transfer(world: World, work: Work) -> None:
    """Hand a request on: a misrouted support question to support, any other to a specialist."""
    effects, stops = world.plan.effects, world.plan.routing
    supported = world.plan.request_types[work.type].destination == routing.TO_SUPPORT
    place(world, work, stops.support if supported else stops.specialist)
    work.alone = True
    world.recorder.transferred(world.now, work)
    share = effects.warm_share if work.warm else effects.transfer_share
    world.post(work.account, TRANSFERS, effects.transfer_level, share, work.key)
    bypass.passed_on(world, work.account)
