"""Open questions: what a comparison leaves unsettled, and the assumption whose measurement would help most."""

from __future__ import annotations

from cssim.experiments.assumptions import assumptions_of
from cssim.results.doubts import Doubt, doubts
from cssim.results.studies import Comparison
from cssim.scenario.language import designs
from cssim.scenario.schema import Scenario


def doubts_of(study: Comparison, scenario: Scenario) -> tuple[Doubt, ...]:
    """Return a doubt for every pair of a comparison that is not settled.

    Parameters
    ----------
    study
        A comparison of designs of ``scenario``.
    scenario
        The scenario: its assumptions have addresses, so what was drawn in each run is computed again.
    """
    if study.baseline.assumptions == "fixed":
        return doubts(study, {}, {})
    found = assumptions_of(designs.resolve(scenario, name) for name in study.designs)
    runs = [record.run for record in study.baseline.records]
    draws = {one.path: [one.factor(study.baseline.seed, run) for run in runs] for one in found}
    return doubts(study, draws, {one.path: one.label for one in found})
