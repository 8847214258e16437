"""The studies of claims: dials and worlds, arms that swap, signs that flip, mechanisms that are off."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import cssim
from cssim.errors import CssimError, InputError
from cssim.executors import Serial
from cssim.experiments.claims import quotas, study
from cssim.experiments.claims.claim import Arm, Claim, Dial, Measure, Values
from cssim.experiments.claims.fields import field_of, found_at, is_beyond
from cssim.experiments.claims.measuring import key_of
from cssim.experiments.claims.plan import plan_of
from cssim.experiments.claims.reading import Looked, finding_of
from cssim.experiments.claims.study import company_of, differences, plan_claims, studied
from cssim.experiments.replicate import Runs, replicate
from cssim.experiments.study import Study, with_settings
from cssim.results.claims import Verdict, effect_of
from cssim.results.studies import FailedRun
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

MISROUTED = "organisation.routing.misrouted_support"
HEADS = "organisation.teams.csm.headcount"
RUNS = 3


@pytest.fixture(scope="module")
def company() -> Scenario:
    """Return the company of the claims, over one year."""
    return with_settings(patch(cssim.load("cssim:claims"), {"horizon": "12 months"}), RUNS)


@pytest.fixture(scope="module")
def tiny() -> Scenario:
    """Return a company of ten customers."""
    return company_of(with_settings(cssim.load("cssim:tiny"), RUNS))


def measured(claim: Claim, scenario: Scenario) -> Values:
    """Return the measure of a claim run by run."""
    (found,) = differences(plan_claims([claim], scenario), Serial())
    return found


def claim_of(*arms: dict[str, Any], **more: Any) -> Claim:
    """Return a claim about misrouting with these arms."""
    without, with_ = arms
    return Claim("X1", "It is so.", "emergent", MISROUTED, "0%", (Arm("without", without), Arm("with", with_)), **more)


def test_swapping_the_arms_mirrors_what_is_found(company: Scenario) -> None:
    claim = quotas.A1
    swapped = replace(claim, arms=(claim.arms[1], claim.arms[0]))
    found, mirrored = measured(claim, company), measured(swapped, company)
    assert np.array_equal(mirrored, -found)
    assert np.all(found != 0.0)
    one, other = (effect_of(values, 0.0, 1) for values in (found, mirrored))
    assert {one.region, other.region} == {Verdict.SUPPORTED, Verdict.CONTRARY}
    assert one.error == pytest.approx(other.error)


def test_off_against_off_is_exactly_nothing(company: Scenario) -> None:
    both_off = replace(quotas.A5, company={MISROUTED: "0%"}, why="both arms are off")
    assert np.array_equal(measured(both_off, company), np.zeros(RUNS))
    assert effect_of(measured(both_off, company), 0.005).known is Verdict.NO_EFFECT


def test_flipping_the_sign_of_a_parameter_moves_what_is_found(
    company: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scenario refuses the other sign, so it is put in behind its back: the healthy then buy less."""
    usual = measured(quotas.A3, company)
    assert np.mean(usual) > 0.0

    def flipped(*arguments: Any, **named: Any) -> Study:
        made = study_prepare(*arguments, **named)
        return replace(made, chosen=tuple(replace(one, scenario=turned(one.scenario)) for one in made.chosen))

    study_prepare = study.prepare
    monkeypatch.setattr(study, "prepare", flipped)
    assert np.mean(measured(quotas.A3, company)) < 0.0


def turned(scenario: Scenario) -> Scenario:
    """Return a scenario in which health has the opposite effect on buying."""
    expansion = scenario.expansion.model_copy(update={"health": -scenario.expansion.health})
    return scenario.model_copy(update={"expansion": expansion})


def test_a_mechanism_that_is_off_must_do_nothing(tiny: Scenario) -> None:
    """More people are no effect of misrouting: with it off there still is one, and that is said."""
    wrong = replace(
        claim_of({}, {HEADS: "1"}, dials=(Dial(MISROUTED, ("0%",)),), measure=Measure("slots_done.whole")),
        kind="assumed",
    )
    with pytest.raises(CssimError, match="X1: .* is off"):
        studied([wrong], tiny)


def test_without_dials_the_parameter_itself_is_varied(tiny: Scenario) -> None:
    plan = plan_of(claim_of({MISROUTED: "0%"}, {}), tiny)
    assert [world.at for world in plan.worlds] == [(), ((MISROUTED, "5%"),), ((MISROUTED, "40%"),)]
    assumed = plan_of(replace(claim_of({MISROUTED: "0%"}, {}), kind="assumed"), tiny)
    assert [dict(world.at).get(MISROUTED) for world in assumed.worlds] == [None, "0%", "5%", "40%"]
    both = claim_of({MISROUTED: "0%"}, {MISROUTED: "30%"})
    assert plan_of(both, tiny).dials == ()
    off = plan_of(replace(both, kind="assumed", dials=(Dial(HEADS, ("3",)),)), tiny)
    assert [dial.path for dial in off.dials] == [HEADS, MISROUTED]
    assert off.dials[1].values == ("0%", "5%", "40%"), "what is assumed is always looked at where it is off"


def test_a_dial_is_of_the_world_unless_the_arm_with_sets_it(tiny: Scenario) -> None:
    """The arm without keeps what it sets in every world."""
    common = plan_of(claim_of({MISROUTED: "0%"}, {}, dials=(Dial(HEADS, ("3",)),)), tiny)
    world, arms = common.worlds[1], common.arms
    assert world.company(tiny, arms[1]).organisation.teams["csm"].headcount == 3.0
    assert world.turned(arms[1]) == {}
    own = plan_of(claim_of({}, {"organisation.teams": {"csm": {"headcount": 4}}}, dials=(Dial(HEADS, ("3",)),)), tiny)
    world, arms = own.worlds[1], own.arms
    assert world.company(tiny, arms[1]) is tiny
    assert patch(tiny, world.turned(arms[1])).organisation.teams["csm"].headcount == 3.0


def test_a_grid_has_every_combination(tiny: Scenario) -> None:
    dials = (Dial(MISROUTED, ("5%", "40%")), Dial(HEADS, ("1", "3"), also=("organisation.teams.support.headcount",)))
    worlds = plan_of(claim_of({}, {}, dials=dials, grid=True), tiny).worlds
    assert len(worlds) == 1 + 2 + 2 + 4
    assert worlds[-1].at == ((MISROUTED, "40%"), (HEADS, "3"))
    assert worlds[-1].settings["organisation.teams.support.headcount"] == "3"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (claim_of({}, {}, measure=Measure("nrrr.end")), "'nrrr' is not a metric"),
        (claim_of({}, {}, measure=Measure("nrr_to_date.whole")), "does not add up over time"),
        (claim_of({}, {"organisation.routing.misrouted": "1%"}), "organisation.routing.misrouted"),
        (claim_of({}, {}, dials=(Dial("organisation.routing.how_to_to"),)), "there is no evidence range"),
        (claim_of({}, {}, dials=(Dial("organisation.nowhere"),)), "is no field of a scenario"),
    ],
)
def test_a_claim_that_does_not_fit_is_named(claim: Claim, words: str, tiny: Scenario) -> None:
    with pytest.raises(InputError) as refused:
        plan_of(claim, tiny)
    assert "claim X1 does not fit this company" in str(refused.value)
    assert words in str(refused.value)


def test_fields_are_as_a_user_would_write_them(tiny: Scenario) -> None:
    share = field_of(tiny, MISROUTED)
    assert (share.value, share.low, share.high, share.off, share.evidence) == ("15%", "5%", "40%", "0%", "guess")
    pay = field_of(tiny, "organisation.teams.csm.pay.ote")
    assert (pay.value, pay.low, pay.high) == ("110,000", "75,000", "160,000")
    length = field_of(tiny, "expansion.recovery")
    assert (length.value, length.low, length.high, length.off) == ("12 months", "6 months", "24 months", "0 months")
    assert field_of(tiny, "organisation.teams.csm.incentive.policy").off == "none"


def test_keys_fit_any_horizon(company: Scenario, tiny: Scenario) -> None:
    three_years = patch(company, {"horizon": "40 months"})
    assert key_of("nrr_to_date.end", three_years).text == "nrr_to_date_expected.y3"
    assert key_of("nrr_to_date.end", tiny).text == "nrr_to_date_expected.m3"
    whole = key_of("contribution.whole", three_years)
    assert (whole.text, whole.first, whole.last) == ("contribution_expected.whole", 0, 40)


def test_a_study_is_the_same_alone_and_among_others(tiny: Scenario) -> None:
    one = claim_of({MISROUTED: "0%"}, {}, measure=Measure("slots_done.whole"))
    other = replace(
        one, id="X2", parameter="expansion.health", off="0", arms=(Arm("off", {"expansion.health": "0"}), Arm("on"))
    )
    alone = studied([other], tiny)
    assert studied([one, other], tiny)[1:] == alone


def test_a_run_that_fails_is_an_error_and_no_smaller_sample(tiny: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def unlucky(made: Study, *arguments: Any) -> Runs:
        return replace(replicate(made, *arguments), failed=(FailedRun(1, "the roof fell in"),))

    monkeypatch.setattr(study, "replicate", unlucky)
    with pytest.raises(CssimError, match="run 1 could not be finished: the roof fell in"):
        measured(claim_of({MISROUTED: "0%"}, {}), tiny)


def test_a_number_beyond_the_evidence_is_known_as_such(tiny: Scenario) -> None:
    cases = {
        "health.neglect.target": (-0.35, -1.4, -1.5, 0.0),  # written from high to low
        "customers.segments.enterprise.potential": (1.25, 5.0, 1.1, 6.0),
        "organisation.health_score.validity": (0.35, 1.0, 0.2, 1.1),
    }
    for path, (low, high, *beyond) in cases.items():
        info = found_at(tiny, path).info
        assert not any(is_beyond(info, number) for number in (low, high, math.nan))
        assert all(is_beyond(info, number) for number in beyond)


def test_a_grid_breaks_even_along_its_first_dial(tiny: Scenario) -> None:
    dials = (Dial("health.neglect.target", ("-1", "-0.2")), Dial("health.service.level", ("-1",)))
    plan = plan_of(claim_of({}, {}, dials=dials, grid=True), tiny)
    effects = {(): 0.0, ("-1",): -0.02, ("-0.2",): 0.02, ("x",): 0.01}
    values = []
    for world in plan.worlds:
        at = dict(world.at)
        shift = 0.01 if "health.service.level" in at else 0.0
        values.append(effects[(at["health.neglect.target"],)] + shift if "health.neglect.target" in at else shift)
    looked = [Looked(np.array([value - 1e-6, value + 1e-6]), None, (), None) for value in values]
    even = {turn.where: turn.value for turn in finding_of(plan, looked).turns if turn.where is not None}
    own = field_of(plan.with_, "health.service.level").value
    assert even[("health.service.level", own)] == pytest.approx(-0.7)
    assert even[("health.service.level", "-1")] == pytest.approx(-0.85)
