"""Contradictions between fields, each with its path and words."""

from __future__ import annotations

from typing import Any

import pytest
from tests.small import SMALL, small, small_raw

from cssim.scenario.language.checks import problems
from cssim.scenario.schema import Scenario

STORM = {"start": "2027-03", "effects": {"hazard_ratio": 2}}
BOOK = {"customers__book": "cssim:books/example_600.csv"}

CONTRADICTIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"customers__segments__small__accounts": None}, "customers.segments.small.accounts", "needs accounts and arr"),
    ({"customers__segments__small__arr": None}, "customers.segments.small.arr", "needs accounts and arr"),
    ({"customers__segments__small__arr_from": "$5k"}, "customers.segments.small.arr_from", "there is none"),
    ({"customers__segments__small__arr": {"total": "$100k"}}, "", ""),
    ({"customers__segment_review": {"every": "quarter", "after": "2 reviews"}}, "customers.segment_review.every",
     "write arr_from"),
    ({"organisation__onboarding": {"target": "3 months", "limit": "2 months"}}, "organisation.onboarding.limit",
     "less than the target"),
    ({"customers__segments__small__term": {f"{n} months": 0.1 for n in range(1, 11)}}, "customers.segments.small.term",
     "too many for a segment that wins customers"),
    ({"customers__segments__small__arr__p90": "$5k"}, "customers.segments.small.arr.p90", "less than the median"),
    ({"customers__segments__small__arr__total": "$50k"}, "customers.segments.small.arr.total", "accounts x median"),
    ({"customers__segments__small__arr__p90": None}, "customers.segments.small.arr", "exactly one of p90 and total"),
    ({"customers__segments__small__logo_churn": None}, "customers.segments.small.logo_churn", "logo_churn is missing"),
    ({"customers__segments__small__logo_churn": "100%"}, "customers.segments.small.logo_churn", "must be below 100%"),
    ({"customers__segments__all": SMALL["customers"]["segments"]["small"]}, "customers.segments.all", "the total"),
    ({"organisation__teams__2nd": {"role": "support", "headcount": 0}}, "organisation.teams.2nd", "is not a name"),
    ({"organisation__coverage__small__team": "csms"}, "organisation.coverage.small.team", "did you mean 'csm'?"),
    ({"organisation__coverage__small__team": "desk"}, "organisation.coverage.small.team", "has the role support"),
    ({"organisation__coverage__small": None}, "organisation.coverage.small", "nobody covers the segment 'small'"),
    ({"organisation__coverage__smal": {"model": "pooled", "team": "csm"}}, "organisation.coverage.smal",
     "there is no segment 'smal'"),
    ({"organisation__digital__smal": {"touches": "12/year"}}, "organisation.digital.smal", "did you mean 'small'?"),
    ({"organisation__teams__csm__incentive": {"policy": "staged", "switch_at_maturity": "70%"}},
     "organisation.teams.csm.incentive.switch_at_maturity", "write organisation.process, or switch_after"),
    ({"organisation__services__smal": {"onboarding": "$500"}}, "organisation.services.smal", "did you mean 'small'?"),
    ({"organisation__coverage__large__owners": "book"}, "organisation.coverage.large.owners", "write balanced"),
    ({"organisation__coverage__small__pools": "by region"}, "organisation.teams.csm.regions", "the team names no"),
    ({"organisation__coverage__small__pools": "by language", "organisation__teams__csm__languages": {"en": 2}},
     "customers.segments.small.languages", "need to know where accounts are"),
    ({"organisation__coverage__small__pools": "by region", "organisation__teams__csm__regions": {"emea": 2},
      "customers__segments__small__regions": {"EMEA": "40%", "emeaa": "60%"}}, "customers.segments.small.regions",
     "nobody serves 'emeaa'; csm serves emea; did you mean 'emea'?"),
    ({"organisation__teams__csm__regions": {"emea": 1}}, "organisation.teams.csm.regions", "these are 1 people"),
    ({"organisation__teams__csm__regions": {"emea": 3}}, "organisation.teams.csm.regions", "the team has 2"),
    ({"organisation__teams__csm__headcount": 0}, "organisation.teams.csm.headcount", "nobody is in the team"),
    ({"organisation__teams__csm__headcount": 0.5}, "organisation.teams.csm.headcount", "less than one person"),
    ({"organisation__teams__b": {"role": "csm", "headcount": 1}}, "organisation.teams.b.headcount", "covers no"),
    ({"organisation__hiring_freeze": {"from": "2027-09", "to": "2027-03"}},
     "organisation.hiring_freeze.to", "ends before"),
    ({"organisation__hiring_freeze": {"from": "2027-03", "to": "2027-09", "exempt": ["dsk"]}},
     "organisation.hiring_freeze.exempt", "did you mean 'desk'?"),
    ({"organisation__teams__experts": None}, "organisation.teams.csm.resolves_alone", "there is no specialist"),
    ({"organisation__teams__experts__headcount": 0}, "organisation.teams.csm.resolves_alone", "there is no specialist"),
    ({"organisation__teams__experts": None, "organisation__teams__csm__resolves_alone": "100%",
      "customers__segments__small__products": 2}, "customers.segments.small.products", "nobody of csm knows all of 2"),
    ({"organisation__teams__desk": None}, "organisation.teams", "or write organisation.routing.how_to_to: csm"),
    ({"organisation__teams__d2": {"role": "support", "headcount": 1}}, "organisation.teams.d2.role", "a second"),
    ({"decide__on": "nrr"}, "decide.on", "does not say when; add a period, such as nrr.y1"),
    ({"decide__on": "nr.y1"}, "decide.on", "did you mean 'nrr'?"),
    ({"decide__on": "retained_arr.q3"}, "decide.on", "'q3' is not a period"),
    ({"decide__on": "retained_arr.y3"}, "decide.on", "needs a horizon of at least 36 months; it is 24 months"),
    ({"decide__on": "grr.m6", "decide__minus": "nothing"}, "decide.on", "empty before month 12"),
    ({"decide__on": "nrr.y2", "decide__minus": "cs_cost"}, "decide.minus", "cost cannot be taken away from nrr"),
    ({"decide__on": "contribution.y2", "decide__minus": "cs_cost"}, "decide.minus", "write minus: nothing"),
    ({"organisation__teams__csm__incentive": {"policy": "blend", "goal": "90%"}},
     "organisation.teams.csm.incentive.goal", "a blend has two goals; write growth_goal and health_goal"),
    ({"decide__balance": "expert"}, "decide.balance", "did you mean 'experts'?"),
    ({"horizon": "2.5 months"}, "horizon", "2.5 months is not a whole number of months"),
    ({"designs": {"a": {}, "b": {}}, "runs": 1}, "runs", "too few to compare"),
    ({"designs": {"a": {}, "b": {"horizon": "12 months"}}}, "designs.b.horizon", "the same for all designs"),
    ({"designs": {"a": {"customers": {"book": "x"}}}}, "designs.a.customers.book", "the same for all designs"),
    ({"designs": {"a": {"customers.segments.small.logo_churn": "1%"}}}, "designs.a.customers.segments.small.logo_churn",
     "requests, plays and onboarding, nothing else"),
    ({"designs": {"a": {}, "b": {"organisation.coverage.small.team": "x"}}},
     "designs.b.organisation.coverage.small.team", "there is no team 'x'"),
    ({"shocks": {"storm": {"start": "2027-03"}}}, "shocks.storm", "it has no effect; say one below effects"),
    ({"shocks": {"storm": STORM | {"start": "2029-01"}}}, "shocks.storm.start", "allowed are 2027-01 to 2028-12"),
    ({"shocks": {"storm": STORM | {"start": "2026-12"}}}, "shocks.storm.start", "2026-12 is not simulated"),
    ({"shocks": {"storm": STORM | {"segments": ["smal"]}}}, "shocks.storm.segments", "there is no segment 'smal'"),
    ({"shocks": {"storm": STORM | {"segments": ["small", "small"]}}}, "shocks.storm.segments", "named twice"),
    ({"designs": {"a": {}, "b": {"shocks": {"storm": STORM}}}}, "designs.b.shocks", "the same for all designs"),
]  # fmt: skip

BOOK_CONTRADICTIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"customers__segments__small__accounts": 3}, "customers.segments.small.accounts", "comes from the customer book"),
    ({"customers__segments__small__arr_from": "$50k"}, "customers.segments.small", "no account can get here: large"),
    (
        {"customers__segments__large__arr_from": "$5k", "customers__segments__small__arr_from": "$50k"},
        "customers.segments.small",
        "order segments from large to small",
    ),
]


@pytest.mark.parametrize(("changes", "path", "message"), CONTRADICTIONS)
def test_a_contradiction_is_found(changes: dict[str, Any], path: str, message: str) -> None:
    found = problems(small(**changes))
    if not path:
        assert found == []
    else:
        assert [text for place, text in found if place == path and message in text], found


@pytest.mark.parametrize(("changes", "path", "message"), BOOK_CONTRADICTIONS)
def test_a_contradiction_with_a_book_is_found(changes: dict[str, Any], path: str, message: str) -> None:
    found = problems(Scenario.model_validate(small_raw(**{**BOOK, **changes})))
    assert [text for place, text in found if place == path and message in text], found


def test_churn_is_given_once() -> None:
    raw = small_raw()
    raw["customers"]["segments"]["small"]["new_logo_churn"] = "20%"
    (found,) = problems(Scenario.model_validate(raw))
    assert found[0] == "customers.segments.small.new_logo_churn" and "not both" in found[1]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"customers__segments__large__arr_from": "$50k", **BOOK},
        {"customers__segments__large__arr_from": "$50k", "customers__segment_review__every": "year"},
        BOOK,
        {"organisation__teams__desk": None, "organisation__routing__how_to_to": "csm"},
        {"organisation__teams__desk": None, "organisation__routing__self_service": "100%"},
        {"organisation__teams__experts": None, "organisation__teams__csm__resolves_alone": "100%"},
        {"organisation__coverage__large": {"model": "pooled"}, "organisation__teams__csm__headcount": 0.5},
        {"decide__on": "nrr.y2"},
        {"designs": {"a": {}, "b": {"customers.segments.small.plays.check_in.frequency": "never"}}},
    ],
)
def test_what_is_in_order_passes(changes: dict[str, Any]) -> None:
    assert problems(small(**changes)) == []


def test_all_are_found_at_once_and_each_once() -> None:
    scenario = small(
        organisation__coverage__small__team="csms", horizon="2.5 months", decide__on="nrr", designs={"a": {}, "b": {}}
    )
    found = problems(scenario)
    assert len(found) == len(set(found)) == 3
