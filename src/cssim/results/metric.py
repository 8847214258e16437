"""What a metric is: its name, definition, unit, better direction and formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from cssim.domain.tally import FloatTable
from cssim.results.formulas import Formula
from cssim.results.measures import Measures, Windows
from cssim.units import CENTS

Unit = Literal["currency", "share", "count", "hours", "score", "heads"]
Better = Literal["up", "down", "none"]
Kind = Literal["level", "period", "flow"]
Scope = Literal["segment", "total", "team"]

DECIMALS: Final = {"currency": 2, "share": 6, "count": 0, "hours": 4, "score": 3, "heads": 3}


@dataclass(frozen=True)
class Metric:
    """One metric.

    ``kind``: a *level* holds at a month's end, a *flow* adds up over a stretch of time, a *period* metric looks back
    over twelve months. ``scope``: by *segment* (and in total), in *total* only, or by *team*. ``formula`` returns
    (windows, groups) or (windows, teams), money in cents. ``expected`` names the metric that replaces chance by its
    conditional expectation, if there is one. ``how`` is the formula as a reader would write it, where the definition
    does not say it already; ``others`` names metrics that define the same thing in another way.
    """

    name: str
    about: str
    unit: Unit
    better: Better
    kind: Kind
    formula: Formula
    scope: Scope = "segment"
    expected: str = ""
    decimals: int | None = None
    how: str = ""
    others: tuple[str, ...] = ()

    @property
    def digits(self) -> int:
        """Decimals with which the metric is written."""
        return DECIMALS[self.unit] if self.decimals is None else self.decimals

    @property
    def written(self) -> str:
        """The formula in words."""
        whole = {
            "level": "as counted at the end of the month",
            "flow": "what is counted in the period, added up",
            "period": "over the twelve months that end with the period",
        }
        said = self.about if " / " in self.about or " - " in self.about else whole[self.kind]
        return self.how or said

    def values(self, run: Measures, windows: Windows) -> FloatTable:
        """Return the metric over ``windows``, money in whole currency; not-a-number where it is not defined."""
        table = np.asarray(self.formula(run, windows), dtype=np.float64)
        return table / CENTS if self.unit == "currency" else table
