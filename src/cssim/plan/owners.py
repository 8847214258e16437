"""Who owns which account: assigned books, formed while the plan is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heapreplace
from typing import NamedTuple

from cssim.dynamics.books import BY_ARR, BY_HOURS, has_room, planned_hours
from cssim.dynamics.routing import covered_by_name
from cssim.errors import InputError
from cssim.plan.accounts import OpeningAccount
from cssim.plan.lines import Lines
from cssim.plan.tables import NOBODY
from cssim.policies.coverage import OWNERS_OF_BOOK, CoverageRow
from cssim.scenario.roster import who


class Cover(NamedTuple):
    """How one segment is covered: ``team`` index, the ``row`` of its coverage, planned ``hours`` [h a year] of a
    CSM on one of its accounts, apart from what the book says about the account: (plays, requests)."""

    team: int
    row: CoverageRow
    hours: tuple[float, float]


class Kept(NamedTuple):
    """The books of today: ``seats`` of whoever may keep each account, NOBODY for none; by account index.

    Teams (indices) in which books are ``evened_out`` because somebody comes to whom accounts are given; by team the
    ``shares`` of seats, 0 for those that get no accounts yet.
    """

    seats: Sequence[int]
    evened_out: frozenset[int]
    shares: Mapping[int, Sequence[float]]


def owners_of(
    accounts: Sequence[OpeningAccount],
    covers: Sequence[Cover],
    seats: Mapping[int, Sequence[float]],
    teams: Sequence[str],
    people: Mapping[int, Sequence[str]] | None = None,
    kept: Kept | None = None,
) -> list[int]:
    """Return the seat that owns each account, NOBODY for a pooled one; by account index.

    Parameters
    ----------
    accounts
        The opening book.
    covers
        Coverage by segment.
    seats
        Working share of every seat, by team index.
    teams
        Names of the teams, for messages.
    people
        Who sits in every seat, by index of a team with a roster. Accounts of owners who are not in it are dealt out.
    kept
        Who may keep which account; without it books are formed anew.

    Raises
    ------
    InputError
        If a customer book names more owners than a team has seats.
    """
    owners = [NOBODY] * len(accounts)
    named = [i for i, account in enumerate(accounts) if _is_named(account, covers[account.segment])]
    of_book = [i for i in named if covers[accounts[i].segment].row.owners == OWNERS_OF_BOOK and accounts[i].owner]
    for team in sorted({covers[accounts[i].segment].team for i in of_book}):
        mine = [i for i in of_book if covers[accounts[i].segment].team == team]
        names = {accounts[i].owner for i in mine}
        if people is not None and team in people:
            known = {person: seat for seat, person in enumerate(people[team])}
            seat_of = {name: known.get(who(name), NOBODY) for name in names}
        else:
            seat_of = _seats_of_names(names, len(seats[team]), teams[team])
        for i in mine:
            owners[i] = seat_of[accounts[i].owner]
    if kept is not None:
        _keep(accounts, covers, seats, named, kept, owners)
    limited = [i for i in named if covers[accounts[i].segment].row.is_limited]
    _deal_within_limits(accounts, covers, seats, limited, owners)
    beyond = {i for i in limited if owners[i] == NOBODY}
    _deal_out(accounts, covers, seats, [i for i in named if i not in beyond], owners)
    return owners


def _keep(
    accounts: Sequence[OpeningAccount],
    covers: Sequence[Cover],
    seats: Mapping[int, Sequence[float]],
    named: Sequence[int],
    kept: Kept,
    owners: list[int],
) -> None:
    """Let whoever may keep an account keep it; where somebody comes, as long as he has less than an even share.

    ``owners`` are written to.
    """
    even: dict[tuple[int, int], float] = {}
    for i in named:
        cover = covers[accounts[i].segment]
        books = cover.team, cover.row.balance
        even[books] = even.get(books, 0.0) + weight(accounts[i], cover)
    has: dict[tuple[int, int, int], float] = {}
    for i in sorted(named, key=lambda i: accounts[i].key):
        cover, seat = covers[accounts[i].segment], kept.seats[i]
        if seat == NOBODY:
            continue
        shares, book = seats[cover.team], (cover.team, cover.row.balance, seat)
        enough = even[book[:2]] * shares[seat] / sum(shares)
        if cover.team not in kept.evened_out or has.get(book, 0.0) < enough:
            owners[i] = seat
            has[book] = has.get(book, 0.0) + weight(accounts[i], cover)


def lines_of(
    accounts: Sequence[OpeningAccount], covers: Sequence[Cover], owners: Sequence[int], lines: Lines
) -> list[int]:
    """Return the code of the line in which the work of each account waits; ``owners`` are seats, or NOBODY."""
    of_seat = [lines.of_pods(cover.team, cover.row.together) for cover in covers]
    return [
        owner if owner == NOBODY else of_seat[account.segment][owner]
        for account, owner in zip(accounts, owners, strict=True)
    ]


def _is_named(account: OpeningAccount, cover: Cover) -> bool:
    return cover.team != NOBODY and covered_by_name(account.arr, cover.row.named_from)


def _seats_of_names(names: set[str], seats: int, team: str) -> dict[str, int]:
    """Return the seat of every CSM that a book names: in alphabetical order."""
    if len(names) > seats:
        raise InputError.of(
            f"the customer book names {len(names)} owners and {team} has {seats} seats; raise headcount to "
            f"{len(names)} or write owners: balanced",
            path=f"organisation.teams.{team}.headcount",
        )
    return {name: seat for seat, name in enumerate(sorted(names))}


def _deal_within_limits(
    accounts: Sequence[OpeningAccount],
    covers: Sequence[Cover],
    seats: Mapping[int, Sequence[float]],
    limited: Sequence[int],
    owners: list[int],
) -> None:
    """Give every account of a segment with limits to the seat that has least of it and room for the account.

    Those that have an owner in the book come first, then the largest, so that those for whom there is no room are
    small; they have no owner, nor has one whose owner of the book has no room. ``owners`` are those of the book, and
    are written to.
    """
    has: dict[int, _Limits] = {}
    for i in sorted(limited, key=lambda i: (owners[i] == NOBODY, -accounts[i].arr, accounts[i].key)):
        account, cover = accounts[i], covers[accounts[i].segment]
        limits = has.setdefault(account.segment, _Limits(cover.row, seats[cover.team]))
        may = range(len(seats[cover.team])) if owners[i] == NOBODY else (owners[i],)
        owners[i] = limits.give(account.arr, weight(account, cover), may)


class _Limits:
    """What every seat has of a segment of which nobody may have more than the limits of ``row`` allow.

    ``shares`` are the working shares of the seats: half a post has half of each limit.
    """

    def __init__(self, row: CoverageRow, shares: Sequence[float]) -> None:
        self._row = row
        self._shares = shares
        self._accounts = [0] * len(shares)
        self._arr = [0] * len(shares)
        self._loads = [0.0] * len(shares)

    def give(self, arr: int, load: float, may: Iterable[int]) -> int:
        """Give an account of ``arr`` [cents] to one of the seats that ``may`` have it; return it, NOBODY for none."""
        able = [seat for seat in may if self._has_room(seat, arr)]
        if not able:
            return NOBODY
        seat = min(able, key=lambda seat: ((self._loads[seat] + load) / self._shares[seat], seat))
        self._accounts[seat] += 1
        self._arr[seat] += arr
        self._loads[seat] += load
        return seat

    def _has_room(self, seat: int, arr: int) -> bool:
        row = self._row
        return has_room(
            self._accounts[seat] + 1, self._arr[seat] + arr, self._shares[seat], row.max_accounts, row.max_arr
        )


def _deal_out(
    accounts: Sequence[OpeningAccount],
    covers: Sequence[Cover],
    seats: Mapping[int, Sequence[float]],
    named: Sequence[int],
    owners: list[int],
) -> None:
    """Give every named account without an owner to the seat with the least load, in the order of account keys.

    Loads are measured in the unit of the segment's ``balance`` and per working share of the seat, so that a half-time
    CSM gets half a book.
    """
    books: dict[tuple[int, int], _Books] = {}
    waiting = []
    for i in named:
        cover = covers[accounts[i].segment]
        mine = books.setdefault((cover.team, cover.row.balance), _Books(seats[cover.team]))
        if owners[i] != NOBODY:
            mine.add(owners[i], weight(accounts[i], cover))
        else:
            waiting.append(i)
    for mine in books.values():
        mine.line_up()
    for i in sorted(waiting, key=lambda i: accounts[i].key):
        cover = covers[accounts[i].segment]
        if len(seats[cover.team]) == 0:
            # nobody is there yet
            continue
        owners[i] = books[cover.team, cover.row.balance].give(weight(accounts[i], cover))


class _Books:
    """The books of a team: seats with the same working share stand in one line, the least loaded first."""

    def __init__(self, shares: Sequence[float]) -> None:
        self._shares = shares
        self._loads = [0.0] * len(shares)
        self._lines: dict[float, list[tuple[float, int]]] = {}

    def add(self, seat: int, load: float) -> None:
        """Put an account into the book of a seat, before the lines are made."""
        self._loads[seat] += load

    def line_up(self) -> None:
        """Put the seats into their lines."""
        for seat, share in enumerate(self._shares):
            if share == 0.0:
                continue
            self._lines.setdefault(share, []).append((self._loads[seat], seat))
        for line in self._lines.values():
            heapify(line)

    def give(self, load: float) -> int:
        """Put an account into the book that is then the least loaded per working share; return its seat."""
        share, (before, seat) = min(
            ((share, line[0]) for share, line in self._lines.items()),
            key=lambda one: ((one[1][0] + load) / one[0], one[1][1]),
        )
        heapreplace(self._lines[share], (before + load, seat))
        return seat


def weight(account: OpeningAccount, cover: Cover) -> float:
    """Return what an account adds to a book: planned hours [h a year], ARR [cents] or 1."""
    if cover.row.balance == BY_HOURS:
        return planned_hours(*cover.hours, account.request_factor)
    return float(account.arr) if cover.row.balance == BY_ARR else 1.0
