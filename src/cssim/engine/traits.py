"""What chance gives an account for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.accounts import Account
from cssim.dynamics import demand
from cssim.plan.tables import AccountRow, Plan, SegmentRow
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose, Streams

if TYPE_CHECKING:
    from cssim.engine.world import World


def fit(plan: Plan, row: AccountRow, draws: Streams) -> float:
    """Return the log-odds of going on for a year that chance and the book give an account.

    The yearly churn of an account that has survived k years is Beta(m phi, (1 - m) phi + k).
    """
    segment = plan.segments[row.segment]
    if segment.shape_lost == 0.0:
        return segment.even_log_odds + row.fit_shift + row.intercept
    return row.fit_shift + row.intercept - own_risk(segment, draws, row.key, row.survived, row.log_beta)


def own_risk(segment: SegmentRow, draws: Streams, key: int, survived: float, log_beta: float) -> float:
    """Return the log-odds of leaving within a year, of an account whose segment's accounts differ."""
    u = draws.uniform(Purpose.FIT, key, 0)
    return inverse.beta_log_odds(u, segment.shape_lost, segment.shape_kept + survived, log_beta)


def demand_of(plan: Plan, row: AccountRow, draws: Streams) -> float:
    """Return the factor on an account's request rates that the book and chance give it."""
    return factor_of(plan, draws, row.key, row.request_factor)


def factor_of(plan: Plan, draws: Streams, key: int, known: float) -> float:
    """Return the factor on request rates of an account of which a factor is ``known``."""
    if plan.frailty == 0.0:
        return known
    frailty = inverse.lognormal(draws.uniform(Purpose.FRAILTY, key, 0), 1.0, plan.frailty)
    return demand.demand_factor(known, frailty)


def base_of_new_logo(world: World, account: Account) -> float:
    """Return the log-odds of going on for a year of a customer that has just been won, its drivers apart."""
    segment, row = world.plan.segments[account.segment], world.plan.new_logos[account.segment]
    profile = row.fits_effect if account.fits else row.misfit_effect
    if segment.shape_lost == 0.0:
        return segment.even_log_odds + segment.offset + profile
    return segment.offset + profile - own_risk(segment, world.draws, account.key, 0.0, row.landed_log_beta)


def demand_of_new_logo(world: World, account: Account) -> float:
    """Return the factor on the request rates of a customer that has just been won."""
    return factor_of(world.plan, world.draws, account.key, account.known_factor)
