"""Contracts in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cssim.domain.accounts import CONSUMPTION, MAINTENANCE, SUBSCRIPTION
from cssim.plan.accounts import OpeningAccount
from cssim.plan.rows.contracts import ContractRow
from cssim.sampling.streams import PERIOD_TRAITS, Purpose, Streams
from cssim.scenario.contracts import Contracts
from cssim.scenario.schema import Scenario
from cssim.units import months_to_hours

_NOTICE_DRAW: Final = 2
"""Number of the draw of an account's notice, after those of its term and phase."""


def lower_contracts(scenario: Scenario) -> ContractRow:
    """Return what all contracts have in common."""
    uplift = scenario.customers.price_uplift
    late = scenario.renewal.late
    grace = months_to_hours(late.grace)
    use = scenario.renewal.commitment
    return ContractRow(
        price_rise=uplift.typical,
        price_accept=uplift.accept,
        signed_late=late.share if grace > 0.0 else 0.0,
        grace=grace,
        use_elasticity=use.elasticity,
        use_spread=use.spread,
        use_least=use.least,
        use_most=use.most,
    )


def type_at(u: float, contracts: Contracts) -> int:
    """Return the code of the type of contract at quantile ``u`` of those of a segment."""
    if u < contracts.consumption:
        return CONSUMPTION
    return MAINTENANCE if u - contracts.consumption < contracts.perpetual else SUBSCRIPTION


def notices(scenario: Scenario, book: Sequence[OpeningAccount]) -> list[float]:
    """Return how long before its end [h] it is settled whether the contract of each account goes on.

    Drawn once, like everything that the book does not say: 0 for a contract that just ends.
    """
    segments = list(scenario.customers.segments.values())
    draws = Streams(scenario.seed, 0, PERIOD_TRAITS)
    found = []
    for account in book:
        terms = segments[account.segment].contracts
        automatic = terms.auto_renew > 0.0 and terms.auto_renew > draws.uniform(
            Purpose.BOOK_OFFSET, account.key, _NOTICE_DRAW
        )
        found.append(months_to_hours(terms.notice) if automatic else 0.0)
    return found
