"""The files of a study: manifest, audit, scenario, summary, tables; written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from cssim.plan.labels import Labels
from cssim.results import bridge, frames, text_files
from cssim.results.contests import SCHEMA_VERSION, plain
from cssim.results.folder import NewFolder
from cssim.results.record import RunRecord
from cssim.results.statistics import Estimate
from cssim.results.studies import Comparison, Result
from cssim.results.why import Attribution

_Make = Callable[[RunRecord, Labels], frames.Columns]

LEDGER_LINES: Final = 1_000_000
"""Lines of ``ledger.csv`` (and of ``accounts.csv``) at most: whole runs are left out beyond it."""
_LIBRARIES: Final = ("numpy", "pandas", "pydantic", "pyyaml", "scipy", "simpy")


@dataclass(frozen=True)
class Manifest:
    """What was asked: everything the results depend on, and nothing of the machine.

    ``command`` leaves out options that change no number, such as ``--jobs`` and ``--out``. ``engine`` is the one asked
    for (auto, simpy or compiled): which of them ran changes no number either, and stands in the audit. ``definitions``
    says what retention and a logo mean.
    """

    command: str
    scenario: str
    scenario_hash: str
    seed: int
    runs: int
    engine: str
    assumptions: str
    recording: str
    version: str
    designs: tuple[str, ...]
    definitions: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return the content of ``manifest.json``."""
        fields = asdict(self)
        versions = {"cssim": fields.pop("version"), **_versions()}
        return {"schema_version": SCHEMA_VERSION, **fields, "versions": versions}


@dataclass(frozen=True)
class InputFile:
    """A file that was read: its name, SHA-256 and number of data rows (None for a file without rows)."""

    name: str
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Audit:
    """Who ran what on which files, and when; beside the manifest because it changes from run to run.

    ``engine`` is the one that ran. ``control_total`` and ``book_total`` in whole currency, None if not given.
    """

    when: str
    author: str = ""
    inputs: tuple[InputFile, ...] = ()
    control_total: float | None = None
    book_total: float | None = None
    engine: str = ""

    def document(self) -> dict[str, Any]:
        """Return the content of ``audit.json``."""
        return {"schema_version": SCHEMA_VERSION, **asdict(self)}


@dataclass(frozen=True)
class Papers:
    """What goes into the folder beside the numbers: manifest, audit, resolved scenario, ``extra`` files.

    An extra file of many parts is made while it is written.
    """

    manifest: Manifest
    audit: Audit
    scenario_yaml: str
    extra: Mapping[str, bytes | Iterable[bytes]] = field(default_factory=dict)


def write_result(result: Result, out: Path, papers: Papers, *, force: bool = False) -> tuple[str, ...]:
    """Write the folder of ``cssim run``.

    Returns
    -------
    tuple of str
        What the user should know, such as runs that did not fit into ``ledger.csv``.

    Raises
    ------
    InputError
        If the folder exists and ``force`` is not set.
    """
    return _write([result], out, papers, force=force, lines=True)


def write_comparison(
    comparison: Comparison, out: Path, papers: Papers, *, force: bool = False, ledger: bool = False
) -> tuple[str, ...]:
    """Write the folder of ``cssim compare``; ledger and accounts only with ``ledger``. See :func:`write_result`."""
    more = {"comparison.json": comparison.to_json().encode()}
    if comparison.steps:
        table = text_files.attribution_csv(one.columns() for one in comparison.steps)
        more["attribution.csv"] = "".join(table).encode()
    return _write(comparison.results, out, papers, force=force, lines=ledger, more=more)


def write_attribution(found: Attribution, out: Path, papers: Papers, *, force: bool = False) -> None:
    """Write the folder of ``cssim attribute``.

    Raises
    ------
    InputError
        If the folder exists and ``force`` is not set.
    """
    with NewFolder(out, force=force) as folder:
        _write_papers(folder, papers, papers.manifest.document())
        folder.write("attribution.csv", text_files.attribution_csv([found.columns()]))
        for name, data in papers.extra.items():
            folder.write(name, data)


def write_claims(content: Mapping[str, Any], out: Path, papers: Papers, *, force: bool = False) -> None:
    """Write the folder of ``cssim claims``; ``content`` is :func:`cssim.results.claims_answer.document`.

    Raises
    ------
    InputError
        If the folder exists and ``force`` is not set.
    """
    with NewFolder(out, force=force) as folder:
        _write_papers(folder, papers, papers.manifest.document())
        folder.write("claims.json", text_files.json_text({"schema_version": SCHEMA_VERSION, **content}))


def summary_document(results: Sequence[Result]) -> dict[str, Any]:
    """Return the content of ``summary.json``: per design, and beside it per segment, every ``metric.period``.

    A metric that is not defined in any run is left out; money is in whole currency.
    """
    segments = dict.fromkeys(name for result in results for name in result.segments)
    return {
        "schema_version": SCHEMA_VERSION,
        "designs": {result.design: _estimates(result.estimates()) for result in results},
        "segments": {
            segment: {result.design: _estimates(result.estimates(segment)) for result in results}
            for segment in segments
        },
    }


def _write(
    results: Sequence[Result],
    out: Path,
    papers: Papers,
    *,
    force: bool,
    lines: bool,
    more: Mapping[str, bytes] | None = None,
) -> tuple[str, ...]:
    """Write every file of a study."""
    ledger_runs, account_runs = _runs_that_fit(results) if lines else (0, 0)
    total = max((len(result.records) for result in results), default=0)
    notes = [
        f"{name} holds the first {fit} of {total} runs: more would exceed {LEDGER_LINES:,} lines"
        for name, fit in (("ledger.csv", ledger_runs), ("accounts.csv", account_runs))
        if lines and fit < total
    ]
    manifest = papers.manifest.document()
    manifest["notes"] = [*papers.manifest.notes, *notes]
    with NewFolder(out, force=force) as folder:
        _write_papers(folder, papers, manifest)
        folder.write("summary.json", text_files.json_text(summary_document(results)))
        folder.write("monthly.csv", text_files.monthly_csv(_monthly(results)))
        if lines:
            ledgers = _per_run(results, ledger_runs, frames.ledger_columns)
            folder.write("ledger.csv", text_files.ledger_csv(ledgers))
            accounts = _per_run(results, account_runs, frames.account_columns)
            folder.write("accounts.csv", text_files.accounts_csv(accounts))
        for name, data in {**(more or {}), **papers.extra}.items():
            folder.write(name, data)
    return tuple(notes)


def _write_papers(folder: NewFolder, papers: Papers, manifest: Mapping[str, Any]) -> None:
    folder.write("manifest.json", text_files.json_text(manifest))
    folder.write("audit.json", text_files.json_text(papers.audit.document()))
    folder.write("scenario.yaml", papers.scenario_yaml)


def _monthly(results: Sequence[Result]) -> Iterator[frames.Columns]:
    """Yield the monthly table of each design and run, with the columns of all designs."""
    names = list(dict.fromkeys(name for result in results for name in frames.monthly_names(result.teams)))
    for result in results:
        for record in result.records:
            table = frames.monthly_columns(record, result.labels)
            bridge.verify_monthly(table)
            empty = np.full(len(table["run"]), np.nan)
            yield {name: table.get(name, empty) for name in names}


def _per_run(results: Sequence[Result], runs: int, make: _Make) -> Iterator[frames.Columns]:
    """Yield one table per design and run: a long ledger is never held as a whole."""
    for result in results:
        for record in result.records[:runs]:
            yield make(record, result.labels)


def _runs_that_fit(results: Sequence[Result]) -> tuple[int, int]:
    """Return how many of the first runs, all designs of each, stay within the limit: of ledger lines, of accounts."""
    sizes = np.zeros((min(len(result.records) for result in results), 2), dtype=np.int64)
    for result in results:
        sizes += [(len(record.ledger.time), len(record.accounts.opening)) for record in result.records]
    lines, accounts = np.cumsum(sizes, axis=0).T
    return int((lines <= LEDGER_LINES).sum()), int((accounts <= LEDGER_LINES).sum())


def _estimates(estimates: Mapping[str, Estimate]) -> dict[str, dict[str, float | None]]:
    return {name: {key: plain(value) for key, value in one._asdict().items()} for name, one in estimates.items()}


def _versions() -> dict[str, str]:
    """Return the versions of the libraries the numbers depend on."""
    from importlib.metadata import version

    return {name: version(name) for name in _LIBRARIES}
