"""Claims put to the test: every claim a paired study, in the company as it is and wherever its dials lead."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

from cssim.errors import CssimError, InputError
from cssim.executors import Executor, executor_for
from cssim.experiments.answers import Claims
from cssim.experiments.claims.catalogue import claims_named
from cssim.experiments.claims.claim import Claim, Values
from cssim.experiments.claims.measuring import Pair
from cssim.experiments.claims.plan import Plan, plan_of
from cssim.experiments.claims.reading import Looked, finding_of
from cssim.experiments.claims.told import values_told
from cssim.experiments.claims.worlds import World
from cssim.experiments.engine_choice import OnChoice, nobody_asks
from cssim.experiments.progress import OnProgress, Progress, nobody_watches
from cssim.experiments.replicate import FEWEST_RUNS, replicate, results_of
from cssim.experiments.study import Study, prepare, with_settings
from cssim.results.claims import Finding
from cssim.results.studies import Result
from cssim.scenario.language.load import load
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import TODAY, Scenario

SCENARIO: Final = "cssim:claims"
"""The company on which claims are tested, unless another is given."""


@dataclass(frozen=True)
class ClaimsStudy:
    """Claims made ready, and the company before any of them: ``today``, with its baseline."""

    plans: tuple[Plan, ...]
    today: Study

    @property
    def runs(self) -> int:
        """Runs of all claims in all their worlds."""
        return self.today.scenario.runs * sum(len(plan.worlds) for plan in self.plans)


@dataclass(frozen=True)
class _Lab:
    """What the runs of all claims share: the company with its baseline, who works, and who watches."""

    today: Study
    executor: Executor
    on_progress: OnProgress


def claims(
    ids: Sequence[str] = (),
    scenario: Scenario | None = None,
    runs: int | None = None,
    seed: int | None = None,
    jobs: int = 1,
    *,
    cluster: str | None = None,
    engine: str = "auto",
    on_progress: OnProgress = nobody_watches,
) -> Claims:
    """Put practitioners' claims to the test.

    Parameters
    ----------
    ids
        Which, such as ``["A5", "D10"]``; all of them by default, which takes half an hour.
    scenario
        From :func:`cssim.load`; the company of ``cssim:claims`` by default.
    runs, seed, jobs, cluster, engine, on_progress
        As in :func:`studied`.

    Raises
    ------
    InputError
        If there is no such claim, or it does not fit the company.
    """
    company = with_settings(load(SCENARIO) if scenario is None else scenario, runs, seed)
    found = studied(claims_named(ids), company, jobs=jobs, cluster=cluster, engine=engine, on_progress=on_progress)
    return Claims(found, company.runs, company.seed, company.company.currency)


def studied(
    claims: Sequence[Claim],
    scenario: Scenario,
    runs: int | None = None,
    seed: int | None = None,
    jobs: int = 1,
    *,
    cluster: str | None = None,
    engine: str = "auto",
    on_progress: OnProgress = nobody_watches,
) -> tuple[Finding, ...]:
    """Put claims to the test on a company.

    Parameters
    ----------
    claims
        What to test; each is a study of its own, so what is found of one does not depend on the others.
    scenario
        The company: its first design is today's organization, other designs are left out.
    runs, seed
        Instead of the scenario's own.
    jobs, cluster, engine, on_progress
        As in :func:`cssim.compare`. Assumptions are fixed: dials say what a decisive one does.

    Raises
    ------
    InputError
        If there are fewer than two runs, or a claim does not fit the company.
    CssimError
        If a run could not be finished, or a mechanism that is off has an effect.
    """
    with closing(executor_for(jobs, cluster)) as executor:
        study = plan_claims(claims, with_settings(scenario, runs, seed), executor, on_progress, engine)
        return carry_out(study, executor, on_progress)


def plan_claims(
    claims: Sequence[Claim],
    scenario: Scenario,
    executor: Executor | None = None,
    on_progress: OnProgress = nobody_watches,
    engine: str = "auto",
    on_choice: OnChoice = nobody_asks,
) -> ClaimsStudy:
    """Return the study of some claims: everything is checked, and the company's baseline measured; see `studied`."""
    company = company_of(scenario)
    if company.runs < FEWEST_RUNS:
        raise InputError.of(f"{company.runs} is too few to test claims; give {FEWEST_RUNS} or more", path="runs")
    plans = tuple(plan_of(claim, company) for claim in claims)
    today = prepare(company, [TODAY], executor, on_progress, engine, on_choice=on_choice)
    return ClaimsStudy(plans, today)


def carry_out(study: ClaimsStudy, executor: Executor, on_progress: OnProgress = nobody_watches) -> tuple[Finding, ...]:
    """Make the runs of planned claims; see :func:`studied`."""
    before = 0

    def in_all(at: Progress) -> None:
        nonlocal before
        on_progress(Progress("runs", before + at.done, study.runs))
        before += at.total if at.done == at.total else 0

    lab = _Lab(study.today, executor, in_all)
    return tuple(
        finding_of(plan, [_looked(plan, world, lab) for world in plan.worlds]) for plan in study.plans
    )  # fmt: skip


def differences(study: ClaimsStudy, executor: Executor) -> tuple[Values, ...]:
    """Return the measure of each claim run by run (n_runs,), in the company as it is and nowhere else."""
    lab = _Lab(study.today, executor, nobody_watches)
    return tuple(_looked(plan, plan.worlds[0], lab).effect for plan in study.plans)


def company_of(scenario: Scenario) -> Scenario:
    """Return a scenario with today's organization as its only design, assumptions fixed."""
    first = next(iter(scenario.designs))
    company = patch(scenario.model_copy(update={"designs": {TODAY: {}}}), scenario.designs[first])
    return company.model_copy(
        update={"recording": "summary", "assumptions": "fixed", "baseline": scenario.baseline}
    )  # fmt: skip


def _looked(plan: Plan, world: World, lab: _Lab) -> Looked:
    """Make the runs of a claim in one world, and measure them."""
    claim = plan.claim
    designs: dict[str, dict[str, Any]] = {TODAY: {}}
    names = []
    for at, arm in enumerate(plan.arms):
        # the second of a pair is the one that a dial may turn
        change = world.turned(arm) if at % 2 and at < len(plan.pairs) else dict(arm.changes)
        same = next((name for name, other in designs.items() if other == change), None)
        names.append(same or f"design_{len(designs)}")
        designs[names[-1]] = change
    company = world.company(plan.company, claim.arms[1])
    # a baseline is measured again only where the company settles elsewhere
    known = {"designs": designs, "baseline": lab.today.scenario.baseline}
    study = prepare(
        company.model_copy(update=known), list(dict.fromkeys(names)), lab.executor, engine=lab.today.engine.name
    )
    results = _results(study, names, lab)
    measures = (claim.measure, *claim.shown)
    pair = Pair((results[0], results[1]), measures, company, results[len(plan.pairs) :])
    facts = iter(values_told(study, [measure.told for measure in measures], names, lab.executor))
    effect, *beside = (next(facts) if measure.told else pair.difference(measure) for measure in measures)
    decision = None
    if claim.decision is not None:
        measure = claim.decision.measure
        decision = Pair((results[2], results[3]), [measure], company).difference(measure)
    return Looked(effect, decision, beside, pair.levels(claim.measure))


def _results(study: Study, names: Sequence[str], lab: _Lab) -> list[Result]:
    """Make the runs of a study and return the results of designs by name; runs are read from disk as they are asked."""
    made = replicate(study, lab.executor, lab.on_progress)
    if made.interrupted:
        raise KeyboardInterrupt
    if made.failed:
        raise CssimError(f"run {made.failed[0].run} could not be finished: {made.failed[0].reason}")
    results = {result.design: result for result in results_of(study, made)}
    return [results[name] for name in names]
