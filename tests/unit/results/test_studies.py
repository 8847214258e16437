"""Results and comparisons: the same numbers whichever way they are asked for."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from tests import fake_runs
from tests.fake_runs import record

from cssim.domain.ledger import CHURN
from cssim.errors import InputError
from cssim.results.catalogue import keys_of, parse_metric
from cssim.results.decision import Decision
from cssim.results.measures import COST
from cssim.results.statistics import Verdict
from cssim.results.studies import Comparison, Result

OPENING = [100_000_00, 200_000_00, 300_000_00]
LABELS = fake_runs.lowered(24, OPENING, 2).labels


def result(design: str, lost_in: tuple[float, ...], who: int = 0) -> Result:
    records = [
        record(OPENING, [(month, who, CHURN, -OPENING[who])], segments=2, design=design, run=run)
        for run, month in enumerate(lost_in)
    ]
    return Result("a question", design, LABELS, tuple(records), seed=1)


def decision(on: str = "arr_closing.y2", minus_cost: bool = False, minimum: float = 1000.0) -> Decision:
    return Decision(parse_metric(on, 24), minus_cost, minimum)


def test_a_figure_per_run() -> None:
    made = result("today", (3.0, 9.0, 15.0))
    assert made.figures("churn.y1").tolist() == [100_000.0, 100_000.0, 0.0]
    assert made.figures("churn.y1", "large").tolist() == [100_000.0, 100_000.0, 0.0]
    assert made.figures("churn.y1", "small").tolist() == [0.0, 0.0, 0.0]
    assert made.figures("grr_to_date.m12").tolist() == [5 / 6, 5 / 6, 1.0]
    assert made.teams == ("csm",)


@pytest.mark.parametrize("segment", ["all", "large"])
def test_the_summary_is_the_statistics_of_the_figures(segment: str) -> None:
    made = result("today", (3.0, 9.0, 15.0))
    table = made.summary(segment)
    scopes = {key: made.figures(key, segment) for key in ("churn.y1", "grr.y2", "retained_arr.m24")}
    for key, values in scopes.items():
        assert table.loc[key, "mean"] == pytest.approx(np.mean(values))
        assert table.loc[key, "p90"] == pytest.approx(np.quantile(values, 0.9))
        assert table.loc[key, "n"] == 3
    assert ("cs_cost.y1" in table.index) == (segment == "all")
    assert "nrr.m0" not in table.index
    assert set(table.index) <= set(keys_of(24, ("csm",)))


def test_an_unknown_segment_is_refused() -> None:
    made = result("today", (3.0,))
    with pytest.raises(InputError, match="'huge' is not one of the segments large, small, all"):
        made.figures("churn.y1", "huge")
    with pytest.raises(InputError, match="huge"):
        made.summary("huge")
    with pytest.raises(InputError, match="belongs to no segment"):
        made.figures("contribution.y1", "large")


def test_a_result_is_frozen() -> None:
    made = result("today", (3.0,))
    with pytest.raises(AttributeError):
        made.design = "other"  # type: ignore[misc]
    assert made.monthly is made.monthly


def test_a_better_design_is_called_better() -> None:
    # every future keeps the bigger customer and loses the smaller one
    base, other = result("today", (3.0, 4.0, 5.0), who=2), result("other", (3.0, 4.0, 5.0), who=0)
    study = Comparison((base, other), decision("nrr.y1", minimum=0.01))
    assert study.verdict == {"other": Verdict.BETTER}
    [contest] = study.contests
    assert contest.expected == contest.realized
    assert contest.realized.mean == pytest.approx(2 / 6)
    assert contest.cost.mean == 0.0
    assert [one.wins for one in study.standings] == [0.0, 1.0]
    assert study.designs == ("today", "other")
    assert study["other"] is other
    assert study.runs == 3


def test_less_may_be_better() -> None:
    base, other = result("today", (3.0, 4.0, 5.0), who=2), result("other", (3.0, 4.0, 5.0), who=0)
    study = Comparison((base, other), decision("churn.y1"))
    # expected churn decides: nothing was expected in these hand-made runs
    assert study.verdict == {"other": Verdict.NO_DIFFERENCE}
    assert study.contests[0].realized.mean == -200_000.0
    assert [one.wins for one in study.standings] == [0.0, 1.0]


def test_a_certain_mean_is_not_yet_a_verdict() -> None:
    """Of 32 futures five are a loss: the mean is surely above zero, one future is not."""
    lost = [(18.0, 18.0)] * 7 + [(18.0, 3.0)] * 5 + [(3.0, 18.0)] * 20
    base, other = result("today", tuple(a for a, _ in lost)), result("other", tuple(b for _, b in lost))
    [contest] = Comparison((base, other), decision("nrr.y1", minimum=0.01)).contests
    assert contest.expected.certainty.low > 0.01
    assert contest.expected.outcomes.low < 0.0
    assert contest.verdict is Verdict.NOT_SETTLED


def test_one_run_settles_nothing() -> None:
    study = Comparison((result("today", (3.0,), 2), result("other", (3.0,), 0)), decision())
    assert study.verdict == {"other": Verdict.NOT_SETTLED}
    document = json.loads(study.to_json())
    assert document["differences"][0]["expected_range_low"] is None
    assert document["designs"][0]["probability_best_mean"] is None


def test_cost_is_taken_from_money_only() -> None:
    with pytest.raises(InputError, match="not money"):
        decision("nrr.y2", minus_cost=True)


def test_cost_counts_from_the_start() -> None:
    made = result("today", (3.0,))
    made.records[0].measures.teams[1:, 0, COST] = 10_00
    study = Comparison((made, result("other", (3.0,))), decision("retained_arr.y2", minus_cost=True))
    assert study.contests[0].expected.mean == pytest.approx(240.0)
    assert study.contests[0].cost.mean == pytest.approx(-120.0)


def test_the_document_is_plain_and_sorted() -> None:
    study = Comparison((result("today", (3.0, 4.0), 2), result("other", (3.0, 5.0), 0)), decision())
    text = study.to_json()
    document = json.loads(text)
    assert document["schema_version"] == 1
    assert document["decision"]["on"] == "arr_closing.y2"
    assert document["decision"]["expected"] == "arr_closing_expected.y2"
    assert text == json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert isinstance(study.summary(), pd.DataFrame)


def test_tables_of_all_designs_stand_under_each_other() -> None:
    study = Comparison((result("today", (3.0,)), result("other", (3.0,))), decision())
    assert study.monthly["design"].unique().tolist() == ["today", "other"]
    assert len(study.ledger) == 8
    assert len(study.accounts) == 6
