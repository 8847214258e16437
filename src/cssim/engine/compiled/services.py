"""The story of services that are sold; retells :mod:`cssim.engine.services`."""

from __future__ import annotations

from cssim.domain import tally
from cssim.domain.tally import row_of
from cssim.dynamics import services
from cssim.dynamics.plays import IN_SUCCESS_PLANS
from cssim.engine.compiled import customer_recorder
from cssim.engine.compiled.draws import trait
from cssim.engine.compiled.rows import World
from cssim.sampling.streams import Purpose


def has_plan(w: World, i: int) -> bool:
    """Return whether an account has bought a success plan; who has for a smaller share has for a larger one."""
    if len(w.services) == 0:
        return False
    account = w.accounts[i]
    share = w.services[account.segment].plan_share
    return bool(share > 0.0 and trait(w, Purpose.PLAN_SOLD, account.key, 0) < share)


def interval_sold(w: World, i: int, play: int, interval: float) -> float:
    """Return the time [h] between two slots of a play, ``interval`` [h] for who has no success plan."""
    if len(w.services) == 0 or play not in IN_SUCCESS_PLANS:
        return interval
    pace = w.services[w.accounts[i].segment].plan_pace
    if pace == 1.0 or not has_plan(w, i):
        return interval
    return services.sooner(interval, pace)


def pay_for_onboarding(w: World, i: int) -> None:
    """Let a customer that has come to first value pay for that, if it costs anything."""
    segment = w.accounts[i].segment
    if len(w.services) > 0 and w.services[segment].onboarding_fee > 0:
        fee, row = w.services[segment].onboarding_fee, row_of(w.run[0].now)
        customer_recorder.fee(w, row, segment, tally.ONBOARDING_FEES, fee)


def collect_fees(w: World, row: int) -> None:
    """Let everybody pay who has been counted to have a success plan at the end of the month of tally row ``row``."""
    for segment in range(len(w.services)):
        sold = w.services[segment]
        if sold.plan_fee == 0:
            continue
        sold.months += w.by_segment[row, segment].counts[tally.PLANS_SOLD]
        due = services.plans_due(sold.plan_fee, sold.months)
        if due != sold.paid:
            customer_recorder.fee(w, row, segment, tally.PLAN_FEES, due - sold.paid)
            sold.paid = due
