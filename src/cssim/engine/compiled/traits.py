"""What chance gives the accounts of a run; retells :mod:`cssim.engine.traits`."""

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
        factor[i] = factor_of(rows[i].key, rows[i].request_factor, run[0].frailty, run[0].root)


def fit(row: Any, segment: Any, root: int) -> float:
    """Return the log-odds of going on for a year that chance and the book give an account."""
    if segment.shape_lost == 0.0:
        return float(segment.even_log_odds + row.fit_shift + row.intercept)
    risk = own_risk(segment, row.key, row.survived, row.log_beta, root)
    return float(row.fit_shift + row.intercept - risk)


def own_risk(segment: Any, key: int, survived: float, log_beta: float, root: int) -> float:
    """Return the log-odds of leaving within a year, of an account whose segment's accounts differ."""
    u = uniform_at(u64(root), u64(Purpose.FIT), u64(key), u64(0))
    return inverse.beta_log_odds(u, segment.shape_lost, segment.shape_kept + survived, log_beta)


def factor_of(key: int, known: float, frailty: float, root: int) -> float:
    """Return the factor on request rates of an account of which a factor is ``known``."""
    if frailty == 0.0:
        return float(known)
    u = uniform_at(u64(root), u64(Purpose.FRAILTY), u64(key), u64(0))
    return demand.demand_factor(known, inverse.lognormal(u, 1.0, frailty))
