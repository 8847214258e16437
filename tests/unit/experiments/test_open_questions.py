from __future__ import annotations

from dataclasses import replace

from tests.unit.experiments.scenarios import company

import cssim
from cssim.experiments.assumptions import assumptions_of
from cssim.experiments.open_questions import doubts_of
from cssim.results.decision import Decision
from cssim.results.statistics import Verdict
from cssim.results.studies import Comparison
from cssim.scenario.language import designs


def unsettled(study: Comparison) -> Comparison:
    """Return the comparison with nothing too small to matter, and so close that it is not settled."""
    found = replace(study, decision=Decision(study.decision.on, study.decision.minus_cost, 0.0))
    assert found.contests[0].verdict is Verdict.NOT_SETTLED
    return found


def test_draws_are_computed_again_from_their_addresses() -> None:
    scenario = company(
        runs=30, decide__minus="nothing", settle="1 month", horizon="1 month", decide__on="retained_arr.m1"
    )
    study = unsettled(cssim.compare(scenario))
    (doubt,) = doubts_of(study, scenario)
    assert doubt.decisive is not None
    known = {one.path: one for one in assumptions_of([designs.resolve(scenario, "named")])}
    assert doubt.decisive.label == known[doubt.decisive.path].label
    assert -1.0 <= doubt.decisive.correlation <= 1.0


def test_fixed_assumptions_have_no_decisive_one() -> None:
    scenario = company(runs=2, decide__minus="nothing", assumptions="fixed")
    study = cssim.compare(scenario)
    if study.contests[0].verdict is Verdict.NOT_SETTLED:
        assert doubts_of(study, scenario)[0].decisive is None
    else:
        assert doubts_of(study, scenario) == ()
