"""What people build by being in touch: adoption, relationship, and the end of silence."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Length, Number, Share

_ALL = "[85] churn is 24 % lower where a CS team exists (self-selected; all drivers together)"


class Adoption(Part):
    """Using the product well: built by good answers, check-ins, reviews and trainings, fading without them."""

    level: Number = field(
        0.6, about="highest effect on the log-odds of renewing for a year", unit="log-odds", low=0.3, high=1.2,
        off=0.0,
        evidence="guess", source=_ALL, drawn=True, ge=0, le=5,
    )  # fmt: skip
    half_life: Length = field(
        "9 months", about="time in which half of it fades", unit="months", low=4.5, high=18.0, evidence="guess", gt=0
    )
    seats_in_use: Share = field(
        0.6, about="share of the paid seats that are in use where adoption and onboarding are neither good nor bad",
        unit="share", low=0.4, high=0.8, evidence="guess", source="[54] below 75 % somebody reaches out", gt=0, lt=1,
    )  # fmt: skip
    objective: Share = field(
        0.6, about="share of the seats in use that a success plan sets out to reach; it is only counted who is there",
        unit="share", low=0.4, high=0.8, evidence="yours", source="[54] below 75 % somebody reaches out",
    )  # fmt: skip
    answer: Share = field(
        0.12, about="share of the gap closed by an answer of the CSM, at the quality of an expert", unit="share",
        low=0.06, high=0.24, off=0.0, evidence="guess", source="[73] guidance raises use by 47 % over 8 months",
        drawn=True,
    )  # fmt: skip
    specialist: Share = field(
        0.08, about="share closed by an answer of a specialist", unit="share", low=0.04, high=0.16, off=0.0,
        evidence="guess", drawn=True,
    )  # fmt: skip
    check_in: Share = field(
        0.08, about="share closed by a check-in, at the quality of an expert", unit="share", low=0.04,
        high=0.16, off=0.0,
        evidence="guess", drawn=True,
    )  # fmt: skip
    qbr: Share = field(
        0.12, about="share closed by a business review, at the quality of an expert", unit="share", low=0.06, high=0.24,
        off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
    training: Share = field(
        0.16, about="share closed by a training, at the quality of an expert", unit="share", low=0.08, high=0.32,
        off=0.0, evidence="guess", drawn=True, source="[73] guidance raises use by 47 % over 8 months",
    )  # fmt: skip
    digital: Share = field(
        0.02, about="share closed by a touch of the digital programme", unit="share", low=0.01, high=0.04, off=0.0,
        evidence="guess", drawn=True,
    )  # fmt: skip
    controller_quality: Share = field(
        0.7, about="quality of an air-traffic controller's touch, measured against a product expert's", unit="share",
        low=0.35, high=1.0, off=1.0, evidence="guess",
    )  # fmt: skip


class Relationship(Part):
    """Knowing and trusting a person: built by contacts with the same person."""

    level: Number = field(
        0.45, about="highest effect on the log-odds of renewing for a year", unit="log-odds", low=0.22,
        high=0.9, off=0.0,
        evidence="guess", source="[70,71] -13 to -18 % of a customer's sales where the person is the sole tie",
        drawn=True, ge=0, le=5,
    )  # fmt: skip
    half_life: Length = field(
        "12 months", about="time in which half of it fades", unit="months", low=6.0, high=24.0, evidence="guess", gt=0
    )
    familiarity_half_life: Length = field(
        "9 months", about="time in which half of the contacts with a person are forgotten", unit="months", low=4.5,
        high=18.0, evidence="guess", drawn=True, gt=0,
    )  # fmt: skip
    contacts_to_half: Number = field(
        4.0, about="contacts after which a person is half-way to knowing the account fully", unit="contacts", low=2.0,
        high=8.0, evidence="guess", gt=0, le=1000,
    )  # fmt: skip
    proactive: Share = field(
        0.10, about="share of the gap closed by a play", unit="share", low=0.05, high=0.2, off=0.0,
        evidence="guess",
        drawn=True,
    )  # fmt: skip
    reactive: Share = field(
        0.06, about="share of the gap closed by answering a request", unit="share", low=0.03, high=0.12, off=0.0,
        evidence="guess", drawn=True,
    )  # fmt: skip


class Neglect(Part):
    """Silence: what health drifts to when nobody is in touch."""

    target: Number = field(
        -0.7, about="effect on the log-odds of renewing for a year of never being touched", unit="log-odds", low=-1.4,
        high=-0.35, off=0.0, evidence="guess",
        source="[92] few touches: 2.4 times the churn, not causal",
        drawn=True, ge=-5, le=0,
    )  # fmt: skip
    half_life: Length = field(
        "6 months",
        about="time in which half of the way is gone",
        unit="months",
        low=3.0,
        high=12.0,
        evidence="guess",
        gt=0,
    )
    touch: Share = field(
        0.5, about="share of it that a person's touch takes away", unit="share", low=0.25, high=1.0, off=0.0,
        evidence="guess",
    )  # fmt: skip
    digital: Share = field(
        0.15, about="share of it that a touch of the digital programme takes away", unit="share", low=0.075, high=0.3,
        off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
