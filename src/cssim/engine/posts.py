"""What becomes of people and posts when another design begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.people import Person
from cssim.domain.tally import SEVERANCE, VARIABLE_PAY
from cssim.dynamics import productivity
from cssim.engine.desks import Desk
from cssim.engine.hiring import open_on
from cssim.engine.staffing import draw_stay, leave, open_post, sever
from cssim.plan.rows.change import ARRIVES, LATER, MOVES, OPENS, RETRAINED, STAYS
from cssim.plan.tables import HELD, ON_DEMAND, SeatRow

if TYPE_CHECKING:
    from cssim.engine.world import World


def settle_terms(world: World, desk: Desk) -> None:
    """Close the account of what a team is paid: from now on it is paid as the new design says."""
    desk.earlier = (desk.post_hours, desk.filled, desk.payroll_hours, desk.contracts)
    desk.post_hours = desk.filled = desk.payroll_hours = desk.contracts = 0.0
    variable, severance = desk.paid[VARIABLE_PAY], desk.paid[SEVERANCE]
    desk.paid = [0] * len(desk.paid)
    desk.paid[SEVERANCE] = severance
    if world.incentives[desk.team].aims:
        # what is earned by attainment is counted on
        desk.paid[VARIABLE_PAY] = variable


def become(world: World, desk: Desk, seat: int, row: SeatRow) -> None:
    """Let happen to a seat, and to whoever is there, what the new design says."""
    person = desk.people[seat]
    if person.n < 0:
        person.share = world.shares[desk.team][seat]
    if row.fate in (STAYS, RETRAINED) or (row.fate in (OPENS, LATER) and person.open):
        stay(world, desk, person, row)
    elif row.fate == OPENS:
        open_post(world, desk, person)
    elif row.fate == LATER:
        open_later(world, desk, person)
    elif row.fate == ARRIVES:
        person.open = True
    else:
        go(world, desk, person, row)


def stay(world: World, desk: Desk, person: Person, row: SeatRow) -> None:
    """Let a person stay, in a post that may be another part of a full one, and learn what is asked of him."""
    share, usual = world.shares[desk.team][person.seat], world.plan.teams[desk.team].seats[person.seat]
    if not person.gone and share != person.share:
        world.recorder.post_changed(world.now, desk.team, person.share, share)
    person.share = share
    person.availability = usual if person.skill == 1.0 else productivity.at_pace(usual, person.skill)
    person.able = row.able
    if person.gone:
        return
    draw_stay(world, desk.team, person)
    if row.fate == RETRAINED:
        desk.trained += share
        if world.now + row.second_ramp > person.ramped:
            person.ramp, person.ramped = row.second_ramp, world.now + row.second_ramp


def open_later(world: World, desk: Desk, person: Person) -> None:
    """Open a post that has a date when that has come; those that rules open wait for them."""
    time = world.opens[desk.team][person.seat]
    if HELD < time <= world.now:
        open_post(world, desk, person)
    elif time < ON_DEMAND:
        open_on(world, desk, person, time)


def go(world: World, desk: Desk, person: Person, row: SeatRow) -> None:
    """Let a person go, to another team or for good; who has left already, or wants to, needs no telling."""
    if row.closes and person.open:
        desk.shrink(person)
    person.sent = True
    if person.gone or person.leaving:
        if row.fate == MOVES:
            goal = world.desks[row.to_team]
            open_post(world, goal, goal.people[row.to_seat])
        return
    person.leaving = True
    if row.fate == MOVES:
        person.goes_to = (row.to_team, row.to_seat)
    elif world.change is not None:
        sever(desk, person, world.change.severance_pay[desk.team])
    leave(world, desk, person)
