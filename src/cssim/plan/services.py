"""Services that are sold, in numbers."""

from __future__ import annotations

from cssim.dynamics import services
from cssim.dynamics.plays import IN_SUCCESS_PLANS
from cssim.plan.rows.services import NO_SERVICES, ServiceRow
from cssim.policies.coverage import Uncovered
from cssim.scenario.schema import Scenario


def lower_services(scenario: Scenario) -> tuple[ServiceRow, ...]:
    """Return what is sold to each segment; nothing at all if nothing is to any."""
    rows = tuple(service_row(scenario, name) for name in scenario.customers.segments)
    return rows if any(row != NO_SERVICES for row in rows) else ()


def service_row(scenario: Scenario, segment: str) -> ServiceRow:
    """Return what is sold to a segment; no success plans where nobody would keep what they promise."""
    sold = scenario.organisation.services.get(segment)
    if sold is None:
        return NO_SERVICES
    plans = sold.success_plans
    if plans.share == 0.0 or isinstance(scenario.organisation.coverage[segment], Uncovered):
        return ServiceRow(onboarding_fee=sold.onboarding)
    return ServiceRow(plans.share, plans.price, plans.contacts, sold.onboarding)


def pace_of(row: ServiceRow, play: int) -> float:
    """Return how many times as often as planned a play comes, on average over the accounts of a segment."""
    if play not in IN_SUCCESS_PLANS or row.plan_share == 0.0:
        return 1.0
    return services.mean_pace(row.plan_share, row.plan_pace)
