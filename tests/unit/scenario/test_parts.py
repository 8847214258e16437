"""What every field of every part must say, and the defaults of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from tests.small import SMALL, small

from cssim.part import Part, about
from cssim.results.catalogue import find
from cssim.sampling.distributions import Exponential, Fixed, Law, Lognormal
from cssim.scenario.company import Company
from cssim.scenario.decide import METRICS, SHARES, Decide, HalfWidth, Margin, last_period, period_end
from cssim.scenario.organization import CsmTeam
from cssim.scenario.schema import Scenario
from cssim.scenario.shape import annotation_of, parts_at, plain
from cssim.scenario.terms import Term, parse_terms, write_terms


def all_parts() -> dict[str, type[Part]]:
    """Return every part that can be written below the root, by name."""
    found: dict[str, type[Part]] = {}
    waiting: list[type[Part]] = [Scenario]
    while waiting:
        part = waiting.pop()
        if part.__name__ in found:
            continue
        found[part.__name__] = part
        for info in part.model_fields.values():
            waiting.extend(inner_parts(annotation_of(info)))
    return found


def inner_parts(node: Any) -> Iterator[type[Part]]:
    yield from parts_at(node)
    for inner in getattr(plain(node), "__args__", ()):
        yield from inner_parts(inner)


PARTS = all_parts()
FIELDS = [(part, name) for part in PARTS.values() for name in part.model_fields]


def test_the_parts_are_found() -> None:
    assert {"Scenario", "Segment", "CsmTeam", "Pooled", "Lognormal", "Neglect", "Baseline"} <= PARTS.keys()


@pytest.mark.parametrize(("part", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_every_field_says_what_it_is(part: type[Part], name: str) -> None:
    info = part.model_fields[name]
    note = about(info)
    assert info.description and len(info.description) > 5
    if note.low is not None or note.high is not None:
        assert note.unit, "a range needs a unit"
        assert note.low is not None and note.high is not None and note.low < note.high
    if note.drawn:
        assert note.low is not None, "what is drawn needs a range"
        default = float(getattr(info, "default", 0.0)) if isinstance(info.default, float) else None
        assert default is None or note.low <= default <= note.high  # type: ignore[operator]


@pytest.mark.parametrize(
    ("part", "name"),
    [(part, name) for part, name in FIELDS if about(part.model_fields[name]).has_off],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_every_off_value_can_be_written(part: type[Part], name: str) -> None:
    info = part.model_fields[name]
    TypeAdapter(annotation_of(info)).validate_python(about(info).off)


def test_parts_have_docstrings() -> None:
    assert [name for name, part in PARTS.items() if not (part.__doc__ or "").strip()] == []


def test_customers_and_organization_are_enough() -> None:
    scenario = Scenario.model_validate(SMALL)
    assert tuple(scenario.designs) == ("today",)
    assert scenario.decide.on == "retained_arr.y2"
    assert scenario.health.adoption.half_life == 9.0
    assert scenario.requests.work.complaint == Lognormal(mean="1.5 working hours")


def test_unknown_keys_are_refused_everywhere() -> None:
    for part in PARTS.values():
        assert part.model_config.get("extra") == "forbid" and part.model_config.get("frozen")


def test_a_scenario_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        small().runs = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("horizon", "period"), [("24 months", "y2"), ("23 months", "y1"), ("12 months", "y1"), ("3 months", "m3")]
)
def test_without_a_word_the_end_decides(horizon: str, period: str) -> None:
    assert small(horizon=horizon).decide.on == f"retained_arr.{period}"


@pytest.mark.parametrize(
    ("period", "month"),
    [("y1", 12), ("y2", 24), ("m18", 18), ("last12", 12), ("y0", 0), ("q1", 0), ("", 0), ("m-1", 0)],
)
def test_a_period_ends_with_a_month(period: str, month: int) -> None:
    assert period_end(period) == month


def test_the_last_period_is_within_the_horizon() -> None:
    assert all(period_end(last_period(months)) <= months for months in range(1, 60))


@pytest.mark.parametrize(
    ("on", "minus"), [("arr_closing.y1", "cs_cost"), ("nrr.y1", "nothing"), ("contribution.y1", "nothing")]
)
def test_cost_is_taken_away_where_it_can_be(on: str, minus: str) -> None:
    assert small(decide__on=on).decide.minus == minus


def test_every_figure_that_may_decide_is_a_metric() -> None:
    assert all(find(name)[0].scope != "team" for name in METRICS)
    assert SHARES == tuple(name for name in METRICS if find(name)[0].unit == "share")
    assert {find(name)[0].unit for name in METRICS} == {"share", "currency"}


def test_a_margin_is_money_or_a_share_of_opening_arr_a_year() -> None:
    decide = Decide(on="retained_arr.y2")
    assert decide.minimum_difference == Margin(0, 0.005)
    assert decide.margin_cents(100_000, 24) == pytest.approx(1_000)
    assert Decide(on="retained_arr.y2", minimum_difference="$200k").margin_cents(5, 24) == 20_000_000


def test_a_precision_is_money_or_points() -> None:
    for written, half, text in (
        ("$20k", HalfWidth(2_000_000, 0.0), "20,000"),
        ("0.5 points", HalfWidth(0, 0.005), "0.5pt"),
        ("5pt", HalfWidth(0, 0.05), "5pt"),
    ):
        decide = Decide(on="retained_arr.y2", precision=written)  # type: ignore[arg-type]
        assert decide.precision == half
        assert decide.model_dump(mode="json")["precision"] == text
        assert Decide(on="retained_arr.y2", precision=text).precision == half  # type: ignore[arg-type]
    assert Decide(on="retained_arr.y2").precision is None


def test_a_bare_time_is_a_fixed_law() -> None:
    law: TypeAdapter[Any] = TypeAdapter(Law)
    assert law.validate_python("2 working hours") == Fixed(hours="2 working hours")
    assert law.validate_python({"dist": "exponential", "mean": "10 working hours"}) == Exponential(
        mean="10 working hours"
    )


def test_a_law_lowers_to_its_code_mean_and_spread() -> None:
    assert Fixed(hours="2 working hours").lower() == (0, 2.0, 0.0)
    assert Exponential(mean="10 working hours").lower() == (1, 10.0, 0.0)
    assert Lognormal(mean="1 working hour", sigma=0.5).lower() == (2, 1.0, 0.5)


@pytest.mark.parametrize("word", ["air_traffic_controller", "generalist", "product_expert"])
def test_levels_have_names(word: str) -> None:
    share = {"air_traffic_controller": 0.2, "generalist": 0.45, "product_expert": 0.8}[word]
    assert CsmTeam(headcount=1, resolves_alone=word).resolves_alone == share


def test_a_wrong_level_names_the_right_ones() -> None:
    with pytest.raises(ValidationError, match="or one of air_traffic_controller, generalist, product_expert"):
        CsmTeam(headcount=1, resolves_alone="expert")


def test_terms_are_one_length_or_a_mix() -> None:
    assert parse_terms("12 months") == (Term(12.0, 1.0),)
    mix = parse_terms({"2 years": "70%", "36 months": 0.3})
    assert mix == (Term(24.0, 0.7), Term(36.0, 0.3))
    assert parse_terms(write_terms(mix)) == mix


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"12 months": "70%", "24 months": "20%"}, "add up to 90%, not to 100%"),
        ({"12 months": "70%", "1 year": "30%"}, "given twice"),
        ("0 months", "between 1 month and 20 years"),
        (12, "did you mean 12 months"),
    ],
)
def test_wrong_terms_are_refused(written: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_terms(written)


def test_currency_is_a_code() -> None:
    with pytest.raises(ValidationError):
        Company(currency="$")


def test_a_newer_format_asks_for_a_newer_cssim() -> None:
    with pytest.raises(ValidationError, match="install a newer cssim"):
        small(format=2)
