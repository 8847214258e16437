"""Replicate: one design over many runs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from cssim.errors import CssimError
from cssim.executors import Executor, Failed, executor_for
from cssim.experiments.answers import Comparison, Result
from cssim.experiments.engine_choice import OnChoice, nobody_asks
from cssim.experiments.jobs import Job, run_job
from cssim.experiments.progress import OnProgress, Progress, nobody_watches
from cssim.experiments.stopping import first_stage, goals_of_run, runs_in_all
from cssim.experiments.study import Study, prepare, with_settings
from cssim.plan.lower import lower
from cssim.results import archive
from cssim.results.precision import Known
from cssim.results.studies import FailedRun
from cssim.results.work_folder import KeptRecords, WorkFolder
from cssim.scenario.language import designs
from cssim.scenario.language.digest import digest
from cssim.scenario.schema import Scenario

FEWEST_RUNS: Final = 2
"""A range of futures needs two of them, and so does their spread."""

_log = logging.getLogger("cssim")


class Interrupted(KeyboardInterrupt):
    """A study was stopped by the user; ``finished`` is made of the runs that were done, None if there are too few."""

    def __init__(self, finished: Result | Comparison | None, done: int, total: int) -> None:
        super().__init__(f"stopped after {done} of {total} runs")
        self.finished = finished
        self.done = done
        self.total = total


@dataclass(frozen=True)
class Runs:
    """What became of the ``total`` runs of a study: numbers of those that ``work`` keeps, in order, and what failed."""

    work: WorkFolder
    finished: tuple[int, ...]
    failed: tuple[FailedRun, ...]
    interrupted: bool
    total: int


def run(
    scenario: Scenario,
    design: str | None = None,
    runs: int | None = None,
    seed: int | None = None,
    jobs: int = 1,
    assumptions: str | None = None,
    *,
    precision: str | None = None,
    cluster: str | None = None,
    engine: str = "auto",
    on_progress: OnProgress = nobody_watches,
    work: WorkFolder | None = None,
) -> Result:
    """Simulate one design over many runs.

    Parameters
    ----------
    scenario
        From :func:`cssim.load`.
    design
        Name of the design; the first one by default.
    runs, seed, assumptions
        Instead of the scenario's own.
    jobs
        Processes; 0 takes one per core. Changes no number.
    precision
        How well means are to be known, such as ``nrr.y2=0.5pt,retained_arr.y2=$10k``: 30 runs or more, and once as
        many more as they ask for. Expected figures stand for chance where there are some.
    cluster
        Address of a Dask scheduler whose workers make the runs, such as ``tcp://10.0.0.5:8786``; ``local`` starts
        one here with ``jobs`` workers. Changes no number.
    engine
        ``simpy``, ``compiled``, or ``auto``: the compiled one if it is installed and compiled, or worth compiling.
        Changes no number.
    on_progress
        Called after each piece of work.
    work
        Folder that keeps finished runs; those it holds already are not made again. The result reads its runs from
        there, so keep it as long. By default a temporary folder that goes with the result.

    Raises
    ------
    InputError
        If the design does not exist, the customer book has problems, or a precision cannot be read or reached.
    CssimError
        If no run could be finished.
    ClusterLost
        If the cluster has gone; ``work`` keeps the runs that were done.
    Interrupted
        If the user stopped it; it carries the result of the finished runs.
    """
    scenario = with_settings(scenario, runs, seed, assumptions)
    with closing(executor_for(jobs, cluster)) as executor:
        study = plan_run(scenario, design, executor, on_progress, engine, precision)
        return carry_out(study, executor, on_progress, work)


def plan_run(
    scenario: Scenario,
    design: str | None = None,
    executor: Executor | None = None,
    on_progress: OnProgress = nobody_watches,
    engine: str = "auto",
    precision: str | None = None,
    on_choice: OnChoice = nobody_asks,
) -> Study:
    """Return the study of one design: everything is checked and measured, no run is made yet."""
    goals = goals_of_run(scenario, precision)
    name = design or designs.names(scenario)[0]
    study = prepare(first_stage(scenario, goals), [name], executor, on_progress, engine, goals, on_choice)
    lower(study.chosen[0].scenario, study.opening)
    return study


def carry_out(
    study: Study,
    executor: Executor,
    on_progress: OnProgress = nobody_watches,
    work: WorkFolder | None = None,
) -> Result:
    """Make the runs of a planned study of one design; see :func:`run`."""
    made = replicate_to_goals(study, executor, lambda made: result_of(study, made).known, on_progress, work)
    if made.interrupted:
        raise Interrupted(result_of(study, made) if made.finished else None, len(made.finished), made.total)
    return result_of(study, made)


def replicate_to_goals(
    study: Study,
    executor: Executor,
    known: Callable[[Runs], Sequence[Known]],
    on_progress: OnProgress = nobody_watches,
    work: WorkFolder | None = None,
) -> Runs:
    """Make the runs of a study and, if it has goals, once as many more as they ask for; see :mod:`stopping`.

    Parameters
    ----------
    known
        Says how well the runs of the first stage, two or more, know what the goals are about.

    Raises
    ------
    InputError
        If a goal asks for too many runs.
    """
    made = replicate(study, executor, on_progress, work)
    if made.interrupted or not study.goals or len(made.finished) < FEWEST_RUNS:
        return made
    total = runs_in_all(known(made), made.total, study.scenario.company.currency)
    if total == made.total:
        return made
    _log.info("the first %d runs ask for %d in all", made.total, total)
    return replicate(study.of(total), executor, on_progress, made.work)


def replicate(
    study: Study, executor: Executor, on_progress: OnProgress = nobody_watches, work: WorkFolder | None = None
) -> Runs:
    """Make every run of a study that ``work`` does not hold yet; each is kept there and dropped from memory.

    To make more runs of the same study, call it again with the same ``work`` and a study of more.
    """
    work = work or WorkFolder.temporary()
    total = study.scenario.runs
    kept = [number for number in work.finished() if number < total]
    to_make = sorted(set(range(total)).difference(kept))
    made: list[int] = []
    failed: list[FailedRun] = []
    interrupted = False
    on_progress(Progress("runs", len(kept), total))
    try:
        for outcome in executor.map(partial(made_run, study=work.key.digest), [study.job(run) for run in to_make]):
            number = to_make[outcome.index]
            if isinstance(outcome, Failed):
                failed.append(FailedRun(number, outcome.reason))
            else:
                work.save(number, outcome.value)
                made.append(number)
            on_progress(Progress("runs", len(kept) + len(made) + len(failed), total))
    except KeyboardInterrupt:
        interrupted = True
    return Runs(work, tuple(sorted([*kept, *made])), tuple(failed), interrupted, total)


def made_run(job: Job, study: str) -> bytes:
    """Make one run and return it as the archive that is kept; importable by name, for worker processes.

    ``study`` is the mark of the study that the archive bears.
    """
    return archive.to_bytes(run_job(job).records, study)


def result_of(study: Study, made: Runs) -> Result:
    """Return the result of a study of one design; see :func:`results_of`."""
    return replace(results_of(study, made)[0], goals=study.goals)


def results_of(study: Study, made: Runs) -> tuple[Result, ...]:
    """Return one result per design of the study.

    Raises
    ------
    CssimError
        If no run was finished.
    """
    if not made.finished:
        reasons = dict.fromkeys(one.reason for one in made.failed)
        raise CssimError("no run could be finished: " + "; ".join(reasons))
    name = digest(study.scenario)
    return tuple(
        Result(
            name=study.scenario.name,
            design=design.name,
            labels=study.lowered(design).labels,
            records=KeptRecords(made.work, made.finished, index),
            seed=study.scenario.seed,
            assumptions=study.scenario.assumptions,
            scenario_hash=name,
            failed=made.failed,
        )
        for index, design in enumerate(study.chosen)
    )
