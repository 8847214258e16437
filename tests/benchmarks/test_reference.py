"""All tellers of the reference workload tell the same thing: exactly, or within sampling error."""

from __future__ import annotations

import pytest

from benchmarks.reference import agreement, tellers
from benchmarks.reference.agreement import Mean, Means
from benchmarks.reference.exact import digests
from benchmarks.reference.tellers import TELLERS, Teller
from benchmarks.reference.workload import Outcome, Workload

BOTH = pytest.mark.parametrize("pooled", [True, False], ids=["pooled", "assigned"])
RUNS = 10
MONTHS = 6


def told(teller: Teller, pooled: bool) -> list[Outcome]:
    if not teller.there:
        pytest.skip(f"{teller.needs} is not installed")
    tell = teller.ready(Workload(pooled, months=MONTHS))
    return [tell(run) for run in range(RUNS)]


def reference(pooled: bool) -> list[Outcome]:
    (loop,) = [teller for teller in TELLERS if teller.name == tellers.LOOP]
    return told(loop, pooled)


@BOTH
def test_engines_and_loop_agree_event_for_event(pooled: bool) -> None:
    found = digests(Workload(pooled, months=MONTHS))
    assert len(found) == 3
    assert len(set(found.values())) == 1, found


def test_the_digest_tells_runs_and_coverages_apart() -> None:
    workloads = [(Workload(True, months=1), 0), (Workload(True, months=1), 1), (Workload(False, months=1), 0)]
    found = [digests(workload, run)[tellers.LOOP] for workload, run in workloads]
    assert len(set(found)) == 3


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize("teller", TELLERS, ids=lambda teller: teller.name)
def test_tellers_agree(teller: Teller, pooled: bool) -> None:
    mine, loop = told(teller, pooled), reference(pooled)
    if teller.ours:
        assert [(one.asked, one.served) for one in mine] == [(one.asked, one.served) for one in loop]
        for one, other in zip(mine, loop, strict=True):
            # the engines count waits and hours in whole thousandths
            assert one.wait == pytest.approx(other.wait, abs=6e-4)
            assert one.busy == pytest.approx(other.busy, abs=2e-5)
    else:
        assert agreement.apart(agreement.means_of(mine), agreement.means_of(loop)) <= agreement.LARGEST


def test_people_are_as_busy_as_the_workload_says() -> None:
    means = agreement.means_of(reference(pooled=True))
    assert abs(means.busy.value - 0.85) <= agreement.LARGEST * means.busy.error + 0.01  # they begin with nothing to do


def test_the_distance_is_in_standard_errors() -> None:
    same = Mean(1.0, 0.1)
    one, other = Means(same, same, Mean(1.0, 0.3)), Means(same, same, Mean(3.0, 0.4))
    assert agreement.apart(one, other) == pytest.approx(4.0)
    assert agreement.mean_of([1.0, 3.0]) == Mean(2.0, 1.0)
