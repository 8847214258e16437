"""Requests: their types, and where they go."""

from __future__ import annotations

from typing import Final, NamedTuple

from cssim.plan.rows.clock import LawRow
from cssim.units import MONTHS_PER_YEAR

HOW_TO: Final = 0
PRODUCT_QUESTION: Final = 1
FEATURE_REQUEST: Final = 2
COMPLAINT: Final = 3
COMMERCIAL: Final = 4
N_REQUEST_TYPES: Final = 5
REQUEST_TYPES: Final = ("how_to", "product_question", "feature_request", "complaint", "commercial")


class RequestTypeRow(NamedTuple):
    """One type of request: ``work`` law, ``bonus`` added to resolves-alone, ``raise_share`` of the service cost
    posted when it is raised, ``destination`` and shares of routing (``agent``: answered by an automated one),
    ``urgency`` (lower is served first)."""

    work: LawRow
    bonus: float
    raise_share: float
    destination: int
    self_service: float
    misrouted: float
    urgency: int
    agent: float = 0.0


class DemandRow(NamedTuple):
    """What makes accounts ask more or less than their segment: accounts with a named contact and an ARR below
    ``small_below`` [cents] ask ``small_factor`` times as often; how-to questions fall with the share of seats in use by
    ``learning`` (elasticity), which is ``seats_neutral`` [log-odds] where adoption and onboarding are 0. ``season`` is
    the factor on all rates by month of the year that begins with month 0, (12,); ``seasonal``: they differ.
    ``continuity`` is the share by which a gap is longer when the same person has answered twice in a row.
    A success plan aims at the share ``objective`` of seats in use."""

    small_below: int = 0
    small_factor: float = 1.0
    seats_neutral: float = 0.0
    learning: float = 0.0
    continuity: float = 0.0
    seasonal: int = 0
    season: tuple[float, ...] = (1.0,) * MONTHS_PER_YEAR
    objective: float = 0.0


class RoutingRow(NamedTuple):
    """``support`` and ``specialist`` team indices (NOBODY: none); ``triage`` [h] a CSM spends before a transfer;
    ``specialist_pace`` factor on hours of transferred work; ``catch_up`` [h] of a person who does not know the
    account at all; ``agent_wrong`` share of an automated agent's answers that are wrong;
    ``warm`` share of transfers that are warm, ``warm_time`` [h] each of them takes on top of triage; ``gatekeeper``
    elasticity of the share closed alone, per day of work that waits; ``bypass_growth`` by which each transfer raises an
    account's propensity to go straight to a specialist, ``wrong_person`` share of those who come to the wrong one."""

    support: int
    specialist: int
    triage: float
    specialist_pace: float
    catch_up: float
    agent_wrong: float = 0.0
    warm: float = 0.0
    warm_time: float = 0.0
    gatekeeper: float = 0.0
    bypass_growth: float = 0.0
    wrong_person: float = 0.0
