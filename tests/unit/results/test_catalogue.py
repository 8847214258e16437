"""Names, periods and explanations of metrics."""

from __future__ import annotations

import pytest

from cssim.errors import InputError
from cssim.results.catalogue import METRICS, TEAM_METRICS, explain, find, keys_of, parse_metric, team_in
from cssim.results.metric import DECIMALS

TEAMS = ("csm", "support")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("nrr.y2", 12, 24),
        ("nrr.last12", 18, 30),
        ("arr_closing.m24", 23, 24),
        ("arr_closing.m0", 0, 0),
        ("cs_cost.y1", 0, 12),
        ("requests.m1", 0, 1),
        ("utilisation_support.last12", 18, 30),
    ],
)
def test_a_period_is_a_stretch_of_months(text: str, first: int, last: int) -> None:
    key = parse_metric(text, 30, TEAMS)
    assert (key.first, key.last, key.text) == (first, last, text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("retained_arr.y2", 24), ("retained_arr.last12", 30), ("nrr_to_date.m18", 18), ("nrr.y2", 12), ("grr.m18", 12),
        ("contribution.y2", 12), ("contraction.last12", 12), ("cs_cost.m18", 1),
    ],
)  # fmt: skip
def test_a_key_knows_how_many_months_it_tells_of(text: str, months: int) -> None:
    assert parse_metric(text, 30).span == months


def test_a_bare_metric_is_refused_with_what_to_write() -> None:
    with pytest.raises(InputError, match=r"'nrr' needs a period: nrr\.y1, nrr\.y2 or nrr\.last12"):
        parse_metric("nrr", 24)
    with pytest.raises(InputError, match=r"arr_closing\.m24 \(end of month 24\)"):
        parse_metric("arr_closing", 24)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nrrr.y1", "did you mean 'nrr'"),
        ("utilization_csm.y1", "did you mean 'utilisation_csm'"),
        ("utilisation_sales.y1", "not a metric"),
        ("xyzzy.y1", "known: arr_opening"),
        ("nrr.year2", "'year2' is not a period"),
        ("nrr.y0", "'y0' is not a period"),
        ("nrr.", "'' is not a period"),
        ("nrr.y3", "outside the horizon of 24 months"),
        ("arr_closing.m25", "outside the horizon"),
        ("requests.m0", "outside the horizon"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_metric(text, 24, TEAMS)


def test_last12_needs_a_year() -> None:
    with pytest.raises(InputError, match="outside the horizon of 6 months"):
        parse_metric("nrr.last12", 6)


def test_names_are_unique_and_explained() -> None:
    names = [metric.name for metric in (*METRICS, *TEAM_METRICS)]
    assert len(set(names)) == len(names)
    for metric in METRICS:
        assert metric.about in explain(metric.name)
        if metric.expected:
            assert find(metric.expected)[0].unit == metric.unit
            assert metric.expected in explain(metric.name)
    assert "of team csm" in explain("late_csm", TEAMS)


def test_an_expected_metric_keeps_the_period() -> None:
    key = parse_metric("retained_arr.y2", 24)
    assert key.sibling("retained_arr_expected") == parse_metric("retained_arr_expected.y2", 24)


@pytest.mark.parametrize("months", [3, 12, 24, 30])
def test_every_key_of_a_summary_can_be_read(months: int) -> None:
    keys = keys_of(months, TEAMS)
    assert len(set(keys)) == len(keys)
    for key in keys:
        parse_metric(key, months, TEAMS)


def test_levels_carry_their_month() -> None:
    keys = keys_of(30)
    assert {"arr_closing.m12", "arr_closing.m24", "arr_closing.m30", "arr_closing.y2"} <= set(keys)
    assert "arr_closing.last12" not in keys
    assert {"nrr.y1", "nrr.y2", "nrr.last12"} <= set(keys)


def test_every_unit_has_decimals() -> None:
    assert {metric.unit for metric in (*METRICS, *TEAM_METRICS)} <= set(DECIMALS)


def test_every_formula_is_written_out() -> None:
    """What is no sum of counts says what is divided by what; an expectation says of what."""
    for metric in (*METRICS, *TEAM_METRICS):
        said = metric.how or (" / " in metric.about or " - " in metric.about)
        assert said or (metric.unit in ("currency", "count") and "expect" not in metric.name), metric.name


def test_other_definitions_are_metrics_of_the_same_thing() -> None:
    for metric in METRICS:
        for other in metric.others:
            assert find(other)[0].unit == metric.unit
            assert f"    {other}: " in explain(metric.name)


def test_metrics_of_teams_are_explained() -> None:
    assert team_in("utilisation_csm") == "csm"
    assert team_in("nrr") == team_in("cost_to_serve") == ""
    assert "of team csm" in explain("utilisation_csm", ("csm",))
