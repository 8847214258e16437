"""A record comes back from disk as it went there, without pickles."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
import pytest
from tests import fake_runs
from tests.fake_runs import record

from cssim.domain.ledger import CHURN, DOWNSELL
from cssim.errors import BrokenInvariant, InputError
from cssim.results.record import from_file, record_of, to_bytes

OPENING = [100_00, 200_00, 300_00]
CHANGES = [(1.5, 1, CHURN, -200_00), (5.5, 2, DOWNSELL, -33_33)]


def same(one: object, other: object) -> bool:
    if is_dataclass(one):
        return type(one) is type(other) and all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, np.ndarray):
        assert isinstance(other, np.ndarray)
        return one.dtype == other.dtype and np.array_equal(one, other)
    return type(one) is type(other) and one == other


def test_records_come_back_identical(tmp_path: Path) -> None:
    records = tuple(record(OPENING, CHANGES, design=name, segments=2) for name in ("today", "täglich = neu"))
    file = tmp_path / "0000.npz"
    file.write_bytes(to_bytes(records))
    back = from_file(file)
    assert len(back) == 2
    assert all(same(one, other) for one, other in zip(records, back, strict=True))
    assert to_bytes(back) == to_bytes(records)


def test_nothing_in_the_file_is_a_pickle(tmp_path: Path) -> None:
    file = tmp_path / "0000.npz"
    file.write_bytes(to_bytes([record(OPENING, CHANGES)]))
    with np.load(file, allow_pickle=False) as archive:
        assert all(archive[name].dtype != object for name in archive.files)


@pytest.mark.parametrize("keep", [0, 30, 400])
def test_a_torn_file_is_refused(tmp_path: Path, keep: int) -> None:
    file = tmp_path / "0000.npz"
    file.write_bytes(to_bytes([record(OPENING, CHANGES)])[:keep])
    with pytest.raises(InputError, match="not a finished run"):
        from_file(file)


def test_another_archive_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "0000.npz", x=np.arange(3))
    with pytest.raises(InputError, match="not a finished run"):
        from_file(tmp_path / "0000.npz")


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    opened = []

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return opened.append, ("opened",)

    np.savez(tmp_path / "0000.npz", **{"0.design": np.array([Trap()], dtype=object)})
    with pytest.raises(InputError, match="not a finished run"):
        from_file(tmp_path / "0000.npz")
    assert opened == []


def test_a_run_that_does_not_balance_makes_no_record() -> None:
    run = fake_runs.run_of(fake_runs.story(OPENING, CHANGES), 24)
    run.tally.arr[3, 0, CHURN] -= 1
    with pytest.raises(BrokenInvariant):
        record_of(run, fake_runs.lowered(24, OPENING), "today", 0.8)
