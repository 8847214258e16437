"""Routing: where requests go, who passes them on, and what that takes."""

from __future__ import annotations

from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Number, Share, WorkTime


class Agent(Part):
    """An automated agent that answers before a person does; who gets a wrong answer asks again, of a person."""

    how_to: Share = field(
        0.0, about="share of how-to questions, self-service apart, that an automated agent answers", unit="share",
        low=0.0, high=0.5, off=0.0, evidence="guess", source="B12, D13; set it to what your agent closes",
    )  # fmt: skip
    product_question: Share = field(
        0.0, about="share of product questions that an automated agent answers", unit="share", low=0.0, high=0.3,
        off=0.0, evidence="guess", source="B12, D13",
    )  # fmt: skip
    wrong: Share = field(
        0.1, about="share of its answers that are wrong: the customer is annoyed and asks again", unit="share",
        low=0.05, high=0.2, off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip


class Routing(Part):
    """Where requests go, and what passing on costs."""

    how_to_to: Literal["support", "csm"] = field("support", about="who answers how-to questions")
    self_service: Share = field(
        0.25, about="share of how-to questions that customers answer themselves", unit="share", low=0.1,
        high=0.5, off=0.0,
        evidence="guess",
    )  # fmt: skip
    agent: Agent = field(Agent, about="an automated agent that answers before a person does")
    misrouted_support: Share = field(
        0.15, about="share of support's questions that end up with the CSM", unit="share", low=0.05, high=0.4,
        off=0.0,
        evidence="guess",
    )  # fmt: skip
    triage: WorkTime = field(
        "0.3 working hours", about="time of a CSM before a request is transferred", unit="working hours", low=0.15,
        high=0.6, evidence="guess", gt=0,
    )  # fmt: skip
    warm_transfers: Share = field(
        0.25, about="share of transfers that are warm: the CSM tells the next person what it is about", unit="share",
        low=0.12, high=0.5, off=0.0, evidence="guess", source="[86] warm beats cold", drawn=True,
    )  # fmt: skip
    warm_time: WorkTime = field(
        "0.2 working hours", about="time of a CSM for a warm transfer, on top of triage", unit="working hours",
        low=0.1, high=0.4, off=0.0, evidence="guess",
    )  # fmt: skip
    gatekeeper_elasticity: Number = field(
        0.05, about="how much less a CSM closes alone when he is busy: halvings per day of work that waits for him",
        unit="halvings per available day", low=0.025, high=0.1, off=0.0, evidence="derived", drawn=True, ge=0, le=10,
        source="[78] overloaded gatekeepers refer 14 % more of the complex cases",
    )  # fmt: skip
    bypass_growth: Share = field(
        0.03, about="how much each transfer teaches a customer to go straight to a specialist next time, and each "
        "answer of the CSM alone not to: share of the way to always or never doing so",
        unit="share", low=0.015, high=0.06, off=0.0, evidence="guess", source="D3", drawn=True,
    )  # fmt: skip
    wrong_person: Share = field(
        0.15, about="share of those who go straight to a specialist that come to the wrong one", unit="share",
        low=0.07, high=0.3, off=0.0, evidence="guess", source="D3", drawn=True,
    )  # fmt: skip
    specialist_pace: Number = field(
        1.1, about="hours of a transferred request as a multiple of its own", unit="multiple", low=1.0,
        high=1.2, off=1.0,
        evidence="guess", source="[75,76] pooled work takes 0 to 20 % longer", gt=0, le=10,
    )  # fmt: skip
    catch_up: WorkTime = field(
        "0.3 working hours", about="time that somebody who does not know the account needs to catch up",
        unit="working hours", low=0.15, high=0.6, off=0.0, evidence="guess",
        source="[67] the customer explains twice",
    )  # fmt: skip
