"""A roster: a CSV file with one line per person and team, read into people; everything wrong is found in one go."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from cssim.domain.keys import key_of_text
from cssim.errors import InputError, Problem
from cssim.quantities.read import parse_money, parse_number, parse_share
from cssim.scenario.book.dates import DateError, order_of_column, parse_date
from cssim.scenario.book.file import Record, TextTable, read_table
from cssim.scenario.members import NO_RATE, Member, written_members
from cssim.scenario.suggest import hint, shown
from cssim.units import HOURS_PER_WEEK

HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "person", "employee", "csm"),
    "team": ("team",),
    "fte": ("fte", "full time", "share"),
    "start": ("start", "start date", "from"),
    "end": ("end", "end date", "to"),
    "leave_from": ("leave from", "leave start"),
    "leave_to": ("leave to", "leave end"),
    "day_rate": ("day rate", "contractor day rate", "contractor"),
    "founder_hours": ("founder hours", "founder hours a week", "hours a week"),
    "regions": ("region", "regions"),
    "languages": ("language", "languages"),
}
"""What a column holds, and the headers it may have."""
_NEEDED: Final = ("name", "team")
_BLANK: Final = ("", "-", "n/a", "none")

T = TypeVar("T")


def who(name: str) -> str:
    """Return what stands for the name of a person: the same wherever he is named, and not the name itself."""
    return f"{key_of_text('person', name.strip().casefold()):016x}"


def read_roster(path: Path, teams: Sequence[str], start: date) -> dict[str, list[Member]]:
    """Return the people of every team that a roster names, in its order.

    Parameters
    ----------
    path
        CSV file: name and team, and any of the columns of :data:`HEADERS`.
    teams
        Names of the teams there are.
    start
        First day of the simulation: who has gone before is left out, who has begun before is there.

    Raises
    ------
    InputError
        With every problem of the file, each at its line.
    """
    table = read_table(path, lambda cells: sum(_column_of(cell) is not None for cell in cells))
    people = _Lines(table, teams)
    found: dict[str, list[Member]] = {}
    for record in table.records:
        team, member = people.member(record)
        if member.end is not None and member.end <= start:
            continue
        begun = member.start is None or member.start <= start
        found.setdefault(team, []).append(member._replace(start=None) if begun else member)
    if not table.records:
        people.problems.append(table.problem(table.header, -1, "", "there is nobody in it"))
    if people.problems:
        raise InputError(sorted(people.problems, key=lambda one: (one.line, one.column)))
    return found


def names_in(path: Path) -> dict[str, str]:
    """Return the names that a roster writes, by what stands for them (:func:`who`)."""
    table = read_table(path, lambda cells: sum(_column_of(cell) is not None for cell in cells))
    places = [at for at, header in enumerate(table.header.cells) if _column_of(header) == "name"]
    names = [record.cells[at].strip() for at in places[:1] for record in table.records if at < len(record.cells)]
    return {who(name): name for name in names}


def headcount_of(members: Sequence[Member]) -> float:
    """Return how many full posts are held at the beginning."""
    total = 0.0
    for member in members:
        total += member.fte if member.start is None else 0.0
    return round(total, 9)


def _column_of(header: str) -> str | None:
    """Return what a column with this header holds, None if that is not known."""
    plain = re.sub(r"[\W_]+", " ", header).strip().casefold()
    return next((name for name, known in HEADERS.items() if plain in known), None)


class _Lines:
    """Reads the lines of a roster, and collects what is wrong with them."""

    def __init__(self, table: TextTable, teams: Sequence[str]) -> None:
        self.table = table
        self.teams = teams
        self.problems: list[Problem] = list(table.problems)
        self.at: dict[str, int] = {}
        for index, header in enumerate(table.header.cells):
            self._place(index, header)
        for name in _NEEDED:
            if name not in self.at:
                raise InputError([table.problem(table.header, -1, name, f"there is no column {name!r}")])
        self.orders = {name: order_of_column(self._column(name)) for name in ("start", "end", "leave_from", "leave_to")}

    def _place(self, index: int, header: str) -> None:
        name = _column_of(header)
        if name is None:
            known = [words[0] for words in HEADERS.values()]
            message = f"unknown column {shown(header)}; known are {', '.join(known)}{hint(header, known)}"
            self.problems.append(self.table.problem(self.table.header, index, "", message))
        elif name in self.at:
            self.problems.append(self.table.problem(self.table.header, index, name, "this column is there twice"))
        else:
            self.at[name] = index

    def _column(self, name: str) -> list[str]:
        return [self._text(record, name) for record in self.table.records]

    def _text(self, record: Record, name: str) -> str:
        at = self.at.get(name, -1)
        text = record.cells[at].strip() if 0 <= at < len(record.cells) else ""
        return "" if text.casefold() in _BLANK else text

    def _wrong(self, record: Record, name: str, message: str) -> None:
        self.problems.append(self.table.problem(record, self.at.get(name, -1), name, message))

    def _read(self, record: Record, name: str, parse: Callable[[str], T], default: T) -> T:
        """Return what a cell says, the default if it is empty or wrong."""
        text = self._text(record, name)
        if not text:
            return default
        try:
            return parse(text)
        except DateError as error:
            self._wrong(record, name, f"{shown(text)} {error}")
        except ValueError as error:
            self._wrong(record, name, str(error))
        return default

    def _day(self, record: Record, name: str) -> date | None:
        none: date | None = None
        return self._read(record, name, lambda text: parse_date(text, self.orders[name]), none)

    def member(self, record: Record) -> tuple[str, Member]:
        """Return the team and the person of a line."""
        name, team = self._text(record, "name"), self._text(record, "team")
        if not name:
            self._wrong(record, "name", "a person needs a name")
        if team not in self.teams:
            known = f"there are {', '.join(self.teams)}{hint(team, list(self.teams))}"
            self._wrong(record, "team", f"there is no team {shown(team)}; {known}")
        fte, rate = self._work(record)
        start, end = self._day(record, "start"), self._day(record, "end")
        if start is not None and end is not None and end <= start:
            self._wrong(record, "end", "this is not after the start")
        return team, Member(
            who(name), fte, start, end, self._leave(record), rate, self._places(record, "regions"),
            self._places(record, "languages"),
        )  # fmt: skip

    def _work(self, record: Record) -> tuple[float, int]:
        """Return the share of a full post, and the day rate; a founder costs nothing here."""
        fte, rate = self._read(record, "fte", parse_share, 1.0), self._read(record, "day_rate", parse_money, NO_RATE)
        hours = self._read(record, "founder_hours", parse_number, 0.0)
        if hours:
            if self._text(record, "fte") or rate != NO_RATE:
                self._wrong(record, "founder_hours", "a founder has hours a week, and neither fte nor day rate")
            if not 0.0 < hours <= HOURS_PER_WEEK:
                self._wrong(record, "founder_hours", f"{hours:g} hours a week; allowed are up to {HOURS_PER_WEEK:g}")
            return min(1.0, max(0.01, hours / HOURS_PER_WEEK)), 0
        if fte == 0.0:
            self._wrong(record, "fte", "somebody who works none of the time is not of the team")
        return fte, rate

    def _leave(self, record: Record) -> tuple[date, date] | None:
        begins, ends = self._day(record, "leave_from"), self._day(record, "leave_to")
        if begins is None and ends is None:
            return None
        if begins is None or ends is None or ends <= begins:
            self._wrong(record, "leave_to", "a leave has a first day, and a later one on which the person is back")
            return None
        return begins, ends

    def _places(self, record: Record, name: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in re.split(r"[;,/+]", self._text(record, name)) if each.strip())


def people_of(path: Path, teams: Sequence[str], start: date) -> dict[str, dict[str, Any]]:
    """Return what a roster says of each team as a scenario would say it."""
    found = read_roster(path, teams, start)
    return {
        name: {"headcount": headcount_of(members), "members": written_members(tuple(members))}
        for name, members in found.items()
    }
