"""Why one design ends with another ARR than another: the attribution of paired runs, and how well it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.plan.labels import Labels
from cssim.results.attribution import (
    OF_REASONS,
    REASONS,
    REFERENCES,
    RUN_LINES,
    Parts,
    Reference,
    Stocks,
    bridge,
    ends_of,
    explained_run,
    lost_by_reason,
)
from cssim.results.contests import SCHEMA_VERSION, plain
from cssim.results.run import Run
from cssim.results.statistics import Estimate
from cssim.results.steps import Block, Steps, estimated
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


def pair_parts(one: Run, other: Run, today: Stocks, promises: Sequence[Stocks]) -> PairParts:
    """Return why two runs of one number differ, both recorded at ``money`` or above.

    ``today`` and the ``promises`` of both designs are as in ``ends_of``.
    """
    runs = (one, other)
    ends = [ends_of(run, today, promise) for run, promise in zip(runs, promises, strict=True)]
    return PairParts(
        run=one.run,
        closing=tuple(int(run.accounts.closing.sum()) for run in runs),
        bridge=bridge(one, other, *ends),
        explained=tuple(tuple(explained_run(each, reference) for each in ends) for reference in REFERENCES),
        lost=tuple(tuple(lost_by_reason(each, reference) for each in ends) for reference in REFERENCES),
    )


@dataclass(frozen=True, kw_only=True)
class Attribution(Steps):
    """Two designs over the same runs: ``a``, what ``b`` has more or less, and what left each of them.

    In whole cents: ``explained`` (n_runs, references, 2, lines) and ``lost`` (n_runs, references, 2, reasons).
    """

    name: str
    labels: Labels
    months: int
    reference: Reference
    seed: int
    assumptions: str
    explained: NDArray[np.int64]
    lost: NDArray[np.int64]
    failed: tuple[FailedRun, ...] = ()

    def of_design(self, which: int) -> dict[str, Estimate]:
        """Return what left a design (0: ``a``, 1: ``b``) by :data:`RUN_LINES` [currency], ``churn`` their sum."""
        parts = self.explained[:, REFERENCES.index(self.reference), which]
        found = {line: estimated(parts[:, at]) for at, line in enumerate(RUN_LINES)}
        return found | {"churn": estimated(parts.sum(axis=1))}

    def reasons(self, which: int) -> dict[str, float]:
        """Return the mean ARR that left a design by the reason of the account, against its promise [currency]."""
        lost = self.lost[:, REFERENCES.index(OF_REASONS), which].mean(axis=0) / CENTS
        return dict(zip(REASONS, lost.tolist(), strict=True))

    def blocks(self) -> list[Block]:
        """Return the rows of the difference, then those of what left each design against each reference."""
        found = super().blocks()
        for place, reference in enumerate(REFERENCES):
            for which, design in enumerate((self.a, self.b)):
                about = f"churned against {reference}"
                found += [
                    (design, about, _group(line), line, self.explained[:, place, which, at])
                    for at, line in enumerate(RUN_LINES)
                ]
        return found

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
            "arr_closing": {name: _document(estimated(self.closing[:, at])) for at, name in designs},
            "difference": _document(self.difference),
            "expected_difference": _document(self.expected),
            "lines": [{**line._asdict(), **_document(one)} for line, one in self.lines.items()],
            "churned": {
                name: {line: _document(one) for line, one in self.of_design(at).items()} for at, name in designs
            },
            "lost_by_reason": {name: self.reasons(at) for at, name in designs},
        }


def _group(line: str) -> str:
    return line if line in ("reference", "year", "chance") else "driver"


def _document(one: Estimate) -> dict[str, float | None]:
    return {name: plain(value) for name, value in one._asdict().items()}
