"""Precision: how well the average of a figure is known, and how well it was to be known.

::

    nrr.y2=0.5pt,retained_arr.y2=$10k     the mean of nrr.y2 to +- half a point, that of retained_arr.y2 to +- $10k
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from cssim.errors import InputError
from cssim.quantities.read import parse_money, parse_number, parse_points
from cssim.results import statistics
from cssim.results.catalogue import MetricKey, parse_metric
from cssim.units import CENTS

PATH: Final = "precision"
_EXAMPLE: Final = "write METRIC=HALF-WIDTH, such as nrr.y2=0.5pt or retained_arr.y2=$10k, several with commas between"
_NEXT: Final = re.compile(r",(?=[^,=]*[A-Za-z_][^,=]*=)")
"""A comma before the next metric; one inside an amount stays."""


@dataclass(frozen=True)
class Goal:
    """The mean of ``key`` is to be known to +- ``half_width``, in whole currency or the unit of the metric."""

    key: MetricKey
    half_width: float


@dataclass(frozen=True)
class Known:
    """How well the mean of a figure is known after ``runs`` runs that scatter by ``sd``.

    Attributes
    ----------
    figure
        The figure, such as ``retained_arr.y2 - cs_cost``.
    unit
        Unit of the catalogue, of all amounts here.
    sd, runs
        Standard deviation from run to run, and the number of runs in which the figure is defined.
    together
        Number of means that are known this well all at once (Bonferroni).
    goal
        Half-width that was asked for; None if nobody asked.
    """

    figure: str
    unit: str
    sd: float
    runs: int
    together: int = 1
    goal: float | None = None

    @property
    def half_width(self) -> float:
        """Half of the 95 % interval of the mean; not-a-number with fewer than two runs."""
        if self.runs < 2:
            return np.nan
        return statistics.half_width(self.sd, self.runs, comparisons=self.together)

    def runs_for(self, half_width: float) -> int:
        """Return how many runs the spread seen so far asks for, those that were made included."""
        return statistics.runs_needed(self.sd, self.runs, half_width, comparisons=self.together)

    def document(self) -> dict[str, Any]:
        """Return it as plain values, None where a number is not defined."""
        half = self.half_width
        return {
            "figure": self.figure,
            "unit": self.unit,
            "half_width": round(half, 8) if np.isfinite(half) else None,
            "goal": None if self.goal is None else round(self.goal, 8),
            "runs": self.runs,
            "together": self.together,
        }


def parse_goals(text: str, months: int, teams: Sequence[str] = ()) -> tuple[Goal, ...]:
    """Return the goals written as ``nrr.y2=0.5pt,retained_arr.y2=$10k``.

    Parameters
    ----------
    text
        Metrics with a period each, and half-widths: money, points for a share, a plain number for anything else.
    months
        The horizon.
    teams
        Names of the teams, for metrics of a team.

    Raises
    ------
    InputError
        If it is not that; the message says what is allowed.
    """
    goals = [_goal(part, months, teams) for part in _NEXT.split(text)]
    names = [goal.key.text for goal in goals]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError.of(f"{twice} is given twice; give it one half-width", path=PATH)
    return tuple(goals)


def least_known(
    figure: str, unit: str, samples: Sequence[ArrayLike], together: int = 1, goal: float | None = None
) -> Known:
    """Return how well the mean of a figure is known: of several ``samples``, (n_runs,) each, the one known least.

    Undefined values (not-a-number) are left out. See :class:`Known` for the rest.
    """
    found = []
    for values in samples:
        numbers = np.asarray(values, dtype=np.float64)
        numbers = numbers[np.isfinite(numbers)]
        found.append(Known(figure, unit, statistics.sd_of(numbers), len(numbers), together, goal))
    return max(found, key=lambda one: one.half_width if one.runs > 1 else np.inf)


def _goal(text: str, months: int, teams: Sequence[str]) -> Goal:
    name, equals, amount = (part.strip() for part in text.partition("="))
    if not (name and equals and amount):
        raise InputError.of(f"{text.strip()!r} is not a precision; {_EXAMPLE}", path=PATH)
    try:
        key = parse_metric(name, months, teams)
    except InputError as error:
        raise InputError([replace(problem, path=PATH) for problem in error.problems]) from None
    quoted = "; a shell takes $1 for its own: quote it, or leave the $ away" if key.metric.unit == "currency" else ""
    try:
        half_width = _half_width(amount, key.metric.unit)
    except ValueError as error:
        raise InputError.of(f"{name}: {error}{quoted}", path=PATH) from None
    if not half_width > 0.0:
        message = f"{name}: {amount!r} is no precision that runs can reach; write more than 0{quoted}"
        raise InputError.of(message, path=PATH)
    return Goal(key, half_width)


def _half_width(amount: str, unit: str) -> float:
    if unit == "currency":
        return parse_money(amount) / CENTS
    return parse_points(amount) if unit == "share" else parse_number(amount)
