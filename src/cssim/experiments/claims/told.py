"""Measures that look at every fact of a run: made beside the usual runs of a claim, for what no metric counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from cssim.engine.engines import engine_named
from cssim.engine.recorder import ALL
from cssim.executors import Executor, Failed
from cssim.experiments.claims.claim import Told, Values
from cssim.experiments.jobs import Job, circumstances_of, lowered_in
from cssim.experiments.study import Study

OfFacts = Callable[[Told, Told], float]
"""What makes a number of one run from every fact of it, *without* and *with*."""


def values_told(
    study: Study, measures: Sequence[OfFacts | None], names: Sequence[str], executor: Executor
) -> list[Values]:
    """Return measures of every fact of the first two designs named, run by run (n_runs,) each; None is left out."""
    asked = tuple(measure for measure in measures if measure is not None)
    if not asked:
        return []
    chosen = [design.name for design in study.chosen]
    of_run = partial(told_of, measures=asked, without=chosen.index(names[0]), with_=chosen.index(names[1]))
    rows = [
        [math.nan] * len(asked) if isinstance(outcome, Failed) else outcome.value
        for outcome in executor.map(of_run, [study.job(run) for run in range(study.scenario.runs)])
    ]
    return list(np.array(rows, dtype=np.float64).T)


def told_of(job: Job, measures: Sequence[OfFacts], without: int, with_: int) -> list[float]:
    """Return what measures make of all that happens in one run; importable by name, for worker processes."""
    found, simulate = circumstances_of(job), engine_named(job.engine).simulate
    plans = [lowered_in(found, job.designs[at], job).plan for at in (without, with_)]
    one, other = (Told(plan, simulate(plan, found.book, job.seed, job.run, ALL)) for plan in plans)
    return [measure(one, other) for measure in measures]
