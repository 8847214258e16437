"""Incentives: what a slot's use is worth to the person who holds it, and what he is paid for."""

from __future__ import annotations

import math
from typing import Final

from cssim.dynamics.pitches import logistic
from cssim.units import to_cents

MOST_POINTS: Final = 6
"""Points of a pay curve, at most."""
LEAST_READY: Final = 0.2
"""Nobody is asked to buy more who is less ready (R) than this to be asked."""
_POINTS: Final = 100.0
"""A health score goes from 0 to 100."""

Curve = tuple[float, ...]


def pay_at(attainment: float, points: int, at: Curve, paid: Curve) -> float:
    """Return the share of variable pay at an attainment, by a curve of so many ``points``; it is flat beyond its ends.

    Without points pay is proportional to attainment, and never below 0.
    """
    if points == 0:
        return max(0.0, attainment)
    if attainment <= at[0]:
        return paid[0]
    for i in range(1, points):
        if attainment < at[i]:
            return paid[i - 1] + (paid[i] - paid[i - 1]) * (attainment - at[i - 1]) / (at[i] - at[i - 1])
    return paid[points - 1]


def slope_at(attainment: float, points: int, at: Curve, paid: Curve) -> float:
    """Return K, by how much the share of variable pay rises with attainment; at a point of the curve what lies ahead.

    0 far below the first point and above the last, where it makes no difference what one does.
    """
    if points == 0:
        return 1.0
    if attainment < at[0]:
        return 0.0
    for i in range(1, points):
        if attainment < at[i]:
            return (paid[i] - paid[i - 1]) / (at[i] - at[i - 1])
    return 0.0


def projected(attained: float, goal: float, elapsed: float) -> float:
    """Return the attainment to be expected at the end of a period of which a share ``elapsed`` is over.

    What is left goes by plan. 1 where there is no goal.
    """
    return attained / goal + (1.0 - elapsed) if goal > 0.0 else 1.0


def attained_share(attained: float, goal: float, elapsed: float) -> float:
    """Return attainment when a share ``elapsed`` of the period that has this ``goal`` is over; 1 without a goal."""
    return attained / (goal * elapsed) if goal > 0.0 else 1.0


def elapsed_share(time: float, begin: float, end: float) -> float:
    """Return which share of a period is over."""
    return (time - begin) / (end - begin)


def goal_of(arr: float, growth: float, hours: float, year: float) -> float:
    """Return by how much ``arr`` is to grow in a period of ``hours`` [h], if by ``growth`` in a ``year`` [h]."""
    return arr * growth * hours / year


def due_in(arr: int, contract_end: float, term: float, since: float, until: float) -> int:
    """Return the ARR [cents] of an account that ends in [``since``, ``until``) [h], once for each end.

    One that is over since before and still to be settled was due then, and is not due again.
    """
    if contract_end >= until:
        return 0
    over = math.ceil((since - contract_end) / term) if contract_end < since else 0
    return arr * (math.ceil((until - contract_end) / term) - over)


def seller_goal(growth: float, due: int, share: float) -> float:
    """Return what sellers are to bring [cents]: so much ``growth``, and the ``share`` of the ARR that is ``due``."""
    return growth + share * due


def with_pool(own: float, pool: float, people: int) -> float:
    """Return what counts for a person: his own, and his part of what belongs to nobody."""
    return own + pool / people


def score_attained(scores: float, customers: float, goal: float) -> float:
    """Return attainment of a mean health ``score`` (0 to 100) of ``goal``; 1 without customers."""
    return scores / customers / (_POINTS * goal) if customers > 0.0 else 1.0


def blended(money: float, weight: float, health: float) -> float:
    """Return a number for money and one for health in one, money with this weight."""
    return weight * money + (1.0 - weight) * health


def weighted(total: float, weight: float, value: float) -> float:
    """Return a sum of weighted values with one more."""
    return total + weight * value


def earned(at_target: int, total: float, posts: float) -> int:
    """Return what is due [cents] for a period, when ``at_target`` [cents] would be if everybody attained his goal.

    ``total`` is the sum over ``posts`` of the shares of variable pay.
    """
    return to_cents(at_target * (total / posts))


def is_last_month(month: int, months: int, before: int) -> bool:
    """Return whether a period of ``months`` ends with ``month``, when ``before`` months of the first lie before 0."""
    return (month + before + 1) % months == 0


def period_end(month: int, months: int, before: int) -> int:
    """Return the month with which the period after the one in which ``month`` lies begins."""
    return month + months - (month + before) % months


def gain(health: float, rise: float) -> float:
    """Return by how much the chance to go on for a year rises with ``rise`` [log-odds] of ``health`` [log-odds]."""
    return logistic(health + rise) - logistic(health)


def size_factor(arr: int, usual: float, exponent: float) -> float:
    """Return (ARR / usual)^a, what a large customer counts beside a usual one."""
    if exponent == 0.0 or usual <= 0.0:
        return 1.0
    return math.exp(exponent * math.log(arr / usual)) if arr > 0 else 0.0


def worth_of_gain(chance: float, usual: float, factor: float) -> float:
    """Return what a rise of the ``chance`` to go on is worth [cents] to who is measured by health.

    As if it were that of a customer with the ``usual`` ARR [cents], times the size ``factor``.
    """
    return chance * usual * factor


def expected_sale(size: int, chance: float) -> float:
    """Return what a pitch is believed to sell [cents]."""
    return size * chance


def kept_arr(arr: int, chance: float) -> float:
    """Return what a rise of the ``chance`` to go on is believed to keep [cents] of ``arr`` [cents]."""
    return arr * chance


def index(weight: float, slope: float, money: float, health: float, hours: float) -> float:
    """Return what an hour of a use is worth to a person: ``money`` and ``health`` [cents] by their weights."""
    return blended(slope * money, weight, health) / max(hours, _SHORTEST)


_SHORTEST: Final = 1.0 / 60.0
"""Nothing takes less than a minute."""
