"""Claim: what somebody says about customer success, and the paired study that could show it wrong. All of it is data.

A study makes two designs, *without* and *with*, live through the same futures, and looks at one number of each run:
the difference of a measure. Where a claim depends on a parameter nobody knows well, the study is made again in worlds
in which that parameter has another value; each has a baseline of its own, so today's organization loses what it
loses today in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cssim.plan.tables import Plan
from cssim.results.claims import Kind
from cssim.results.metric import Unit
from cssim.results.run import Run
from cssim.results.studies import Result

Values = NDArray[np.float64]
Changes = Mapping[str, Any]
"""Values by dotted path, as a design of a scenario file would write them."""


@dataclass(frozen=True)
class Arm:
    """One of two designs: its name in words, and what it changes in the company of the claim."""

    name: str
    changes: Changes = field(default_factory=dict)


class Told(NamedTuple):
    """One run of a design with every fact, and the plan it was made from."""

    plan: Plan
    run: Run


@dataclass(frozen=True)
class Measure:
    """What is claimed to rise (``direction`` 1) or to fall (-1).

    ``key`` is a metric with its period, or with ``end`` (the end of the last full year; of a flow, that year) or
    ``whole`` (a flow from the start to the end of the horizon) in its place, so that it fits any horizon. Of a metric
    that has an expected sibling that one is taken.

    Where no metric says it, ``unit`` and ``words`` do, and one of three functions measures it. ``each`` returns a
    number per run (n_runs,) of one result; they are subtracted. ``of`` returns a number per run from the results
    *without* and *with* (and those of the claim's other designs), where what is asked is no difference. ``told``
    returns the number of one run from all that happened in it, *without* and *with*; for it, runs are made once more.
    """

    key: str = ""
    direction: Literal[1, -1] = 1
    segment: str = "all"
    each: Callable[[Result], Values] | None = None
    of: Callable[..., Values] | None = None
    told: Callable[[Told, Told], float] | None = None
    unit: Unit = "share"
    words: str = ""


@dataclass(frozen=True)
class Dial:
    """A parameter over whose evidence range a claim is looked at again.

    ``values`` as a user would write them; by default the ends of the range of the field. ``also`` are further paths
    that take the same value, ``along`` changes that come with a value. A dial is set in the company, for both arms; but
    if the arm *with* sets its path, it is about that arm alone. The arm *without* always keeps what it sets.
    """

    path: str
    values: tuple[Any, ...] = ()
    also: tuple[str, ...] = ()
    along: Mapping[str, Changes] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """Two designs between which an assumed parameter could decide; the second less the first by ``measure``."""

    designs: tuple[Arm, Arm]
    measure: Measure = Measure("contribution.whole")
    margin: float = 0.0


@dataclass(frozen=True)
class Claim:
    """One claim.

    ``parameter`` is the dotted path of what turns its mechanism on and off (of several, the decisive one), ``off`` its
    neutral value as a user would write it. ``arms`` are the designs *without* and *with*. ``margin`` is the smallest
    difference that matters, in the unit of the measure.

    *Emergent*: without ``dials`` the parameter itself is varied over its evidence range, if it has one and the arms do
    not both set it. *Assumed*: the parameter is always a dial, the last one unless ``dials`` places it, and ``off`` is
    among its values; there the effect must be zero to the last bit. ``decision`` is looked at along the first dial.

    ``others`` are further designs, for a measure that looks at more than two. With ``grid`` two dials are looked at in
    all combinations, else one at a time. ``company`` changes the company for both arms, and ``why`` says for what
    reason; ``beside`` is what else is shown, by key or as measures, ``note`` what a reader should know of how the
    question was put.
    """

    id: str
    says: str
    kind: Kind
    parameter: str
    off: Any
    arms: tuple[Arm, Arm]
    others: tuple[Arm, ...] = ()
    measure: Measure = Measure("nrr_to_date.end")
    margin: float = 0.005
    dials: tuple[Dial, ...] = ()
    grid: bool = False
    decision: Decision | None = None
    beside: tuple[str | Measure, ...] = ()
    company: Changes = field(default_factory=dict)
    why: str = ""
    note: str = ""

    @property
    def shown(self) -> tuple[Measure, ...]:
        """What is shown beside, as measures."""
        return tuple(Measure(one) if isinstance(one, str) else one for one in self.beside)
