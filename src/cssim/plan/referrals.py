"""Referrals in numbers."""

from __future__ import annotations

from cssim.plan.rows.referrals import ReferralRow
from cssim.scenario.schema import Scenario
from cssim.units import months_to_hours


def lower_referrals(scenario: Scenario) -> ReferralRow:
    """Return how often customers tell others of us, and who sells to those; nothing if none do."""
    told, rules, nps = scenario.customers.referrals, scenario.organisation.referrals, scenario.surveys.nps
    if told.rate == 0.0:
        return ReferralRow()
    return ReferralRow(
        referral_rate=told.rate,
        referral_promoter=nps.promoter_from,
        referral_spread=nps.spread,
        referral_lead=months_to_hours(told.lead),
        referral_work=rules.work if rules.owner == "csm" else 0.0,
        referral_disputed=rules.disputed,
        referral_friction=rules.friction,
        referral_delay=months_to_hours(rules.delay),
    )
