"""What people cost beside their pay: who leads them and keeps things running, tools, hiring."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Length, Money, Number, Share


def pay_on_cost() -> float:
    """Return the field of on-cost, which every pay has."""
    on_cost: float = field(
        0.3, about="employer's cost on top of pay", unit="share of pay", low=0.2, high=0.42, evidence="derived",
        source="[27] 1.42 times pay over all US employers; 1.2 to 1.3 usual in software",
    )  # fmt: skip
    return on_cost


class ManagerPay(Part):
    """Pay of one full-time manager."""

    ote: Money = field(
        "$160k", about="pay at target, base and variable together", unit="currency a year", low=130_000, high=220_000,
        off=0, evidence="guess",
    )  # fmt: skip
    on_cost: Share = pay_on_cost()


class OperationsPay(Part):
    """Pay of one full-time person of CS operations."""

    ote: Money = field(
        "$110k", about="pay at target, base and variable together", unit="currency a year", low=80_000, high=140_000,
        off=0, evidence="guess",
    )  # fmt: skip
    on_cost: Share = pay_on_cost()


class Managers(Part):
    """Who leads the teams: a share of a manager for every post that is held."""

    span: Number = field(
        8.0, about="posts per manager", unit="posts", low=5.0, high=12.0, evidence="guess", gt=0, le=1000
    )
    pay: ManagerPay = field(ManagerPay, about="pay of one full-time manager")


class Operations(Part):
    """CS operations: a share of a person for every post that is held."""

    span: Number = field(
        20.0, about="posts per person in CS operations", unit="posts", low=10.0, high=40.0, evidence="guess", gt=0,
        le=1000,
    )  # fmt: skip
    pay: OperationsPay = field(OperationsPay, about="pay of one full-time person")


class Costs(Part):
    """What a post costs beside pay."""

    tools: Money = field(
        "$3k", about="software and equipment of a post", unit="currency a year", low=1_500, high=6_000, off=0,
        evidence="guess",
    )  # fmt: skip
    recruiting: Share = field(
        0.2, about="cost of filling a post, as a share of its base pay; once", unit="share of base pay", low=0.1,
        high=0.4, off=0.0, evidence="guess", source="agencies ask for 20 to 25 %; what is lost in work is simulated",
    )  # fmt: skip
    severance: Length = field(
        "8 weeks", about="base pay that somebody gets whose post is closed, or who has to leave after a review; once",
        unit="months", low=1.0, high=4.0, off=0.0, evidence="guess", le=36,
    )  # fmt: skip
    notice: Length = field(
        "4 weeks", about="notice for which he gets base pay, with what goes on top of it, and does not work; once",
        unit="months", low=0.5, high=2.0, off=0.0, evidence="guess", le=36,
    )  # fmt: skip
    training: Money = field(
        "$2k", about="courses and material for somebody new; once", unit="currency", low=1_000, high=4_000, off=0,
        evidence="guess",
    )  # fmt: skip
