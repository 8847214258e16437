"""Steps from the ARR of one design to that of another over paired runs, and how well each is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from cssim.results.attribution import BRIDGE_LINES, Line
from cssim.results.frames import Columns
from cssim.results.measures import CLOSING
from cssim.results.record import RunRecord
from cssim.results.statistics import Estimate, estimate
from cssim.units import CENTS

Block = tuple[str, str, str, str, NDArray[np.int64]]
"""Rows of ``attribution.csv``: design, what they are about, group, line, and an amount [cents] per run."""


@dataclass(frozen=True)
class Steps:
    """Why design ``b`` ends with another ARR than design ``a``.

    ``runs`` are the numbers of the finished runs; in whole cents ``closing`` (n_runs, 2) and ``bridge``
    (n_runs, lines), which add up to the difference in every run.
    """

    a: str
    b: str
    runs: tuple[int, ...]
    closing: NDArray[np.int64]
    bridge: NDArray[np.int64]

    @cached_property
    def lines(self) -> dict[Line, Estimate]:
        """Every line from ``a`` to ``b`` [currency] that is not 0 in all runs; positive is more ARR with ``b``."""
        return {line: estimated(self.bridge[:, at]) for at, line in enumerate(BRIDGE_LINES) if self.bridge[:, at].any()}

    @property
    def expected(self) -> Estimate:
        """The part of :attr:`difference` that is no chance [currency]: the lines before those of chance."""
        surely = [at for at, line in enumerate(BRIDGE_LINES) if line.group != "chance"]
        return estimated(self.bridge[:, surely].sum(axis=1))

    @property
    def difference(self) -> Estimate:
        """Closing ARR of ``b`` less that of ``a`` [currency]."""
        return estimated(self.closing[:, 1] - self.closing[:, 0])

    def blocks(self) -> list[Block]:
        """Return the rows that add up, run by run, to the difference of closing ARR."""
        return [
            (self.b, "difference", line.group, line.name, self.bridge[:, at]) for at, line in enumerate(BRIDGE_LINES)
        ]

    def columns(self) -> Columns:
        """Return the rows of ``attribution.csv`` by column: every line that is not 0 in all runs, in whole cents."""
        blocks = [block for block in self.blocks() if block[4].any()]
        count = len(self.runs)
        texts = {
            name: np.repeat(np.array([block[at] for block in blocks], dtype=object), count)
            for at, name in enumerate(("design", "about", "group", "line"))
        }
        return {
            "design": texts["design"],
            "baseline": np.full(len(blocks) * count, self.a, dtype=object),
            "run": np.tile(np.array(self.runs, dtype=np.int64), len(blocks)),
            **{name: texts[name] for name in ("about", "group", "line")},
            "amount_cents": np.concatenate([np.zeros(0, dtype=np.int64), *(block[4] for block in blocks)]),
        }


def steps_of(a: str, base: Sequence[RunRecord], b: str, other: Sequence[RunRecord]) -> Steps | None:
    """Return the steps between two designs of a study, None if its runs kept none; records are looked at once."""
    rows = []
    for one, two in zip(base, other, strict=True):
        if not len(two.steps):
            return None
        rows.append((two.run, [_closing(one), _closing(two)], two.steps))
    return Steps(
        a, b, tuple(run for run, _, _ in rows), np.array([closing for _, closing, _ in rows], dtype=np.int64),
        np.array([steps for _, _, steps in rows], dtype=np.int64),
    )  # fmt: skip


def _closing(record: RunRecord) -> int:
    """Return the ARR [cents] of all customers at the end of a run."""
    return int(record.measures.cells[-1, -1, CLOSING])


def estimated(cents: NDArray[np.int64]) -> Estimate:
    """Return the summary over runs of an amount [cents], in whole currency; whole cents are never undefined."""
    return cast(Estimate, estimate(cents / CENTS))
