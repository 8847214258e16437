"""Customers that are won while a run goes on."""

from __future__ import annotations

from typing import NamedTuple


class NewLogoRow(NamedTuple):
    """How a segment wins customers, and what they are when they come.

    ``logos_a_year``, and ``logo_season`` the share of a year's won before each month of the year that begins with
    month 0, (12,). ``landed_mean`` [cents] and ``landed_spread`` (of the logarithm) of the lognormal law of their ARR.
    ``landed_log_beta`` ln B of the Beta law of their churn, 0 where all are alike. ``landed_terms`` [h] of their
    contracts, their cumulative ``landed_shares``, the last above 1, and ``landed_years`` of exposure; (MOST_TERMS,).
    The share ``landed_fits`` of them fits the ideal customer profile, which adds ``fits_effect`` [log-odds] to h, and
    not fitting it ``misfit_effect`` (both 0: nobody looks at it). The share ``landed_consumption`` of them commits to
    consumption.
    """

    logos_a_year: float
    logo_season: tuple[float, ...]
    landed_mean: float
    landed_spread: float
    landed_log_beta: float
    landed_terms: tuple[float, ...]
    landed_shares: tuple[float, ...]
    landed_years: tuple[float, ...]
    landed_fits: float = 0.0
    fits_effect: float = 0.0
    misfit_effect: float = 0.0
    landed_consumption: float = 0.0
