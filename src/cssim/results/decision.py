"""The decision figure: what a comparison is about, one number per run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cssim.errors import InputError
from cssim.results.catalogue import MetricKey
from cssim.results.measures import Windows
from cssim.results.record import RunRecord
from cssim.results.summary import figure
from cssim.units import CENTS, MONTHS_PER_YEAR


@dataclass(frozen=True)
class Decision:
    """What decides: metric ``on``, less the cost from the start to its end if ``minus_cost``.

    ``minimum_difference`` is the smallest difference that matters, in the unit of the metric (whole currency).
    """

    on: MetricKey
    minus_cost: bool
    minimum_difference: float

    def __post_init__(self) -> None:
        if self.minus_cost and self.on.metric.unit != "currency":
            raise InputError.of(f"{self.on.text} is not money: cs_cost cannot be taken from it", path="decide.minus")

    @property
    def expected_on(self) -> MetricKey:
        """The metric with expectations in place of chance; the metric itself if it has none."""
        return self.on.expected

    @property
    def sign(self) -> int:
        """1 if more is better, -1 if less is."""
        return -1 if self.on.metric.better == "down" else 1

    @property
    def cost_key(self) -> str:
        """The cost shown beside the difference: the year up to the end of the metric's period."""
        year = self.on.last // MONTHS_PER_YEAR
        return f"cs_cost.y{year}" if year and self.on.last % MONTHS_PER_YEAR == 0 else f"cs_cost.m{self.on.last}"

    @property
    def words(self) -> str:
        """The figure as it is written in a scenario, such as ``retained_arr.y2 - cs_cost``."""
        return f"{self.on.text} - cs_cost" if self.minus_cost else self.on.text

    def document(self) -> dict[str, Any]:
        """Return the decision as plain values."""
        return {
            "on": self.on.text,
            "expected": self.expected_on.text,
            "minus": "cs_cost" if self.minus_cost else None,
            "minimum_difference": round(self.minimum_difference, 8),
            "unit": self.on.metric.unit,
            "better": self.on.metric.better,
        }


def decision_value(record: RunRecord, decision: Decision, *, expected: bool) -> float:
    """Return the decision figure of one run, in whole currency (or the unit of the metric).

    ``expected`` takes the expected sibling of the metric, which has the same mean and far less chance in it.
    """
    key = decision.expected_on if expected else decision.on
    value = figure(record, key)
    if not decision.minus_cost:
        return value
    # a figure of which less is better gets the cost added: it is then a loss plus what avoiding it costs
    return value - decision.sign * cost_so_far(record, key.last)


def cost_so_far(record: RunRecord, last: int) -> float:
    """Return the cost of customer success from the start to month end ``last`` of one run [currency]."""
    whole = Windows(np.zeros(1, dtype=np.int64), np.array([last], dtype=np.int64))
    return int(record.measures.cost(whole).sum()) / CENTS
