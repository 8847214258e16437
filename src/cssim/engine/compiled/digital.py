"""The story of the digital programme: touches, and their platform; retells :mod:`cssim.engine.digital`."""

from __future__ import annotations

from cssim.domain import tally
from cssim.domain.keys import DIGITAL_STREAM
from cssim.domain.tally import row_of
from cssim.dynamics import digital
from cssim.dynamics.drivers import ADOPTION, NEGLECT
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, facts, recorder
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.health import post
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.watching import is_active, lasts
from cssim.sampling.streams import Purpose


def begin_digital(w: World, i: int, begin: float) -> None:
    """Let touches come from ``begin`` [h] on if they do in an account's segment, and do not come yet."""
    account = w.accounts[i]
    if len(w.digital) == 0 or w.digital[account.segment].digital_interval == 0.0 or account.touched:
        return
    account.touched = 1
    phase = uniform(w, Purpose.DIGITAL_PHASE, derived(account.key, DIGITAL_STREAM), 0)
    plan_touch(w, i, digital.first_touch(begin, phase, w.digital[account.segment].digital_interval))


def plan_touch(w: World, i: int, due: float) -> None:
    """Plan an account's next touch, ``due`` [h]."""
    key = derived(w.accounts[i].key, DIGITAL_STREAM)
    calendar.at(w, on_grid(due, w.run[0].grid), ARRIVALS, key, calendar.DIGITAL, i, 0)


def touches(w: World, i: int) -> None:
    """Let an account be reached, and plan the next touch."""
    account = w.accounts[i]
    if not lasts(w, i) or w.digital[account.segment].digital_interval == 0.0:
        account.touched = 0
        return
    if is_active(w, i):
        touch(w, i, derived(derived(account.key, DIGITAL_STREAM), account.digital_n))
    account.digital_n += 1
    plan_touch(w, i, w.run[0].now + w.digital[account.segment].digital_interval)


def touch(w: World, i: int, event: int) -> None:
    """Let an account be reached: it teaches a little and ends some of the silence; nobody becomes better known."""
    run = w.run[0]
    write_touch(w, i, event)
    post(w, i, ADOPTION, run.adoption_level, run.digital_teach_share, event)
    post(w, i, NEGLECT, 0.0, run.digital_touch_share, event)


def write_touch(w: World, i: int, event: int) -> None:
    """Write that the programme reached an account."""
    run = w.run[0]
    w.by_segment[row_of(run.now), w.accounts[i].segment].counts[tally.DIGITAL_TOUCHES] += 1
    if run.everything:
        facts.write(w, facts.DIGITAL_TOUCH, i, event, 0, 0, 0, 0, 0.0, 0.0)


def pay_platforms(w: World, row: int) -> None:
    """Pay the platform for everybody who has been counted a customer at the end of the month of tally row ``row``."""
    for segment in range(len(w.digital)):
        programme = w.digital[segment]
        if programme.digital_platform == 0:
            continue
        programme.months += w.by_segment[row, segment].counts[tally.LOGOS]
        due = digital.platform_due(programme.digital_platform, programme.months)
        if due != programme.paid:
            recorder.cost(w, row, programme.digital_team, tally.DIGITAL, due - programme.paid)
            programme.paid = due
