"""Referrals: how often customers tell others of us, and who sells to those."""

from __future__ import annotations

from typing import NamedTuple


class ReferralRow(NamedTuple):
    """A promoter refers somebody ``referral_rate`` times a year (0: never); it is one where health and a mood of
    ``referral_spread`` come to ``referral_promoter`` [log-odds]. The contract is signed ``referral_lead`` [h] later,
    after ``referral_work`` [h] of the CSM (0: sales do it). A share ``referral_disputed`` is claimed by both: that
    costs the CSM ``referral_friction`` [h] and delays the contract by ``referral_delay`` [h]."""

    referral_rate: float = 0.0
    referral_promoter: float = 0.0
    referral_spread: float = 0.0
    referral_lead: float = 0.0
    referral_work: float = 0.0
    referral_disputed: float = 0.0
    referral_friction: float = 0.0
    referral_delay: float = 0.0
