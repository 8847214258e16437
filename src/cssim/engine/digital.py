"""The story of the digital programme: touches that take nobody's time, and the platform they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys, tally
from cssim.domain.accounts import Account, Stream
from cssim.domain.tally import row_of
from cssim.dynamics import digital
from cssim.dynamics.drivers import ADOPTION, NEGLECT
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.watching import is_active
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_digital(world: World, account: Account, begin: float) -> None:
    """Begin what an account gets of the programme of its segment, if there is one, at ``begin`` [h]."""
    if world.plan.digital:
        account.touches = Stream(keys.stream_key(account.key, keys.DIGITAL_STREAM), begin)
        touch_from(world, account, account.touches, begin)


def touch_from(world: World, account: Account, stream: Stream, begin: float) -> None:
    """Let touches come from ``begin`` [h] on if they do in an account's segment, and do not come yet."""
    if world.plan.digital[account.segment].digital_interval > 0.0 and not stream.running:
        stream.running, stream.due = True, begin
        world.tell(touches(world, account, stream))


def touches(world: World, account: Account, stream: Stream) -> Story:
    """An account's touches, one after another for as long as it is a customer; the first at a drawn phase."""
    grid, interval = world.plan.clock.grid, world.plan.digital[account.segment].digital_interval
    phase = world.draws.uniform(Purpose.DIGITAL_PHASE, stream.key, 0)
    stream.due = on_grid(digital.first_touch(stream.due, phase, interval), grid)
    while True:
        yield world.at(stream.due, ARRIVALS, stream.key)
        interval = world.plan.digital[account.segment].digital_interval
        stream.running = account.lasts and interval > 0.0
        if not stream.running:
            return
        if is_active(world, account):
            touch(world, account, keys.work_key(stream.key, stream.n))
        stream.n += 1
        stream.due = on_grid(stream.due + interval, grid)


def touch(world: World, account: Account, event: int) -> None:
    """Let an account be reached: it teaches a little and ends some of the silence; nobody becomes better known."""
    effects = world.plan.effects
    write_touch(world, account, event)
    world.post(account, ADOPTION, effects.adoption_level, effects.digital_teach_share, event)
    world.post(account, NEGLECT, 0.0, effects.digital_touch_share, event)


def write_touch(world: World, account: Account, event: int) -> None:
    """Write that the programme reached an account."""
    recorder = world.recorder
    recorder.tally.counts[row_of(world.now)][account.segment][tally.DIGITAL_TOUCHES] += 1
    if recorder.all:
        recorder.facts.append(facts.DigitalTouch(world.now, account.index, event))


def pay_platforms(world: World, row: int) -> None:
    """Pay the platform for everybody who has been counted a customer at the end of the month of tally row ``row``."""
    for segment, programme in enumerate(world.plan.digital):
        if programme.digital_platform == 0:
            continue
        platform = world.platforms[segment]
        platform.months += world.recorder.tally.counts[row][segment][tally.LOGOS]
        due = digital.platform_due(programme.digital_platform, platform.months)
        if due != platform.paid:
            world.recorder.cost(world.now, row, programme.digital_team, tally.DIGITAL, due - platform.paid)
            platform.paid = due
