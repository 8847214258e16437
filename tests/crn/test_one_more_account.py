"""One more account changes nothing about the others where it shares no desk with them, and no draw anywhere.

Conditions (studies): the newcomer has a CSM of its own, the cadence is fixed, and nothing is normalized over the living
book. Where desks are shared the questions, their difficulty and the renewal draws stay the same, and renewals flip only
where the probability has moved across the draw.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cssim.domain import facts
from cssim.dynamics.drivers import NEGLECT, DriverRow
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import AccountRow, Plan
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH
from tests import builders

EVERYTHING = builders.NO_EFFECTS._replace(
    answer_share=0.12,
    specialist_share=0.08,
    proactive_share=0.1,
    reactive_share=0.06,
    late_share=0.08,
    restore_share=0.5,
    transfer_share=0.08,
    extra_face_share=0.05,
    neglect_share=0.5,
)
DRIVERS = tuple(
    DriverRow(-0.7, 6 * HOURS_PER_MONTH) if driver == NEGLECT else row
    for driver, row in enumerate(builders.RESTING_DRIVERS)
)
SHAPES = (1.2, 6.0)
NEWCOMER = 77


def company(who: Sequence[int], shared: bool) -> Plan:
    """Return a company of the accounts ``who``, each with an own CSM, or all with one pool and a specialist desk."""
    rates = (20.0, 12.0)
    segment = builders.segment(rates, 130.0, None, builders.fixed(2.0), SHAPES, teach_share=0.08)
    work = builders.lognormal(1.25, 0.7)
    types = [builders.asks(work)._replace(raise_share=0.02) for _ in rates]
    names = sorted(who)
    return builders.plan(
        18,
        [segment],
        [customer(i, -1 if shared else names.index(i)) for i in who],
        types,
        [
            builders.team(2 if shared else len(who), resolves_alone=0.5 if shared else 1.0),
            builders.team(1, key=202),
        ],
        settle=6 * HOURS_PER_MONTH,
        warm_up=40.0,
        routing_row=builders.NO_TEAMS._replace(specialist=1, triage=0.3, specialist_pace=1.1, catch_up=0.3),
        drivers=DRIVERS,
        effects=EVERYTHING,
        frailty=0.8,
    )


def customer(i: int, owner: int) -> AccountRow:
    """Return account ``i``, with a contract that ends in a month of its own."""
    return builders.account(i, contract_end=160.0 * (i % 12) + 70.0, survived=1.0, shapes=SHAPES, owner=owner)


def simulated(plan: Plan, run: int) -> Run:
    return simulate(plan, settle(plan, 3, run), 3, run, ALL)


def told_of(plan: Plan, run: Run, account: int, but: frozenset[str] = frozenset()) -> list[tuple[object, ...]]:
    """Return all facts about an account in order, without its index and the fields ``but``."""
    index = [row.key for row in plan.accounts].index(customer(account, 0).key)
    return [
        (type(fact).__name__, *(value for name, value in fact._asdict().items() if name not in but | {"account"}))
        for fact in run.facts
        if not isinstance(fact, facts.CostLine) and fact.account == index
    ]


@pytest.mark.parametrize("run", range(5))
def test_with_a_csm_of_its_own_a_newcomer_changes_nothing_about_the_others_bit_for_bit(run: int) -> None:
    without, within = company(range(8), False), company((NEWCOMER, *range(8)), False)
    before, after = simulated(without, run), simulated(within, run)
    told = [told_of(without, before, i) for i in range(8)]
    assert [told_of(within, after, i) for i in range(8)] == told
    assert sum(map(len, told)) > 2_000
    assert told_of(within, after, NEWCOMER)


@pytest.mark.parametrize("run", range(5))
def test_where_desks_are_shared_questions_difficulties_and_renewal_draws_are_the_same(run: int) -> None:
    without, within = company(range(8), True), company((NEWCOMER, *range(8)), True)
    before, after = simulated(without, run), simulated(within, run)
    for i in range(8):
        raised = [
            [fact for fact in told_of(p, r, i) if fact[0] == "RequestRaised"]
            for p, r in ((without, before), (within, after))
        ]
        shortest = min(map(len, raised))
        assert raised[0][:shortest] == raised[1][:shortest]
        alone = [
            {fact[2]: fact[-1] for fact in told_of(p, r, i) if fact[0] == "WorkStarted" and fact[3] == 0}
            for p, r in ((without, before), (within, after))
        ]
        common = alone[0].keys() & alone[1].keys()
        assert common
        assert all(alone[0][work] == alone[1][work] for work in common)
    assert before.tally.work[:, 0].tolist() != after.tally.work[:, 0].tolist(), "the newcomer was not felt at all"


def test_a_renewal_flips_only_where_the_probability_has_moved_across_its_draw() -> None:
    flips, moved = 0, 0.0
    for run in range(40):
        plans = company(range(8), True), company((NEWCOMER, *range(8)), True)
        ended = [
            {
                (plan.accounts[fact.account].key, fact.time): fact
                for fact in simulated(plan, run).facts
                if isinstance(fact, facts.ContractEnded)
            }
            for plan in plans
        ]
        for end in ended[0].keys() & ended[1].keys():
            flips += ended[0][end].renewed != ended[1][end].renewed
            moved += abs(ended[0][end].churn - ended[1][end].churn)
    # flips are Bernoulli with the moved probability: 5 standard deviations, false alarm about 1e-6
    assert moved > 0.0
    assert flips <= moved + 5.0 * moved**0.5 + 1.0
