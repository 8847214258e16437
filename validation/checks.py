"""What a check hands to the page: what was asked, what the target is, what was found, and whether it passed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.reporting.numbers import number
from cssim.results.statistics import t_quantile

Values = NDArray[np.float64]
LEVEL: Final = 0.95


class Check(NamedTuple):
    """One row: ``target`` with its source and ``found`` with its interval, in words.

    ``passed`` is None for what is only shown: a figure that went into the calibration, or one without a target.
    """

    what: str
    target: str
    found: str
    passed: bool | None
    why: str = ""


class Mean(NamedTuple):
    """A mean over runs and half the width of its 95 % interval (Student t)."""

    value: float
    half: float

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.value - self.half

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.value + self.half


class Curve(NamedTuple):
    """Something to draw: the mean of ``y`` at each of some values of ``x``, in what the labels say.

    ``beside`` is what the evidence says at the same ``x``, or what else its label says, if there is any.
    """

    title: str
    x_label: str
    y_label: str
    x: tuple[float, ...]
    y: tuple[Mean, ...]
    beside: tuple[float, ...] = ()
    beside_label: str = "evidence"


class Chapter(NamedTuple):
    """A part of the page: its title, what was simulated for it, its checks, and what of it is drawn."""

    title: str
    text: str
    checks: tuple[Check, ...]
    curves: tuple[Curve, ...] = ()


Words = Callable[[float], str]


def mean_of(values: Values) -> Mean:
    """Return the mean of ``values`` (n,) over runs, those that are not defined left out."""
    known = values[np.isfinite(values)]
    if len(known) < 2:
        return Mean(float(known.mean()) if len(known) else math.nan, math.nan)
    half = t_quantile(0.5 + LEVEL / 2, len(known) - 1) * float(known.std(ddof=1)) / math.sqrt(len(known))
    return Mean(float(known.mean()), half)


def inside(what: str, values: Values, low: float, high: float, source: str, words: Words, why: str = "") -> Check:
    """Return the check that a mean lies in the range of the evidence; ``why`` it does not, if it fails."""
    found = mean_of(values)
    target = f"{words(low)} to {words(high)} {source}"
    return Check(what, target, told(found, words), low <= found.value <= high, why)


def shown(what: str, values: Values, note: str, words: Words) -> Check:
    """Return a row that is not judged."""
    return Check(what, note, told(mean_of(values), words), None)


def above_zero(what: str, difference: Values, words: Words, claim: str, why: str = "") -> Check:
    """Return the check that a paired difference is positive: its whole 95 % interval lies above zero."""
    found = mean_of(difference)
    return Check(what, claim, told(found, words), found.low > 0.0, why)


def told(found: Mean, words: Words) -> str:
    """Return a mean with the interval that bounds it."""
    if math.isnan(found.half):
        return words(found.value)
    return f"{words(found.value)} ({words(found.low)} to {words(found.high)})"


def points(value: float) -> str:
    """Return a difference of shares in percentage points."""
    return f"{number(100 * value, 2, signed=True)} points"


def percent_signed(value: float) -> str:
    """Return a relative change in percent, with its sign."""
    return f"{number(100 * value, 1, signed=True)} %"


def plain(value: float) -> str:
    """Return a number of about three digits."""
    return number(value, 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0)


def verdict(check: Check) -> str:
    """Return how a check is written on the page."""
    if check.passed is None:
        return "shown"
    return "pass" if check.passed else f"**fail**{f': {check.why}' if check.why else ''}"


def count(checks: Sequence[Check]) -> tuple[int, int]:
    """Return how many checks passed, and how many were judged."""
    judged = [check for check in checks if check.passed is not None]
    return sum(bool(check.passed) for check in judged), len(judged)
