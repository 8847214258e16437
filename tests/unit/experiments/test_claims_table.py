"""The table of claims: every row of the list once, in order, of its kind, and made so that it can be asked."""

from __future__ import annotations

from typing import Final

import pytest

import cssim
from cssim.errors import InputError
from cssim.experiments.claims.catalogue import CLAIMS, claims_named
from cssim.experiments.claims.claim import Claim
from cssim.experiments.claims.plan import plan_of
from cssim.experiments.claims.study import company_of
from cssim.results.claims import FAMILY
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

EVERY: Final = [
    f"{letter}{n}" for letter, last in (("A", 7), ("B", 15), ("C", 11), ("D", 14)) for n in range(1, last + 1)
]
ASSUMED: Final = frozenset("A3 A7 B1 B2 B10 B11 C3 C4 C6 C9 C10 C11 D1 D5 D7 D8 D9".split())
"""Claims that are the sign of a parameter. The list counts B12 and C1 among them; here an agent's wrong answers compete
with the hours it saves, and what a CSM can carry comes out of hours and cadence, so both could come out either way."""


@pytest.fixture(scope="module")
def company() -> Scenario:
    """Return the company of the claims."""
    return company_of(cssim.load("cssim:claims"))


def test_there_are_as_many_as_are_judged_together() -> None:
    assert len(EVERY) == FAMILY


def test_no_claim_comes_twice_and_all_are_in_the_order_of_the_list() -> None:
    ids = [claim.id for claim in CLAIMS]
    assert ids == sorted(set(ids), key=EVERY.index)


def test_every_claim_of_the_list_has_a_row() -> None:
    assert tuple(claim.id for claim in CLAIMS) == tuple(EVERY)


def test_each_is_of_its_kind() -> None:
    assert {claim.id for claim in CLAIMS if claim.kind == "assumed"} == ASSUMED & {claim.id for claim in CLAIMS}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_it_can_be_asked(claim: Claim, company: Scenario) -> None:
    plan = plan_of(claim, company)
    assert claim.says.endswith(".")
    assert bool(claim.company) == bool(claim.why), "a company that differs says why"
    assert claim.arms[0].changes != claim.arms[1].changes
    assert claim.measure.key or claim.measure.words
    for world in plan.worlds[1:]:
        patch(world.company(plan.company, claim.arms[1]), world.turned(claim.arms[1]))


@pytest.mark.parametrize("claim", [one for one in CLAIMS if one.kind == "assumed"], ids=lambda claim: claim.id)
def test_what_is_assumed_is_also_looked_at_where_it_is_off(claim: Claim, company: Scenario) -> None:
    worlds = plan_of(claim, company).worlds
    assert any((claim.parameter, str(claim.off)) in world.at for world in worlds)


def test_a_wrong_id_is_answered_with_the_likely_one() -> None:
    first = CLAIMS[0].id
    assert [claim.id for claim in claims_named([first.lower(), first])] == [first]
    assert claims_named([]) == CLAIMS
    for wrong, likely in (("A9", "A7"), ("5a", "A5"), ("quota", "A1")):
        with pytest.raises(InputError, match=rf"'{wrong}' is no claim; did you mean '{likely}'"):
            claims_named([wrong])
