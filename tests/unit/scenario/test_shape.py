"""Paths of validation errors, without the words that pydantic puts into them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.small import small_raw

from cssim.scenario.schema import Scenario
from cssim.scenario.shape import child, is_open, path_of


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"organisation__coverage__small__pool": 1}, "organisation.coverage.small.pool"),
        ({"organisation__teams__csm__headcount": "many"}, "organisation.teams.csm.headcount"),
        ({"organisation__teams__csm__pay__ote": "lots"}, "organisation.teams.csm.pay.ote"),
        ({"requests__work__how_to": {"dist": "fixed", "hours": 3}}, "requests.work.how_to.hours"),
        ({"requests__work__how_to__mean": "24h"}, "requests.work.how_to.mean"),
        ({"customers__segments__small__arr__median": -1}, "customers.segments.small.arr.median"),
        ({"health__adoption__levle": 1}, "health.adoption.levle"),
    ],
)
def test_a_path_leads_to_the_field(changes: dict[str, Any], path: str) -> None:
    raw = small_raw(requests__work__how_to={"dist": "lognormal", "mean": "1 working hour"})
    raw = small_raw(**{"requests__work__how_to": raw["requests"]["work"]["how_to"], **changes})
    if changes.get("requests__work__how_to__mean"):
        raw["requests"]["work"]["how_to"]["mean"] = "24h"
    with pytest.raises(ValidationError) as error:
        Scenario.model_validate(raw)
    (one,) = error.value.errors()
    assert ".".join(map(str, path_of(one["loc"], Scenario, raw))) == path


def test_a_team_may_be_called_like_its_role() -> None:
    loc = ("organisation", "teams", "support", "support", "headcount")
    assert path_of(loc, Scenario, {"organisation": {"teams": {"support": {}}}}) == (
        "organisation", "teams", "support", "headcount",
    )  # fmt: skip


def test_mappings_are_open_and_values_closed() -> None:
    segment = child(child(child(Scenario, "customers", Scenario), "segments", Scenario), "any", Scenario)
    assert is_open(segment) and is_open(child(segment, "plays", Scenario))
    assert not is_open(child(segment, "term", Scenario)) and not is_open(child(segment, "nonsense", Scenario))


def test_a_design_has_the_shape_of_a_scenario() -> None:
    design = child(child(Scenario, "designs", Scenario), "any", Scenario)
    assert is_open(design) and is_open(child(design, "organisation", Scenario))
