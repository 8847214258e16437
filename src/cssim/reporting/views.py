"""Views: what a screen or a picture shows of a study, gathered once; drawing reads nothing else."""

from __future__ import annotations

from typing import NamedTuple

from cssim.results.statistics import Verdict


class DifferenceView(NamedTuple):
    """A design minus the baseline [currency].

    ``low`` and ``high`` bound the range over futures and assumptions (P10–P90), ``mean_low`` and ``mean_high`` the
    mean (95 %).
    """

    name: str
    baseline: str
    mean: float
    low: float
    high: float
    mean_low: float
    mean_high: float
    verdict: Verdict


class BridgeView(NamedTuple):
    """Opening ARR, named ``changes`` (signed) and closing ARR of a design over ``period``; means [currency]."""

    design: str
    period: str
    opening: float
    changes: tuple[tuple[str, float], ...]
    closing: float


class FanView(NamedTuple):
    """Retained ARR of a design by month: mean, P10 and P90 over the runs [currency], each of shape (n_months,)."""

    design: str
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


class LoadView(NamedTuple):
    """How busy a team is: ``utilization`` [share] of its hours for customers, ``wait`` [working hours]."""

    design: str
    team: str
    utilization: float
    wait: float


class StepView(NamedTuple):
    """One step from the ARR of a design to that of another: mean [currency] with its certainty (95 %); 0 is no step.

    ``total``: it is the sum of the steps before it.
    """

    name: str
    mean: float
    mean_low: float
    mean_high: float
    total: bool = False
