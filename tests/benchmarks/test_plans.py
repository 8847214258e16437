"""Companies of any size that are alike."""

from __future__ import annotations

import numpy as np

from benchmarks import plans
from cssim.domain import tally
from cssim.engine.simulate import simulate
from cssim.plan.tables import NOBODY
from cssim.sampling.streams import combine

SMALL = plans.assigned(plans.company(6))


def test_a_company_grows_by_accounts_of_their_own() -> None:
    grown = plans.grown(SMALL, 3)
    size = len(SMALL.accounts)
    assert len(grown.accounts) == 3 * size
    assert len(np.unique(grown.accounts.columns["key"])) == 3 * size
    assert grown.accounts[2 * size + 5].key == combine(SMALL.accounts[5].key, 2)
    assert grown.accounts[size].arr == SMALL.accounts[0].arr


def test_every_copy_has_its_own_people() -> None:
    grown, size = plans.grown(SMALL, 2), len(SMALL.accounts)
    seats = len(SMALL.teams[0].seats)
    first, second = grown.accounts.columns["owner"][:size], grown.accounts.columns["owner"][size:]
    np.testing.assert_array_equal(second, first + seats)
    assert len(grown.teams[0].seats) == 2 * seats
    assert set(plans.grown(plans.pooled(SMALL), 2).accounts.columns["owner"]) == {NOBODY}


def test_people_of_a_grown_company_are_as_busy() -> None:
    def busy(plan: plans.Plan) -> float:
        work = simulate(plan, plans.opening_of(plan), plans.SEED, plans.RUN).tally.work[1:, 0].sum(axis=0)
        return float(work[tally.BUSY_MILLI] / work[tally.PRESENT_MILLI])

    assert abs(busy(SMALL) - busy(plans.grown(SMALL, 3))) < 0.05
