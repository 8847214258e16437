"""From today's design to another: two plans of one shape, and what becomes of accounts, people and posts."""

from __future__ import annotations

from collections.abc import Sequence

from cssim.dynamics.routing import ANYONE, group_of_line, line_of_group
from cssim.errors import InputError
from cssim.plan.fates import fates_of, staying, with_new_posts, with_pay_kept
from cssim.plan.labels import Lowered
from cssim.plan.lower import lower
from cssim.plan.opening import Opening
from cssim.plan.ownership import sellers_of
from cssim.plan.rows.change import NO_POST
from cssim.plan.severance import severance_pay
from cssim.plan.tables import (
    HELD,
    NOBODY,
    NOBODY_SPECIAL,
    ON_DEMAND,
    Change,
    IncentiveRow,
    Plan,
    StaffingRow,
    TeamRow,
    incentives_of,
    staffing_of,
)
from cssim.scenario.organization import SpecialistTeam, SupportTeam
from cssim.scenario.schema import Scenario
from cssim.units import hours_of_date, months_to_hours

UNTOUCHED = ("company", "health", "renewal")
"""Parts of a scenario that stay what they are while a run goes on."""


def transition(before: Lowered, today: Scenario, design: Scenario, opening: Opening) -> Lowered:
    """Return the plan in which ``design`` begins where ``today`` is, with the names that belong to its indices.

    Parameters
    ----------
    before
        What ``today`` lowers to.
    today, design
        Two resolved designs of one scenario; the change is that of ``design``.
    opening
        The opening book, which both share.

    Raises
    ------
    InputError
        If the designs differ in what cannot change while a run goes on, or people are asked for who are not there.
    """
    refuse(today, design)
    fates = fates_of(today, design)
    kept = staying(before.plan, today, design, fates)
    after = lower(_with_owners_of_today(design), opening, kept)
    after = after._replace(plan=with_new_posts(with_pay_kept(after.plan, today, design, fates), design, fates))
    names = tuple(dict.fromkeys((*before.labels.teams, *after.labels.teams)))
    groups = len(before.plan.groups)
    old = _in_shape(before.plan, before.labels.teams, names, after, 0)
    new = _in_shape(after.plan, after.labels.teams, names, before, groups)
    both = old.groups + new.groups
    # whoever looks at health under either design has looked before, and goes on
    score = old.score if old.score.score_kept else new.score
    old, new = old._replace(groups=both, score=score), new._replace(groups=both, score=score)
    start = hours_of_date(design.change.start or design.start, design.start)
    change = Change(
        after=new,
        start=start,
        times=times_of(design, old, new, start),
        at_renewal=int(design.change.mode == "at-renewal"),
        protect=months_to_hours(design.change.protect),
        seats=tuple(fates[name] for name in names),
        severance_pay=tuple(_severance_pay(today, design, name) for name in names),
    )
    labels = before.labels._replace(teams=names)
    return Lowered(old._replace(changes=(change,)), labels)


def _severance_pay(today: Scenario, design: Scenario, name: str) -> int:
    """Return what somebody of a team of today's gets [cents] a full post who has to leave for the design."""
    team = today.organisation.teams.get(name)
    return 0 if team is None else severance_pay(team, design.change.severance, design.change.notice)


def refuse(today: Scenario, design: Scenario) -> None:
    """Refuse what cannot change while a run goes on.

    Raises
    ------
    InputError
        Naming the first part that differs, and what to do instead.
    """
    instead = "it is the same before and after; with --from steady designs may differ in it"
    if today.organisation.people != design.organisation.people:
        message = f"what is true of everybody cannot change; {instead}"
        raise InputError.of(message, path=_path(design, "organisation.people"))
    for part in ("process", "onboarding"):
        if getattr(today.organisation, part) != getattr(design.organisation, part):
            message = f"how people work by it cannot change; {instead}"
            raise InputError.of(message, path=_path(design, f"organisation.{part}"))
    for name in UNTOUCHED:
        if getattr(today, name) != getattr(design, name):
            raise InputError.of(f"{name} cannot change while customers live on; {instead}", path=_path(design, name))
    if today.requests.frailty != design.requests.frailty:
        raise InputError.of(f"how customers differ cannot change; {instead}", path=_path(design, "requests.frailty"))
    if today.requests.frequent_buyers != design.requests.frequent_buyers:
        message = f"how often customers ask cannot change; {instead}"
        raise InputError.of(message, path=_path(design, "requests.frequent_buyers"))
    for name, segment in today.customers.segments.items():
        then = design.customers.segments[name]
        if (segment.requests, segment.buys) != (then.requests, then.buys):
            message = f"how often customers ask cannot change; {instead}"
            raise InputError.of(message, path=_path(design, f"customers.segments.{name}.requests"))
        one, other = segment.plays.save, then.plays.save
        if (one.when, one.frequency > 0.0) != (other.when, other.frequency > 0.0):
            message = f"what calls for a rescue cannot change; {instead}"
            raise InputError.of(message, path=_path(design, f"customers.segments.{name}.plays.save"))
    for name in today.customers.segments:
        if sellers_of(today, name) != sellers_of(design, name):
            message = f"goals of a period that has begun stay what they are, so sellers keep what they own; {instead}"
            raise InputError.of(message, path=_path(design, f"organisation.coverage.{name}"))
    for name, team in today.organisation.teams.items():
        after = design.organisation.teams.get(name)
        if after is not None and getattr(team, "incentive", None) != getattr(after, "incentive", None):
            message = f"goals of a period that has begun stay what they are; {instead}"
            raise InputError.of(message, path=_path(design, f"organisation.teams.{name}.incentive"))
        if after is not None and after.role != team.role:
            message = f"{name} is a team of role {team.role} today; give the new team another name"
            raise InputError.of(message, path=_path(design, f"organisation.teams.{name}.role"))
        if (
            isinstance(team, (SpecialistTeam, SupportTeam))
            and team.headcount > 0.0
            and (after is None or after.headcount == 0.0)
        ):
            message = f"{name} has work in hand today, and nobody would take it over; leave it somebody"
            raise InputError.of(message, path=_path(design, f"organisation.teams.{name}.headcount"))


def _path(design: Scenario, path: str) -> str:
    """Return where a design says what is at ``path``."""
    return f"designs.{next(iter(design.designs))}.{path}"


def times_of(design: Scenario, old: Plan, new: Plan, start: float) -> tuple[float, ...]:
    """Return when [h] the accounts of every segment change; those of segments that stay as they are with the first."""
    changed = [k for k, (one, other) in enumerate(zip(old.segments, new.segments, strict=True)) if one != other]
    length, steps = months_to_hours(design.change.over), len(changed) - 1
    times = [start] * len(old.segments)
    if design.change.mode == "by-segment":
        for place, segment in enumerate(changed):
            times[segment] = start + length * place / steps if steps else start
    return tuple(times)


def _with_owners_of_today(design: Scenario) -> Scenario:
    """Return a design whose books are those of today, evened out where that is needed: the customer book names people
    of today, who may be gone."""
    organisation = design.organisation
    coverage = {
        name: one.model_copy(update={"owners": "balanced"}) if hasattr(one, "owners") else one
        for name, one in organisation.coverage.items()
    }
    return design.model_copy(update={"organisation": organisation.model_copy(update={"coverage": coverage})})


def _in_shape(plan: Plan, own: Sequence[str], names: Sequence[str], other: Lowered, first_group: int) -> Plan:
    """Return a plan with the teams ``names``, those that it does not have empty, and as many seats as either has."""
    index = {place: names.index(name) for place, name in enumerate(own)} | {NOBODY: NOBODY}
    theirs = dict(zip(other.labels.teams, zip(other.plan.teams, staffing_of(other.plan), strict=True), strict=True))
    mine = dict(zip(own, zip(plan.teams, staffing_of(plan), strict=True), strict=True))
    rows = [_team(mine.get(name), theirs.get(name)) for name in names]
    routing = plan.routing._replace(support=index[plan.routing.support], specialist=index[plan.routing.specialist])
    # whoever may come in the other design has a line of his own
    seats = max((len(team.seats) for team, _ in rows), default=0)
    lines = [(*(_line(line, first_group) for line in row), *range(len(row), seats)) for row in plan.seat_lines]
    columns = plan.accounts.columns.copy()
    columns["owner"] = [_line(line, first_group) for line in columns["owner"].tolist()]
    return plan._replace(
        accounts=type(plan.accounts)(columns),
        segments=tuple(
            row._replace(
                team=index[row.team],
                renewal_team=index[row.renewal_team],
                commercial_team=index[row.commercial_team],
            )
            for row in plan.segments
        ),
        teams=tuple(team for team, _ in rows),
        staffing=tuple(staffing for _, staffing in rows),
        incentives=_incentives(plan, own, names, other),
        routing=routing,
        seat_lines=tuple(lines),
        onboarding=plan.onboarding._replace(onboarding_team=index[plan.onboarding.onboarding_team]),
        digital=tuple(row._replace(digital_team=index[row.digital_team]) for row in plan.digital),
        groups=tuple(row._replace(team=index[row.team]) for row in plan.groups),
        pools=tuple(row._replace(pool_lines=tuple(float(_line(int(each), first_group)) for each in row.pool_lines))
                    for row in plan.pools),
    )  # fmt: skip


def _incentives(plan: Plan, own: Sequence[str], names: Sequence[str], other: Lowered) -> tuple[IncentiveRow, ...]:
    """Return the incentives of the teams ``names``; nothing if nobody has any in either design."""
    if not plan.incentives and not other.plan.incentives:
        return ()
    found = dict(zip(other.labels.teams, incentives_of(other.plan), strict=True))
    found |= dict(zip(own, incentives_of(plan), strict=True))
    return tuple(found[name] for name in names)


def _team(
    mine: tuple[TeamRow, StaffingRow] | None, theirs: tuple[TeamRow, StaffingRow] | None
) -> tuple[TeamRow, StaffingRow]:
    """Return a team of a design with all seats that either design has; without it, as in the other, but empty."""
    found = mine or theirs
    assert found is not None
    team, staffing = found
    if mine is None:
        team, staffing = (
            team._replace(seats=(), heads=0.0),
            staffing._replace(shares=(), opens=(), members=(), closes=()),
        )
    seats = max(len(one[0].seats) for one in (mine, theirs) if one is not None)
    more = seats - len(team.seats)
    opens = (*(staffing.opens or (HELD,) * len(team.seats)), *(NO_POST,) * more)
    shares = (*(staffing.shares or team.seats), *(0.0,) * more)
    members = (*staffing.members, *(NOBODY_SPECIAL,) * (seats - len(staffing.members))) if staffing.members else ()
    closes = (*staffing.closes, *(ON_DEMAND,) * more) if staffing.closes else ()
    wider = staffing._replace(shares=shares, opens=opens, members=members, closes=closes)
    return team._replace(seats=(*team.seats, *(0.0,) * more)), wider


def _line(line: int, first_group: int) -> int:
    """Return the code of a line where the groups of the plan come after so many others."""
    return line if line >= ANYONE else line_of_group(group_of_line(line) + first_group)
