"""Why one design ends with another ARR than another: the attribution of paired runs, and how well it is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from cssim.plan.labels import Labels
from cssim.results.attribution import (
    BRIDGE_LINES,
    REASONS,
    REFERENCES,
    RUN_LINES,
    Line,
    Parts,
    Reference,
    Stocks,
    bridge,
    ends_of,
    explained_run,
    lost_by_reason,
)
from cssim.results.contests import SCHEMA_VERSION, plain
from cssim.results.frames import Columns
from cssim.results.run import Run
from cssim.results.statistics import Estimate, estimate
from cssim.results.studies import FailedRun
from cssim.units import CENTS

if TYPE_CHECKING:
    import pandas as pd


class PairParts(NamedTuple):
    """One run of two designs, explained [cents].

    ``bridge`` by :data:`BRIDGE_LINES`; ``closing`` of both; ``explained`` (references, 2 designs, RUN_LINES); ``lost``
    (references, 2 designs, REASONS) the ARR that left by reason.
    """

    run: int
    closing: Parts
    bridge: Parts
    explained: tuple[tuple[Parts, ...], ...]
    lost: tuple[tuple[Parts, ...], ...]


def pair_parts(one: Run, other: Run, today: Stocks) -> PairParts:
    """Return why two runs of one number differ, both recorded at ``money`` or above; ``today`` as in ``ends_of``."""
    runs = (one, other)
    ends = [ends_of(run, today) for run in runs]
    return PairParts(
        run=one.run,
        closing=tuple(int(run.accounts.closing.sum()) for run in runs),
        bridge=bridge(one, other, *ends),
        explained=tuple(tuple(explained_run(each, reference) for each in ends) for reference in REFERENCES),
        lost=tuple(tuple(lost_by_reason(each, reference) for each in ends) for reference in REFERENCES),
    )


@dataclass(frozen=True)
class Attribution:
    """Two designs over the same runs: ``a`` and what ``b`` has more or less.

    ``runs`` are the numbers of the finished runs; amounts in whole cents: ``closing`` (n_runs, 2), ``bridge``
    (n_runs, lines), ``explained`` (n_runs, references, 2, lines), ``lost`` (n_runs, references, 2, reasons).
    """

    name: str
    a: str
    b: str
    labels: Labels
    months: int
    reference: Reference
    seed: int
    assumptions: str
    runs: tuple[int, ...]
    closing: NDArray[np.int64]
    bridge: NDArray[np.int64]
    explained: NDArray[np.int64]
    lost: NDArray[np.int64]
    failed: tuple[FailedRun, ...] = ()

    @cached_property
    def lines(self) -> dict[Line, Estimate]:
        """Every line from ``a`` to ``b`` [currency] that is not 0 in all runs; positive is more ARR with ``b``."""
        return {
            line: _estimated(self.bridge[:, at]) for at, line in enumerate(BRIDGE_LINES) if self.bridge[:, at].any()
        }

    @property
    def expected(self) -> Estimate:
        """The part of :attr:`difference` that is no chance [currency]: the lines before those of chance."""
        surely = [at for at, line in enumerate(BRIDGE_LINES) if line.group != "chance"]
        return _estimated(self.bridge[:, surely].sum(axis=1))

    @property
    def difference(self) -> Estimate:
        """Closing ARR of ``b`` less that of ``a`` [currency]."""
        return _estimated(self.closing[:, 1] - self.closing[:, 0])

    def of_design(self, which: int) -> dict[str, Estimate]:
        """Return what left a design (0: ``a``, 1: ``b``) by :data:`RUN_LINES` [currency], ``churn`` their sum."""
        parts = self.explained[:, REFERENCES.index(self.reference), which]
        found = {line: _estimated(parts[:, at]) for at, line in enumerate(RUN_LINES)}
        return found | {"churn": _estimated(parts.sum(axis=1))}

    def reasons(self, which: int) -> dict[str, float]:
        """Return the mean ARR that left a design by the reason of the account [currency]."""
        lost = self.lost[:, REFERENCES.index(self.reference), which].mean(axis=0) / CENTS
        return dict(zip(REASONS, lost.tolist(), strict=True))

    def columns(self) -> Columns:
        """Return the rows of ``attribution.csv`` by column: every line that is not 0 in all runs, in whole cents.

        Rows whose ``about`` is ``difference`` add up, run by run, to the difference of closing ARR; those of a
        reference and a design to the ARR that left it.
        """
        blocks = [(self.b, "difference", line.group, line.name, self.bridge[:, at])
                  for at, line in enumerate(BRIDGE_LINES)]  # fmt: skip
        for place, reference in enumerate(REFERENCES):
            for which, design in enumerate((self.a, self.b)):
                group = f"churned against {reference}"
                blocks += [(design, group, _group(line), line, self.explained[:, place, which, at])
                           for at, line in enumerate(RUN_LINES)]  # fmt: skip
        blocks = [block for block in blocks if block[4].any()]
        runs = np.array(self.runs, dtype=np.int64)
        texts = {
            name: np.repeat(np.array([block[at] for block in blocks], dtype=object), len(runs))
            for at, name in enumerate(("design", "about", "group", "line"))
        }
        return {
            "design": texts["design"],
            "baseline": np.full(len(blocks) * len(runs), self.a, dtype=object),
            "run": np.tile(runs, len(blocks)),
            **{name: texts[name] for name in ("about", "group", "line")},
            "amount_cents": np.concatenate([block[4] for block in blocks]),
        }

    def frame(self) -> pd.DataFrame:
        """Return :meth:`columns` as a table."""
        import pandas as pd

        return pd.DataFrame(self.columns())

    def summary(self) -> pd.DataFrame:
        """Return mean, interval and quantiles of every line from ``a`` to ``b``, one row each [currency]."""
        import pandas as pd

        index = pd.MultiIndex.from_tuples(list(self.lines), names=["group", "line"])
        return pd.DataFrame([*self.lines.values()], index=index, columns=list(Estimate._fields))

    def document(self) -> dict[str, Any]:
        """Return the attribution as plain values, money in whole currency."""
        designs = tuple(enumerate((self.a, self.b)))
        return {
            "schema_version": SCHEMA_VERSION,
            "a": self.a,
            "b": self.b,
            "month": self.months,
            "reference": self.reference,
            "assumptions": self.assumptions,
            "runs": len(self.runs),
            "failed": [{"run": one.run, "reason": one.reason} for one in self.failed],
            "arr_closing": {name: _document(_estimated(self.closing[:, at])) for at, name in designs},
            "difference": _document(self.difference),
            "expected_difference": _document(self.expected),
            "lines": [{**line._asdict(), **_document(one)} for line, one in self.lines.items()],
            "churned": {
                name: {line: _document(one) for line, one in self.of_design(at).items()} for at, name in designs
            },
            "lost_by_reason": {name: self.reasons(at) for at, name in designs},
        }


def _group(line: str) -> str:
    return line if line in ("reference", "chance") else "driver"


def _estimated(cents: NDArray[np.int64]) -> Estimate:
    # whole cents are never undefined
    return cast(Estimate, estimate(cents / CENTS))


def _document(one: Estimate) -> dict[str, float | None]:
    return {name: plain(value) for name, value in one._asdict().items()}
