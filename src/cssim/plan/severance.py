"""What it costs to let somebody go, whoever decides that: a new design, a post that is closed, or a review."""

from __future__ import annotations

from cssim.scenario.organization import Team
from cssim.units import MONTHS_PER_YEAR, to_cents


def severance_pay(team: Team, severance: float, notice: float) -> int:
    """Return what somebody with a full post gets [cents] who has to leave.

    ``severance`` months of base pay, and ``notice`` months of it that he does not work, with what goes on top of pay.
    """
    months = severance + notice * (1.0 + team.pay.on_cost)
    return to_cents(team.pay.ote * team.pay.base_share * months / MONTHS_PER_YEAR)
