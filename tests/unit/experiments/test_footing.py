from __future__ import annotations

from typing import Any

import pytest
from tests.unit.experiments.scenarios import company, with_designs

from cssim.errors import InputError
from cssim.experiments.footing import heads, on_footing, yearly_cost
from cssim.experiments.jobs import Design
from cssim.scenario.language import designs
from cssim.scenario.schema import Scenario


def resolved(scenario: Scenario) -> tuple[Design, ...]:
    return tuple(Design(name, designs.resolve(scenario, name)) for name in scenario.designs)


def two(changes: dict[str, Any], **scenario: Any) -> tuple[Design, ...]:
    return resolved(with_designs(company(**scenario), {"today": {}, "other": changes}))


def test_as_written_changes_nothing() -> None:
    pair = two({"organisation.teams.csm.headcount": 3})
    assert on_footing(pair, pair[0], "as-written") is pair


@pytest.mark.parametrize("ote", ["$97,123.45", "$131k", "$160k", "$111,111"])
def test_equal_budget_is_equal_to_the_cent(ote: str) -> None:
    pair = two({"organisation.teams": {"csm": {"pay": {"ote": ote}}}})
    today, other = on_footing(pair, pair[0], "equal-budget")
    assert today == pair[0]
    assert yearly_cost(other.scenario) == pytest.approx(yearly_cost(today.scenario), abs=2)
    assert other.scenario.organisation.teams["csm"].headcount != 2.0


def test_equal_budget_leaves_whole_heads_whole() -> None:
    pair = two({"organisation.teams.csm.headcount": 5})
    _, other = on_footing(pair, pair[0], "equal-budget")
    assert other.scenario.organisation.teams["csm"].headcount == 2.0


def test_equal_heads_moves_people_between_teams() -> None:
    pair = two({"organisation.teams": {"consultants": {"headcount": 1.0}}})
    today, other = on_footing(pair, pair[0], "equal-heads")
    assert heads(other.scenario) == pytest.approx(heads(today.scenario), abs=1e-9)
    assert other.scenario.organisation.teams["csm"].headcount == pytest.approx(1.5)


def test_the_team_to_scale_can_be_chosen() -> None:
    pair = two({"organisation.teams.csm.headcount": 2.75}, decide__balance="support")
    _, other = on_footing(pair, pair[0], "equal-heads")
    assert other.scenario.organisation.teams["csm"].headcount == 2.75
    assert other.scenario.organisation.teams["support"].headcount == pytest.approx(0.25)


def test_an_impossible_budget_is_refused() -> None:
    pair = two({"organisation.teams": {"consultants": {"headcount": 10}}})
    with pytest.raises(InputError, match="cannot be put at equal budget"):
        on_footing(pair, pair[0], "equal-budget")


def test_less_than_one_named_owner_is_refused() -> None:
    pair = two({"organisation.teams": {"csm": {"pay": {"ote": "$500k"}}}})
    with pytest.raises(InputError, match="less than one person"):
        on_footing(pair, pair[0], "equal-budget")


def test_an_unknown_footing_or_team_is_refused() -> None:
    pair = two({})
    with pytest.raises(InputError, match="'equal' is not one of as-written"):
        on_footing(pair, pair[0], "equal")
    pair = two({}, decide__balance="nobody")
    with pytest.raises(InputError, match="there is no team 'nobody'"):
        on_footing(pair, pair[0], "equal-heads")
