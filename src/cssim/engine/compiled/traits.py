"""What chance gives the accounts of a run; retells :func:`cssim.engine.build.draw_traits`."""

from __future__ import annotations

from typing import Any

from cssim.dynamics import demand
from cssim.engine.compiled.draws import u64
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose, uniform_at


def draw_traits(rows: Any, segments: Any, run: Any, base: Any, factor: Any) -> None:
    """Fill ``base`` [log-odds] and ``factor`` (n_accounts,) for the ``rows`` of the opening book."""
    for i in range(len(rows)):
        base[i] = fit(rows[i], segments[rows[i].segment], run[0].root)
        factor[i] = demand_of(rows[i], run[0].frailty, run[0].root)


def fit(row: Any, segment: Any, root: int) -> float:
    """Return the log-odds of going on for a year that chance and the book give an account."""
    if segment.shape_lost == 0.0:
        return float(segment.even_log_odds + row.fit_shift)
    u = uniform_at(u64(root), u64(Purpose.FIT), u64(row.key), u64(0))
    churn = inverse.beta_log_odds(u, segment.shape_lost, segment.shape_kept + row.survived, row.log_beta)
    return float(row.fit_shift - churn)


def demand_of(row: Any, frailty: float, root: int) -> float:
    """Return the factor on an account's request rates that the book and chance give it."""
    if frailty == 0.0:
        return float(row.request_factor)
    u = uniform_at(u64(root), u64(Purpose.FRAILTY), u64(row.key), u64(0))
    return demand.demand_factor(row.request_factor, inverse.lognormal(u, 1.0, frailty))
