"""Incentives in numbers."""

from __future__ import annotations

from typing import Final

from cssim.dynamics.incentives import MOST_POINTS
from cssim.plan.accounts import Opening
from cssim.plan.rows.incentives import NO_INCENTIVE, IncentiveRow
from cssim.plan.years import lower_years
from cssim.scenario.incentives import Incentive, SellerIncentive
from cssim.scenario.organization import AccountManagerTeam, CsmTeam, RenewalsDeskTeam
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR, months_to_hours

_MONTHS: Final = {"quarter": 3, "year": MONTHS_PER_YEAR}


def lower_incentives(scenario: Scenario, opening: Opening) -> tuple[IncentiveRow, ...]:
    """Return the incentive of every team, teams in written order; none if no team has one."""
    rows = []
    for name, team in scenario.organisation.teams.items():
        months_in = lower_years(scenario).year_months_in
        if isinstance(team, CsmTeam) and team.incentive.policy != "none":
            rows.append(_row(team.incentive, months_in)._replace(usual_arr=_usual_arr(scenario, opening, name)))
        elif isinstance(team, AccountManagerTeam | RenewalsDeskTeam) and team.incentive.policy != "none":
            rows.append(_row_of_sellers(team.incentive, months_in))
        else:
            rows.append(NO_INCENTIVE)
    return tuple(rows) if any(row.aims for row in rows) else ()


def _row(incentive: Incentive, months_in: int) -> IncentiveRow:
    first, later = _weights(incentive)
    months = _MONTHS[incentive.period]
    return IncentiveRow(
        aims=1,
        money_first=first,
        money_later=later,
        later_from=months_to_hours(incentive.switch_after) if first != later else 0.0,
        later_maturity=(incentive.switch_at_maturity or 0.0) if first != later else 0.0,
        growth_goal=incentive.full_growth,
        churn_counts=int(incentive.churn_counts == "yes"),
        health_goal=incentive.full_health,
        period_months=months,
        months_before=months_in % months,
        by_size=incentive.by_size,
        moves_dates=int(incentive.may_move_dates == "yes" and len(incentive.pay_curve) > 0),
        discount=incentive.discount,
        curve_points=len(incentive.pay_curve),
        curve_at=_column([point.attainment for point in incentive.pay_curve]),
        curve_paid=_column([point.paid for point in incentive.pay_curve]),
    )


def _row_of_sellers(incentive: SellerIncentive, months_in: int) -> IncentiveRow:
    months = _MONTHS[incentive.period]
    return IncentiveRow(
        aims=1,
        money_first=1.0,
        money_later=1.0,
        growth_goal=incentive.growth_goal,
        churn_counts=1,
        period_months=months,
        months_before=months_in % months,
        curve_points=len(incentive.pay_curve),
        curve_at=_column([point.attainment for point in incentive.pay_curve]),
        curve_paid=_column([point.paid for point in incentive.pay_curve]),
        sells=1,
        renewal_goal=incentive.renewal_goal,
    )


def _weights(incentive: Incentive) -> tuple[float, float]:
    """Return the weight of money at first and later."""
    same = {"quota": 1.0, "health": 0.0, "blend": incentive.weight}
    return (1.0, 0.0) if incentive.policy == "staged" else (same[incentive.policy],) * 2


def _column(numbers: list[float]) -> tuple[float, ...]:
    return (*numbers, *(0.0,) * (MOST_POINTS - len(numbers)))


def _usual_arr(scenario: Scenario, opening: Opening, team: str) -> float:
    """Return the mean ARR [cents] of the accounts of the opening book that a team covers."""
    covers = [scenario.organisation.coverage[name].team == team for name in scenario.customers.segments]
    mine = [account.arr for account in opening.accounts if covers[account.segment]]
    return sum(mine) / len(mine) if mine else 0.0
