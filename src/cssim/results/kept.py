"""A finished study in one file of its folder, ``study.npz``: all that a report is made of, and no customer's name.

A zip of ``study.json``, which says what was studied, and one archive per run (:mod:`cssim.results.archive`) with
the measures of every design; ledgers and accounts are files of their own.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from cssim.errors import InputError
from cssim.plan.labels import Labels
from cssim.results import archive
from cssim.results.attribution import BRIDGE_LINES
from cssim.results.catalogue import parse_metric
from cssim.results.contests import SCHEMA_VERSION
from cssim.results.decision import Decision
from cssim.results.measures import COLUMNS, TEAM_COLUMNS
from cssim.results.precision import Goal
from cssim.results.record import RunRecord
from cssim.results.run import AccountColumns, LedgerColumns
from cssim.results.studies import Comparison, FailedRun, Result
from cssim.results.work_folder import KeptRecords, WorkFolder

_Columns = TypeVar("_Columns", LedgerColumns, AccountColumns)

FILE: Final = "study.npz"
MANIFEST: Final = "manifest.json"
_ABOUT: Final = "study.json"
_LAYOUT: Final = {
    "cells": list(COLUMNS),
    "teams": list(TEAM_COLUMNS),
    "steps": [f"{line.group} {line.name}" for line in BRIDGE_LINES],
}
"""What the columns of the arrays are: numbers of a version that had others would be taken for what they are not."""


class Kept(NamedTuple):
    """A study read back, and what its ``page`` says beside the numbers, as it was given to :func:`kept`."""

    study: Result | Comparison
    page: Mapping[str, Any]


def kept(study: Result | Comparison, page: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the content of ``study.npz`` run by run; the same study and page give the same bytes.

    Parameters
    ----------
    study
        One with at least one finished run.
    page
        What the report says beside the numbers: plain values only.
    """
    chunks = _Chunks()
    results = study.results if isinstance(study, Comparison) else (study,)
    with zipfile.ZipFile(chunks, "w") as file:
        file.writestr(zipfile.ZipInfo(_ABOUT), json.dumps(_about(study, results, page)))
        for records in zip(*(result.records for result in results), strict=True):
            # stored as it is: it is compressed already
            name = zipfile.ZipInfo(f"{records[0].run}.npz")
            file.writestr(name, archive.to_bytes([_without_lines(record) for record in records]))
            yield chunks.taken()
    yield chunks.taken()


def read_kept(folder: Path) -> Kept:
    """Return the study of a folder that ``run`` or ``compare`` wrote.

    Raises
    ------
    InputError
        If there is no such folder, nobody can make a report of what is in it, or this cssim cannot read it.
    """
    manifest = _manifest(folder)
    path = folder / FILE
    if not path.is_file():
        message = f"{FILE} is not there; run and compare write it, but this is by: {manifest.get('command', '')}"
        raise InputError.of(message, file=str(folder))
    try:
        with zipfile.ZipFile(path) as file:
            about = json.loads(file.read(_ABOUT))
            _check_layout(about, manifest, path)
            work = WorkFolder.temporary()
            for run in about["runs"]:
                work.save(run, file.read(f"{run}.npz"))
        return Kept(_study(about, work), about["page"])
    except archive.DAMAGE as error:
        raise InputError.of(f"this is not a study that cssim can read: {error}", file=str(path)) from error


class _Chunks(io.RawIOBase):
    """A file that cannot be wound back: what is written waits until it is taken."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:
        """Keep a part."""
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since it was last asked."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _about(study: Result | Comparison, results: tuple[Result, ...], page: Mapping[str, Any]) -> dict[str, Any]:
    first = results[0]
    found = {
        "schema_version": SCHEMA_VERSION,
        "layout": _LAYOUT,
        "name": first.name,
        "seed": first.seed,
        "assumptions": first.assumptions,
        "scenario_hash": first.scenario_hash,
        "runs": [record.run for record in first.records],
        "failed": [(one.run, one.reason) for one in study.failed],
        "goals": [(goal.key.text, goal.half_width) for goal in study.goals],
        "designs": {result.design: _labels(result.labels) for result in results},
        "page": page,
    }
    if isinstance(study, Comparison):
        on = study.decision
        found["comparison"] = {
            "decision": (on.on.text, on.minus_cost, on.minimum_difference),
            "at": study.at,
            "start": study.start,
        }
    return found


def _labels(labels: Labels) -> dict[str, Any]:
    """Return the names that a report needs: those of the customers are not among them."""
    return {
        "start": labels.start.isoformat(),
        "currency": labels.currency,
        "segments": labels.segments,
        "teams": labels.teams,
        "shocks": labels.shocks,
    }


def _study(about: Mapping[str, Any], work: WorkFolder) -> Result | Comparison:
    """Return the study that a ``study.json`` tells of, with its runs read from ``work``."""
    failed = tuple(FailedRun(run, reason) for run, reason in about["failed"])
    results = tuple(
        Result(
            name=about["name"],
            design=design,
            labels=_labels_of(labels),
            records=KeptRecords(work, about["runs"], index),
            seed=about["seed"],
            assumptions=about["assumptions"],
            scenario_hash=about["scenario_hash"],
            failed=failed,
        )
        for index, (design, labels) in enumerate(about["designs"].items())
    )
    months, teams = results[0].months, results[0].teams
    goals = tuple(Goal(parse_metric(text, months, teams), half_width) for text, half_width in about["goals"])
    if "comparison" not in about:
        return replace(results[0], goals=goals)
    how = about["comparison"]
    on, minus_cost, minimum = how["decision"]
    decision = Decision(parse_metric(on, months, teams), minus_cost, minimum)
    return Comparison(results, decision, how["at"], how["start"], failed, goals)


def _labels_of(labels: Mapping[str, Any]) -> Labels:
    segments, teams, shocks = (tuple(labels[name]) for name in ("segments", "teams", "shocks"))
    return Labels(date.fromisoformat(labels["start"]), labels["currency"], segments, teams, (), shocks)


def _without_lines(record: RunRecord) -> RunRecord:
    """Return a record without its ledger and accounts."""
    return replace(record, ledger=_first(record.ledger, 0), accounts=_first(record.accounts, 0))


def _first(columns: _Columns, lines: int) -> _Columns:
    """Return the first lines of a table."""
    return replace(columns, **{each.name: getattr(columns, each.name)[:lines] for each in fields(columns)})


def _manifest(folder: Path) -> Mapping[str, Any]:
    """Return the manifest of a folder of results, if this cssim knows what is written there."""
    path = folder / MANIFEST
    if not folder.is_dir():
        raise InputError.of("there is no such folder", file=str(folder))
    if not path.is_file():
        raise InputError.of(f"this is no folder of results: {MANIFEST} is not there", file=str(folder))
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        newer = found["schema_version"] > SCHEMA_VERSION
        version = found["versions"]["cssim"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError.of("this is not a manifest that cssim wrote", file=str(path)) from error
    if newer:
        message = f"schema_version {found['schema_version']} is newer than this cssim knows; cssim {version} wrote it"
        raise InputError.of(f"{message}: install that version or a later one", file=str(path))
    manifest: Mapping[str, Any] = found
    return manifest


def _check_layout(about: Mapping[str, Any], manifest: Mapping[str, Any], path: Path) -> None:
    if about["layout"] != _LAYOUT:
        version = manifest["versions"]["cssim"]
        message = f"it counts other things than this cssim; cssim {version} wrote it: use that version, or run it again"
        raise InputError.of(message, file=str(path))
