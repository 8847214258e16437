"""What becomes of today's people in another design: who stays, is retrained, moves or leaves, and which posts open."""

from __future__ import annotations

from collections.abc import Mapping

from cssim.errors import InputError
from cssim.plan.hiring import freeze_of_posts
from cssim.plan.owners import Kept
from cssim.plan.posts import held_shares, seats_of
from cssim.plan.rows.change import ARRIVES, LATER, LEAVES, MOVES, OPENS, RETRAINED, STAYS
from cssim.plan.staffing import most_products, ramp_of
from cssim.plan.tables import NOBODY, Plan, SeatRow, staffing_of
from cssim.scenario.change import Change, Move
from cssim.scenario.organization import CsmTeam, Team
from cssim.scenario.schema import Scenario
from cssim.units import months_to_hours, to_cents

Fates = Mapping[str, tuple[SeatRow, ...]]
"""What becomes of every seat that either design has, by team."""


def fates_of(today: Scenario, design: Scenario) -> Fates:
    """Return what becomes of every seat; the people on the last seats of a team move or leave, movers first.

    Raises
    ------
    InputError
        If more people are to go than there are, or go to where there is no post for them.
    """
    before, after, change = today.organisation.teams, design.organisation.teams, design.change
    names = tuple(dict.fromkeys((*before, *after)))
    _check(change, today, design)
    chosen = team_of_change(today, design)
    found = {}
    for name in names:
        moving = change.move.people if change.move is not None and change.move.origin == name else 0
        coming = change.move.people if change.move is not None and change.move.to == name else 0
        leaving = change.leave if name == chosen else 0
        found[name] = _team(today, design, name, moving, leaving, coming)
    if change.move is not None:
        found = _with_ways(found, change.move.origin, change.move.to, names)
    return found


def team_of_change(today: Scenario, design: Scenario) -> str:
    """Return the team that ``retrain`` and ``leave`` speak of: the one named, or the first that changes."""
    before, after = today.organisation.teams, design.organisation.teams
    csms = [name for name, team in before.items() if isinstance(team, CsmTeam)]
    changed = [name for name in csms if before[name] != after.get(name)]
    return design.change.team or (changed or csms)[0]


def _check(change: Change, today: Scenario, design: Scenario) -> None:
    """Refuse a change of which more people are asked than there are, or who are to go where there is no post."""
    chosen = team_of_change(today, design)
    if chosen not in today.organisation.teams:
        known = ", ".join(today.organisation.teams)
        raise InputError.of(f"there is no team {chosen!r} today; there are {known}", path="change.team")
    people, going = _seats(today, chosen), change.leave
    if change.move is not None:
        _check_move(change.move, today, design)
        going += change.move.people if change.move.origin == chosen else 0
        if change.move.to == chosen and change.leave > 0:
            raise InputError.of(f"nobody can leave {chosen}, to which people move", path="change.leave")
    if going > people:
        raise InputError.of(f"{chosen} has {people} people today, and {going} are to go", path="change.leave")


def _check_move(move: Move, today: Scenario, design: Scenario) -> None:
    for key, name, scenario in (("from", move.origin, today), ("to", move.to, design)):
        teams = scenario.organisation.teams
        if name not in teams:
            message = f"there is no team {name!r}; there are {', '.join(teams)}"
            raise InputError.of(message, path=f"change.move.{key}")
    if move.origin == move.to:
        raise InputError.of("people cannot move to the team they are in", path="change.move.to")
    if move.people > _seats(today, move.origin):
        message = f"{move.origin} has {_seats(today, move.origin)} people today"
        raise InputError.of(message, path="change.move.people")
    if _seats_ever(today, move.to) > _seats(today, move.to):
        message = f"{move.to} opens posts by itself today (hiring); people cannot move there beside that"
        raise InputError.of(message, path="change.move.to")
    have, posts = _seats(today, move.to), _seats(design, move.to)
    if have + move.people > posts:
        raise InputError.of(
            f"{move.to} has {have} people today and {posts} posts in the design, which is too few for "
            f"{move.people} more; raise its headcount",
            path="change.move.people",
        )


def _team(today: Scenario, design: Scenario, name: str, moving: int, leaving: int, coming: int) -> tuple[SeatRow, ...]:
    """Return what becomes of the seats of one team: those of today's people, then those of posts opened later."""
    have, posts = _seats(today, name), _seats(design, name)
    ever, will = _seats_ever(today, name), _seats_ever(design, name)
    stay = min(have - moving - leaving, posts)
    rows = []
    for seat in range(max(ever, will)):
        closes = int(seat >= posts if seat < have else seat >= will)
        if seat < stay:
            rows.append(_stays(today, design, name, seat))
        elif seat < have:
            rows.append(SeatRow(MOVES if seat >= have - moving else LEAVES, closes=closes))
        elif seat < have + coming:
            rows.append(SeatRow(ARRIVES))
        elif seat < will:
            rows.append(SeatRow(OPENS if seat < posts else LATER))
        else:
            rows.append(SeatRow(LEAVES, closes=1))
    return tuple(rows)


def _seats(scenario: Scenario, name: str) -> int:
    """Return how many people are in a team at the beginning."""
    team = scenario.organisation.teams.get(name)
    return len(held_shares(team)) if team is not None else 0


def _seats_ever(scenario: Scenario, name: str) -> int:
    """Return how many people may ever be in a team."""
    team = scenario.organisation.teams.get(name)
    return len(seats_of(team)) if team is not None else 0


def _stays(today: Scenario, design: Scenario, name: str, seat: int) -> SeatRow:
    """Return what becomes of somebody who stays in his team: what it asks of him may be more than he knows."""
    before, after = today.organisation.teams[name], design.organisation.teams[name]
    if (
        not (isinstance(before, CsmTeam) and isinstance(after, CsmTeam))
        or after.resolves_alone <= before.resolves_alone
    ):
        return SeatRow(STAYS)
    retrain = design.change.retrain
    of_team = retrain is not None and name == team_of_change(today, design)
    if of_team and retrain is not None and retrain.people is not None and seat >= retrain.people:
        return SeatRow(STAYS, able=before.resolves_alone)
    if of_team and retrain is not None and retrain.over is not None:
        return SeatRow(RETRAINED, second_ramp=months_to_hours(retrain.over))
    return SeatRow(RETRAINED, second_ramp=ramp_of(design.organisation.people, after, most_products(design, name)))


def _with_ways(
    found: dict[str, tuple[SeatRow, ...]], origin: str, goal: str, names: tuple[str, ...]
) -> dict[str, tuple[SeatRow, ...]]:
    """Return the fates with the way of everybody who moves: the lowest seat goes to the lowest that waits for him."""
    free = iter([seat for seat, row in enumerate(found[goal]) if row.fate == ARRIVES])
    team = names.index(goal)
    rows = [row._replace(to_team=team, to_seat=next(free)) if row.fate == MOVES else row for row in found[origin]]
    return found | {origin: tuple(rows)}


def staying(before: Plan, today: Scenario, design: Scenario, fates: Fates) -> Kept:
    """Return what is kept of today's books: accounts stay with their seat, also if somebody else will sit there.

    Who comes to a new post gets accounts when he is there, not before.
    """
    teams, after = list(today.organisation.teams), list(design.organisation.teams)
    may = []
    for segment, row in zip(today.customers.segments, before.segments, strict=True):
        same = row.team != NOBODY and design.organisation.coverage[segment].team == teams[row.team]
        may.append([not each.closes for each in fates[teams[row.team]]] if same else [])
    columns = before.accounts.columns
    seats = [
        seat if 0 <= seat < len(may[segment]) and may[segment][seat] else NOBODY
        for segment, seat in zip(columns["segment"].tolist(), columns["seat"].tolist(), strict=True)
    ]
    joined = frozenset(index for index, name in enumerate(after) if any(row.fate == ARRIVES for row in fates[name]))
    return Kept(seats, joined, {index: _books_of(design, name, fates[name]) for index, name in enumerate(after)})


def _books_of(design: Scenario, name: str, rows: tuple[SeatRow, ...]) -> tuple[float, ...]:
    """Return the working shares of the seats that get accounts: those of new posts only if there are no others."""
    shares = held_shares(design.organisation.teams[name])
    held = tuple(0.0 if row.fate == OPENS else share for share, row in zip(shares, rows, strict=False))
    return held if any(held) else shares


def with_pay_kept(plan: Plan, today: Scenario, design: Scenario, fates: Fates) -> Plan:
    """Return the plan of a design in which nobody earns less than today: the difference goes with the post."""
    before, after, move = today.organisation.teams, design.organisation.teams, design.change.move
    rows = []
    for row, (name, team) in zip(plan.teams, after.items(), strict=True):
        kept = sum(each.fate in (STAYS, RETRAINED) for each in fates[name])
        more = kept * _pay_above(before.get(name), team)
        if move is not None and move.to == name:
            more += move.people * _pay_above(before[move.origin], team)
        if more > 0.0:
            base = to_cents(more * team.pay.base_share)
            row = row._replace(
                base=row.base + base,
                variable=row.variable + to_cents(more) - base,
                on_cost=row.on_cost + to_cents(more * team.pay.on_cost),
            )
        rows.append(row)
    return plan._replace(teams=tuple(rows))


def with_new_posts(plan: Plan, design: Scenario, fates: Fates) -> Plan:
    """Return the plan of a design whose new posts are recruited for, and get accounts, as posts opened later are."""
    rows = []
    for row, name in zip(staffing_of(plan), design.organisation.teams, strict=True):
        if any(each.fate == OPENS for each in fates[name]):
            begin, end = freeze_of_posts(design, name)
            takes_over = int(design.organisation.people.takes_over == "yes")
            row = row._replace(takes_over=takes_over, no_posts_from=begin, no_posts_to=end)
        rows.append(row)
    return plan._replace(staffing=tuple(rows))


def _pay_above(before: Team | None, after: Team) -> float:
    """Return by how much [cents a year] the pay of a post was above what it is."""
    return max(0.0, before.pay.ote - after.pay.ote) if before is not None else 0.0
