"""A record is made of a run that balances, and of no other."""

from __future__ import annotations

import pytest
from tests import fake_runs

from cssim.domain.ledger import CHURN, DOWNSELL
from cssim.errors import BrokenInvariant
from cssim.results.record import record_of

OPENING = [100_00, 200_00, 300_00]
CHANGES = [(1.5, 1, CHURN, -200_00), (5.5, 2, DOWNSELL, -33_33)]


def test_a_run_that_does_not_balance_makes_no_record() -> None:
    run = fake_runs.run_of(fake_runs.story(OPENING, CHANGES), 24)
    run.tally.arr[3, 0, CHURN] -= 1
    with pytest.raises(BrokenInvariant):
        record_of(run, fake_runs.lowered(24, OPENING), "today", 0.8)
