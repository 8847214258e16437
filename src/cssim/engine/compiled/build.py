"""Plan to world: tables of the right lengths, filled with what the plan and the opening book say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from cssim.domain.accounts import GRACED, NEVER, PAUSED
from cssim.domain.settled import SettledBook
from cssim.dynamics.drivers import DriverRow
from cssim.dynamics.plays import N_PLAYS
from cssim.engine.compiled import rows
from cssim.engine.compiled.acquaintances import byte_of, mark_of
from cssim.engine.compiled.calendar import bucket_of
from cssim.engine.compiled.loop import FACTS_OF_A_CHANGE, SPARE
from cssim.engine.compiled.rows import NONE, PAGE, World
from cssim.engine.felt import felt_drivers
from cssim.engine.recorder import ALL, MONEY
from cssim.plan.tables import (
    HELD,
    N_REQUEST_TYPES,
    NOBODY,
    Change,
    Plan,
    closes_of,
    in_force,
    incentives_of,
    members_of,
    opens_of,
    shares_of,
    staffing_of,
)
from cssim.sampling.streams import PERIOD_TRAITS, root_of
from cssim.units import MONTHS_PER_YEAR, month_of

_FACTS = 1 << 16
"""Facts that are held before they are taken out of the table."""


_PLANNED_AT_FIRST = N_REQUEST_TYPES + 6
"""What ``begin`` plans per account beside plays and shocks: requests by type, contract, champion, and more."""
_MORE_THAN_PLANNED = 3
"""Room for new customers, as a multiple of how many are planned: others come by referral, or come back."""
_LINES, _PAGES, _WORKS = 6, 8, 4
"""Ledger lines, pages of people met, and pieces of open work that there is room for per account. Lengthening a table
takes the memory of both for a while, and what is never touched takes none."""
_ACCOUNTS_PER_BUCKET = 3000.0
"""Three thousand accounts have some sixty entries an hour; a heap of that many is quick."""


def table(length: int | tuple[int, ...], kind: Any) -> Any:
    """Return an empty table of records, whose fields are attributes in plain Python too."""
    return np.zeros(length, dtype=kind).view(np.recarray)


def open_world(
    plan: Plan, book: SettledBook, seed: int, run: int, period: int, begin: float, end: float, recording: int
) -> World:
    """Return the world of one run between ``begin`` and ``end`` [h], in which nothing is planned yet."""
    months = max(0, month_of(end))
    change, segments = plan.change, len(plan.segments)
    plan, after = in_force(plan)
    accounts = _accounts(plan, book, _won(plan, months))
    teams, people = _teams(plan, begin)
    groups, places = _groups(plan, teams, people)
    counters = _run(plan, root_of(seed, run, period), begin, end, months, recording)
    counters[0].traits_root = root_of(seed, run, PERIOD_TRAITS)
    count = counters[0].n_accounts = len(plan.accounts)
    per_hour = counters[0].buckets_per_hour = max(1.0, count / _ACCOUNTS_PER_BUCKET)
    counters[0].n_segments, counters[0].n_opening = segments, count
    if change is not None:
        _plan_change(change, after, counters[0], teams, people, accounts)
    size = count + len(people)
    seen, counters[0].n_seen = _seen(book, accounts[:count], _PAGES * size)
    counters[0].captured = book.captured
    return World(
        run=counters,
        segments=segments_of(plan, change),
        plays=_plays(plan),
        types=_filled(rows.REQUEST_TYPE, plan.request_types),
        teams=teams,
        groups=groups,
        places=places,
        people=people,
        accounts=accounts,
        new_logos=_filled(rows.NEW_LOGOS, plan.new_logos),
        seat_lines=_seat_lines(plan),
        pools=_filled(rows.POOLS, plan.pools),
        digital=_filled(rows.DIGITAL, plan.digital),
        services=_filled(rows.SERVICES, plan.services),
        works=table(_WORKS * size + SPARE, rows.WORK_ROW),
        seen=seen,
        near=table(2 * len(people) + len(teams) + len(groups) + 4 * SPARE, rows.ENTRY),
        far=table(_planned_at_first(plan) + size + SPARE, rows.FAR_ENTRY),
        buckets=_buckets(bucket_of(end, begin, per_hour) + 1),
        lines=table(_LINES * count + SPARE, rows.LINE),
        shocks=_filled(rows.SHOCK, plan.shocks),
        facts=table(_FACTS + FACTS_OF_A_CHANGE * size if recording >= MONEY else SPARE, rows.FACT),
        by_segment=table((months + 1, len(plan.segments)), rows.SEGMENT_MONTH),
        by_team=table((months + 1, len(plan.teams)), rows.TEAM_MONTH),
    )


def _buckets(length: int) -> Any:
    """Return chains of entries, all empty."""
    found = table(length, rows.BUCKET)
    found.first = found.second = NONE
    return found


def _won(plan: Plan, months: int) -> int:
    """Return for how many new customers there is room before the table of accounts is lengthened."""
    a_year = sum(row.logos_a_year for row in plan.new_logos)
    return SPARE + int(_MORE_THAN_PLANNED * a_year * months / MONTHS_PER_YEAR)


def segments_of(plan: Plan, change: Change | None = None) -> Any:
    """Return the table of segments."""
    found = _filled(rows.SEGMENT, plan.segments)
    found.pace = 1.0
    if change is not None:
        found.changes_at[: len(change.times)] = change.times
    return found


def put_in_force(world: World, after: Plan) -> None:
    """Let the plan ``after`` be in force from now on: numbers of the plan change, what has happened stays."""
    row = world.run[0]
    _fill_run(row, after)
    row.exchanging = 0
    for kind, part in zip(world.types, after.request_types, strict=True):
        _fill(kind, part)
    _fill_teams(world.teams, world.people, after)


def _plan_change(change: Change, after: Plan, run: Any, teams: Any, people: Any, accounts: Any) -> None:
    """Write down what becomes of everything when the design changes."""
    run.changes, run.change_start, run.at_renewal, run.change_protect = (
        1,
        change.start,
        change.at_renewal,
        change.protect,
    )
    teams.severance_of_change = change.severance_pay
    teams.will_plan = [team.cadence_planned for team in after.teams]
    p = 0
    for seats in change.seats:
        for seat in seats:
            person = people[p]
            person.fate, person.post_closes, person.able_after = seat.fate, seat.closes, seat.able
            person.second_ramp = seat.second_ramp
            person.to_person = teams[seat.to_team].first_person + seat.to_seat if seat.to_team != NOBODY else NONE
            p += 1
    columns = after.accounts.columns
    accounts.seat_before = accounts.seat
    accounts.seat_after[: len(columns)], accounts.owner_after[: len(columns)] = columns["seat"], columns["owner"]


def run_of(plan: Plan, seed: int, run: int, period: int) -> Any:
    """Return the row of a run in which nothing happens: numbers of the plan, and the root of its draws."""
    return _run(plan, root_of(seed, run, period), 0.0, 0.0, 0, 0)


def _run(plan: Plan, root: int, begin: float, end: float, months: int, recording: int) -> Any:
    found = table(1, rows.RUN)
    row = found[0]
    row.root, row.months, row.begin, row.end, row.now = root, months, begin, end, begin
    row.money, row.everything = int(recording >= MONEY), int(recording >= ALL)
    row.grid, row.frailty = plan.clock.grid, plan.frailty
    _fill_run(row, plan)
    for name in DriverRow._fields:
        row[f"driver_{name}"] = [getattr(driver, name) for driver in plan.drivers]
    row.felt[list(felt_drivers(plan))] = 1
    row.far_free = row.work_free = NONE
    row.maturity = plan.process.process_maturity
    return found


def _fill_run(row: Any, plan: Plan) -> None:
    """Write the numbers of a plan that belong to nobody."""
    for part in (
        plan.routing,
        plan.demand,
        plan.effects,
        plan.renewal,
        plan.expansion,
        plan.years,
        plan.contracts,
        plan.outside,
        plan.process,
        plan.product,
        plan.surveys,
        plan.score,
        plan.onboarding,
        plan.referrals,
        plan.modules,
        plan.review,
        plan.winback,
    ):
        _fill(row, part)


def _filled(kind: Any, parts: Sequence[NamedTuple]) -> Any:
    found = table(len(parts), kind)
    for row, part in zip(found, parts, strict=True):
        _fill(row, part)
    return found


def _fill(row: Any, part: NamedTuple) -> None:
    """Copy the fields of a row of the plan that the record has."""
    for name, value in part._asdict().items():
        if name in row.dtype.names:
            row[name] = value


def _plays(plan: Plan) -> Any:
    found = table((len(plan.segments), N_PLAYS), rows.PLAY)
    for row, segment in zip(found, plan.segments, strict=True):
        for play, part in zip(row, segment.plays, strict=True):
            _fill(play, part)
    return found


def _planned_at_first(plan: Plan) -> int:
    """Return how much is planned before the tables are looked at: by accounts, plays, shocks, open work, segments
    that grow."""
    on = np.array([sum(play.interval > 0.0 for play in segment.plays) for segment in plan.segments], dtype=np.int64)
    plays = int(on[plan.accounts.columns["segment"]].sum())
    waiting = int(np.count_nonzero(plan.accounts.columns["open_requests"]))
    return (_PLANNED_AT_FIRST + len(plan.shocks)) * len(plan.accounts) + plays + waiting + len(plan.new_logos)


def _teams(plan: Plan, begin: float) -> tuple[Any, Any]:
    teams = table(len(plan.teams), rows.TEAM)
    opens, members = opens_of(plan), members_of(plan)
    people = table(sum(len(team.seats) for team in plan.teams), rows.PERSON)
    p = 0
    for index, team in enumerate(plan.teams):
        row = teams[index]
        row.first_person, row.people = p, len(team.seats)
        row.line = row.idle_first = row.idle_last = NONE
        row.posts = opens[index].count(HELD)
        row.staffed = int(row.posts > 0 or len(team.seats) == 0)
        for seat in range(len(team.seats)):
            person = people[p]
            person.seat, person.team, person.since = seat, index, begin
            person.to_person, person.open = NONE, int(opens[index][seat] == HELD)
            person.book_first = person.book_last = NONE
            _fill(person, members[index][seat])
            person.line = person.work = person.idle_next = person.idle_before = NONE
            p += 1
    _fill_teams(teams, people, plan)
    return teams, people


def _fill_teams(teams: Any, people: Any, plan: Plan) -> None:
    """Write the numbers of a plan that belong to teams and to their posts."""
    parts = zip(plan.teams, staffing_of(plan), incentives_of(plan), strict=True)
    for row, (team, staffing, incentive) in zip(teams, parts, strict=True):
        _fill(row, team)
        _fill(row, staffing)
        _fill(row, incentive)
    people.usual = [usual for team in plan.teams for usual in team.seats]
    people.post = [share for team in shares_of(plan) for share in team]
    people.opens = [time for team in opens_of(plan) for time in team]
    people.shuts = [time for team in closes_of(plan) for time in team]


def _groups(plan: Plan, teams: Any, people: Any) -> tuple[Any, Any]:
    """Return the groups of people who share a line, and the places of people in them, person by person."""
    groups = _filled(rows.GROUP, plan.groups)
    groups.line = NONE
    opens = opens_of(plan)
    groups.posts = [sum(opens[group.team][seat] == HELD for seat in group.seats) for group in plan.groups]
    members = [teams[group.team].first_person + np.array(group.seats, dtype=np.int64) for group in plan.groups]
    who = np.concatenate([np.zeros(0, dtype=np.int64), *members])
    which = np.repeat(np.arange(len(groups)), [len(each) for each in members])
    places = table(len(who), rows.PLACE)
    places.group = which[np.argsort(who, kind="stable")]
    people.places = np.bincount(who, minlength=len(people))
    people.first_place = np.cumsum(people.places) - people.places
    return groups, places


def _seat_lines(plan: Plan) -> Any:
    """Return the codes of the lines of named accounts' work, (segments, seats of the largest team)."""
    seats = max((len(team.seats) for team in plan.teams), default=0)
    found = np.tile(np.arange(seats, dtype=np.int64), (len(plan.segments), 1))
    for row, lines in zip(found, plan.seat_lines, strict=False):
        row[: len(lines)] = lines
    return found


def _accounts(plan: Plan, book: SettledBook, room: int) -> Any:
    """Return the table of accounts: those of the opening book, and ``room`` for those that are won."""
    columns = plan.accounts.columns
    every = table(len(columns) + room, rows.ACCOUNT)
    found = every[: len(columns)]
    for name in (
        "key", "segment", "arr", "owner", "seat", "potential", "term", "years", "contract_end", "notice", "known",
        "signed", "contract", "intercept", "open_requests",
    ):  # fmt: skip
        found[name] = columns[name]
    found.opening = columns["arr"]
    found.known_factor = columns["request_factor"]
    found.fit = book.base + np.array([segment.offset for segment in plan.segments])[columns["segment"]]
    found.answered = NONE
    found.demand, found.bypass = book.demand, book.bypass
    found.live = 1
    found.heading = columns["segment"]
    found.reviewed_at, found.pitched_at, found.rescued_at = NEVER, book.pitched_at, book.rescued_at
    found.left = NEVER
    found.graced = columns["standing"] == GRACED
    found.resumes = np.where(columns["standing"] == PAUSED, columns["contract_end"], 0.0)
    found.parent = found.open_first = found.open_last = NONE
    found["values"], found.posted_at = book.values, book.posted_at
    found.met_person, found.met_contacts, found.met_time = book.met["person"], book.met["contacts"], book.met["time"]
    found.n_met = book.met_count
    found.wished = book.wished
    found.faces = np.diff(book.first_seen)
    return every


def _seen(book: SettledBook, accounts: Any, spare: int) -> tuple[Any, int]:
    """Return the pages of everybody whom accounts have met, and how many; the accounts head their chains."""
    faces = np.diff(book.first_seen)
    pages = -(-faces // PAGE)
    last = np.cumsum(pages) - 1
    used = int(pages.sum())
    found = table(used + spare + SPARE, rows.SEEN)
    found.next[:used] = np.arange(-1, used - 1)
    met = pages > 0
    found.next[(last - pages + 1)[met]] = NONE
    nth = np.arange(len(book.seen)) - np.repeat(book.first_seen[:-1], faces)
    found.people[np.repeat(last - pages + 1, faces) + nth // PAGE, nth % PAGE] = book.seen
    accounts.seen = np.where(met, last, NONE)
    people: Any = book.seen
    account = np.repeat(np.arange(len(accounts)), faces)
    place, mark = (account, np.asarray(byte_of(people))), np.asarray(mark_of(people), dtype=np.uint8)
    np.bitwise_or.at(accounts.marks, place, mark)
    return found, used
