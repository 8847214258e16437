"""Seats in use: how far a customer has taken up what it pays for, and how much less that makes it ask."""

from __future__ import annotations

import math
from typing import Final

from cssim.dynamics.renewal import log_one_plus_exp

SLOPE: Final = 2.0
"""Log-odds of a seat being used per log-odds of renewing that adoption and onboarding are worth."""


def seats_in_use(stock: float, neutral: float) -> float:
    """Return the share of paid seats that are active, logistic(a + 2 x).

    ``stock`` is x, adoption and onboarding together [log-odds of renewing]; ``neutral`` is a, the log-odds of a seat
    being used where both are 0.
    """
    return math.exp(-log_one_plus_exp(-(neutral + SLOPE * stock)))


def products_in_use(seats: float, products: float) -> float:
    """Return the share of its ``products`` (> 0) that a customer uses with this share of ``seats``.

    It takes up one after another; one that is half taken up counts as used.
    """
    return min(1.0, math.floor(seats * products + 0.5) / products)


def more_in_use(stock: float, before: float, neutral: float) -> float:
    """Return ln(seats in use / those in use at the stock ``before``), from the logarithms of both shares."""
    return log_one_plus_exp(-(neutral + SLOPE * before)) - log_one_plus_exp(-(neutral + SLOPE * stock))


def learned(factor: float, stock: float, today: float, neutral: float, elasticity: float) -> float:
    """Return the factor on the rate of how-to questions: ``factor`` x (seats in use / those of today)^-elasticity.

    ``today`` is the stock at which the stated rate holds.
    """
    return factor * math.exp(-elasticity * more_in_use(stock, today, neutral))
