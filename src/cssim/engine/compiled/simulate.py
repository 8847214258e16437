"""One run of one design, compiled; same arguments, same results as :mod:`cssim.engine.simulate`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Any, Final

import numpy as np

from cssim.domain.facts import Fact
from cssim.domain.settled import MET, SettledBook, Traits
from cssim.domain.tally import Tally
from cssim.engine import invariants
from cssim.engine.build import unsettled
from cssim.engine.compiled import build, facts, loop, rows
from cssim.engine.compiled.bind import doors
from cssim.engine.compiled.rows import NONE, PAGE, World
from cssim.engine.folding import folded
from cssim.engine.recorder import SUMMARY
from cssim.plan.tables import Plan, in_force
from cssim.results.run import AccountColumns, LedgerColumns, Run
from cssim.sampling.streams import PERIOD_RUN, PERIOD_SETTLING, PERIOD_TRAITS
from cssim.units import months_to_hours

_STEPS: Final = 1_000_000
"""Steps of the loop between two looks at whether the user wants to stop."""

_TABLE: Final = {
    loop.GROW_NEAR: "near",
    loop.GROW_FAR: "far",
    loop.GROW_WORKS: "works",
    loop.GROW_SEEN: "seen",
    loop.GROW_LINES: "lines",
    loop.GROW_ACCOUNTS: "accounts",
}


def draw_traits(plan: Plan, seed: int, run: int) -> Traits:
    """Draw what chance gives the accounts of a run; see :func:`cssim.engine.build.draw_traits`."""
    # what came from another process may be read-only, which would be another type
    columns = np.require(plan.accounts.columns, requirements=["C", "W"])
    table = columns.view(rows.PLAN_ACCOUNT).view(np.recarray)
    traits = Traits(np.empty(len(table)), np.empty(len(table)))
    doors().draw_traits(table, build.segments_of(plan), build.run_of(plan, seed, run, PERIOD_TRAITS), *traits)
    return traits


def settle(plan: Plan, seed: int, run: int) -> SettledBook:
    """Let the opening book live before time 0; see :func:`cssim.engine.simulate.settle`."""
    traits = draw_traits(plan, seed, run)
    end = -plan.clock.warm_up
    begin = end - plan.clock.settle
    opening = unsettled(plan, traits, begin)
    if plan.clock.settle == 0.0:
        return opening
    today = plan._replace(changes=())
    world = build.open_world(today, opening, seed, run, PERIOD_SETTLING, begin, end, SUMMARY)
    return _settled(traits, _lived(world, [].extend, plan))


def simulate(plan: Plan, opening: SettledBook, seed: int, run: int, recording: int = SUMMARY) -> Run:
    """Simulate one run of one design from the opening book; see :func:`cssim.engine.simulate.simulate`."""
    end = months_to_hours(plan.clock.months)
    world = build.open_world(plan, opening, seed, run, PERIOD_RUN, -plan.clock.warm_up, end, recording)
    kept: list[Fact] = []
    world = _lived(world, kept.extend, in_force(plan)[1])
    finished = Run(
        seed=seed,
        run=run,
        engine="compiled",
        months=plan.clock.months,
        tally=_tally(world),
        ledger=_ledger(world),
        accounts=_account_columns(world),
        open_work=world.teams.open.copy(),
        facts=tuple(kept),
    )
    counts = finished.tally.counts
    finished = folded(plan, finished)
    invariants.check(plan, finished, _attendance(world), counts)
    return finished


def _lived(world: World, keep: Callable[[Any], None], after: Plan) -> World:
    """Let everything happen up to the end; facts go to ``keep`` whenever their table is full.

    ``after`` is the plan that comes into force with a change of design.
    """
    advance = doors().advance
    while True:
        why = advance(world, _STEPS)
        if why == loop.FULL_OF_FACTS and world.run[0].n_facts == 0:
            world = _grown(world, "facts")
        elif why in (loop.FULL_OF_FACTS, loop.FINISHED):
            keep(facts.read(world.facts[: world.run[0].n_facts]))
            world.run[0].n_facts = 0
            if why == loop.FINISHED:
                return world
        elif why == loop.EXCHANGE_OF_PLANS:
            build.put_in_force(world, after)
        elif why in _TABLE:
            world = _grown(world, _TABLE[why])


def _grown(world: World, name: str) -> World:
    """Return the world with one table of twice the length."""
    old = getattr(world, name)
    new = build.table(2 * len(old), old.dtype)
    new[: len(old)] = old
    return world._replace(**{name: new})


def _settled(traits: Traits, world: World) -> SettledBook:
    """Return what crosses time 0."""
    accounts = world.accounts[: world.run[0].n_accounts]
    met = np.zeros(accounts.met_person.shape, dtype=MET)
    met["person"], met["contacts"], met["time"] = accounts.met_person, accounts.met_contacts, accounts.met_time
    met[np.arange(met.shape[1]) >= accounts.n_met[:, None]] = 0
    first_seen = np.array(list(accumulate(accounts.faces.tolist(), initial=0)), dtype=np.int64)
    return SettledBook(
        traits.base,
        traits.demand,
        accounts["values"].copy(),
        accounts.posted_at.copy(),
        met,
        accounts.n_met.copy(),
        first_seen,
        _everybody_seen(world),
        accounts.pitched_at.copy(),
        accounts.wished.astype(np.int64),
        world.run[0].captured.copy(),
        accounts.bypass.copy(),
        accounts.rescued_at.copy(),
    )


def _everybody_seen(world: World) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the keys of everybody met, account by account, in order of key."""
    place = np.arange(PAGE)
    owner, person = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    accounts = world.accounts[: world.run[0].n_accounts]
    account, page = np.arange(len(accounts)), accounts.seen.copy()
    on_page = (accounts.faces - 1) % PAGE + 1
    while len(page):
        going_on = page != NONE
        account, page, on_page = account[going_on], page[going_on], on_page[going_on]
        there = place < on_page[:, None]
        owner.append(np.broadcast_to(account[:, None], there.shape)[there])
        person.append(world.seen.people[page][there])
        page, on_page = world.seen.next[page], np.full_like(on_page, PAGE)
    owners, people = np.concatenate(owner), np.concatenate(person)
    return people[np.lexsort((people, owners))]


def _tally(world: World) -> Tally:
    segments, teams = world.by_segment, world.by_team
    return Tally(
        arr=segments.arr.copy(),
        closing=segments.closing.copy(),
        renewals=segments.renewals.copy(),
        counts=segments.counts.copy(),
        by_type=segments.by_type.copy(),
        slots=segments.slots.copy(),
        work=teams.work.copy(),
        waits=teams.waits.copy(),
        cost=teams.cost.copy(),
        heads_milli=teams.heads_milli.copy(),
        health=segments.health.copy(),
        seats=segments.seats.copy(),
        stocks=segments.stocks.copy(),
    )


def _ledger(world: World) -> LedgerColumns:
    lines = world.lines[: world.run[0].n_lines]
    return LedgerColumns(**{name: lines[name].copy() for name in lines.dtype.names})


def _account_columns(world: World) -> AccountColumns:
    accounts = world.accounts[: world.run[0].n_accounts]
    return AccountColumns(
        segment=accounts.segment.copy(),
        joined=accounts.joined.copy(),
        source=accounts.source.copy(),
        parent=accounts.parent.copy(),
        number=accounts.number.copy(),
        opening=accounts.opening.copy(),
        closing=accounts.arr.copy(),
        reason=accounts.reason.copy(),
        faces=accounts.faces.copy(),
        transfers=accounts.transfers.copy(),
        requests=accounts.requests.copy(),
        wait_milli=accounts.wait_milli.copy(),
        expected_loss=accounts.expected_loss.copy(),
        health=accounts.score.copy(),
    )


def _attendance(world: World) -> list[invariants.Attendance]:
    """Return how the people of every team spent their time."""
    found = []
    for team in world.teams:
        people = world.people[team.first_person : team.first_person + team.people]
        hours = (people.busy_milli.copy(), people.idle_milli.copy(), people.away_milli.copy())
        spent = (float(team.post_hours), float(team.filled), float(team.payroll_hours), float(team.contracts))
        earlier = (
            float(team.earlier_hours),
            float(team.earlier_filled),
            float(team.earlier_payroll),
            float(team.earlier_contracts),
        )
        once = (float(team.trained), int(team.severance))
        found.append(invariants.Attendance(*hours, *spent, int(team.earned), earlier, *once))
    return found
