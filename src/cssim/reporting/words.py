"""Decision figures in words and in their unit; names of designs as people say them."""

from __future__ import annotations

import math
from typing import Final

from cssim.reporting.numbers import money, number, percent, unit_of
from cssim.results.attribution import Line
from cssim.results.decision import Decision
from cssim.results.statistics import Difference, Interval, Verdict
from cssim.results.studies import Comparison
from cssim.units import MONTHS_PER_YEAR

_NAMES: Final = {
    "retained_arr": "retained ARR",
    "retained_arr_expected": "retained ARR",
    "arr_closing": "ARR",
    "arr_closing_expected": "ARR",
    "nrr": "net revenue retention",
    "grr": "gross revenue retention",
    "logo_churn": "logo churn",
    "contribution": "contribution",
    "cs_cost": "CS cost",
}

_LINES: Final = {
    Line("terms", "terms"): "terms, and what the book knows",
    Line("size", "size"): "size of what is at risk",
    Line("exposure", "exposure"): "exposure: kept, and at risk again",
    Line("other", "churn"): "churn before a contract's end",
    Line("chance", "churn"): "chance: churn",
    Line("chance", "contraction"): "chance: contraction",
    Line("chance", "price"): "chance: price",
}
"""Lines that are not called by their own name."""
_LONGEST: Final = 60
"""Letters of a name that are shown."""


def plain(name: str) -> str:
    """Return the key of a design or metric as words: ``expert_pooled`` becomes ``expert pooled``."""
    return name.replace("_", " ").strip()


def line_words(line: Line) -> str:
    """Return the name of a line between two designs: the driver itself, or what its group says of it."""
    return _LINES.get(line) or plain(line.name)


def decision_words(decision: Decision) -> str:
    """Return what decides, as in *retained ARR at the end of year 2, less CS cost until then*."""
    key = decision.on
    name = _NAMES.get(key.metric.name, plain(key.metric.name))
    year, rest = divmod(key.last, MONTHS_PER_YEAR)
    end = f"year {year}" if not rest else f"month {key.last}"
    when = f"at the end of {end}" if key.metric.kind == "level" else f"in {end}"
    return f"{name} {when}{', less CS cost until then' if decision.minus_cost else ''}"


def period_words(period: str) -> str:
    """Return ``y2`` as *year 2*, ``m18`` as *month 18*, ``last12`` as *the last 12 months*."""
    if period == "last12":
        return "the last 12 months"
    return f"{'year' if period.startswith('y') else 'month'} {period[1:]}"


def amount(value: float, unit: str, *, scale: str | None = None, signed: bool = False) -> str:
    """Return a decision figure in its unit: a currency code, ``share`` or another unit of the catalogue."""
    if unit == "share":
        return f"{number(100 * value, 1, signed)} points" if signed else percent(value)
    if len(unit) == 3 and unit.isupper():
        return money(value, unit, scale, signed)
    return number(value, 2, signed)


def precise(half_width: float, unit: str, currency: str) -> str:
    """Return the half-width of an interval, to two digits where it is known to no more, as in *± $9,400*."""
    if unit == "share":
        return f"{_two_digits(100 * half_width)} points"
    if unit != "currency":
        return _two_digits(half_width)
    return money(half_width if half_width >= 10e3 else float(f"{half_width:.2g}"), currency)


def _two_digits(value: float) -> str:
    """Return a positive number to two digits, without an exponent."""
    if not value < 100.0:
        return number(value, 0)
    digits = 1 - math.floor(math.log10(value)) if value > 0.0 else 0
    return number(value, max(0, min(digits, 6))).rstrip("0").rstrip(".") if digits > 0 else number(value, 0)


def spread(low: float, high: float, unit: str, *, signed: bool = True) -> str:
    """Return a range, both ends in the same scale; of differences unless ``signed`` is taken away."""
    scale = unit_of([low, high])
    ends = (amount(end, unit, scale=scale, signed=signed) for end in (low, high))
    return " … ".join(ends)


def decision_unit(study: Comparison) -> str:
    """Return the unit of the decision figure: a currency, ``share``, or another unit of the catalogue."""
    unit = study.decision.on.metric.unit
    return study.baseline.labels.currency if unit == "currency" else unit


def decision_amount(study: Comparison, value: float, *, signed: bool = False) -> str:
    """Return a decision figure, or a difference of two, in its unit."""
    return amount(value, decision_unit(study), signed=signed)


def decision_gap(study: Comparison, gap: Difference) -> str:
    """Return the mean of a difference, in the scale of its range."""
    scale = unit_of([gap.mean, *gap.outcomes])
    return amount(gap.mean, decision_unit(study), scale=scale, signed=True)


def decision_spread(study: Comparison, interval: Interval, *, signed: bool = True) -> str:
    """Return a range of decision figures, or of differences, in their unit."""
    return spread(interval.low, interval.high, decision_unit(study), signed=signed)


def verdict_words(verdict: Verdict, design: str, baseline: str) -> str:
    """Return a verdict as the first words of the answer."""
    return {
        Verdict.BETTER: f"{plain(design).upper()} IS BETTER",
        Verdict.WORSE: f"{plain(baseline).upper()} IS BETTER",
        Verdict.NO_DIFFERENCE: "NO DIFFERENCE THAT MATTERS",
        Verdict.NOT_SETTLED: "NOT SETTLED",
    }[verdict]


def legible(text: str) -> str:
    """Return a name from a user's file so that it fits a line and cannot steer a terminal."""
    clean = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1]}…"
