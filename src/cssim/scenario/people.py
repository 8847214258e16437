"""People: how much they differ, how often they are away."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Number, WorkTime


class People(Part):
    """What is true of everybody who works for the customers."""

    skill: Number = field(
        0.25, about="how much people differ in pace and in what their touches do (sd of the log; 0: all alike)",
        unit="log skill", low=0.12, high=0.5, off=0.0, evidence="guess", drawn=True, ge=0, le=2,
    )  # fmt: skip
    absence_days: Number = field(
        25.0, about="working days a year that a person is away, in blocks of one to two weeks", unit="days a year",
        low=12.0, high=50.0, off=0.0, evidence="large survey", ge=0, le=120,
        source="[10] two roles plan with 44 and 56 days off, holidays of the whole country included",
    )  # fmt: skip
    cover_after: WorkTime = field(
        "8 working hours", about="how long somebody is away before colleagues take over what waits for him",
        unit="working hours", low=4.0, high=16.0, evidence="guess",
    )  # fmt: skip
