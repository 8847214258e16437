"""What ``validate`` says of health scores: how well they tell who leaves, and the validity for a wanted AUC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cssim.plan.tables import Plan
    from cssim.scenario.schema import Scenario

WANTED: Final = (0.65, 0.75, 0.85)
"""AUCs of health scores that are claimed or measured [95-97]."""


@dataclass(frozen=True)
class ScoreLine:
    """What health scores tell of a segment: ``spread`` of true health [log-odds], the ``auc`` with which a score of the
    file's validity tells who leaves within a year, and the validity that gives each of the AUCs in :data:`WANTED`,
    None where not even true health tells so much."""

    name: str
    spread: float
    auc: float
    validity_for: dict[str, float | None]


def score_lines(design: Scenario, plan: Plan) -> Iterator[ScoreLine]:
    """Yield what health scores tell of each segment, if they are looked at and made of health."""
    from cssim.plan.discrimination import auc_of, health_of, validity_for

    if not plan.score.score_kept or plan.score.score_activity:
        return
    for name, row in zip(design.customers.segments, plan.segments, strict=True):
        health = health_of(row, measured=design.baseline is not None)
        if health is not None:
            needed = {f"{auc:.2f}": validity_for(auc, health) for auc in WANTED}
            found = {auc: round(validity, 4) if validity <= 1.0 else None for auc, validity in needed.items()}
            auc = round(auc_of(plan.score.score_validity, health), 4)
            yield ScoreLine(name, round(health.spread, 4), auc, found)


def told(lines: Sequence[ScoreLine], validity: float, *, measured: bool) -> Iterator[str]:
    """Yield which validity of health scores gives which AUC, as lines for a terminal; nothing without lines."""
    from cssim.reporting.numbers import percent
    from cssim.reporting.tables import table

    if not lines:
        return
    head = ["health score", "spread of health", f"AUC at validity {percent(validity, 0)}"]
    rows = [
        [
            line.name,
            f"{line.spread:.2f}",
            f"{line.auc:.2f}",
            *("–" if needed is None else percent(needed, 0) for needed in line.validity_for.values()),
        ]
        for line in lines
    ]
    yield table([*head, *(f"validity for {auc:.2f}" for auc in WANTED)], rows, indent=4)
    if not measured:
        yield "    (the spread of what customers bring along; a run measures all of it and writes it to scenario.yaml)"
