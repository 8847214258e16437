"""Weights of the calendar months, as they follow each other from the start on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, get_args

from cssim.scenario.company import MonthName
from cssim.units import MONTHS_PER_YEAR

_NAMES: Final = get_args(MonthName)


def month_weights(named: Mapping[MonthName, float], first_month: int) -> tuple[float, ...]:
    """Return the weights of twelve months from calendar month ``first_month`` (1-12) on; one not named has 1."""
    weights = tuple(named.get(name, 1.0) for name in _NAMES)
    return weights[first_month - 1 :] + weights[: first_month - 1]


def time_at(share: float, months: float, weights: Sequence[float]) -> float:
    """Return when [months] the ``share`` of the weight of the first ``months`` is reached; month k weighs k mod 12.

    Where all of them weigh the same, or nothing, that is ``share`` x ``months``.
    """
    parts = [
        (weights[k % MONTHS_PER_YEAR], min(1.0, months - k)) for k in range(math.ceil(months))
    ]  # weight and length of each month
    total = math.fsum(weight * length for weight, length in parts)
    if min(weights) == max(weights) or total == 0.0:
        return share * months
    left = share * total
    for k, (weight, length) in enumerate(parts):
        if left < weight * length:
            return k + left / weight
        left -= weight * length
    return months
