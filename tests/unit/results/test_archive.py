"""A record comes back from an archive as it went there, without pickles."""

from __future__ import annotations

import io
import json
import time
import zipfile
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from tests.fake_runs import record

from cssim.domain.ledger import CHURN, DOWNSELL
from cssim.errors import InputError
from cssim.results.archive import from_file, is_whole, to_bytes
from cssim.results.record import RunRecord

OPENING = [100_00, 200_00, 300_00]
CHANGES = [(1.5, 1, CHURN, -200_00), (5.5, 2, DOWNSELL, -33_33)]


def made(run: int = 0) -> tuple[RunRecord, ...]:
    return tuple(record(OPENING, CHANGES, design=name, segments=2, run=run) for name in ("today", "täglich = neu"))


def written(folder: Path, data: bytes) -> Path:
    file = folder / "0000.npz"
    file.write_bytes(data)
    return file


def same(one: object, other: object) -> bool:
    if is_dataclass(one):
        return type(one) is type(other) and all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, np.ndarray):
        assert isinstance(other, np.ndarray)
        return one.dtype == other.dtype and np.array_equal(one, other)
    return type(one) is type(other) and one == other


def test_records_come_back_identical(tmp_path: Path) -> None:
    records = made()
    file = written(tmp_path, to_bytes(records, "a study"))
    back = [from_file(file, design) for design in range(2)]
    assert all(same(one, other) for one, other in zip(records, back, strict=True))
    assert to_bytes(back, "a study") == file.read_bytes()


@pytest.mark.parametrize("value", [0, 127, -129, 2**31 - 1, -(2**31) - 1, 2**63 - 1, -(2**63)])
def test_whole_numbers_of_every_size_come_back(tmp_path: Path, value: int) -> None:
    one = made()[0]
    ledger = replace(one.ledger, amount=np.full_like(one.ledger.amount, value))
    empty = replace(one.accounts, health=np.zeros(0))
    one = replace(one, ledger=ledger, accounts=empty)
    assert same(from_file(written(tmp_path, to_bytes([one])), 0), one)


def test_the_bytes_do_not_tell_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    before = to_bytes(made())
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert to_bytes(made()) == before


def test_nothing_in_the_file_is_a_pickle(tmp_path: Path) -> None:
    file = written(tmp_path, to_bytes(made()))
    with np.load(file, allow_pickle=False) as archive:
        assert sorted(archive.files) == ["0", "0.json", "1", "1.json"]
        assert archive["1"].dtype == np.uint8
        assert json.loads(archive["1.json"])["design"] == "täglich = neu"


@pytest.mark.parametrize("keep", [0, 30, 400, -1])
def test_a_torn_file_is_refused(tmp_path: Path, keep: int) -> None:
    file = written(tmp_path, to_bytes(made())[:keep])
    assert not is_whole(file, 0, "")
    with pytest.raises(InputError, match="not a finished run"):
        from_file(file, 0)


def test_a_flipped_bit_is_found(tmp_path: Path) -> None:
    data = bytearray(to_bytes(made()))
    for place in range(40, len(data), 97):
        data[place] ^= 1
        assert not is_whole(written(tmp_path, bytes(data)), 0, "") or _reads_the_same(tmp_path)
        data[place] ^= 1


def _reads_the_same(folder: Path) -> bool:
    """A bit of the file may say nothing: the date of a member, say."""
    return all(same(from_file(folder / "0000.npz", design), one) for design, one in enumerate(made()))


def test_a_run_of_another_study_or_number_is_known(tmp_path: Path) -> None:
    file = written(tmp_path, to_bytes(made(3), "a study"))
    assert is_whole(file, 3, "a study")
    assert not is_whole(file, 2, "a study")
    assert not is_whole(file, 3, "another study")
    assert not is_whole(tmp_path / "none.npz", 3, "a study")


def test_another_archive_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "0000.npz", x=np.arange(3))
    assert not is_whole(tmp_path / "0000.npz", 0, "")
    with pytest.raises(InputError, match="not a finished run"):
        from_file(tmp_path / "0000.npz", 0)


@pytest.mark.parametrize("kind", ["|O", "<U4"])
def test_arrays_of_something_else_are_refused(tmp_path: Path, kind: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(to_bytes(made()))) as old, zipfile.ZipFile(data, "w") as new:
        about = json.loads(old.read("0.json"))
        about["arrays"]["accounts.segment"][0] = kind
        new.writestr("0.json", json.dumps(about))
        new.writestr("0.npy", old.read("0.npy"))
    with pytest.raises(InputError, match="not a finished run"):
        from_file(written(tmp_path, data.getvalue()), 0)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    opened = []

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return opened.append, ("opened",)

    about = to_bytes(made())
    trap = io.BytesIO()
    np.save(trap, np.array([Trap()], dtype=object))
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(about)) as old, zipfile.ZipFile(data, "w") as new:
        new.writestr("0.json", old.read("0.json"))
        new.writestr("0.npy", trap.getvalue())
    with pytest.raises(InputError, match="not a finished run"):
        from_file(written(tmp_path, data.getvalue()), 0)
    assert opened == []
