"""What the people of a team are measured by."""

from __future__ import annotations

from typing import Final, NamedTuple

from cssim.dynamics.incentives import MOST_POINTS

_NO_CURVE: Final = (0.0,) * MOST_POINTS


class IncentiveRow(NamedTuple):
    """The incentive of one team; every default is its off value.

    ``aims`` (1): there is one. The weight of money is ``money_first``, from ``later_from`` [h] on, or while the
    maturity of the process is at least ``later_maturity`` (if above 0), ``money_later``; the rest is health. ARR is to
    grow by ``growth_goal`` in a year, with ``churn_counts`` (1) less what is lost; the mean health score is to be
    ``health_goal`` (share of 100). Periods have ``period_months``, of which ``months_before`` of the first lie before
    month 0. The share of variable pay follows ``curve_points`` points ``curve_at`` (attainment), ``curve_paid``,
    (MOST_POINTS,); none: it is attainment. Customers count by ARR / ``usual_arr`` [cents] to the power of ``by_size``.
    With ``moves_dates`` (1) deals are moved over the end of a period where that pays, forward at a ``discount``
    (share). Who ``sells`` (1) without a book has to bring that growth, and the
    share ``renewal_goal`` of the ARR that ends, of customers whose sales, and whose renewals, are his.
    """

    aims: int = 0
    money_first: float = 0.0
    money_later: float = 0.0
    later_from: float = 0.0
    later_maturity: float = 0.0
    growth_goal: float = 0.0
    churn_counts: int = 0
    health_goal: float = 1.0
    period_months: int = 3
    months_before: int = 0
    by_size: float = 0.0
    usual_arr: float = 0.0
    moves_dates: int = 0
    discount: float = 0.0
    curve_points: int = 0
    curve_at: tuple[float, ...] = _NO_CURVE
    curve_paid: tuple[float, ...] = _NO_CURVE
    sells: int = 0
    renewal_goal: float = 0.0


NO_INCENTIVE: Final = IncentiveRow()
"""A team of people who do what the cadence says."""
