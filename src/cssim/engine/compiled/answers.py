"""What an answer does: late ones cost, good ones restore and teach; retells :mod:`cssim.engine.answers`."""

from __future__ import annotations

from cssim.dynamics import service
from cssim.dynamics.drivers import SERVICE
from cssim.engine.compiled import bypass, recorder
from cssim.engine.compiled.contacts import teach
from cssim.engine.compiled.health import add, post
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.wishes import heard, is_wish
from cssim.plan.tables import NOBODY


def be_late(w: World, k: int) -> None:
    """Post what a wait beyond the promise costs."""
    run, work = w.run[0], w.works[k]
    if run.late_share == 0.0:
        return
    share = service.late_share(work.wait, w.teams[work.team].promise, run.late_share)
    post(w, work.account, SERVICE, run.service_level, share, work.key)


def go_wrong(w: World, k: int, team: int) -> None:
    """Post what a wrong answer costs; ``team`` who gave it, NOBODY for the automated agent."""
    run, work = w.run[0], w.works[k]
    recorder.answered_wrong(w, k, team)
    post(w, work.account, SERVICE, run.wrong_level, run.wrong_share, work.key)


def remember_who(w: World, k: int) -> None:
    """Note who has answered a request of this type, and whether it was the one who did so the last time."""
    work = w.works[k]
    account = w.accounts[work.account]
    person = NOBODY
    if work.team == w.segments[account.segment].team or work.team == w.run[0].specialist:
        person = w.people[w.teams[work.team].first_person + work.seat].key
    account.continued[work.type] = int(person != NOBODY and person == account.answered[work.type])
    account.answered[work.type] = person


def answer(w: World, k: int) -> None:
    """Let a good answer restore part of what asking cost, and teach if it came from somebody who can; hear a wish."""
    run, work = w.run[0], w.works[k]
    if work.cost != 0.0 and run.restore_share > 0.0:
        elapsed = run.now - work.raised
        back = service.restored(work.cost, elapsed, run.driver_half_life[SERVICE], run.restore_share)
        add(w, work.account, SERVICE, back, work.key)
    if work.team == w.segments[w.accounts[work.account].segment].team:
        teach(w, k, run.answer_share, w.teams[work.team].touch_quality)
    elif work.team == run.specialist:
        teach(w, k, run.specialist_share, 1.0)
    if is_wish(w, k):
        covering = w.segments[w.accounts[work.account].segment].team
        heard(w, k, work.team == covering or work.team == run.specialist)
    bypass.answered(w, k)
    if run.continuity > 0.0:
        remember_who(w, k)
