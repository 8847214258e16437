"""Conditions on the answer, as in ``--fail-if 'p10(grr.y1)<85%'``.

::

    condition   [design:] quantity comparison value
    quantity    metric.period | mean(metric.period) | p10(metric.period) | chance(metric.period comparison value)
    period      y1, y2, ... | last12 | m12, m24, ... (the level at the end of that month)
    comparison  < <= > >=
    value       88%   $50k   1.2M   0.9
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from cssim.errors import InputError

Samples = Callable[[str, str], Sequence[float]]
"""Gives the figures of (design, metric.period), one per run."""

_COMPARISONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_LARGEST_BARE_SHARE: Final = 5.0
"""A share may be written 0.85 and a retention 1.05; a bare number above this one is meant in percent."""
_FACTORS: Final = {"": 1.0, "%": 0.01, "k": 1e3, "m": 1e6, "b": 1e9}
_COMPARISON: Final = r"\s*(?P<{0}>[<>]=?)\s*(?P<{1}>[-+]?\s*[$€£]?\s*[\d,_]*\.?\d+\s*[%kKmMbB]?)\s*"
_LAST: Final = _COMPARISON.format("op", "value")
_METRIC: Final = r"\s*(?P<metric>[A-Za-z_]\w*)(?:\.(?P<period>y\d+|last12|m\d+))?\s*"
_DESIGN: Final = r"\s*(?:(?P<design>[^\s:()<>=]+)\s*:)?\s*"
_BARE: Final = re.compile(_DESIGN + _METRIC + _LAST)
_PLAIN: Final = re.compile(rf"{_DESIGN}(?P<statistic>mean|p\d\d?)\s*\({_METRIC}\)" + _LAST)
_CHANCE: Final = re.compile(
    rf"{_DESIGN}chance\s*\({_METRIC}" + _COMPARISON.format("inner_op", "inner_value") + r"\)" + _LAST
)


@dataclass(frozen=True)
class Event:
    """What ``chance(...)`` counts: a comparison of each run's figure with a value, written as ``limit``."""

    comparison: str
    value: float
    limit: str


@dataclass(frozen=True)
class Condition:
    """One condition; ``quantile`` None means the mean, ``event`` is set for ``chance(...)``.

    ``limit`` is ``value`` as it was written; ``design`` is empty if the condition is about every design.
    """

    text: str
    design: str
    metric: str
    quantile: float | None
    event: Event | None
    comparison: str
    value: float
    limit: str

    def figure(self, samples: Sequence[float]) -> float:
        """Return what is compared with ``value``: a mean, a quantile or a share of runs."""
        from cssim.results.statistics import mean_of, quantile

        if self.event is not None:
            inner = _COMPARISONS[self.event.comparison]
            return sum(inner(x, self.event.value) for x in samples) / len(samples)
        if self.quantile is not None:
            return float(quantile(samples, self.quantile))
        return mean_of(samples)

    def holds(self, samples: Sequence[float]) -> bool:
        """Return whether the condition is true of the figures of one design, one per run."""
        return _COMPARISONS[self.comparison](self.figure(samples), self.value)


@dataclass(frozen=True)
class Tripped:
    """A condition that is true of a design, and the figure that made it so."""

    condition: Condition
    design: str
    figure: float

    def __str__(self) -> str:
        return f"--fail-if {self.condition.text}: true of {self.design} (it is {self.figure:.6g})"


def parse(text: str) -> Condition:
    """Return the condition written in ``text``.

    Raises
    ------
    InputError
        If it is not one; the message shows what one looks like, or which period is missing.
    """
    match = _CHANCE.fullmatch(text) or _PLAIN.fullmatch(text) or _BARE.fullmatch(text)
    if match is None:
        raise InputError.of(
            f"{text!r} is not a condition; write for example 'p10(grr.y1)<85%', 'nrr.y2>=105%' "
            "or 'chance(grr.y1<88%)<=20%'",
            path="--fail-if",
        )
    found = match.groupdict()
    if not found["period"]:
        raise InputError.of(
            f"{found['metric']!r} needs a period: {found['metric']}.y1, {found['metric']}.y2, "
            f"{found['metric']}.last12, or a month such as {found['metric']}.m24",
            path="--fail-if",
        )
    statistic = found.get("statistic")
    event = (
        Event(found["inner_op"], _number(found["inner_value"]), found["inner_value"].strip())
        if found.get("inner_op")
        else None
    )
    quantile = int(statistic[1:]) / 100 if statistic and statistic != "mean" else None
    return Condition(
        text=text.strip(),
        design=found["design"] or "",
        metric=f"{found['metric']}.{found['period']}",
        quantile=quantile,
        event=event,
        comparison=found["op"],
        value=_number(found["value"]),
        limit=found["value"].strip(),
    )


def check(conditions: Iterable[Condition], designs: Sequence[str], months: int, teams: Sequence[str]) -> None:
    """Refuse conditions about unknown designs, metrics or periods before any run is made.

    Raises
    ------
    InputError
        With the nearest known name.
    """
    from cssim.results.catalogue import parse_metric

    for one in conditions:
        if one.design and one.design not in designs:
            near = get_close_matches(one.design, designs, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(designs)}"
            raise InputError.of(f"there is no design {one.design!r}{hint}", path="--fail-if")
        try:
            unit = parse_metric(one.metric, months, teams).metric.unit
        except InputError as error:
            raise InputError([replace(problem, path="--fail-if") for problem in error.problems]) from None
        _check_unit(one, unit)


def _check_unit(one: Condition, unit: str) -> None:
    """Refuse ``grr.y1<85``, which is true of every company, and ``arr_closing.y1<85%``, which is true of none."""
    compared = one.limit if one.event is None else one.event.limit
    if unit == "share" and not compared.endswith("%") and abs(_number(compared)) > _LARGEST_BARE_SHARE:
        raise InputError.of(f"{one.metric} is a share and {compared} is not; write {compared}%", path="--fail-if")
    if unit != "share" and compared.endswith("%"):
        raise InputError.of(f"{one.metric} is no share; {compared} says nothing about it", path="--fail-if")
    if one.event is not None and not one.limit.endswith("%") and abs(one.value) > 1.0:
        raise InputError.of(f"chance(...) is a share and {one.limit} is not; write {one.limit}%", path="--fail-if")


def tripped(conditions: Iterable[Condition], designs: Sequence[str], samples: Samples) -> list[Tripped]:
    """Return the conditions that are true, with the design of which they are."""
    hits = []
    for one in conditions:
        for design in [one.design] if one.design else designs:
            figures = samples(design, one.metric)
            if one.holds(figures):
                hits.append(Tripped(one, design, one.figure(figures)))
    return hits


def _number(text: str) -> float:
    plain = re.sub(r"[\s,_$€£]", "", text)
    unit = plain[-1].lower() if plain[-1] in "%kKmMbB" else ""
    return float(plain[:-1] if unit else plain) * _FACTORS[unit]
