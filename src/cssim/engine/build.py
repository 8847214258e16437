"""Plan to world: accounts with their traits and stocks, and the first stories. The only place of assembly."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from cssim.domain import keys
from cssim.domain.accounts import Account, Met, Stream
from cssim.domain.people import Person
from cssim.dynamics import demand
from cssim.dynamics.drivers import N_DRIVERS
from cssim.engine.accounts import live
from cssim.engine.check_ins import cadence
from cssim.engine.desks import Desk
from cssim.engine.handling import begin_work
from cssim.engine.months import month_ends
from cssim.engine.requests import asks, next_gap
from cssim.engine.world import World
from cssim.plan.tables import NOBODY, AccountRow, Plan
from cssim.sampling import inverse
from cssim.sampling.streams import PERIOD_TRAITS, Purpose, Streams


class Trait(NamedTuple):
    """What chance gave an account for good: ``base`` [log-odds] of its fit, ``demand`` factor on its rates."""

    base: float
    demand: float


class Stock(NamedTuple):
    """What crosses time 0: an account's driver stocks, whom it has met, and all faces it has ever seen.

    ``met`` holds (person key, contacts, time [h]); ``seen`` the person keys.
    """

    values: tuple[float, ...]
    posted_at: tuple[float, ...]
    met: tuple[tuple[int, float, float], ...]
    seen: tuple[int, ...]


class SettledBook(NamedTuple):
    """The opening book of one run as every design finds it; both tuples by account index."""

    traits: tuple[Trait, ...]
    stocks: tuple[Stock, ...]


def draw_traits(plan: Plan, seed: int, run: int) -> tuple[Trait, ...]:
    """Draw what chance gives the accounts of a run; the same before and after time 0, and in every design."""
    draws = Streams(seed, run, PERIOD_TRAITS)
    return tuple(Trait(_fit(plan, row, draws), _demand(plan, row, draws)) for row in plan.accounts)


def unsettled(plan: Plan, begin: float) -> tuple[Stock, ...]:
    """Return stocks that stand where today's do, for a book that has not been settled."""
    return tuple(Stock(plan.segments[row.segment].reference, (begin,) * N_DRIVERS, (), ()) for row in plan.accounts)


def open_world(plan: Plan, draws: Streams, begin: float, end: float, months: int, recording: int) -> World:
    """Return a company with its desks and their people, and no accounts yet."""
    world = World(plan, draws, begin, end, months, recording)
    open_desks(world)
    return world


def open_desks(world: World) -> None:
    """Give every team its desk and its people."""
    for index, team in enumerate(world.plan.teams):
        people = [
            Person(seat, keys.seat_key(team.key, seat, 0), availability, world.begin)
            for seat, availability in enumerate(team.seats)
        ]
        begin = partial(begin_work, world)
        world.desks.append(Desk(world.calendar, world.recorder, index, team.key, people, begin))


def populate(world: World, opening: SettledBook) -> None:
    """Put the accounts of the plan into the world, in the state in which the opening finds them."""
    for index, (row, trait, stock) in enumerate(zip(world.plan.accounts, opening.traits, opening.stocks, strict=True)):
        segment = world.plan.segments[row.segment]
        account = Account(index, row.key, row.segment, row.arr)
        account.base = trait.base + segment.offset
        account.demand = trait.demand
        account.owner, account.term, account.years = row.owner, row.term, row.years
        account.contract_end = row.contract_end
        account.values, account.posted_at = list(stock.values), list(stock.posted_at)
        account.met = [Met(*met) for met in stock.met]
        account.seen = set(stock.seen)
        world.accounts.append(account)
        world.open_work.append({})


def begin_demand(world: World) -> None:
    """Begin every account's requests and check-ins."""
    for account in world.accounts:
        segment = world.plan.segments[account.segment]
        for type_, rate in enumerate(segment.rates):
            account.streams.append(Stream(keys.stream_key(account.key, type_), world.begin))
            if rate > 0.0 and account.demand > 0.0:
                account.streams[type_].due += next_gap(world, account, type_)
                world.tell(asks(world, account, type_))
        if segment.check_in_interval > 0.0 and segment.team != NOBODY:
            key = keys.stream_key(account.key, keys.SLOT_STREAM)
            phase = world.draws.uniform(Purpose.SLOT_PHASE, key, 0)
            account.check_ins = Stream(key, demand.first_slot(world.begin, phase, segment.check_in_interval))
            world.tell(cadence(world, account))


def begin_contracts(world: World, months: int) -> None:
    """Begin every account's contracts, and the calendar of month ends."""
    for account in world.accounts:
        world.tell(live(world, account))
    world.tell(month_ends(world, months))


def _fit(plan: Plan, row: AccountRow, draws: Streams) -> float:
    """Return the log-odds of going on for a year that chance and the book give an account.

    The yearly churn of an account that has survived k years is Beta(m phi, (1 - m) phi + k).
    """
    segment = plan.segments[row.segment]
    if segment.shape_lost == 0.0:
        return segment.even_log_odds + row.fit_shift
    u = draws.uniform(Purpose.FIT, row.key, 0)
    churn = inverse.beta_log_odds(u, segment.shape_lost, segment.shape_kept + row.survived, row.log_beta)
    return row.fit_shift - churn


def _demand(plan: Plan, row: AccountRow, draws: Streams) -> float:
    if plan.frailty == 0.0:
        return row.request_factor
    frailty = inverse.lognormal(draws.uniform(Purpose.FRAILTY, row.key, 0), 1.0, plan.frailty)
    return demand.demand_factor(row.request_factor, frailty)
