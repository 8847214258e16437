"""The story of referrals: customers who recommend us tell others of us, and some of those become customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, keys, ledger
from cssim.domain.accounts import Account, Stream
from cssim.domain.work import BEFORE_PLAYS, REFERRAL, Work
from cssim.dynamics import referrals as formulas
from cssim.dynamics.grid import on_grid
from cssim.engine import customer_recorder
from cssim.engine.calendar import ARRIVALS
from cssim.engine.newcomers import join, new_logo
from cssim.engine.watching import is_active
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def begin_referrals(world: World, account: Account) -> None:
    """Let an account tell others of us from now on, if any do; nobody does before time 0."""
    if world.plan.referrals.referral_rate > 0.0:
        stream = Stream(keys.stream_key(account.key, keys.REFERRAL_STREAM), max(0.0, world.now))
        world.tell(referrals(world, account, stream))


def referrals(world: World, account: Account, stream: Stream) -> Story:
    """The times at which an account might tell somebody of us, for as long as it is a customer."""
    while True:
        unit = inverse.exponential(world.draws.uniform(Purpose.REFERRAL_GAP, stream.key, stream.n))
        due = stream.due + formulas.next_referral(unit, world.plan.referrals.referral_rate)
        stream.due = on_grid(due, world.plan.clock.grid)
        yield world.at(stream.due, ARRIVALS, stream.key)
        if not account.lasts:
            return
        if is_active(world, account) and promotes(world, account, stream):
            world.tell(referral(world, account, stream.n, keys.work_key(stream.key, stream.n)))
        stream.n += 1


def promotes(world: World, account: Account, stream: Stream) -> bool:
    """Return whether an account would recommend us today: by its health, and by its mood."""
    rules = world.plan.referrals
    normal = inverse.normal(world.draws.uniform(Purpose.REFERRAL_MOOD, stream.key, stream.n))
    health = world.health(account, world.now)
    return formulas.promotes(health, rules.referral_spread, normal, rules.referral_promoter)


def referral(world: World, account: Account, n: int, event: int) -> Story:
    """One referral, from told to signed; its CSM has work with it if he sells it, or quarrels about who does.

    What he has not got to is not signed; if the customer who told leaves before, it comes to nothing.
    """
    rules, team = world.plan.referrals, world.csm_team(account)
    claimed = world.is_covered(account) and world.draws.happens(
        Purpose.REFERRAL_DISPUTED, rules.referral_disputed, event, 0
    )
    customer_recorder.referred(
        world.recorder, account, facts.Referred(world.now, account.index, event, claimed)
    )  # fmt: skip
    signs = world.now + (rules.referral_lead + rules.referral_delay if claimed else rules.referral_lead)
    hours = rules.referral_work + rules.referral_friction if claimed else rules.referral_work
    if world.is_covered(account) and hours > 0.0:
        work = Work(account, event, REFERRAL, world.now)
        work.hours, work.urgency = hours, BEFORE_PLAYS
        work.team, work.owner = team, account.owner
        yield world.submit(work)
        world.close(work)
    signs = on_grid(max(signs, world.now), world.plan.clock.grid)
    yield world.at(signs, ARRIVALS, keys.work_key(event, keys.REFERRED))
    referred(world, account, n, event)


def referred(world: World, parent: Account, n: int, event: int) -> None:
    """Let somebody who was told of us become a customer, of the kind of the one who told."""
    account = new_logo(world, parent.segment, keys.work_key(event, keys.REFERRED))
    account.source, account.parent, account.number = ledger.REFERRAL, parent.index, n
    join(world, account)
    begin_referrals(world, account)
