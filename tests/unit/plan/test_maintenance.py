"""Perpetual licenses in a plan: their maintenance is lost as the segment says, whatever its other customers do."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit
from tests.small import small

from cssim.domain.accounts import MAINTENANCE, SUBSCRIPTION
from cssim.engine.build import draw_traits
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.survivors import new_logo_churn
from cssim.plan.tables import Plan
from cssim.scenario.language.checks import problems
from cssim.scenario.schema import Scenario


def owners(perpetual: str = "100%", churn: str = "8%", phi: object = 24) -> Scenario:
    contracts = {"perpetual": perpetual, "maintenance_churn": churn}
    return small(
        customers__segments__small={"accounts": 2000, "contracts": contracts, "term": "24 months", "heterogeneity": phi}
    )


def plan_of(scenario: Scenario) -> Plan:
    return lower(scenario, opening_book(scenario)).plan


@pytest.mark.parametrize("phi", [12, "none"])
def test_as_many_let_their_maintenance_lapse_as_the_segment_says(phi: object) -> None:
    plan = plan_of(owners(phi=phi))
    mine = plan.accounts.columns["contract"] == MAINTENANCE
    assert mine.sum() == 2000 and len(set(plan.accounts.columns["intercept"][mine].tolist())) == 1
    assert not plan.accounts.columns["intercept"][~mine].any()
    lapses = expit(-draw_traits(plan, 1, 0).base[mine])
    assert lapses.mean() == pytest.approx(0.08, abs=4 * lapses.std() / np.sqrt(2000) + 1e-9)


def test_the_others_of_the_segment_are_lost_as_if_there_were_no_licenses() -> None:
    some, none = owners("50%"), owners("0%")
    opening = opening_book(some)
    types = [account.contract for account in opening.accounts if account.segment == 1]
    assert types.count(MAINTENANCE) == pytest.approx(1000, abs=2) and types.count(SUBSCRIPTION) >= 998
    assert {account.term for account in opening.accounts if account.contract == MAINTENANCE} == {12.0}
    assert new_logo_churn(some, opening)[1] == pytest.approx(new_logo_churn(none, opening_book(none))[1], rel=0.01)


def test_nobody_lapses_where_the_segment_says_so() -> None:
    plan = plan_of(owners(churn="0%"))
    mine = plan.accounts.columns["contract"] == MAINTENANCE
    assert expit(-draw_traits(plan, 1, 0).base[mine]).max() < 1e-200


def test_more_contracts_of_some_type_than_accounts_are_refused() -> None:
    both = small(customers__segments__small__contracts={"consumption": "60%", "perpetual": "50%"})
    assert [path for path, _ in problems(both)] == ["customers.segments.small.contracts.perpetual"]
