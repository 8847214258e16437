"""The one merge, and what it knows of the schema."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.small import SMALL, small

from cssim.policies.coverage import Assigned, Pooled
from cssim.sampling.distributions import Exponential, Fixed
from cssim.scenario.language.designs import merged, names, resolve
from cssim.scenario.language.digest import digest
from cssim.scenario.language.dump import dump, raw
from cssim.scenario.language.patch import merge, patch
from cssim.scenario.language.tree import parse
from cssim.scenario.schema import Scenario

MIX = {"customers": {"segments": {"a": {"term": {"24 months": "70%", "36 months": "30%"}}}}}


def coverage(**large: Any) -> dict[str, Any]:
    return {"organisation": {"coverage": {"large": large}}}


def test_mappings_merge_and_values_are_replaced() -> None:
    value, notices = merge(SMALL, {"organisation": {"teams": {"csm": {"headcount": 5}}}, "runs": 3})
    assert value["organisation"]["teams"]["csm"] == {"role": "csm", "headcount": 5}
    assert value["organisation"]["teams"]["desk"] == SMALL["organisation"]["teams"]["desk"]
    assert value["runs"] == 3 and not notices


def test_the_operands_are_left_alone() -> None:
    before = raw(small())
    base, override = raw(small()), {"organisation.teams.csm.headcount": 9}
    merge(base, override)
    assert base == before and override == {"organisation.teams.csm.headcount": 9}


def test_dotted_keys_are_nested_ones_at_any_depth() -> None:
    dotted = {"organisation.teams": {"csm.headcount": 5}, "organisation.teams.desk.headcount": 3, "runs": 2}
    nested = {"organisation": {"teams": {"csm": {"headcount": 5}, "desk": {"headcount": 3}}}, "runs": 2}
    assert merge(SMALL, dotted).value == merge(SMALL, nested).value


def test_a_new_word_keeps_what_the_new_alternative_also_has() -> None:
    base = merge(SMALL, coverage(balance="arr")).value
    value, notices = merge(base, coverage(model="pooled"))
    assert value["organisation"]["coverage"]["large"] == {"model": "pooled", "team": "csm"}
    assert notices == (("organisation.coverage.large", "model is now pooled, which has no balance: dropped"),)


def test_dropping_a_default_is_no_news() -> None:
    base = merge(SMALL, coverage(balance="hours", owners="balanced")).value
    value, notices = merge(base, coverage(model="pooled"))
    assert value["organisation"]["coverage"]["large"] == {"model": "pooled", "team": "csm"} and not notices


def test_the_same_word_again_drops_nothing() -> None:
    base = merge(SMALL, coverage(balance="arr")).value
    assert merge(base, coverage(model="assigned")).value == base


def test_an_unknown_word_is_left_for_validation_to_refuse() -> None:
    value = merge(SMALL, coverage(model="robotic")).value
    with pytest.raises(ValidationError):
        Scenario.model_validate(value)


def test_a_law_changes_its_word_too() -> None:
    scenario = patch(small(), {"requests.work.how_to": {"dist": "exponential"}})
    assert scenario.requests.work.how_to == Exponential(mean="0.75 working hours")
    assert patch(scenario, {"requests.work.how_to": "2 working hours"}).requests.work.how_to == Fixed(
        hours="2 working hours"
    )


def test_a_mix_of_terms_is_one_value() -> None:
    value = merge(MIX, {"customers.segments.a.term": {"12 months": "100%"}}).value
    assert value["customers"]["segments"]["a"]["term"] == {"12 months": "100%"}


def test_of_two_that_exclude_each_other_the_later_wins() -> None:
    scenario = patch(small(), {"customers.segments.large.new_logo_churn": "8%"})
    large = scenario.customers.segments["large"]
    assert large.logo_churn is None and large.new_logo_churn == 0.08


def test_a_book_drops_what_accounts_are_drawn_from() -> None:
    large = patch(small(), {"customers.book": "book.csv"}).customers.segments["large"]
    assert large.accounts is None and large.arr is None and large.logo_churn == 0.05


def test_null_brings_the_default_back() -> None:
    changed = patch(small(), {"requests.frailty": 0.1})
    assert patch(changed, {"requests.frailty": None}) == small()
    value = merge(SMALL, {"customers.segments.small": None}).value
    assert list(value["customers"]["segments"]) == ["large"]


def test_a_new_segment_stands_before_the_one_it_was_named_before() -> None:
    value = merge(
        SMALL, {"customers": {"segments": {"top": {}, "large": {}, "middle": {}, "small": {}, "rest": {}}}}
    ).value
    assert list(value["customers"]["segments"]) == ["top", "large", "middle", "small", "rest"]
    value = merge(SMALL, {"customers": {"segments": {"rest": {}}}}).value
    assert list(value["customers"]["segments"]) == ["large", "small", "rest"]


def test_a_patched_scenario_is_validated() -> None:
    with pytest.raises(ValidationError, match="above 1"):
        patch(small(), {"organisation.teams.csm.availability": 60})


DESIGNS = {
    "designs": {
        "today": None,
        "pool": {"organisation.coverage.large.model": "pooled"},
        "more": {"organisation": {"teams": {"csm": {"headcount": 3}}}},
    }
}


def test_designs_change_what_they_say_and_nothing_else() -> None:
    scenario = Scenario.model_validate({**SMALL, **DESIGNS})
    assert names(scenario) == ("today", "pool", "more")
    today, pool, more = (resolve(scenario, name) for name in names(scenario))
    assert today.organisation == scenario.organisation
    assert isinstance(today.organisation.coverage["large"], Assigned)
    assert pool.organisation.coverage["large"] == Pooled(team="csm")
    assert more.organisation.teams["csm"].headcount == 3
    assert names(more) == ("more",) and resolve(more, "more") == more


def test_designs_merge_with_inherited_designs() -> None:
    first = merge(SMALL, DESIGNS).value
    value = merge(first, {"designs": {"pool": {"organisation.teams.csm.headcount": 1}}}).value
    assert value["designs"]["pool"]["organisation"] == {
        "coverage": {"large": {"model": "pooled"}},
        "teams": {"csm": {"headcount": 1}},
    }


def test_a_design_may_be_empty() -> None:
    assert merged(SMALL, "today", None).value["designs"] == {"today": {}}


def test_an_unknown_design_is_named() -> None:
    with pytest.raises(Exception, match="'poolde' is not one of the designs today, pool, more; did you mean 'pool'"):
        resolve(Scenario.model_validate({**SMALL, **DESIGNS}), "poolde")


def test_a_dump_is_a_scenario_again() -> None:
    scenario = Scenario.model_validate({**SMALL, **DESIGNS, "name": "1e3"})
    text = dump(scenario)
    assert Scenario.model_validate(parse(text, "dump").root.plain()) == scenario
    assert "median: $100,000" in text and "half_life: 9 months" in text


def test_a_dump_names_the_book_from_where_the_dump_lies() -> None:
    scenario = patch(small(), {"customers.book": "books/x.csv"})
    assert "book: ../../books/x.csv" in dump(scenario, "out/july")
    assert "book: cssim:books/x.csv" in dump(patch(scenario, {"customers.book": "cssim:books/x.csv"}), "out")


def test_the_digest_knows_content_and_not_spelling() -> None:
    spelled = Scenario.model_validate({**SMALL, "horizon": "2 years"})
    assert digest(spelled) == digest(small())
    assert digest(patch(small(), {"seed": 2})) != digest(small())
