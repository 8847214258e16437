"""Surveys: what customers are asked about us; outputs only, nothing else depends on them."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Number, Share

_SPREAD = "set so that a customer that renews with 90 % is as often a promoter as not; the spread is that of one person"


class Nps(Part):
    """Would you recommend us? Promoters less detractors, per hundred answers."""

    asked: Share = field(
        0.15, about="share of the customers that answers in a month", unit="share", low=0.07, high=0.3, off=0.0,
        evidence="guess",
    )  # fmt: skip
    spread: Number = field(
        1.5, about="standard deviation of the mood of the day of an answer", unit="log-odds", low=0.75, high=3.0,
        evidence="guess", ge=0, le=20, source="[90] correlation with retention 0.54",
    )  # fmt: skip
    promoter_from: Number = field(
        2.2, about="health and mood from which somebody is a promoter", unit="log-odds", low=1.1, high=4.4,
        evidence="guess", source=_SPREAD,
    )  # fmt: skip
    detractor_below: Number = field(
        1.0, about="health and mood below which somebody is a detractor", unit="log-odds", low=0.5, high=1.1,
        evidence="guess",
    )  # fmt: skip


class Csat(Part):
    """How satisfied are you with this answer? The share of 4s and 5s."""

    rated: Share = field(
        0.2, about="share of the answered requests that is rated", unit="share", low=0.1, high=0.4, off=0.0,
        evidence="guess",
    )  # fmt: skip
    base: Number = field(
        2.2, about="log-odds of a 4 or 5 at health 0 for a prompt answer of one person", unit="log-odds", low=1.1,
        high=4.4, evidence="vendor claim", source="[57,88,89] 94 to 96 % are happy",
    )  # fmt: skip
    slope: Number = field(
        0.3, about="what each log-odds of health adds", unit="log-odds per log-odds", low=0.15, high=0.6,
        evidence="guess", ge=0,
    )  # fmt: skip
    late: Number = field(
        0.2, about="what an answer begun after the promised time takes away", unit="log-odds", low=0.1, high=0.4,
        evidence="derived", ge=0, source="[57,88,89] far faster answers moved satisfaction by 0 to 2 points",
    )  # fmt: skip
    transferred: Number = field(
        0.9, about="what a transfer takes away", unit="log-odds", low=0.45, high=1.8, evidence="derived", ge=0,
        source="[86] satisfaction -8 % per transferred call",
    )  # fmt: skip


class Surveys(Part):
    """What customers are asked about us."""

    nps: Nps = field(Nps, about="whether they would recommend us")
    csat: Csat = field(Csat, about="how satisfied they are with an answer")
