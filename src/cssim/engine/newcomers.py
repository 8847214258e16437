"""A customer that is won: what it is, and how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, ledger
from cssim.domain.accounts import CONSUMPTION, SUBSCRIPTION, Account
from cssim.dynamics import growth, pitches
from cssim.dynamics.drivers import N_DRIVERS
from cssim.engine import customer_recorder
from cssim.engine.accounts import live
from cssim.engine.beginnings import begin_account
from cssim.engine.commitments import begin_commitment
from cssim.engine.handover import assign_owner
from cssim.engine.modules import catch_up
from cssim.engine.onboarding import begin_onboarding
from cssim.engine.scores import begin_score
from cssim.engine.segment_reviews import begin_reviews
from cssim.engine.self_serve import begin_self_serve
from cssim.engine.traits import base_of_new_logo, demand_of_new_logo
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import World
    from cssim.plan.tables import NewLogoRow


def new_logo(world: World, segment: int, key: int) -> Account:
    """Return a customer that is won now; what it is, is drawn at its own address."""
    row = world.plan.new_logos[segment]
    arr = inverse.lognormal(world.draws.uniform(Purpose.LANDED_ARR, key, 0), row.landed_mean, row.landed_spread)
    account = Account(len(world.accounts), key, segment, growth.landed_arr(arr))
    account.opening = 0
    account.joined = world.now
    account.potential = pitches.potential_arr(account.arr, world.plan.segments[segment].potential_times)
    u, term = world.draws.uniform(Purpose.LANDED_TERM, key, 0), 0
    while u >= row.landed_shares[term]:
        term += 1
    account.term, account.years = row.landed_terms[term], row.landed_years[term]
    account.contract_end = world.now + account.term
    account.contract = type_of_new_logo(world, row, key)
    account.fits = fits_profile(world, account)
    account.base = base_of_new_logo(world, account)
    account.demand = demand_of_new_logo(world, account)
    account.values, account.posted_at = [0.0] * N_DRIVERS, [world.now] * N_DRIVERS
    return account


def type_of_new_logo(world: World, row: NewLogoRow, key: int) -> int:
    """Return the code of the type of contract of a customer that is won."""
    return CONSUMPTION if world.draws.happens(Purpose.CONTRACT_TYPE, row.landed_consumption, key, 0) else SUBSCRIPTION


def fits_profile(world: World, account: Account) -> bool:
    """Return whether a customer that is won fits the ideal profile; nobody looks where it is worth nothing."""
    row = world.plan.new_logos[account.segment]
    looked_at = row.fits_effect > row.misfit_effect
    return looked_at and world.draws.uniform(Purpose.IDEAL_PROFILE, account.key, 0) < row.landed_fits


def join(world: World, account: Account) -> None:
    """Let a customer that has been won begin: its owner, its ARR, its contract, its requests."""
    world.accounts.append(account)
    world.open_work.append({})
    assign_owner(world, account)
    customer_recorder.joined(
        world.recorder,
        facts.Joined(
            world.now, account.index, account.segment, account.key, account.source, account.arr, account.base,
            account.fits,
        ),
    )  # fmt: skip
    world.recorder.arr(world.now, account, ledger.NEW, ledger.NO_REASON, account.arr, account.source)
    begin_score(world, account)
    catch_up(world, account)
    begin_account(world, account, world.now)
    begin_onboarding(world, account)
    begin_self_serve(world, account)
    begin_reviews(world, account)
    begin_commitment(world, account)
    world.tell(live(world, account))
