"""Where a request goes: to its first desk, and on to another one; retells :mod:`cssim.engine.routes`."""

from __future__ import annotations

from cssim.dynamics import routing
from cssim.dynamics.drivers import TRANSFERS
from cssim.engine.compiled import bypass, recorder
from cssim.engine.compiled.answers import go_wrong
from cssim.engine.compiled.health import post
from cssim.engine.compiled.rows import World


def place(w: World, k: int, team: int) -> None:
    """Send work to the common line of a team, due when that team has promised a first response."""
    work = w.works[k]
    work.team = team
    work.owner = routing.ANYONE
    work.due = w.run[0].now + w.teams[team].promise


def pass_on(w: World, k: int) -> None:
    """Hand a request on: one that came to a wrong person to the right one, any other to another team."""
    work = w.works[k]
    work.transferred = 1
    if not work.astray:
        transfer(w, k)
        return
    work.astray = 0
    go_wrong(w, k, work.team)
    bypass.gone_astray(w, work.account)
    place(w, k, work.team)


def transfer(w: World, k: int) -> None:
    """Hand a request on: a misrouted support question to support, any other to a specialist."""
    run, work = w.run[0], w.works[k]
    supported = w.types[work.type].destination == routing.TO_SUPPORT
    place(w, k, run.support if supported else run.specialist)
    work.alone = 1
    recorder.transferred(w, k)
    share = run.warm_share if work.warm else run.transfer_share
    post(w, work.account, TRANSFERS, run.transfer_level, share, work.key)
    bypass.passed_on(w, work.account)
