"""Expected beside realized: with every change of ARR at a contract's end switched on, both have one mean."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from cssim.domain import ledger, tally
from cssim.engine.recorder import SUMMARY
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import ContractRow, Plan, WinbackRow
from cssim.results.run import Run
from cssim.units import HOURS_PER_YEAR
from tests import builders
from tests.verification.intervals import SEED, assert_mean

INTERVALS = 6
RUNS, ACCOUNTS, YEARS = 30, 200, 4


def plan() -> Plan:
    """Return a company whose contracts are lost, downsold, charged more and escalated, and won back."""
    shapes = (1.5, 9.0)
    segment = builders.segment(shapes=shapes)._replace(escalator=0.04, winback_share=0.4)
    accounts = [
        builders.account(i, 160.0 * (i % 12) + 80.0, (1 + i % 2) * HOURS_PER_YEAR, 1.0 + i % 2, shapes=shapes)
        for i in range(ACCOUNTS)
    ]
    effects = builders.NO_EFFECTS._replace(pressure_level=-0.9, price_rise_share=0.3, downsell_mark_share=0.3)
    downsell = builders.RenewalRow(downsell_odds=1.0, downsell_size=0.3)
    made = builders.plan(12 * YEARS, [segment], accounts, effects=effects, renewal=downsell)
    winback = WinbackRow(winback_delay=480.0, winback_arr=0.7, winback_window=480.0)
    return made._replace(contracts=ContractRow(price_rise=0.1, price_accept=-1.5), winback=winback)


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    made = plan()
    return [simulate(made, settle(made, SEED, run), SEED, run, SUMMARY) for run in range(RUNS)]


def expected(column: int) -> Callable[[Run], float]:
    return lambda run: float(run.tally.renewals[..., column].sum())


def kept(run: Run) -> float:
    return float(np.minimum(run.accounts.closing, run.accounts.opening).sum() - run.accounts.opening.sum())


@pytest.mark.parametrize(
    ("realized", "column"),
    [
        (lambda run: -float(run.tally.arr[..., ledger.CHURN].sum()), tally.EXPECTED_CHURN),
        (lambda run: -float(run.tally.arr[..., ledger.DOWNSELL].sum()), tally.EXPECTED_DOWNSELL),
        (lambda run: float(run.tally.arr[..., ledger.PRICE].sum()), tally.EXPECTED_PRICE),
        (lambda run: float((run.accounts.closing - run.accounts.opening).sum()), tally.EXPECTED_RETAINED),
        (lambda run: float(run.tally.renewals[..., tally.WON_BACK].sum()), tally.EXPECTED_WON_BACK),
        (kept, tally.EXPECTED_KEPT),
    ],
    ids=["churn", "downsell", "price", "retained", "won back", "kept"],
)
def test_expected_and_realized_have_one_mean(runs: list[Run], realized: Callable[[Run], float], column: int) -> None:
    opening = float(runs[0].accounts.opening.sum())
    gaps = [(realized(run) - expected(column)(run)) / opening for run in runs]
    assert any(gap != 0.0 for gap in gaps)
    assert_mean(gaps, 0.0, INTERVALS, 0.04)
