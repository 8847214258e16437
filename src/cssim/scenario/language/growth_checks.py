"""Checks across what is said of how customers come and begin; see :mod:`cssim.scenario.language.checks`."""

from __future__ import annotations

from collections.abc import Iterator

from cssim.dynamics.growth import MOST_TERMS
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR


def contract_ends(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find weights of months that no contract could end by, and weights where a book knows better."""
    customers, path = scenario.customers, "customers.contract_ends"
    if any(weight < 0.0 for weight in customers.contract_ends.values()):
        yield path, "the weight of a month cannot be negative"
    elif len(customers.contract_ends) == MONTHS_PER_YEAR and not any(customers.contract_ends.values()):
        yield path, "all months have the weight 0, and in one of them contracts must end"
    if customers.book is not None and customers.contract_ends:
        yield path, "when contracts end comes from the customer book; leave it away"


def contract_types(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find segments in which more accounts than there are have a contract of some type."""
    for name, segment in scenario.customers.segments.items():
        shares = segment.contracts.consumption, segment.contracts.perpetual
        if sum(shares) > 1.0 + 1e-9:
            yield (
                f"customers.segments.{name}.contracts.perpetual",
                f"{100 * shares[0]:g}% with a consumption contract and {100 * shares[1]:g}% with a perpetual license "
                "are more than all accounts",
            )


def terms(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find segments that win customers and have more lengths of contract than one can be drawn from."""
    customers = scenario.customers
    for name, segment in customers.segments.items():
        plan = customers.new_logos.get(name)
        wins = customers.referrals.rate > 0.0 or (plan is not None and plan.rate > 0.0)
        if wins and len(segment.term) > MOST_TERMS:
            yield (
                f"customers.segments.{name}.term",
                f"{len(segment.term)} lengths of contract are too many for a segment that wins customers; "
                f"{MOST_TERMS} are possible",
            )


def review(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find reviews of segments where no segment has a rule."""
    customers = scenario.customers
    if customers.segment_review.every != "never" and all(one.arr_from is None for one in customers.segments.values()):
        yield (
            "customers.segment_review.every",
            "no segment has a rule by which customers could move; write arr_from for all but the last",
        )


def onboarding(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Find an onboarding that is too late before it need be done."""
    rules = scenario.organisation.onboarding
    if rules.limit < rules.target:
        yield (
            "organisation.onboarding.limit",
            f"{rules.limit:g} months are less than the target of {rules.target:g}; write a limit after it",
        )
