"""Memory does not grow with the number of runs: records live on disk and are looked at one by one."""

from __future__ import annotations

import gc
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.experiments.scenarios import prepared

import cssim
from cssim.errors import CssimError
from cssim.executors import Done, Failed, Serial
from cssim.experiments import compare as comparing
from cssim.experiments import replicate as replicating
from cssim.experiments.jobs import Job, RunResult, run_job
from cssim.experiments.open_questions import doubts_of
from cssim.experiments.replicate import Interrupted
from cssim.results import archive, store
from cssim.results.record import RunRecord
from cssim.results.studies import Comparison
from cssim.results.work_folder import KeptRecords

PAPERS = store.Papers(
    store.Manifest("", "", "", 1, 2, "auto", "drawn", "summary", "0", ("named", "pooled")), store.Audit(""), ""
)


class Watch:
    """Counts records: how many were alive at once, and how often each was read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.most = 0
        self.reads: Counter[tuple[str, int]] = Counter()
        self._alive: list[weakref.ref[RunRecord]] = []
        monkeypatch.setattr(archive, "from_file", self._reading(archive.from_file))
        monkeypatch.setattr(replicating, "run_job", self._making)

    def _reading(self, read):  # type: ignore[no-untyped-def]
        def counted(path: Path, design: int) -> RunRecord:
            record: RunRecord = read(path, design)
            self.reads[record.design, record.run] += 1
            self._see(record)
            return record

        return counted

    def _making(self, job: Job) -> RunResult:
        result = run_job(job)
        for record in result.records:
            self._see(record)
        return result

    def _see(self, record: RunRecord) -> None:
        self._alive = [one for one in self._alive if one() is not None]
        self._alive.append(weakref.ref(record))
        self.most = max(self.most, len(self._alive))


def everything(study: Comparison, out: Path) -> None:
    """Use all that a study gives."""
    store.write_comparison(study, out, PAPERS, ledger=True)
    doubts_of(study, prepared())
    for result in study.results:
        result.summary()
        result.figures("churn.m7")
        assert len(result.monthly) and len(result.ledger) and len(result.accounts)


@pytest.mark.parametrize("runs", [2, 7])
def test_few_records_are_alive_however_many_runs(runs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    everything(cssim.compare(prepared(), runs=runs), tmp_path / "out")
    assert len(watch.reads) == 2 * runs
    assert 1 <= watch.most <= 3


def test_runs_are_read_a_few_times_and_not_once_per_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = prepared()
    study = cssim.compare(scenario, runs=3)
    watch = Watch(monkeypatch)
    store.write_comparison(study, tmp_path / "out", PAPERS)
    study.to_json()
    doubts_of(study, scenario)
    for name in ("nrr.y1", "grr.y1", "churn.y1", "utilisation_csm.y1", "retained_arr_expected.y1"):
        study.figures("named", name)
    last = watch.reads["named", 2]
    for name in ("churn.m7", "expansion.m7", "late_csm.m7"):
        study.figures("named", name)
    assert last <= 5
    assert watch.reads["named", 2] == last + 1


def temporary(folder: Path) -> list[Path]:
    return sorted(folder.glob("cssim-*"))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_result_works_as_long_as_it_lives_and_leaves_nothing(elsewhere: Path) -> None:
    result = cssim.run(prepared(), runs=2)
    assert isinstance(result.records, KeptRecords)
    [folder] = temporary(elsewhere)
    assert [file.name for file in sorted(folder.iterdir())] == ["0000.npz", "0001.npz"]
    gc.collect()
    assert len(result.ledger) and len(result.accounts) and len(result.monthly) and len(result.summary())
    assert result.plot.retained_fan() is not None
    del result
    gc.collect()
    assert temporary(elsewhere) == []


def test_one_result_of_a_comparison_keeps_the_runs_of_all(elsewhere: Path) -> None:
    one = cssim.compare(prepared(), runs=2)["pooled"]
    gc.collect()
    assert one.records[1].design == "pooled"
    del one
    gc.collect()
    assert temporary(elsewhere) == []


class Stopping(Serial):
    """Is interrupted at a run, or fails every one."""

    def __init__(self, stop_at: int = 99) -> None:
        self.stop_at = stop_at

    def map(self, function, jobs) -> Iterator[Done | Failed]:  # type: ignore[no-untyped-def, override, type-arg]
        for index, job in enumerate(jobs):
            if index == self.stop_at:
                raise KeyboardInterrupt
            yield Failed(index, "it broke") if self.stop_at == 99 else Done(index, function(job))


def test_nothing_is_left_behind_by_an_interruption_or_an_error(elsewhere: Path) -> None:
    planned = comparing.plan_comparison(prepared())
    with pytest.raises(Interrupted) as stopped:
        comparing.carry_out(planned, Stopping(2))
    assert stopped.value.finished is not None
    assert len(stopped.value.finished.ledger)
    del stopped
    with pytest.raises(CssimError):
        comparing.carry_out(planned, Stopping())
    gc.collect()
    assert temporary(elsewhere) == []


def test_more_runs_of_a_study_go_on_where_it_stopped() -> None:
    few = comparing.plan_comparison(prepared().model_copy(update={"runs": 2}))
    many = comparing.plan_comparison(few.scenario.model_copy(update={"runs": 4}))
    made = replicating.replicate(few, Serial())
    seen: list[int] = []
    more = replicating.replicate(many, Serial(), lambda one: seen.append(one.done), made.work)
    assert (made.finished, more.finished, seen) == ((0, 1), (0, 1, 2, 3), [2, 3, 4])
    assert comparing.comparison_of(many, more).to_json() == cssim.compare(prepared(), runs=4).to_json()
