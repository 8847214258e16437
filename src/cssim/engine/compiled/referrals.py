"""The story of referrals: customers tell others of us, who become customers; retells :mod:`cssim.engine.referrals`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.keys import REFERRAL_STREAM, REFERRED
from cssim.domain.work import BEFORE_PLAYS, REFERRAL
from cssim.dynamics import referrals as formulas
from cssim.dynamics.grid import on_grid
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar, customer_recorder, open_work
from cssim.engine.compiled.desks import submit
from cssim.engine.compiled.draws import derived, happens, uniform
from cssim.engine.compiled.health import health
from cssim.engine.compiled.newcomers import join, new_logo
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.watching import is_active, is_covered, lasts
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def begin_referrals(w: World, i: int) -> None:
    """Let an account tell others of us from now on, if any do; nobody does before time 0."""
    if w.run[0].referral_rate > 0.0:
        plan_next(w, i, max(0.0, w.run[0].now))


def plan_next(w: World, i: int, last: float) -> None:
    """Plan when an account might next tell somebody of us, after ``last`` [h]."""
    run, account = w.run[0], w.accounts[i]
    key = derived(account.key, REFERRAL_STREAM)
    unit = inverse.exponential(uniform(w, Purpose.REFERRAL_GAP, key, account.referral_n))
    due = on_grid(last + formulas.next_referral(unit, run.referral_rate), run.grid)
    calendar.at(w, due, ARRIVALS, key, calendar.REFERRAL, i, 0)


def referrals(w: World, i: int) -> None:
    """Let an account tell somebody of us, if it recommends us today."""
    account = w.accounts[i]
    if not lasts(w, i):
        return
    n = account.referral_n
    account.referral_n = n + 1
    plan_next(w, i, w.run[0].now)
    if is_active(w, i) and promotes(w, i, n):
        referral(w, i, n)


def promotes(w: World, i: int, n: int) -> bool:
    """Return whether an account would recommend us today: by its health, and by its mood."""
    run, key = w.run[0], derived(w.accounts[i].key, REFERRAL_STREAM)
    normal = inverse.normal(uniform(w, Purpose.REFERRAL_MOOD, key, n))
    return formulas.promotes(health(w, i), run.referral_spread, normal, run.referral_promoter)


def event_of(w: World, i: int, n: int) -> int:
    """Return the key of the ``n``-th referral of an account."""
    return derived(derived(w.accounts[i].key, REFERRAL_STREAM), n)


def claimed(w: World, i: int, event: int) -> bool:
    """Return whether CSM and sales both claim a referral."""
    return bool(is_covered(w, i) and happens(w, Purpose.REFERRAL_DISPUTED, w.run[0].referral_disputed, event, 0))


def referral(w: World, i: int, n: int) -> None:
    """One referral: its CSM has work with it, or it waits for the contract to be signed."""
    run, account = w.run[0], w.accounts[i]
    event, team = event_of(w, i, n), w.segments[account.segment].team
    disputed = claimed(w, i, event)
    customer_recorder.referred(w, i, event, disputed)
    hours = float(run.referral_work)
    if disputed:
        hours += run.referral_friction
    if not is_covered(w, i) or hours == 0.0:
        plan_contract(w, i, n, run.now, disputed)
        return
    k = open_work.new_work(w, i, event, REFERRAL)
    work = w.works[k]
    work.hours, work.urgency, work.n, work.disputed = hours, BEFORE_PLAYS, n, int(disputed)
    work.team, work.owner = team, account.owner
    open_work.remember(w, k)
    submit(w, k)


def worked_on(w: World, k: int) -> None:
    """Go on with a referral that its CSM has got to."""
    work = w.works[k]
    i, n, raised, disputed = work.account, work.n, work.raised, bool(work.disputed)
    open_work.close(w, k)
    plan_contract(w, i, n, raised, disputed)


def plan_contract(w: World, i: int, n: int, told: float, disputed: bool) -> None:
    """Plan when somebody signs of whom an account ``told`` [h]."""
    run, event = w.run[0], event_of(w, i, n)
    lead = float(run.referral_lead)
    if disputed:
        lead = run.referral_lead + run.referral_delay
    signs = on_grid(max(told + lead, run.now), run.grid)
    calendar.at(w, signs, ARRIVALS, derived(event, REFERRED), calendar.REFERRED, i, n)


def referred(w: World, parent: int, n: int) -> None:
    """Let somebody who was told of us become a customer, of the kind of the one who told."""
    i = new_logo(w, w.accounts[parent].segment, derived(event_of(w, parent, n), REFERRED))
    account = w.accounts[i]
    account.source, account.parent, account.number = ledger.REFERRAL, parent, n
    join(w, i)
    begin_referrals(w, i)
