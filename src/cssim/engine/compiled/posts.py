"""What becomes of people and posts when another design begins; retells :mod:`cssim.engine.posts`."""

from __future__ import annotations

from cssim.domain.tally import COSTS, SEVERANCE, VARIABLE_PAY
from cssim.dynamics import productivity
from cssim.engine.compiled import desks, recorder_of_people
from cssim.engine.compiled.hiring import open_on
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.staffing import draw_stay, leave, open_post, sever
from cssim.plan.rows.change import ARRIVES, LATER, MOVES, OPENS, RETRAINED, STAYS
from cssim.plan.rows.staffing import HELD, ON_DEMAND

_KINDS = len(COSTS)


def settle_terms(w: World, t: int) -> None:
    """Close the account of what a team is paid: from now on it is paid as the new design says."""
    team = w.teams[t]
    team.earlier_hours, team.earlier_filled = team.post_hours, team.filled
    team.earlier_payroll, team.earlier_contracts = team.payroll_hours, team.contracts
    team.post_hours = team.filled = team.payroll_hours = team.contracts = 0.0
    for kind in range(_KINDS):
        # what is earned by attainment, and severance, is counted on
        if kind != SEVERANCE and (kind != VARIABLE_PAY or not team.aims):
            team.paid[kind] = 0


def become(w: World, p: int) -> None:
    """Let happen to a seat, and to whoever is there, what the new design says."""
    person = w.people[p]
    fate = person.fate
    if person.n < 0:
        person.share = person.post
    opens, later = fate == OPENS, fate == LATER
    if fate == STAYS or fate == RETRAINED or ((opens or later) and person.open):  # noqa: PLR1714
        stay(w, p)
    elif opens:
        open_post(w, p)
    elif later:
        open_later(w, p)
    elif fate == ARRIVES:
        person.open = 1
    else:
        go(w, p)


def stay(w: World, p: int) -> None:
    """Let a person stay, in a post that may be another part of a full one, and learn what is asked of him."""
    person, now = w.people[p], w.run[0].now
    if not person.gone and person.post != person.share:
        recorder_of_people.post_changed(w, p)
    person.share = person.post
    person.availability = person.usual
    if person.skill != 1.0:
        person.availability = productivity.at_pace(person.usual, person.skill)
    person.able = person.able_after
    if person.gone:
        return
    draw_stay(w, p)
    if person.fate == RETRAINED:
        w.teams[person.team].trained += person.share
        if now + person.second_ramp > person.ramped:
            person.ramp, person.ramped = person.second_ramp, now + person.second_ramp


def open_later(w: World, p: int) -> None:
    """Open a post that has a date when that has come; those that rules open wait for them."""
    time = w.people[p].opens
    if HELD < time <= w.run[0].now:
        open_post(w, p)
    elif time < ON_DEMAND:
        open_on(w, p, time)


def go(w: World, p: int) -> None:
    """Let a person go, to another team or for good; who has left already, or wants to, needs no telling."""
    person = w.people[p]
    if person.post_closes and person.open:
        desks.shrink(w, p)
    person.sent = 1
    if person.gone or person.leaving:
        if person.fate == MOVES:
            open_post(w, person.to_person)
        return
    person.leaving = 1
    if person.fate == MOVES:
        person.goes = 1
    else:
        sever(w, p, w.teams[person.team].severance_of_change)
    leave(w, p)
