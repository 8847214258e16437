"""Paired studies of the default company and of changes of it; every design of one study shares its futures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import cssim
from cssim.engine.recorder import ALL
from cssim.experiments.jobs import run_each
from cssim.experiments.study import prepare, with_settings
from cssim.results.run import Run
from cssim.results.studies import Result
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from validation.checks import Values

SEED: Final = 20_270_101
BASELINE: Final = "today"
SEGMENTS: Final = ("enterprise", "mid_market", "smb")
CSM: Final = "organisation.teams.csm"


class Effort(NamedTuple):
    """How much is simulated: ``runs`` of every design over ``years``."""

    runs: int
    years: int

    @property
    def full(self) -> bool:
        """Whether it is large enough to prove something: then each check takes the size it names."""
        return self.runs >= FULL.runs


FULL: Final = Effort(40, 3)
SMOKE: Final = Effort(2, 1)

Designs = Mapping[str, Mapping[str, Any]]


def company(effort: Effort, changes: Mapping[str, Any] | None = None) -> Scenario:
    """Return the default company over the years of an effort, with changes by dotted path."""
    horizon = {"horizon": f"{12 * effort.years} months", "decide.on": f"retained_arr.y{effort.years}"}
    return patch(cssim.load("cssim:b2b_saas"), {**horizon, **(changes or {})})


def studied(scenario: Scenario, designs: Designs, effort: Effort, jobs: int) -> dict[str, Result]:
    """Return the results of today and of every design, by name, over the same futures."""
    every = scenario.model_copy(update={"designs": {BASELINE: {}, **designs}})
    found = cssim.compare(every, runs=effort.runs, seed=SEED, jobs=jobs, assumptions="fixed")
    return {result.design: result for result in found.results}


def difference(results: Mapping[str, Result], one: str, other: str, key: str, segment: str = "all") -> Values:
    """Return a figure of design ``one`` less that of ``other``, run by run."""
    return results[one].figures(key, segment) - results[other].figures(key, segment)


def single(scenario: Scenario, effort: Effort, jobs: int) -> Result:
    """Return the result of today's design of a scenario."""
    return cssim.run(scenario, runs=effort.runs, seed=SEED, jobs=jobs, assumptions="fixed")


def in_full(scenario: Scenario, designs: Designs, runs: int) -> Iterator[dict[str, Run]]:
    """Yield the runs of today and of every design, with all facts, by name, one run number after the other."""
    every = scenario.model_copy(update={"designs": {BASELINE: {}, **designs}})
    study = prepare(with_settings(every, runs=runs, seed=SEED, assumptions="fixed"), list(every.designs))
    for run in range(runs):
        yield dict(zip(every.designs, run_each(study.job(run), ALL), strict=True))
