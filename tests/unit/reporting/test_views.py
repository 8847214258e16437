"""What tables and pictures take from a study."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from tests.unit.reporting.studies import lines_with, study

from cssim.reporting import gather, pictures
from cssim.reporting.numbers import money
from cssim.reporting.projection import projection
from cssim.reporting.side_by_side import designs_table, work_table


def test_the_bridge_foots() -> None:
    view = gather.bridge_view(study().baseline)
    assert view.opening + sum(change for _, change in view.changes) == pytest.approx(view.closing, abs=0.005)


def test_the_fan_ends_where_the_metric_does() -> None:
    view = gather.fan_view(study().baseline)
    assert len(view.mean) == 3
    assert view.mean[-1] == pytest.approx(gather.mean_figure(study().baseline, "retained_arr.m3"))
    assert all(low <= mean <= high for low, mean, high in zip(view.low, view.mean, view.high, strict=True))


def test_differences_are_those_of_the_contests() -> None:
    [view] = gather.difference_views(study())
    [contest] = study().contests
    assert (view.mean, view.low, view.verdict) == (
        contest.expected.mean,
        contest.expected.outcomes.low,
        contest.verdict,
    )


def test_every_team_of_every_design_has_a_load() -> None:
    loads = gather.load_views(study().results)
    assert {(one.design, one.team) for one in loads} == {
        (design, team) for design in ("named", "pooled") for team in ("csm", "consultants", "support", "onboarding")
    }
    assert all(0 <= one.utilization <= 1 for one in loads)


@pytest.mark.parametrize(("months", "period"), [(24, "y2"), (30, "last12"), (3, "m3"), (12, "y1")])
def test_the_last_year(months: int, period: str) -> None:
    assert gather.last_year(months) == period


def test_a_figure_that_is_never_defined_is_not_a_number() -> None:
    assert math.isnan(gather.mean_figure(study().baseline, "nrr.m3"))


def test_designs_stand_side_by_side() -> None:
    text = designs_table(study())
    [base], [other] = lines_with(text, "named "), lines_with(text, "pooled ")
    assert "baseline" in base and "…" in other
    assert money(gather.mean_figure(study()["pooled"], "retained_arr_expected.m3")) in other


def test_work_of_every_team_is_shown() -> None:
    text = work_table(study())
    assert "consultants busy, wait" in text and len(text.splitlines()) == 4


def test_a_projection_shows_a_year_at_a_time_and_clips_what_cannot_be() -> None:
    text = projection(study().baseline)
    assert "month 3" in text and "− churn" in text and "support: wait" in text
    assert not [line for line in lines_with(text, ": busy") if "−" in line]


@pytest.mark.parametrize("name", ["comparison", "arr_bridge", "retained_fan", "load_and_waits"])
def test_studies_draw_themselves(name: str) -> None:
    figure = getattr(study().plot, name)()
    assert figure.axes
    if name != "comparison":
        assert getattr(study().baseline.plot, name)().axes


def test_a_picture_can_be_saved(tmp_path: Path) -> None:
    pictures.save(study().plot.comparison(), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_there_is_no_other_picture() -> None:
    with pytest.raises(AttributeError, match="pie"):
        study().plot.pie()
