"""Claims put to the test: what a paired study found of each, and the rule that makes a verdict of it. Pure functions.

An *emergent* claim gets a verdict. Its effect, the mean over runs of a paired difference, lies in one of three regions:
beyond the margin as claimed, beyond it the other way, or within it. The *error* of a finding is the smallest alpha at
which the 1 - alpha t interval of the mean lies wholly inside one region; the regions leave no gap, so a wrong region
is named with probability alpha at most. Errors of all claims are judged together (Holm 1979, over all claims of the
list whether they were asked for or not), so that *all* verdicts are right with 95 %. That a difference is not
significant never means that there is none: *no material effect* is a finding of its own (an equivalence test).

An *assumed* claim is the sign of a parameter. It gets no verdict: only how large its effect is, and where a decision
turns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cssim.results.metric import Unit
from cssim.results.statistics import CONFIDENCE, Interval, mean_interval, mean_of, sd_of

FAMILY: Final = 47
"""Claims of the list, whose verdicts and intervals hold together."""
Kind = Literal["emergent", "assumed"]


class Verdict(Enum):
    """What a study makes of an emergent claim."""

    CONTRARY = "contrary"
    DEPENDS = "depends"
    NO_EFFECT = "no material effect"
    NOT_SETTLED = "not settled"
    SUPPORTED = "supported"


class Effect(NamedTuple):
    """The mean over ``n`` runs of a paired difference, *with* less *without*, in the unit of its measure.

    ``interval`` bounds the mean, together with those of all claims; ``region`` is what it supports, by itself, and
    ``error`` the smallest error at which it does.
    """

    mean: float
    sd: float
    n: int
    interval: Interval
    region: Verdict
    error: float

    @property
    def known(self) -> Verdict:
        """The region, if it holds together with those of all claims (Bonferroni); else not settled."""
        return self.region if self.error * FAMILY <= 1.0 - CONFIDENCE else Verdict.NOT_SETTLED


@dataclass(frozen=True)
class Field:
    """A parameter and what is known about it; texts as a user would write them, empty where there is nothing to say.

    ``value`` is that of the company under the arm *with*, and ``number`` the same as a number; not-a-number for words.
    """

    path: str
    about: str
    value: str
    low: str
    high: str
    off: str
    evidence: str
    source: str
    number: float = math.nan


@dataclass(frozen=True)
class Look:
    """The effect in a world in which parameters have other values: ``at`` holds (path, value as written, number).

    The number is not-a-number for a word. Empty: the company as it is. ``beyond``: one of them lies outside the range
    that evidence leaves to its parameter.
    """

    at: tuple[tuple[str, str, float], ...]
    effect: Effect
    decision: Effect | None = None
    beyond: bool = False


class Turn(NamedTuple):
    """Where an effect passes a level along one parameter: ``value``, and the band in which that may be (``low``,
    ``high``); ``level`` is in the unit of the effect. All parameter values as numbers. ``beyond``: it lies outside the
    range that evidence leaves. In a grid of two parameters also where the effect changes its sign along the first, for
    every value of the second: ``where`` names that, as (path, value as written)."""

    path: str
    level: float
    value: float
    low: float
    high: float
    beyond: bool = False
    where: tuple[str, str] | None = None


@dataclass(frozen=True)
class Choice:
    """A decision that the parameter of an assumed claim could turn: *other* less *one*, in the unit of its measure.

    ``turn`` is where it does; None if it does not inside the range.
    """

    one: str
    other: str
    measure: str
    unit: Unit
    effect: Effect
    turn: Turn | None


@dataclass(frozen=True)
class Finding:
    """What a paired study found of one claim.

    ``effect`` is that of the company as it is, ``looks`` those in other worlds, ``turns`` where the verdict turns.
    ``direction`` is 1 if the claim says that the measure rises, -1 if it falls. ``off`` is the value of ``parameter``
    at which the mechanism does nothing. ``differences`` are those of each run (n_runs,), ``levels`` the means of both
    arms if the measure is a metric; ``beside`` are further differences, by the key of their metric. ``company`` is
    what the company differs in from the usual one, by path.
    """

    id: str
    says: str
    kind: Kind
    parameter: Field
    off: str
    arms: tuple[str, str]
    measure: str
    unit: Unit
    direction: int
    margin: float
    effect: Effect
    differences: tuple[float, ...] = ()
    levels: tuple[float, float] | None = None
    looks: tuple[Look, ...] = ()
    dials: tuple[Field, ...] = ()
    turns: tuple[Turn, ...] = ()
    choice: Choice | None = None
    beside: Mapping[str, tuple[Unit, Effect]] = field(default_factory=dict)
    company: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    note: str = ""

    @property
    def guesses(self) -> tuple[Field, ...]:
        """The parameter and the dials whose evidence is a guess."""
        every = {one.path: one for one in (self.parameter, *self.dials)}
        return tuple(one for one in every.values() if one.evidence == "guess")


def effect_of(values: ArrayLike, margin: float, direction: int = 1) -> Effect:
    """Return the effect behind paired differences (n_runs,); runs in which it is not defined are left out.

    Parameters
    ----------
    values
        *With* less *without*, run by run.
    margin
        Smallest difference that matters, >= 0.
    direction
        1 if the claim says that the measure rises, -1 if it falls.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[np.isfinite(known)]
    if len(known) < 2:
        mean = float(known[0]) if len(known) else math.nan
        return Effect(mean, math.nan, len(known), Interval(math.nan, math.nan), Verdict.NOT_SETTLED, 1.0)
    region, error = region_of(known, margin, direction)
    return Effect(mean_of(known), sd_of(known), len(known), mean_interval(known, comparisons=FAMILY), region, error)


def region_of(values: NDArray[np.float64], margin: float, direction: int) -> tuple[Verdict, float]:
    """Return the region that the mean of ``values`` (n,), n >= 2, lies in, and the smallest error of saying so."""
    spread, mean = sd_of(values), mean_of(values)
    if spread == 0.0:
        inside = abs(mean) <= margin
        return Verdict.NO_EFFECT if inside else Verdict.SUPPORTED if mean * direction > 0.0 else Verdict.CONTRARY, 0.0
    scale = spread / math.sqrt(len(values))
    below, above = (_tail((mean - edge) / scale, len(values) - 1) for edge in (-margin, margin))
    regions = {
        Verdict.SUPPORTED if direction > 0 else Verdict.CONTRARY: 1.0 - above,
        Verdict.CONTRARY if direction > 0 else Verdict.SUPPORTED: below,
        Verdict.NO_EFFECT: max(1.0 - below, above),
    }
    region = min(regions, key=lambda one: regions[one])
    return region, min(1.0, 2.0 * regions[region])


def holm(errors: Mapping[str, float], family: int = FAMILY) -> dict[str, float]:
    """Return the errors adjusted for being read together with ``family`` in all (Holm's step-down rule).

    Those of the family that are not among ``errors`` count as settled by nothing: they only make the rule stricter.
    """
    adjusted: dict[str, float] = {}
    largest = 0.0
    for place, name in enumerate(sorted(errors, key=lambda one: (errors[one], one))):
        largest = max(largest, min(1.0, (family - place) * errors[name]))
        adjusted[name] = largest
    return adjusted


def looks_along(
    looks: Sequence[Look], path: str, own: float, where: tuple[str, str] | None = None
) -> list[tuple[float, Look]]:
    """Return the looks along one parameter by its number, all else as it is; words have no number and are left out.

    Parameters
    ----------
    looks
        The company as it is (with nothing ``at``) among them.
    path, own
        The parameter, and its value in the company as it is.
    where
        Path and value as written of a second parameter, which is then that everywhere.
    """
    found = []
    for look in looks:
        at = {name: (value, number) for name, value, number in look.at}
        number = at.pop(path)[1] if path in at else own
        if {name: value for name, (value, _) in at.items()} == (dict([where]) if where else {}):
            found.append((number, look))
    return sorted((one for one in found if math.isfinite(one[0])), key=lambda one: one[0])


def verdicts_of(findings: Sequence[Finding]) -> dict[str, Verdict]:
    """Return the verdict on every emergent claim among ``findings``, all judged together, by id.

    A claim *depends* if verdicts that hold (in the company as it is, or elsewhere inside the evidence range of a
    dial) differ; what lies beyond the range is told and decides nothing.
    """
    emergent = [one for one in findings if one.kind == "emergent"]
    adjusted = holm({one.id: one.effect.error for one in emergent})
    found = {}
    for one in emergent:
        here = one.effect.region if adjusted[one.id] <= 1.0 - CONFIDENCE else Verdict.NOT_SETTLED
        held = {here, *(look.effect.known for look in one.looks if not look.beyond)} - {Verdict.NOT_SETTLED}
        found[one.id] = Verdict.DEPENDS if len(held) > 1 else here
    return found


def _tail(t: float, degrees: int) -> float:
    """Return the probability of a smaller value than ``t`` under Student's law."""
    from scipy.special import stdtr

    return float(stdtr(degrees, t))
