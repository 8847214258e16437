"""Consumption contracts: commitments follow use from one term to the next, within bounds, as much as is expected."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats
from tests import builders
from tests.properties.recount import Recount

from cssim.domain import ledger, tally
from cssim.domain.accounts import CONSUMPTION, GOES_ON
from cssim.domain.facts import ContractEnded, Posted
from cssim.dynamics import commitments
from cssim.dynamics.drivers import ADOPTION, N_DRIVERS
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import ContractRow, Plan
from cssim.results.run import Run
from cssim.units import HOURS_PER_MONTH

STAYS = 700.0
NINE_MONTHS = 9 * HOURS_PER_MONTH
FOLLOWS = ContractRow(use_elasticity=1.0, use_least=0.5, use_most=2.0)
"""Commitments follow use and nothing else."""


def consuming(
    rules: ContractRow,
    stock: float = 0.0,
    accounts: int = 1,
    log_odds: float = STAYS,
    potential: int = 30_000_00,
    term: float = NINE_MONTHS,
) -> Plan:
    """Return customers who committed to $10k with this stock of adoption; half of it is left when it ends."""
    reference = tuple(stock if driver == ADOPTION else 0.0 for driver in range(N_DRIVERS))
    segment = builders.segment(even_log_odds=log_odds)._replace(reference=reference)
    book = [
        builders.account(i, NINE_MONTHS, term, potential=potential)._replace(contract=CONSUMPTION)
        for i in range(accounts)
    ]
    return builders.plan(12, [segment], book)._replace(contracts=rules)


def told(plan: Plan) -> Run:
    return simulate(plan, settle(plan, 1, 0), 1, 0, ALL)


def changes(run: Run) -> list[tuple[int, int, int, int]]:
    """Return kind, source, reason and amount [cents] of every change of ARR."""
    lines = run.ledger
    rows = zip(lines.kind, lines.source, lines.reason, lines.amount, strict=True)
    return [tuple(map(int, row)) for row in rows if row[0] != ledger.OPENING]  # type: ignore[misc]


@pytest.mark.parametrize("ceiling", [0.3, 0.8, 1.0, 1.7, 2.0, 9.0])
@pytest.mark.parametrize(("mean", "spread"), [(1.0, 0.25), (0.7, 0.6), (1.6, 0.1)])
def test_what_counts_of_a_commitment_is_its_integral(mean: float, spread: float, ceiling: float) -> None:
    law = stats.lognorm(spread, scale=mean * math.exp(-0.5 * spread**2))
    edges = sorted({0.0, 0.5, min(max(ceiling, 0.5), 2.0), 2.0, 50.0})
    found = sum(
        integrate.quad(lambda u: min(min(2.0, max(0.5, u)), ceiling) * law.pdf(u), low, high)[0]
        for low, high in zip(edges, edges[1:], strict=False)
    )
    assert commitments.counted(mean, spread, 0.5, 2.0, ceiling) == pytest.approx(found, abs=1e-6)


def test_without_chance_what_counts_is_the_use_itself_within_its_bounds() -> None:
    assert commitments.counted(1.3, 0.0, 0.5, 2.0, 2.0) == pytest.approx(1.3)
    assert commitments.counted(1.3, 0.0, 0.5, 2.0, 1.0) == pytest.approx(1.0)
    assert commitments.counted(0.1, 0.0, 0.5, 2.0, 2.0) == pytest.approx(0.5)
    assert commitments.counted(3.0, 0.0, 0.5, 2.0, 9.0) == pytest.approx(2.0)


def test_who_uses_less_commits_to_less_and_feels_nothing() -> None:
    """Adoption of 0.5 fades to 0.25: logistic(1) of the seats were in use, logistic(0.5) are."""
    marks = builders.NO_EFFECTS._replace(pressure_level=-0.9, downsell_mark_share=0.3)
    plan = consuming(FOLLOWS, 0.5)._replace(effects=marks, renewal=builders.RenewalRow(1e9, 0.9))
    run = told(plan)
    less = 1_000_000 - round(1_000_000 * (1 + math.exp(-1.0)) / (1 + math.exp(-0.5)))
    assert changes(run) == [(ledger.DOWNSELL, ledger.NO_SOURCE, ledger.USE_REASON, -less)]
    assert not [fact for fact in run.facts if isinstance(fact, Posted)]
    money = run.tally.renewals.sum(axis=(0, 1))
    assert money[tally.EXPECTED_DOWNSELL] == less and money[tally.EXPECTED_UPSELL] == 0
    assert money[tally.EXPECTED_KEPT] == money[tally.EXPECTED_RETAINED] == -less


@pytest.mark.parametrize(("potential", "more"), [(30_000_00, 200_974), (11_000_00, 100_000), (0, 0)])
def test_who_uses_more_commits_to_more_but_not_beyond_its_potential(potential: int, more: int) -> None:
    """Half of an adoption of -0.3 is made up for: logistic(-0.3) of the seats are in use, logistic(-0.6) were."""
    assert round(1_000_000 * (1 + math.exp(0.6)) / (1 + math.exp(0.3))) == 1_200_974
    run = told(consuming(FOLLOWS, -0.3, potential=potential))
    assert changes(run) == [(ledger.UPSELL, ledger.SELF_SERVE, ledger.USE_REASON, more)] * (more > 0)
    money = run.tally.renewals.sum(axis=(0, 1))
    assert money[tally.EXPECTED_UPSELL] == more and money[tally.EXPECTED_PRICE] == 0
    assert money[tally.EXPECTED_KEPT] == 0 and money[tally.EXPECTED_RETAINED] == more
    assert money[tally.RENEWED] == money[tally.EXPIRING] == 1_000_000


def test_commitments_do_not_drift_while_use_stays_as_it_is() -> None:
    run = told(consuming(FOLLOWS, term=HOURS_PER_MONTH))
    assert len([fact for fact in run.facts if isinstance(fact, ContractEnded)]) == 3
    assert changes(run) == []


def test_chance_moves_commitments_by_as_much_as_is_expected() -> None:
    plan = consuming(FOLLOWS._replace(use_spread=0.4), 0.2, accounts=800, log_odds=1.5)
    run = told(plan)
    money = run.tally.renewals.sum(axis=(0, 1))
    for expected, kind, sign in (
        (tally.EXPECTED_DOWNSELL, ledger.DOWNSELL, -1),
        (tally.EXPECTED_UPSELL, ledger.UPSELL, 1),
    ):
        amounts = np.zeros(800)
        mine = run.ledger.kind == kind
        np.add.at(amounts, run.ledger.account[mine], sign * run.ledger.amount[mine])
        assert abs(amounts.sum() - money[expected]) < 4 * amounts.std() * math.sqrt(800)
        assert (amounts > 0).sum() > 100
    kept = np.minimum(run.accounts.closing, run.accounts.opening) - run.accounts.opening
    assert abs(kept.sum() - money[tally.EXPECTED_KEPT]) < 4 * kept.std() * math.sqrt(800)


def test_what_is_counted_follows_from_what_is_told() -> None:
    plan = consuming(FOLLOWS._replace(use_spread=0.4), 0.2, accounts=40, log_odds=1.5)
    run = told(plan)
    assert {ledger.UPSELL, ledger.DOWNSELL, ledger.CHURN} <= set(run.ledger.kind.tolist())
    assert np.array_equal(Recount(plan, settle(plan, 1, 0), run).tables["renewals"], run.tally.renewals)


def test_what_the_book_knows_is_not_use() -> None:
    plan = consuming(FOLLOWS, 0.5)
    known = type(plan.accounts).of([plan.accounts[0]._replace(known=GOES_ON, signed=12_000_00)])
    assert changes(told(plan._replace(accounts=known))) == [(ledger.UPSELL, 0, ledger.NO_REASON, 2_000_00)]
