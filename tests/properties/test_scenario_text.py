"""Whatever can be written can be read back, and the one merge is well behaved."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from cssim.quantities import Concentration, Frequency, Length, Money, Number, Share, WorkTime
from cssim.scenario.language.dump import dump, raw
from cssim.scenario.language.patch import merge, patch
from cssim.scenario.language.tree import parse
from cssim.scenario.schema import Scenario
from cssim.scenario.terms import Term, parse_terms, write_terms
from tests.small import SMALL, small

positive = st.floats(0.0, 1e12, allow_nan=False, allow_infinity=False)
shares = st.floats(0.0, 1.0)


def again(kind: Any, value: Any, context: dict[str, str] | None = None) -> Any:
    adapter = TypeAdapter(kind)
    return adapter.validate_python(adapter.dump_python(value, mode="json", context=context))


@given(st.integers(0, 10**17 - 1), st.sampled_from(["USD", "EUR", "GBP", "SEK", ""]))
def test_money_comes_back_to_the_cent(cents: int, currency: str) -> None:
    assert again(Money, cents, {"currency": currency}) == cents


@given(positive)
def test_quantities_come_back_to_the_last_bit(number: float) -> None:
    for kind in (Length, WorkTime, Frequency, Number):
        assert again(kind, number) == number


@given(shares)
def test_shares_come_back_to_the_last_bit(share: float) -> None:
    assert again(Share, share) == share


@given(st.floats(1e-9, allow_nan=False))
def test_concentrations_come_back_to_the_last_bit(phi: float) -> None:
    assert again(Concentration, phi) == phi


@given(st.text(max_size=30) | st.floats() | st.integers() | st.none() | st.booleans())
def test_a_scalar_is_read_or_refused_with_words(value: Any) -> None:
    for kind in (Money, Share, Length, WorkTime, Frequency, Number, Concentration):
        try:
            TypeAdapter(kind).validate_python(value)
        except ValueError as refusal:
            assert str(refusal)


@given(st.dictionaries(st.integers(1, 120), st.integers(1, 1000), min_size=1, max_size=5))
def test_terms_come_back(weights: dict[int, int]) -> None:
    total = sum(weights.values())
    terms = tuple(Term(float(months), weight / total) for months, weight in weights.items())
    assert parse_terms(write_terms(terms)) == terms


scenarios = st.builds(
    small,
    name=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20),
    horizon=st.integers(1, 600).map(lambda months: f"{months} months"),
    seed=st.integers(0, 2**63 - 1),
    requests__frailty=st.floats(0, 3),
    requests__work__how_to=st.sampled_from(
        ["20 minutes", {"dist": "exponential", "mean": "1 day"}, {"dist": "lognormal", "mean": "1 week", "sigma": 0.1}]
    ),
    customers__segments__small__heterogeneity=st.one_of(st.just("none"), st.floats(0.1, 100)),
    customers__segments__small__logo_churn=st.floats(0, 0.99),
    organisation__teams__csm__pay__ote=st.integers(0, 10**6),
    organisation__coverage__large__model=st.sampled_from(["assigned", "pooled"]),
)


@given(scenarios)
def test_a_dump_reads_back_as_the_same_scenario(scenario: Scenario) -> None:
    assert Scenario.model_validate(parse(dump(scenario), "dump").root.plain()) == scenario


@given(scenarios)
def test_patching_with_the_own_dump_changes_nothing(scenario: Scenario) -> None:
    assert patch(scenario, raw(scenario)) == scenario
    assert patch(scenario, {}) == scenario


@given(scenarios, scenarios)
def test_patching_with_another_dump_gives_the_other(one: Scenario, other: Scenario) -> None:
    assert patch(one, raw(other)) == other


keys = st.sampled_from(
    ["runs", "seed", "organisation.teams.csm.headcount", "customers.segments.small.plays.check_in.frequency"]
)


@given(st.dictionaries(keys, st.integers(1, 9)), st.dictionaries(keys, st.integers(1, 9)))
def test_the_later_override_wins_and_merging_is_associative(first: dict[str, int], second: dict[str, int]) -> None:
    stepwise = merge(merge(SMALL, first).value, second).value
    assert stepwise == merge(SMALL, {**first, **second}).value
    assert stepwise == merge(SMALL, merge(merge({}, first).value, second).value).value
