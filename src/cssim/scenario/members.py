"""The people of a team one by one, as a roster tells them: who works how much, from when to when, and where."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from cssim.quantities.read import parse_money, parse_share

NO_RATE: Final = -1
_HAIR: Final = 1e-9


class Member(NamedTuple):
    """One person: ``who`` stands for the name, ``fte`` of a full post; ``start`` None for who is there at the
    beginning, ``end`` None for who stays, ``leave`` from and to, None for none; ``day_rate`` [cents] of a contractor,
    NO_RATE for somebody on the payroll; ``regions`` and ``languages`` served, none: all of the team's."""

    who: str
    fte: float = 1.0
    start: date | None = None
    end: date | None = None
    leave: tuple[date, date] | None = None
    day_rate: int = NO_RATE
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def parse_members(value: Any) -> tuple[Member, ...]:
    """Return the people of a team, written as a roster is resolved: a list of mappings."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is not a list of people; name a file with organisation.roster")
    return tuple(_member(each) for each in value)


def _member(said: Any) -> Member:
    if not isinstance(said, Mapping) or "who" not in said or not set(said) <= set(Member._fields):
        raise ValueError(f"{said!r} is not a person; write a mapping of {', '.join(Member._fields)}, who at least")
    leave = said.get("leave")
    member = Member(
        who=str(said["who"]),
        fte=parse_share(said.get("fte", 1.0)),
        start=_day(said.get("start")),
        end=_day(said.get("end")),
        leave=None if leave is None else (date.fromisoformat(str(leave[0])), date.fromisoformat(str(leave[1]))),
        day_rate=parse_money(said["day_rate"]) if "day_rate" in said else NO_RATE,
        regions=tuple(str(each) for each in said.get("regions", ())),
        languages=tuple(str(each) for each in said.get("languages", ())),
    )
    if member.fte == 0.0:
        raise ValueError("somebody who works none of the time is not of the team")
    return member


def _day(said: Any) -> date | None:
    return None if said is None else date.fromisoformat(str(said))


def written_members(members: tuple[Member, ...]) -> list[dict[str, Any]]:
    """Return people as :func:`parse_members` reads them."""
    return [_written(member) for member in members]


def _written(member: Member) -> dict[str, Any]:
    found: dict[str, Any] = {"who": member.who, "fte": member.fte}
    for name, day in (("start", member.start), ("end", member.end)):
        if day is not None:
            found[name] = day.isoformat()
    if member.leave is not None:
        found["leave"] = [day.isoformat() for day in member.leave]
    if member.day_rate != NO_RATE:
        found["day_rate"] = f"{member.day_rate // 100}.{member.day_rate % 100:02d}"
    for name, places in (("regions", member.regions), ("languages", member.languages)):
        if places:
            found[name] = list(places)
    return found


Members = Annotated[
    tuple[Member, ...],
    BeforeValidator(parse_members),
    PlainSerializer(written_members, when_used="json"),
    WithJsonSchema(
        {"type": "array", "description": "people, as a roster is resolved", "items": {"type": "object"}},
        mode="validation",
    ),
]
"""The people of a team in the order of its seats."""


def places_of(members: Sequence[Member], kind: str) -> list[str]:
    """Return the regions, or the languages, that people name for themselves."""
    return list(dict.fromkeys(place for member in members for place in getattr(member, kind)))


def held_seats(members: Sequence[Member], headcount: float) -> int:
    """Return how many people there are at the beginning: those of the roster, or as many as the headcount takes."""
    there = sum(member.start is None for member in members)
    return there or math.ceil(headcount - _HAIR)
