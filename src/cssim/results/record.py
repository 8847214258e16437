"""RunRecord: one run of one design made compact; what travels from a worker, and what a work folder keeps.

On disk it is a NumPy archive of plain arrays: nothing is ever pickled or unpickled.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from cssim.errors import InputError
from cssim.plan.labels import Lowered
from cssim.results import bridge
from cssim.results.measures import Measures, measures
from cssim.results.run import AccountColumns, LedgerColumns, Run


@dataclass(frozen=True)
class RunRecord:
    """One run of one design.

    ``segments`` and ``teams`` are the names behind the indices; ``account_segment`` (n_accounts,) is the segment
    index of each account of the opening book.
    """

    design: str
    run: int
    seed: int
    engine: str
    segments: tuple[str, ...]
    teams: tuple[str, ...]
    measures: Measures
    ledger: LedgerColumns
    accounts: AccountColumns
    account_segment: NDArray[np.int64]

    @property
    def months(self) -> int:
        """Number of simulated months."""
        return self.measures.months


def record_of(run: Run, lowered: Lowered, design: str, gross_margin: float) -> RunRecord:
    """Return the record of a finished run, after checking that its books balance.

    Parameters
    ----------
    run
        The run.
    lowered
        Plan and labels it was simulated from.
    design
        Name of the design.
    gross_margin
        Share of revenue left before the cost of customer success.

    Raises
    ------
    BrokenInvariant
        If ledger, counters and accounts do not tell the same story.
    """
    bridge.verify(run)
    plan, labels = lowered
    return RunRecord(
        design=design,
        run=run.run,
        seed=run.seed,
        engine=run.engine,
        segments=labels.segments,
        teams=labels.teams,
        measures=measures(run, plan, gross_margin),
        ledger=run.ledger,
        accounts=run.accounts,
        account_segment=plan.accounts.columns["segment"].copy(),
    )


def to_bytes(records: Sequence[RunRecord]) -> bytes:
    """Return the records of one run (one per design) as the bytes of a ``.npz`` archive."""
    arrays: dict[str, Any] = {}
    for number, record in enumerate(records):
        for name, array in _arrays(record).items():
            arrays[f"{number}.{name}"] = array
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def from_file(path: Path) -> tuple[RunRecord, ...]:
    """Return the records kept in a ``.npz`` archive, equal to those that were written.

    Raises
    ------
    InputError
        If the file is not a whole archive of records.
    """
    try:
        # through memory: a damaged archive must not leave the file open, which Windows would then not let go of
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        count = 1 + max(int(name.split(".", 1)[0]) for name in arrays)
        return tuple(_record(arrays, f"{number}.") for number in range(count))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        raise InputError.of(f"this is not a finished run that cssim can read: {error}", file=str(path)) from error


def _arrays(record: RunRecord) -> dict[str, NDArray[Any]]:
    """Return every value of a record as an array, by dotted name."""
    arrays: dict[str, NDArray[Any]] = {}
    for part in ("measures", "ledger", "accounts"):
        value = getattr(record, part)
        for item in fields(value):
            arrays[f"{part}.{item.name}"] = np.asarray(getattr(value, item.name))
    for name in ("design", "run", "seed", "engine", "account_segment"):
        arrays[name] = np.asarray(getattr(record, name))
    for name in ("segments", "teams"):
        arrays[name] = np.array(getattr(record, name), dtype=np.str_)
    return arrays


def _record(arrays: Mapping[str, NDArray[Any]], prefix: str) -> RunRecord:
    """Return the record whose arrays begin with ``prefix``."""

    def part(kind: type[Any], name: str) -> Any:
        values = {item.name: arrays[f"{prefix}{name}.{item.name}"] for item in fields(kind)}
        return kind(**{key: value.item() if value.ndim == 0 else value for key, value in values.items()})

    return RunRecord(
        design=str(arrays[f"{prefix}design"]),
        run=int(arrays[f"{prefix}run"]),
        seed=int(arrays[f"{prefix}seed"]),
        engine=str(arrays[f"{prefix}engine"]),
        segments=tuple(arrays[f"{prefix}segments"].tolist()),
        teams=tuple(arrays[f"{prefix}teams"].tolist()),
        measures=part(Measures, "measures"),
        ledger=part(LedgerColumns, "ledger"),
        accounts=part(AccountColumns, "accounts"),
        account_segment=arrays[f"{prefix}account_segment"],
    )
