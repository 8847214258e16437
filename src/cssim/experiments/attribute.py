"""Attribute: why one design ends with another ARR than another, over the same runs, to the cent in each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import numpy as np

from cssim.engine.recorder import MONEY
from cssim.errors import CssimError, InputError
from cssim.executors import Executor, Failed, executor_for
from cssim.experiments.answers import Attribution
from cssim.experiments.engine_choice import OnChoice, nobody_asks
from cssim.experiments.jobs import Job, circumstances_of, promises_of, runs_in, todays_stocks
from cssim.experiments.progress import OnProgress, Progress, nobody_watches
from cssim.experiments.replicate import FEWEST_RUNS
from cssim.experiments.stopping import first_stage, goals_of_comparison
from cssim.experiments.study import Study, prepare, with_settings
from cssim.plan.lower import lower
from cssim.results.attribution import REFERENCES, Reference
from cssim.results.studies import FailedRun
from cssim.results.why import PairParts, pair_parts
from cssim.scenario.schema import Scenario


def attribute(
    scenario: Scenario,
    a: str,
    b: str,
    runs: int | None = None,
    seed: int | None = None,
    jobs: int = 1,
    assumptions: str | None = None,
    *,
    reference: str = "today",
    cluster: str | None = None,
    engine: str = "auto",
    on_progress: OnProgress = nobody_watches,
) -> Attribution:
    """Explain why design ``b`` ends with another ARR than design ``a``.

    Parameters
    ----------
    scenario
        From :func:`cssim.load`.
    a, b
        Names of two designs; both start from the settled stocks of the first design of the scenario.
    runs, seed, assumptions
        Instead of the scenario's own; 30 runs or more if the scenario asks for a precision.
    jobs
        Processes; 0 takes one per core. Changes no number.
    reference
        Against what the drivers of a single design are measured: ``today`` (the settled stocks of today's design),
        ``promise`` (what the design itself would settle at if everything planned were delivered) or ``fit`` (none at
        all). The lines between two designs need no reference.
    cluster, engine, on_progress
        As in :func:`cssim.compare`.

    Raises
    ------
    InputError
        If a design does not exist or is named twice, there are fewer than two runs, or the customer book has problems.
    CssimError
        If fewer than two runs could be finished.
    """
    against = reference_named(reference)
    scenario = scenario_of(with_settings(scenario, runs, seed, assumptions), a, b)
    with closing(executor_for(jobs, cluster)) as executor:
        study = plan_attribution(scenario, a, b, executor, on_progress, engine)
        return carry_out(study, against, executor, on_progress)


def scenario_of(scenario: Scenario, a: str, b: str) -> Scenario:
    """Return the scenario with the runs of an attribution: its own, and 30 or more if it asks for a precision.

    Raises
    ------
    InputError
        If the two designs are one, or there are too few runs.
    """
    if a == b:
        raise InputError.of(f"{a!r} is named twice; name two designs, of which the second is explained", path="designs")
    scenario = first_stage(scenario, goals_of_comparison(scenario, None))
    if scenario.runs < FEWEST_RUNS:
        raise InputError.of(f"{scenario.runs} is too few to compare designs; give {FEWEST_RUNS} or more", path="runs")
    return scenario


def plan_attribution(
    scenario: Scenario,
    a: str,
    b: str,
    executor: Executor | None = None,
    on_progress: OnProgress = nobody_watches,
    engine: str = "auto",
    on_choice: OnChoice = nobody_asks,
) -> Study:
    """Return the study of two designs: everything is checked and measured, no run is made yet."""
    study = prepare(scenario, [a, b], executor, on_progress, engine, on_choice=on_choice)
    for design in study.chosen:
        lower(design.scenario, study.opening)
    return study


def reference_named(name: str) -> Reference:
    """Return a reference by its name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    found = next((each for each in REFERENCES if each == name), None)
    if found is None:
        raise InputError.of(f"{name!r} is not one of {', '.join(REFERENCES)}", path="reference")
    return found


def carry_out(
    study: Study, reference: Reference, executor: Executor, on_progress: OnProgress = nobody_watches
) -> Attribution:
    """Make the runs of a planned attribution; see :func:`attribute`."""
    made: list[PairParts] = []
    failed: list[FailedRun] = []
    total = study.scenario.runs
    on_progress(Progress("runs", 0, total))
    for outcome in executor.map(explained_pair, [study.job(run) for run in range(total)]):
        if isinstance(outcome, Failed):
            failed.append(FailedRun(outcome.index, outcome.reason))
        else:
            made.append(outcome.value)
        on_progress(Progress("runs", len(made) + len(failed), total))
    if len(made) < FEWEST_RUNS:
        reasons = "; ".join(dict.fromkeys(one.reason for one in failed))
        raise CssimError(f"fewer than {FEWEST_RUNS} runs could be finished, too few to compare: {reasons}")
    return attribution_of(study, reference, made, tuple(failed))


def explained_pair(job: Job) -> PairParts:
    """Make one run of the two designs of a job and explain their difference; importable by name, for workers."""
    found = circumstances_of(job)
    one, other = runs_in(found, job, MONEY)
    return pair_parts(one, other, todays_stocks(found), [promises_of(found, design, job) for design in job.designs])


def attribution_of(
    study: Study, reference: Reference, made: list[PairParts], failed: tuple[FailedRun, ...] = ()
) -> Attribution:
    """Return the attribution of finished runs, in order of their numbers."""

    def table(part: Callable[[PairParts], object]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return np.array([part(one) for one in made], dtype=np.int64)

    first, second = study.chosen
    return Attribution(
        name=study.scenario.name,
        a=first.name,
        b=second.name,
        labels=lower(first.scenario, study.opening).labels,
        months=study.scenario.months,
        reference=reference,
        seed=study.scenario.seed,
        assumptions=study.scenario.assumptions,
        runs=tuple(one.run for one in made),
        closing=table(lambda one: one.closing),
        bridge=table(lambda one: one.bridge),
        explained=table(lambda one: one.explained),
        lost=table(lambda one: one.lost),
        failed=failed,
    )
