"""Results depend on neither the number of workers nor the order in which runs are made."""

from __future__ import annotations

from pathlib import Path

from tests.unit.experiments.scenarios import company, prepared

import cssim
from cssim.results.archive import to_bytes
from cssim.results.studies import Comparison
from cssim.results.work_folder import WorkFolder, WorkKey


def content(study: Comparison) -> list[bytes]:
    return [to_bytes(tuple(result.records)) for result in study.results]


def test_one_worker_gives_the_same_bytes_as_two() -> None:
    scenario = company(runs=4)
    one = cssim.compare(scenario, jobs=1)
    two = cssim.compare(scenario, jobs=2)
    assert content(one) == content(two)
    assert one.to_json() == two.to_json()
    assert one.monthly.to_csv() == two.monthly.to_csv()
    assert one.ledger.to_csv() == two.ledger.to_csv()


def test_more_runs_leave_the_first_ones_as_they_are() -> None:
    few, many = cssim.run(prepared(), runs=2), cssim.run(prepared(), runs=4)
    assert to_bytes(few.records) == to_bytes(many.records[:2])


def test_runs_differ_from_each_other() -> None:
    records = cssim.run(prepared(), runs=3).records
    assert len({to_bytes([record]) for record in records}) == 3
    assert len({record.ledger.amount.tobytes() for record in records}) == 3


def test_files_of_runs_are_the_same_bytes_whoever_made_them(tmp_path: Path) -> None:
    found = []
    for jobs in (1, 2):
        work = WorkFolder.beside(tmp_path / str(jobs), WorkKey("0", "one study", "summary"), resume=False)
        cssim.compare(prepared(), runs=3, jobs=jobs, work=work)
        found.append({file.name: file.read_bytes() for file in work.path.iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) == 4
