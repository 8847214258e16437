"""What customers are asked about us."""

from __future__ import annotations

from typing import NamedTuple


class SurveyRow(NamedTuple):
    """``nps_share`` of the customers is asked every month whether it would recommend us (0: nobody), ``csat_share`` of
    the answered requests is rated; the rest are the numbers of :mod:`cssim.dynamics.sentiment` [log-odds]."""

    nps_share: float = 0.0
    nps_spread: float = 0.0
    nps_promoter: float = 0.0
    nps_detractor: float = 0.0
    csat_share: float = 0.0
    csat_base: float = 0.0
    csat_slope: float = 0.0
    csat_late: float = 0.0
    csat_transferred: float = 0.0
