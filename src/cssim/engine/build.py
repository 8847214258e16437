"""Plan to world: accounts with their traits and stocks, and the first stories. The only place of assembly."""

from __future__ import annotations

from functools import partial

import numpy as np

from cssim.domain.accounts import GRACED, PAUSED, Account, Met
from cssim.domain.settled import SettledBook, Traits, untouched
from cssim.dynamics.routing import line_of_group
from cssim.engine import hiring, staffing
from cssim.engine.accounts import live
from cssim.engine.backlog import begin_backlog
from cssim.engine.beginnings import begin_account
from cssim.engine.change import begin_change
from cssim.engine.commitments import begin_commitment
from cssim.engine.desks import Desk
from cssim.engine.growth import bookings
from cssim.engine.handling import begin_work
from cssim.engine.handover import add_to_book, weight_of
from cssim.engine.incentives import begin_incentives
from cssim.engine.modules import begin_modules
from cssim.engine.months import month_ends
from cssim.engine.pacing import begin_pacing
from cssim.engine.referrals import begin_referrals
from cssim.engine.scores import begin_score, begin_scoring
from cssim.engine.segment_reviews import begin_reviews
from cssim.engine.self_serve import begin_self_serve
from cssim.engine.traits import demand_of, fit
from cssim.engine.wishes import releases
from cssim.engine.world import World
from cssim.plan.tables import HELD, Plan
from cssim.sampling.streams import PERIOD_TRAITS, Streams


def draw_traits(plan: Plan, seed: int, run: int) -> Traits:
    """Draw what chance gives the accounts of a run; the same before and after time 0, and in every design."""
    draws = Streams(seed, run, PERIOD_TRAITS)
    rows = list(plan.accounts)
    base = [fit(plan, row, draws) for row in rows]
    factor = [demand_of(plan, row, draws) for row in rows]
    return Traits(np.array(base, dtype=np.float64), np.array(factor, dtype=np.float64))


def unsettled(plan: Plan, traits: Traits, begin: float) -> SettledBook:
    """Return a book that has not been settled: its stocks stand where today's do."""
    reference = np.array([segment.reference for segment in plan.segments], dtype=np.float64)
    return untouched(traits, reference[plan.accounts.columns["segment"]], begin)


def open_world(plan: Plan, draws: Streams, begin: float, end: float, months: int, recording: int) -> World:
    """Return a company with its desks and their people, and no accounts yet."""
    world = World(plan, draws, begin, end, months, recording)
    open_desks(world)
    return world


def open_desks(world: World) -> None:
    """Give every team its desk and its people."""
    for index, team in enumerate(world.plan.teams):
        people = [
            staffing.occupant(world, index, seat, 0) if opens == HELD else staffing.nobody(world, index, seat)
            for seat, opens in enumerate(world.opens[index])
        ]
        begin, on_leaving = partial(begin_work, world), partial(staffing.depart_now, world, index)
        grid = world.plan.clock.grid
        world.desks.append(Desk(world.calendar, world.recorder, index, team.key, people, begin, on_leaving, grid))
    for index, group in enumerate(world.plan.groups):
        world.desks[group.team].share(line_of_group(index), group.key, group.seats)
    for desk in world.desks:
        for person in desk.people:
            if person.open:
                staffing.begin(world, desk, person)


def populate(world: World, opening: SettledBook) -> None:
    """Put the accounts of the plan into the world, in the state in which the opening finds them."""
    wished = opening.wished.tolist()
    world.captured = opening.captured.tolist()
    values, posted_at, met = opening.values.tolist(), opening.posted_at.tolist(), opening.met.tolist()
    for index, row in enumerate(world.plan.accounts):
        account = Account(index, row.key, row.segment, row.arr)
        account.base = float(opening.base[index]) + world.plan.segments[row.segment].offset
        account.demand = float(opening.demand[index])
        account.term, account.years = row.term, row.years
        account.contract_end, account.notice = row.contract_end, row.notice
        account.known, account.signed = row.known, row.signed
        account.contract, account.intercept = row.contract, row.intercept
        account.graced = row.standing == GRACED
        account.resumes = row.contract_end if row.standing == PAUSED else 0.0
        account.values, account.posted_at = values[index], posted_at[index]
        account.potential, account.pitched_at = row.potential, float(opening.pitched_at[index])
        account.met = [Met(person, contacts, time) for person, contacts, time in met[index][: opening.met_count[index]]]
        account.wished = wished[index]
        account.bypass, account.rescued_at = float(opening.bypass[index]), float(opening.rescued_at[index])
        account.seen = set(opening.seen[opening.first_seen[index] : opening.first_seen[index + 1]].tolist())
        account.known_factor = row.request_factor
        account.weight = weight_of(world, account)
        account.owner, account.seat = row.owner, row.seat
        add_to_book(world, account)
        world.accounts.append(account)
        world.open_work.append({})


def begin_demand(world: World) -> None:
    """Begin what every account of the opening book does, and the plans of who sees to it."""
    for account in world.accounts:
        begin_score(world, account)
    begin_pacing(world)
    for account in world.accounts:
        begin_account(world, account, world.begin)
    begin_scoring(world)
    begin_incentives(world)


def begin_releases(world: World) -> None:
    """Begin the releases of the product, if there are any."""
    if world.plan.product.product_releases > 0:
        world.tell(releases(world))


def begin_contracts(world: World, months: int) -> None:
    """Begin every account's contracts, what is won beside them, and the calendar of months."""
    for account in world.accounts:
        begin_commitment(world, account)
        world.tell(live(world, account))
        begin_backlog(world, account)
        begin_referrals(world, account)
        begin_self_serve(world, account)
        begin_reviews(world, account)
    begin_modules(world)
    for segment, row in enumerate(world.plan.new_logos[: world.n_segments]):
        if row.logos_a_year > 0.0:
            world.tell(bookings(world, segment, months))
    world.tell(month_ends(world, months))
    world.tell(hiring.first_of_months(world, months))
    hiring.plan_posts(world)
    begin_change(world)
    hiring.plan_closings(world)
