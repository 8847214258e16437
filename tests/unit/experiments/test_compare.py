from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.unit.experiments.scenarios import POOLED, company, prepared, with_designs

import cssim
from cssim.errors import CssimError, InputError
from cssim.executors import Done, Failed, Serial
from cssim.experiments import compare as comparing
from cssim.experiments import replicate as replicating
from cssim.experiments.progress import Progress
from cssim.experiments.replicate import Interrupted
from cssim.results.doubts import by_period
from cssim.results.statistics import Verdict
from cssim.results.studies import Comparison
from cssim.results.work_folder import WorkFolder, WorkKey
from cssim.scenario.decide import Decide
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

POOL = {"organisation": {"coverage": POOLED}}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return prepared()


@pytest.fixture(scope="module")
def study(scenario: Scenario) -> Comparison:
    return cssim.compare(scenario)


def test_two_designs_in_every_run(study: Comparison) -> None:
    assert study.designs == ("named", "pooled")
    assert [record.run for record in study.baseline.records] == [0, 1, 2]
    assert study.baseline.scenario_hash == study["pooled"].scenario_hash
    assert study.decision.minimum_difference > 0


def test_what_matters_is_a_share_of_arr_for_the_months_the_figure_tells_of(scenario: Scenario) -> None:
    def minimum(on: str) -> float:
        decided = scenario.model_copy(update={"decide": Decide(on=on, minus="nothing", minimum_difference="12%")})
        return comparing.decision_of(comparing.plan_comparison(decided)).minimum_difference

    whole = minimum("retained_arr.y1")
    assert minimum("retained_arr.m6") == pytest.approx(whole / 2)
    assert minimum("contribution.m6") == pytest.approx(whole / 12)
    assert minimum("nrr.m12") == minimum("nrr.last12") == pytest.approx(0.12)


def test_runs_differ_and_designs_differ(study: Comparison) -> None:
    one = study["pooled"].figures("retained_arr_expected.y1")
    assert len(set(one)) == 3
    assert (one != study.baseline.figures("retained_arr_expected.y1")).any()


def test_identical_designs_do_not_differ_at_all(scenario: Scenario) -> None:
    same = cssim.compare(with_designs(scenario, {"a": {}, "b": {}, "c": {"health.adoption.level": 0.6}}))
    for contest in same.contests:
        assert contest.verdict is Verdict.NO_DIFFERENCE
        for gap in (contest.expected, contest.realized, contest.cost):
            assert (gap.mean, gap.sd, *gap.outcomes) == (0.0, 0.0, 0.0, 0.0)


def test_swapping_the_arms_mirrors_the_difference(scenario: Scenario, study: Comparison) -> None:
    mirrored = cssim.compare(scenario, baseline="pooled")
    assert mirrored.designs == ("pooled", "named")
    there, back = study.contests[0], mirrored.contests[0]
    assert back.expected.mean == -there.expected.mean
    assert back.realized.mean == -there.realized.mean
    assert back.expected.outcomes == pytest.approx((-there.expected.outcomes.high, -there.expected.outcomes.low))


def test_a_third_design_changes_nothing_about_the_other_two(scenario: Scenario, study: Comparison) -> None:
    more = {"named": {}, "third": {"organisation.teams.csm.headcount": 3}, "pooled": POOL}
    other = cssim.compare(with_designs(scenario, more))
    for design in ("named", "pooled"):
        assert (other.figures(design, "retained_arr.y1") == study.figures(design, "retained_arr.y1")).all()


def test_the_decision_figure_is_what_is_kept_less_what_it_cost(study: Comparison) -> None:
    kept = study["pooled"].figures("retained_arr_expected.y1") - study.baseline.figures("retained_arr_expected.y1")
    cost = study["pooled"].figures("cs_cost.y1") - study.baseline.figures("cs_cost.y1")
    assert study.contests[0].expected.mean == pytest.approx(float(np.mean(kept - cost)))
    (row,) = by_period(study)
    assert (row.period, row.kept) == ("y1", pytest.approx(float(np.mean(kept))))
    assert row.decision == pytest.approx(row.kept - row.cost)


def test_a_run_is_the_run_of_a_comparison_and_of_simulate(scenario: Scenario, study: Comparison) -> None:
    result = cssim.run(scenario, "pooled")
    assert result.figures("retained_arr.y1").tolist() == study.figures("pooled", "retained_arr.y1").tolist()
    one = cssim.simulate(scenario, run=1, design="pooled")
    assert one.facts
    record = study["pooled"].records[1]
    assert one.ledger.amount.tolist() == record.ledger.amount.tolist()
    assert one.accounts.expected_loss.tolist() == record.accounts.expected_loss.tolist()
    silent = cssim.simulate(scenario, run=1, design="pooled", recording="summary")
    assert (silent.facts, silent.ledger.time.tolist()) == ((), one.ledger.time.tolist())


def test_fixed_assumptions_and_another_seed_are_other_futures(scenario: Scenario, study: Comparison) -> None:
    key = "retained_arr_expected.y1"
    fixed, other = cssim.compare(scenario, assumptions="fixed", runs=2), cssim.compare(scenario, seed=2, runs=2)
    assert (study.baseline.assumptions, fixed.baseline.assumptions) == ("drawn", "fixed")
    assert len({one.figures("named", key)[0] for one in (study, fixed, other)}) == 3


def test_equal_budget_reaches_the_runs(scenario: Scenario) -> None:
    staying = patch(scenario, {"organisation.people.attrition": "0%"})
    dear = with_designs(staying, {"today": {}, "dear": {"organisation": {"teams": {"csm": {"pay": {"ote": "$131k"}}}}}})
    study = cssim.compare(dear, at="equal-budget", runs=2)
    assert study.at == "equal-budget"
    gap = study.figures("dear", "cs_cost.y1") - study.figures("today", "cs_cost.y1")
    assert np.abs(gap).max() <= 0.24  # pay is rounded to whole cents by month and kind


def test_progress_counts_settlings_and_runs() -> None:
    seen: list[Progress] = []
    cssim.compare(company(), runs=2, on_progress=seen.append)
    assert seen[-1] == Progress("runs", 2, 2)
    assert [one.done for one in seen if one.stage == "baseline"] == list(range(1, 21))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"runs": 1}, "1 is too few to compare"),
        ({"runs": 0}, "0 runs"),
        ({"seed": -1}, "-1 is not a seed"),
        ({"assumptions": "perhaps"}, "'perhaps' is not one of drawn, fixed"),
        ({"baseline": "name"}, "did you mean 'named'"),
        ({"at": "equal"}, "'equal' is not one of"),
        ({"jobs": -2}, "-2 jobs"),
    ],
)
def test_wrong_arguments_are_refused(scenario: Scenario, wrong: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        cssim.compare(scenario, **wrong)  # type: ignore[arg-type]


def test_simulate_refuses_what_it_does_not_know(scenario: Scenario) -> None:
    for wrong in ({"engine": "steam"}, {"recording": "some"}, {"run": -1}, {"design": "x"}):
        with pytest.raises(InputError):
            cssim.simulate(scenario, **wrong)  # type: ignore[arg-type]


class Breaking(Serial):
    """Fails run 1, or is interrupted after so many runs."""

    def __init__(self, fail: int = -1, stop_after: int = 99) -> None:
        self.fail, self.stop_after = fail, stop_after

    def map(self, function, jobs) -> Iterator[Done | Failed]:  # type: ignore[no-untyped-def, override, type-arg]
        for index, job in enumerate(jobs):
            if index >= self.stop_after:
                raise KeyboardInterrupt
            yield Failed(index, "it broke") if index == self.fail else Done(index, function(job))


def test_a_failed_run_is_reported_and_the_rest_compared(scenario: Scenario) -> None:
    study = comparing.carry_out(comparing.plan_comparison(scenario), Breaking(fail=1))
    assert [(one.run, one.reason) for one in study.failed] == [(1, "it broke")]
    assert [record.run for record in study["pooled"].records] == [0, 2]


def test_too_few_finished_runs_are_an_error(scenario: Scenario) -> None:
    planned = comparing.plan_comparison(scenario.model_copy(update={"runs": 2}))
    with pytest.raises(CssimError, match="fewer than 2 runs could be finished, too few to compare: it broke"):
        comparing.carry_out(planned, Breaking(fail=1))


def test_an_interruption_carries_what_is_finished(scenario: Scenario) -> None:
    planned = comparing.plan_comparison(scenario)
    with pytest.raises(Interrupted) as stopped:
        comparing.carry_out(planned, Breaking(stop_after=2))
    assert (stopped.value.done, stopped.value.total) == (2, 3)
    assert isinstance(stopped.value.finished, Comparison)
    assert stopped.value.finished.runs == 2
    with pytest.raises(Interrupted) as early:
        comparing.carry_out(planned, Breaking(stop_after=1))
    assert early.value.finished is None
    with pytest.raises(KeyboardInterrupt):
        replicating.carry_out(replicating.plan_run(scenario), Breaking(stop_after=0))


def test_finished_runs_are_kept_and_not_made_again(scenario: Scenario, study: Comparison, tmp_path: Path) -> None:
    planned = comparing.plan_comparison(scenario)
    key = WorkKey("0", planned.key, "summary")
    work = WorkFolder.beside(tmp_path / "out", key, resume=False)
    with pytest.raises(Interrupted):
        comparing.carry_out(planned, Breaking(stop_after=2), work=work)
    assert work.finished() == (0, 1)
    again = WorkFolder.beside(tmp_path / "out", key, resume=True)
    resumed = comparing.carry_out(planned, Breaking(fail=1), work=again)
    assert resumed.to_json() == study.to_json()
    assert resumed.ledger.equals(study.ledger)


def test_the_key_of_a_study_knows_what_a_run_depends_on(scenario: Scenario) -> None:
    planned = comparing.plan_comparison(scenario)
    more = comparing.plan_comparison(planned.scenario.model_copy(update={"runs": 9}))
    assert more.key == planned.key
    assert comparing.plan_comparison(planned.scenario, baseline="pooled").key != planned.key
    changed = planned.scenario.model_copy(update={"designs": {"named": {}, "pooled": {"health.adoption.level": 0.5}}})
    assert comparing.plan_comparison(changed).key != planned.key


def test_from_today_designs_begin_where_today_is(scenario: Scenario) -> None:
    pool = {"organisation": {"coverage": POOLED}, "change": {"start": "2027-07", "mode": "big-bang"}}
    study = cssim.compare(with_designs(scenario, {"named": {}, "pooled": pool}), start="today")
    assert study.start == study.document()["from"] == "today"
    before, after = (study[name].figures("retained_arr_expected.m6") for name in study.designs)
    assert before.tolist() == after.tolist()
    assert (study["pooled"].figures("arr_closing.y1") != study.baseline.figures("arr_closing.y1")).any()


def test_without_a_customer_book_designs_start_steady(study: Comparison) -> None:
    assert study.start == "steady"


def test_a_start_that_is_none_is_refused(scenario: Scenario) -> None:
    with pytest.raises(InputError, match="not one of steady, today"):
        cssim.compare(scenario, start="tomorrow")
