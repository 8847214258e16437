"""People: how much they differ, how often they are away."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Number


class People(Part):
    """What is true of everybody who works for the customers."""

    skill: Number = field(
        0.25, about="how much people differ in pace and in what their touches do (sd of the log; 0: all alike)",
        unit="log skill", low=0.12, high=0.5, off=0.0, evidence="guess", drawn=True, ge=0, le=2,
    )  # fmt: skip
