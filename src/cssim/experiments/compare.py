"""Compare: the designs of a scenario side by side over the same runs."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import Final, get_args

from cssim.errors import CssimError, InputError
from cssim.executors import Executor, executor_for
from cssim.experiments.answers import Comparison
from cssim.experiments.engine_choice import OnChoice, nobody_asks
from cssim.experiments.footing import on_footing
from cssim.experiments.jobs import Start
from cssim.experiments.progress import OnProgress, nobody_watches
from cssim.experiments.replicate import FEWEST_RUNS, Interrupted, Runs, replicate_to_goals, results_of
from cssim.experiments.stopping import first_stage, goals_of_comparison, with_own_goal
from cssim.experiments.study import Footing, Study, prepare, with_settings
from cssim.results.catalogue import parse_metric
from cssim.results.decision import Decision
from cssim.results.work_folder import WorkFolder
from cssim.scenario.language import designs
from cssim.scenario.schema import Scenario
from cssim.units import CENTS, MONTHS_PER_YEAR

STARTS: Final[tuple[Start, ...]] = get_args(Start)


def compare(
    scenario: Scenario,
    baseline: str | None = None,
    at: Footing = "as-written",
    runs: int | None = None,
    seed: int | None = None,
    jobs: int = 1,
    assumptions: str | None = None,
    *,
    precision: str | None = None,
    start: str | None = None,
    cluster: str | None = None,
    engine: str = "auto",
    on_progress: OnProgress = nobody_watches,
    work: WorkFolder | None = None,
) -> Comparison:
    """Simulate every design of a scenario over the same runs and compare them pair by pair.

    Parameters
    ----------
    scenario
        From :func:`cssim.load`.
    baseline
        Design the others are compared with; the first one by default. Whatever it is, every design starts from the
        settled stocks of the first one, which is today's organization.
    at
        ``as-written``, or with the head count of one team of each other design scaled to the baseline's cost
        (``equal-budget``) or number of people (``equal-heads``).
    runs, seed, assumptions
        Instead of the scenario's own.
    jobs
        Processes; 0 takes one per core. Changes no number.
    precision
        How well the mean differences from the baseline are to be known, such as ``nrr.y2=0.5pt,retained_arr.y2=$10k``:
        30 runs or more, and once as many more as they ask for. Without it, and without ``runs``, the scenario says.
    start
        ``steady``: as if every design had always been so; ``today``: from today's owners and people, and each design
        pays for its own change. By default ``today`` with a customer book, else ``steady``.
    cluster
        Address of a Dask scheduler whose workers make the runs, such as ``tcp://10.0.0.5:8786``; ``local`` starts
        one here with ``jobs`` workers. Changes no number.
    engine
        ``simpy``, ``compiled``, or ``auto``: the compiled one if it is installed and compiled, or worth compiling.
        Changes no number.
    on_progress
        Called after each piece of work.
    work
        Folder that keeps finished runs; those it holds already are not made again. The comparison reads its runs
        from there, so keep it as long. By default a temporary folder that goes with the comparison.

    Raises
    ------
    InputError
        If a design does not exist, there are fewer than two runs, a footing is impossible, the customer book has
        problems, or a precision cannot be read or reached.
    CssimError
        If fewer than two runs could be finished.
    ClusterLost
        If the cluster has gone; ``work`` keeps the runs that were done.
    Interrupted
        If the user stopped it; it carries the comparison of the finished runs, if there are at least two.
    """
    scenario = with_settings(scenario, runs, seed, assumptions)
    with closing(executor_for(jobs, cluster)) as executor:
        study = plan_comparison(scenario, baseline, at, executor, on_progress, engine, precision, start=start)
        return carry_out(study, executor, on_progress, work)


def plan_comparison(
    scenario: Scenario,
    baseline: str | None = None,
    at: Footing = "as-written",
    executor: Executor | None = None,
    on_progress: OnProgress = nobody_watches,
    engine: str = "auto",
    precision: str | None = None,
    on_choice: OnChoice = nobody_asks,
    start: str | None = None,
) -> Study:
    """Return the study of a comparison, baseline first: everything is checked and measured, no run is made yet."""
    goals = goals_of_comparison(scenario, precision)
    scenario = with_own_goal(first_stage(scenario, goals), goals)
    if scenario.runs < FEWEST_RUNS:
        raise InputError.of(f"{scenario.runs} is too few to compare designs; give {FEWEST_RUNS} or more", path="runs")
    names = designs.names(scenario)
    first = baseline or names[0]
    chosen = [first, *(name for name in names if name != first)]
    study = prepare(scenario, chosen, executor, on_progress, engine, goals, on_choice)
    study = replace(
        study, chosen=on_footing(study.chosen, study.chosen[0], at), at=at, start=start_named(start, scenario)
    )
    for design in study.chosen:
        study.lowered(design)
    return study


def start_named(name: str | None, scenario: Scenario) -> Start:
    """Return from where designs start: by default from today where there is a customer book, which knows today.

    Raises
    ------
    InputError
        If there is no such start.
    """
    if name is None:
        return "today" if scenario.customers.book is not None else "steady"
    found = next((each for each in STARTS if each == name), None)
    if found is None:
        raise InputError.of(f"{name!r} is not one of {', '.join(STARTS)}", path="--from")
    return found


def carry_out(
    study: Study,
    executor: Executor,
    on_progress: OnProgress = nobody_watches,
    work: WorkFolder | None = None,
) -> Comparison:
    """Make the runs of a planned comparison; see :func:`compare`."""
    made = replicate_to_goals(study, executor, lambda made: comparison_of(study, made).known, on_progress, work)
    enough = len(made.finished) >= FEWEST_RUNS
    if made.interrupted:
        finished = comparison_of(study, made) if enough else None
        raise Interrupted(finished, len(made.finished), made.total)
    if not enough:
        reasons = "; ".join(dict.fromkeys(one.reason for one in made.failed))
        raise CssimError(f"fewer than {FEWEST_RUNS} runs could be finished, too few to compare: {reasons}")
    return comparison_of(study, made)


def comparison_of(study: Study, made: Runs) -> Comparison:
    """Return the comparison of finished runs."""
    results = results_of(study, made)
    return Comparison(
        results=results,
        decision=decision_of(study),
        at=study.at,
        start=study.start,
        failed=made.failed,
        goals=study.goals,
    )


def decision_of(study: Study) -> Decision:
    """Return what decides, with the difference that matters in whole currency (or in the unit of the metric).

    Raises
    ------
    InputError
        If the metric does not exist, or its difference that matters is money and the metric is not.
    """
    decide, scenario = study.scenario.decide, study.scenario
    key = parse_metric(decide.on, scenario.months, tuple(study.chosen[0].scenario.organisation.teams))
    margin = decide.minimum_difference
    if key.metric.unit == "currency":
        minimum = decide.margin_cents(study.opening.arr, key.span) / CENTS
    elif margin.cents:
        message = f"{decide.on} is not money; write the difference that matters as a percentage"
        raise InputError.of(message, path="decide.minimum_difference")
    else:
        minimum = margin.share * key.span / MONTHS_PER_YEAR
    return Decision(key, decide.minus == "cs_cost", minimum)
