"""Surveys in numbers."""

from __future__ import annotations

from cssim.plan.rows.surveys import SurveyRow
from cssim.scenario.surveys import Surveys


def lower_surveys(surveys: Surveys) -> SurveyRow:
    """Return what customers are asked about us, and what they answer."""
    nps, csat = surveys.nps, surveys.csat
    return SurveyRow(
        nps_share=nps.asked,
        nps_spread=nps.spread,
        nps_promoter=nps.promoter_from,
        nps_detractor=nps.detractor_below,
        csat_share=csat.rated,
        csat_base=csat.base,
        csat_slope=csat.slope,
        csat_late=csat.late,
        csat_transferred=csat.transferred,
    )
