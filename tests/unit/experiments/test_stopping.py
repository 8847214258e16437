"""Studies with a precision: two stages, by width only, to the same bytes however they are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from tests.unit.experiments.scenarios import POOLED, prepared, with_designs

import cssim
from cssim.errors import InputError
from cssim.executors import Done, Failed, Serial
from cssim.experiments import compare as comparing
from cssim.experiments import replicate as replicating
from cssim.experiments.progress import Progress
from cssim.experiments.replicate import Interrupted
from cssim.experiments.stopping import FIRST, MOST, runs_in_all
from cssim.results.precision import Known
from cssim.results.studies import Comparison
from cssim.results.work_folder import WorkFolder, WorkKey
from cssim.scenario.decide import Decide, HalfWidth
from cssim.scenario.schema import Scenario

ON = "retained_arr.y1"


@cache
def first() -> Comparison:
    """Return the comparison of the first stage."""
    return cssim.compare(prepared(), runs=FIRST)


def half_width_after(runs: int) -> float:
    """Return the half-width that takes about so many runs."""
    [known] = first().known
    return known.half_width * (FIRST / runs) ** 0.5


def asking(half_width: float) -> Scenario:
    """Return the scenario with a precision of its own for what decides."""
    own = Decide(on=ON, minus="cs_cost", precision=HalfWidth(round(100 * half_width), 0.0))
    return prepared().model_copy(update={"decide": own})


def test_the_spread_of_the_first_runs_says_how_many_are_made() -> None:
    eps = round(half_width_after(40))
    [known] = first().known
    study = cssim.compare(prepared(), precision=f"{ON}=${eps}")
    assert study.runs == known.runs_for(eps) > FIRST
    [told] = study.document()["precision"]
    assert (told["figure"], told["goal"], told["runs"]) == (f"{ON} - cs_cost", eps, study.runs)
    assert told["half_width"] == pytest.approx(
        study.contests[0].expected.certainty.high - study.contests[0].expected.mean
    )
    assert told["half_width"] == pytest.approx(eps, rel=0.35)


def test_a_goal_that_is_reached_makes_the_first_runs_only() -> None:
    study = cssim.compare(prepared(), precision=f"{ON}=$1M")
    assert study.runs == FIRST
    assert study.to_json() != first().to_json()
    assert [one.document() for one in study.contests] == [one.document() for one in first().contests]


def test_the_scenario_asks_unless_a_number_of_runs_or_another_precision_is_given() -> None:
    scenario = asking(1e6)
    assert cssim.compare(scenario).runs == FIRST
    exact = cssim.compare(scenario, runs=3)
    assert (exact.runs, exact.goals, exact.known[0].goal) == (3, (), None)
    other = comparing.plan_comparison(scenario, precision="nrr.y1=5pt")
    assert other.scenario.decide.precision is None
    assert cssim.run(scenario, runs=2).known == () and len(cssim.run(scenario).records) == scenario.runs


def test_the_planned_scenario_gives_the_same_bytes_by_itself() -> None:
    eps = round(half_width_after(34))
    planned = comparing.plan_comparison(prepared(), precision=f"{ON}=${eps}").scenario
    assert (planned.runs, planned.decide.precision) == (FIRST, HalfWidth(100 * eps, 0.0))
    again, asked = cssim.compare(planned), cssim.compare(prepared(), precision=f"{ON}=${eps}")
    assert again.to_json() == asked.to_json()
    assert again.baseline.scenario_hash == asked.baseline.scenario_hash


def test_processes_and_resuming_change_nothing(tmp_path: Path) -> None:
    scenario = asking(half_width_after(36))
    whole = cssim.compare(scenario)
    assert whole.runs > FIRST
    assert cssim.compare(scenario, jobs=2).to_json() == whole.to_json()
    planned = comparing.plan_comparison(scenario)
    work = WorkFolder.beside(tmp_path / "out", WorkKey("0", planned.key, "summary"), resume=False)
    for stop_after, kept in ((12, 12), (FIRST - 12 + 1, FIRST + 1)):
        with pytest.raises(Interrupted) as stopped:
            comparing.carry_out(planned, Stopping(stop_after), work=work)
        assert (stopped.value.done, len(work.finished())) == (kept, kept)
    assert stopped.value.total == whole.runs
    assert comparing.carry_out(planned, Serial(), work=work).to_json() == whole.to_json()


class Stopping(Serial):
    """Is interrupted after so many jobs."""

    def __init__(self, stop_after: int) -> None:
        self.left = stop_after

    def map(self, function, jobs) -> Iterator[Done | Failed]:  # type: ignore[no-untyped-def, override, type-arg]
        for index, job in enumerate(jobs):
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            yield Done(index, function(job))


def test_the_widest_of_several_contests_says_how_many() -> None:
    more = {"named": {}, "same": {}, "pooled": {"organisation": {"coverage": POOLED}}}
    study = cssim.compare(with_designs(prepared(), more), precision=f"{ON}=$1M")
    [known] = study.known
    assert (known.together, known.sd) == (2, study.contests[1].expected.sd)
    assert study.contests[0].expected.sd == 0.0


def test_other_metrics_are_known_one_by_one_on_expected_figures() -> None:
    seen: list[Progress] = []
    study = cssim.compare(prepared(), precision=f"contribution.y1=$1M,nrr.y1=50pt,{ON}=$1M", on_progress=seen.append)
    assert [one.figure for one in study.known] == [f"{ON} - cs_cost", "contribution.y1", "nrr.y1"]
    gap = study.figures("pooled", "contribution_expected.y1") - study.figures("named", "contribution_expected.y1")
    assert study.known[1].sd == pytest.approx(gap.std(ddof=1))
    assert [one.goal for one in study.known] == [1e6, 1e6, 0.5]
    assert seen[-1] == Progress("runs", FIRST, FIRST)


def test_one_design_is_known_by_its_own_mean() -> None:
    wide = cssim.run(prepared(), precision=f"{ON}=$1M")
    sd = wide.figures(f"retained_arr_expected.{ON.partition('.')[2]}").std(ddof=1)
    assert (len(wide.records), wide.known[0].sd) == (FIRST, pytest.approx(sd))
    eps = round(wide.known[0].half_width * 0.9)
    more = cssim.run(prepared(), precision=f"{ON}=${eps}")
    assert len(more.records) == wide.known[0].runs_for(eps) > FIRST


def test_too_much_is_refused_with_what_can_be_had() -> None:
    """t(.975, 29) s = 2.0452296 x 40,200 = 82,218: for 100 a run times 822.18 squared, for 825 times 99.66 squared."""
    known = [Known(ON, "currency", 40_200.0, 30, goal=100.0)]
    with pytest.raises(InputError) as caught:
        runs_in_all(known, 30, "USD")
    [problem] = caught.value.problems
    assert problem.path == "precision"
    for words in (f"{ON} to ± $100 would take about 675,984 runs", f"{MOST:,}, good for about ± $820:"):
        assert words in problem.message
    assert runs_in_all([Known(ON, "currency", 40_200.0, 30, goal=825.0)], 30, "USD") == 9_932
    assert runs_in_all([Known(ON, "currency", 40_200.0, 20_000, goal=600.0)], 20_000, "USD") == 20_000


@pytest.mark.parametrize("known", [[], [Known(ON, "currency", 5.0, 30)]])
def test_without_a_goal_the_first_runs_are_all(known: Sequence[Known]) -> None:
    assert runs_in_all(known, 30, "USD") == 30


def test_a_figure_that_is_not_there_cannot_be_known() -> None:
    with pytest.raises(InputError, match="renewal_rate.m1 is not defined in these runs"):
        runs_in_all([Known("renewal_rate.m1", "share", float("nan"), 0, goal=0.01)], 30, "USD")


def test_failed_runs_are_left_out_and_not_made_up_for() -> None:
    planned = comparing.plan_comparison(asking(1e6))
    study = comparing.carry_out(planned, Failing())
    assert (study.runs, [one.run for one in study.failed]) == (FIRST - 1, [1])
    assert study.known[0].runs == FIRST - 1


class Failing(Serial):
    """Fails the second job."""

    def map(self, function, jobs) -> Iterator[Done | Failed]:  # type: ignore[no-untyped-def, override, type-arg]
        for index, job in enumerate(jobs):
            yield Failed(index, "it broke") if index == 1 else Done(index, function(job))


def test_the_key_of_a_study_does_not_know_its_precision() -> None:
    """Runs kept for one precision serve another."""
    one, two = (comparing.plan_comparison(asking(eps)) for eps in (1e3, 1e6))
    assert one.key == two.key
    assert replicating.plan_run(prepared(), precision=f"{ON}=$5").scenario.runs == FIRST
