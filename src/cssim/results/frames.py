"""Tables of a study: monthly metrics, the ARR ledger and the accounts, as pandas frames with the columns of the files.

Money is in whole currency with cents as decimals, except where a column's name says cents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from cssim.domain.ledger import KINDS, NEW, REASONS, SOURCES, WINBACK
from cssim.plan.labels import Labels
from cssim.results.bridge import month_of_lines
from cssim.results.catalogue import METRICS, TEAM_METRICS
from cssim.results.measures import monthly_windows
from cssim.results.record import RunRecord
from cssim.units import CENTS, MILLI, date_of_hours, month_label, month_of

if TYPE_CHECKING:
    import pandas as pd

Columns = Mapping[str, NDArray[Any]]
"""A table: arrays of one length by the name of their column, in order."""
ALL: Final = "all"
"""The name of the total over segments."""
MONTHLY_KEYS: Final = ("design", "run", "month", "segment")
LEDGER_COLUMNS: Final = (
    "design", "run", "date", "month", "time_hours", "account", "external_id", "contract", "segment", "kind", "source",
    "amount_cents", "arr_after_cents", "reason",
)  # fmt: skip
ACCOUNT_COLUMNS: Final = (
    "design", "run", "account", "segment", "arr_opening", "arr_closing", "outcome", "top_cause", "people_met",
    "transfers", "requests", "wait_hours", "expected_loss", "health", "name",
)  # fmt: skip
TEXT_COLUMNS: Final = frozenset(
    {"design", "segment", "account", "external_id", "contract", "kind", "source", "reason", "outcome", "top_cause",
     "name", "baseline", "contact"}
)  # fmt: skip
"""Columns whose words come, or may come, from a user's file."""


def monthly_frame(records: Iterable[RunRecord], labels: Labels) -> pd.DataFrame:
    """Return every metric by design, run, month and segment (``all`` for the total).

    Metrics of the whole organization and of teams stand on the ``all`` rows and are empty elsewhere, as is whatever
    is not defined yet (``nrr`` before month 12).
    """
    return _joined(monthly_columns(record, labels) for record in records)


def ledger_frame(records: Iterable[RunRecord], labels: Labels) -> pd.DataFrame:
    """Return the ARR ledger, one row per line, in written order."""
    return _joined(ledger_columns(record, labels) for record in records)


def accounts_frame(records: Iterable[RunRecord], labels: Labels) -> pd.DataFrame:
    """Return how every account fared, of the opening book and won, one row per run and account."""
    return _joined(account_columns(record, labels) for record in records)


def monthly_names(teams: Sequence[str]) -> list[str]:
    """Return the columns of the monthly table of a design with these teams."""
    of_teams = [f"{metric.name}_{team}" for metric in TEAM_METRICS for team in teams]
    return [*MONTHLY_KEYS, *(metric.name for metric in METRICS), *of_teams]


def monthly_columns(record: RunRecord, labels: Labels) -> Columns:
    """Return the rows of one run in :func:`monthly_frame`, by column."""
    months, groups = record.months, len(record.segments) + 1
    windows = monthly_windows(months)
    names = [month_label(labels.start, month) for month in range(months)]
    columns: dict[str, NDArray[Any]] = {
        **_whose(record, months * groups),
        "month": np.repeat(_words(names), groups),
        "segment": np.tile(_words([*record.segments, ALL]), months),
    }
    for metric in METRICS:
        values = metric.values(record.measures, windows)
        columns[metric.name] = values.ravel() if metric.scope == "segment" else _on_total(values[:, 0], groups)
    for metric in TEAM_METRICS:
        values = metric.values(record.measures, windows)
        for index, team in enumerate(record.teams):
            columns[f"{metric.name}_{team}"] = _on_total(values[:, index], groups)
    return columns


def _on_total(values: NDArray[np.float64], groups: int) -> NDArray[np.float64]:
    """Return one value per month on the rows of the total, not-a-number on those of the segments."""
    table = np.full((len(values), groups), np.nan)
    table[:, -1] = values
    return table.ravel()


def ledger_columns(record: RunRecord, labels: Labels) -> Columns:
    """Return the rows of one run in :func:`ledger_frame`, by column."""
    lines = record.ledger
    months = month_of_lines(lines)
    accounts = names_of(record, labels)[0][lines.account]
    return {
        **_whose(record, len(lines.time)),
        "date": _once_each(lines.time, lambda time: _day(time, labels.start)),
        "month": _once_each(months, lambda month: month_label(labels.start, int(month))),
        "time_hours": lines.time,
        "account": accounts,
        "external_id": accounts,
        "contract": accounts + "-1",
        "segment": _words(record.segments)[lines.segment],
        "kind": _words(KINDS)[lines.kind],
        "source": _words(SOURCES)[lines.source],
        "amount_cents": lines.amount,
        "arr_after_cents": lines.after,
        "reason": _words(REASONS)[lines.reason],
    }


def account_columns(record: RunRecord, labels: Labels) -> Columns:
    """Return the rows of one run in :func:`accounts_frame`, by column."""
    columns = record.accounts
    count = len(columns.opening)
    external_ids, names = names_of(record, labels)
    return {
        **_whose(record, count),
        "account": external_ids,
        "segment": _words(record.segments)[columns.segment],
        "arr_opening": columns.opening / CENTS,
        "arr_closing": columns.closing / CENTS,
        "outcome": _outcomes(columns.opening, columns.closing),
        "top_cause": _words(REASONS)[columns.reason],
        "people_met": columns.faces,
        "transfers": columns.transfers,
        "requests": columns.requests,
        "wait_hours": columns.wait_milli / MILLI,
        "expected_loss": columns.expected_loss / CENTS,
        "health": columns.health if len(columns.health) else np.full(count, np.nan),
        "name": names,
    }


def names_of(record: RunRecord, labels: Labels) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return external ids and names of all accounts of a run, (n_accounts,).

    Those that were won are called by segment and month, in which their number is: ``new-enterprise-2027-03-1``; those
    that another customer brought by that one and their number among its own.
    """
    known, columns = len(labels.accounts), record.accounts
    ids = [label.external_id for label in labels.accounts]
    begun = (record.ledger.kind == NEW) & (record.ledger.source != WINBACK)
    segment = dict(zip(record.ledger.account[begun].tolist(), record.ledger.segment[begun].tolist(), strict=True))
    won = (columns.joined[known:].tolist(), columns.number[known:].tolist(), columns.parent[known:].tolist())
    for index, (joined, number, parent) in enumerate(zip(*won, strict=True), known):
        month = month_label(labels.start, month_of(joined))
        by = f"new-{record.segments[segment[index]]}-{month}" if parent < 0 else f"{ids[parent]}-referral"
        ids.append(f"{by}-{number + 1}")
    return _words(ids), _words([*(label.name for label in labels.accounts), *ids[known:]])


def _whose(record: RunRecord, rows: int) -> dict[str, NDArray[Any]]:
    """Return the columns that are the same in every row of a run."""
    return {"design": np.full(rows, record.design, dtype=object), "run": np.full(rows, record.run, dtype=np.int64)}


def _outcomes(opening: NDArray[np.int64], closing: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return what became of each account, in a word."""
    words = _words(("churned", "contracted", "kept", "expanded", "new"))
    return words[np.where(closing == 0, 0, np.where(opening == 0, 4, 2 + np.sign(closing - opening)))]


def _once_each(values: NDArray[Any], word: Callable[[Any], str]) -> NDArray[np.object_]:
    """Return ``word(value)`` for every value, called once per distinct one."""
    distinct, place = np.unique(values, return_inverse=True)
    return _words([word(value) for value in distinct.tolist()])[place]


def _words(words: Sequence[str]) -> NDArray[np.object_]:
    """Return words as an array that codes can index."""
    return np.array([*words], dtype=object)


def _day(time: float, start: date) -> str:
    return date_of_hours(time, start).isoformat()


def _joined(tables: Iterable[Columns]) -> pd.DataFrame:
    """Return the rows of all tables; a column that one of them lacks is empty there."""
    import pandas as pd

    frames = [pd.DataFrame(table) for table in tables]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
