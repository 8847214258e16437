"""The story of services that are sold: who has a success plan, and what is paid for that and for onboarding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import tally
from cssim.domain.accounts import Account
from cssim.domain.tally import row_of
from cssim.dynamics import services
from cssim.dynamics.plays import IN_SUCCESS_PLANS
from cssim.engine import customer_recorder
from cssim.plan.tables import NO_SERVICES, ServiceRow
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.engine.world import World


def sold_to(world: World, account: Account) -> ServiceRow:
    """Return what is sold to the segment of an account."""
    return world.plan.services[account.segment] if world.plan.services else NO_SERVICES


def has_plan(world: World, account: Account) -> bool:
    """Return whether an account has bought a success plan; who has for a smaller share has for a larger one."""
    return world.traits.happens(Purpose.PLAN_SOLD, sold_to(world, account).plan_share, account.key, 0)


def interval_sold(world: World, account: Account, play: int, interval: float) -> float:
    """Return the time [h] between two slots of a play, ``interval`` [h] for who has no success plan."""
    pace = sold_to(world, account).plan_pace
    if pace == 1.0 or play not in IN_SUCCESS_PLANS or not has_plan(world, account):
        return interval
    return services.sooner(interval, pace)


def pay_for_onboarding(world: World, account: Account) -> None:
    """Let a customer that has come to first value pay for that, if it costs anything."""
    fee, row = sold_to(world, account).onboarding_fee, row_of(world.now)
    if fee > 0:
        customer_recorder.fee(world.recorder, world.now, row, account.segment, tally.ONBOARDING_FEES, fee)


def collect_fees(world: World, row: int) -> None:
    """Let everybody pay who has been counted to have a success plan at the end of the month of tally row ``row``."""
    for segment, (sold, due) in enumerate(zip(world.plan.services, world.plans, strict=True)):
        if sold.plan_fee == 0:
            continue
        due.months += world.recorder.tally.counts[row][segment][tally.PLANS_SOLD]
        amount = services.plans_due(sold.plan_fee, due.months)
        if amount != due.paid:
            customer_recorder.fee(world.recorder, world.now, row, segment, tally.PLAN_FEES, amount - due.paid)
            due.paid = amount
