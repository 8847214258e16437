"""People: how much they differ, how often they are away, how long they stay."""

from __future__ import annotations

from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Length, Number, Share, WorkTime


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
    attrition: Share = field(
        0.2, about="share of people at a usual load that leave within a year", unit="share a year", low=0.12, high=0.35,
        off=0.0, evidence="guess", drawn=True, lt=1,
        source="[45] sales 20 %, 34 % with those sent away; [46] call centers 30-45 %; no figure for CSMs was found",
    )  # fmt: skip
    attrition_controller: Number = field(
        1.25, about="attrition of air-traffic controllers as a multiple of a generalist's: less rewarding, less paid",
        unit="multiple", low=1.0, high=2.0, evidence="guess", source="D5 gives the direction only", ge=0, le=10,
    )  # fmt: skip
    attrition_expert: Number = field(
        1.25, about="attrition of product experts as a multiple of a generalist's: wanted by other firms",
        unit="multiple", low=1.0, high=2.0, evidence="guess", source="D7 gives the direction only", ge=0, le=10,
    )  # fmt: skip
    overload: Number = field(
        0.25, about="what each 10 points of load above 85 % add to attrition", unit="share of attrition", low=0.12,
        high=0.5, off=0.0, evidence="guess", ge=0, le=5,
    )  # fmt: skip
    time_to_fill: Length = field(
        "3 months", about="time until a post that has fallen vacant is filled", unit="months", low=1.5, high=6.0,
        off=0.0, evidence="guess", drawn=True, ge=0, le=60,
    )  # fmt: skip
    time_to_fill_expert: Number = field(
        1.5, about="time to fill the post of a product expert as a multiple", unit="multiple", low=1.0, high=2.25,
        evidence="guess", source="D7 gives the direction only", ge=0, le=10,
    )  # fmt: skip
    ramp: Length = field(
        "4 months", about="time until somebody new works at the usual pace", unit="months", low=3.0, high=6.0, off=0.0,
        evidence="vendor claim", drawn=True, ge=0, le=60,
        source="[8,9,43,44] bonus guaranteed for 3 months, programs of 30-60-90 days, 6 months in older rules",
    )  # fmt: skip
    ramp_start: Share = field(
        0.5, about="pace of somebody new on his first day, as a share of the usual", unit="share", low=0.25, high=0.75,
        off=1.0, evidence="vendor claim", source="[9] who is new counts half of a quota", gt=0,
    )  # fmt: skip
    ramp_expert: Number = field(
        1.75, about="ramp of a product expert as a multiple of an air-traffic controller's", unit="multiple", low=1.3,
        high=2.5, evidence="guess", source="D7 gives the direction only", gt=0, le=10,
    )  # fmt: skip
    ramp_products: Number = field(
        0.5, about="how much several products lengthen the ramp: it grows with this power of their number",
        unit="exponent", low=0.25, high=1.0, off=0.0, evidence="guess", source="D9 gives the direction only", ge=0,
        le=3,
    )  # fmt: skip
    takes_over: Literal["yes", "no"] = field(
        "yes", about="whether somebody in a new post takes over accounts of colleagues until his book is as large as "
        "theirs; no: until then he gets all customers that are won", off="no",
    )  # fmt: skip
