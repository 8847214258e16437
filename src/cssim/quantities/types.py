"""Annotated types of quantities: how each is read, kept, written and described to an editor."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from cssim.quantities.read import (
    parse_concentration,
    parse_frequency,
    parse_length,
    parse_money,
    parse_month,
    parse_number,
    parse_overflow,
    parse_share,
    parse_whole,
    parse_work_time,
)
from cssim.quantities.write import (
    write_concentration,
    write_frequency,
    write_length,
    write_money,
    write_month,
    write_number,
    write_overflow,
    write_share,
    write_work_time,
)


def _schema(description: str, *types: str) -> WithJsonSchema:
    return WithJsonSchema({"type": list(types), "description": description}, mode="validation")


Money = Annotated[
    int,
    BeforeValidator(parse_money),
    Field(ge=0),
    PlainSerializer(write_money, when_used="json"),
    _schema("an amount of money: $180k, 1.2M, 40,118,220.00", "string", "number"),
]
"""Money, kept in whole cents."""

Share = Annotated[
    float,
    BeforeValidator(parse_share),
    Field(ge=0.0, le=1.0),
    PlainSerializer(write_share, when_used="json"),
    _schema("a share: 85%, 0.85 or 71 of 545", "string", "number"),
]
"""A share in [0, 1]."""

Length = Annotated[
    float,
    BeforeValidator(parse_length),
    Field(ge=0.0),
    PlainSerializer(write_length, when_used="json"),
    _schema("calendar time: 36 months, 2 years, 90 days", "string", "number"),
]
"""Calendar time, kept in months."""

WorkTime = Annotated[
    float,
    BeforeValidator(parse_work_time),
    Field(ge=0.0),
    PlainSerializer(write_work_time, when_used="json"),
    _schema("working time: 8 working hours, 2 business days, 30 minutes", "string", "number"),
]
"""Working time, kept in working hours."""

Overflow = Annotated[
    float | None,
    BeforeValidator(parse_overflow),
    PlainSerializer(write_overflow, when_used="json"),
    _schema("a working time such as 8 working hours, or never", "string", "number", "null"),
]
"""Working time after which something happens, kept in working hours; None if it never does."""

Frequency = Annotated[
    float,
    BeforeValidator(parse_frequency),
    Field(ge=0.0),
    PlainSerializer(write_frequency, when_used="json"),
    _schema("a frequency: 18/year, 2/month, every two weeks, weekly", "string", "number"),
]
"""How often, kept per year."""

Month = Annotated[
    date,
    BeforeValidator(parse_month),
    PlainSerializer(write_month, when_used="json"),
    _schema("a month: 2027-01", "string"),
]
"""A month, kept as its first day."""

Number = Annotated[
    float,
    BeforeValidator(parse_number),
    PlainSerializer(write_number, when_used="json"),
    _schema("a number", "number", "string"),
]
"""A plain number."""

Whole = Annotated[int, BeforeValidator(parse_whole), _schema("a whole number", "integer", "string")]
"""A whole number."""

Concentration = Annotated[
    float,
    BeforeValidator(parse_concentration),
    PlainSerializer(write_concentration, when_used="json"),
    _schema("a number above 0, or none for no differences at all", "number", "string"),
]
"""How alike accounts are; infinite if there are no differences."""
