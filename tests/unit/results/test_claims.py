"""The verdict rule against answers worked out by hand, and what must hold of it whatever the numbers."""

from __future__ import annotations

import dataclasses
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.results import claims
from cssim.results.claims import (
    FAMILY,
    Effect,
    Field,
    Finding,
    Look,
    Turn,
    Verdict,
    effect_of,
    holm,
    looks_along,
    verdicts_of,
)
from cssim.results.claims_answer import Claims, document, finding_from
from cssim.results.statistics import Interval, mean_interval

FIELD = Field("a.b", "what it is", "1", "0.5", "2", "0", "guess", "")
MIRRORED = {Verdict.SUPPORTED: Verdict.CONTRARY, Verdict.CONTRARY: Verdict.SUPPORTED}
DECIDED = 0.0001
"""An error that holds together with 46 others."""


def effect(region: Verdict, error: float = DECIDED) -> Effect:
    """Return an effect of which only the region and its error matter."""
    return Effect(1.0, 1.0, 10, Interval(0.5, 1.5), region, error)


def finding(name: str, here: Effect, *elsewhere: Effect, kind: claims.Kind = "emergent") -> Finding:
    """Return a finding with looks at a dial."""
    looks = tuple(Look((("a.b", str(x), float(x)),), one) for x, one in enumerate(elsewhere))
    return Finding(name, "It is so.", kind, FIELD, "0", ("a", "b"), "nrr.y1", "share", 1, 0.005, here, looks=looks)


def test_two_runs_follow_the_law_of_cauchy() -> None:
    """Differences 0 and 2: mean 1, standard error 1; one degree of freedom, F(t) = 1/2 + atan(t) / pi."""
    found = effect_of([0.0, 2.0], margin=0.5)
    assert (found.mean, found.n, found.region) == (1.0, 2, Verdict.SUPPORTED)
    assert found.error == pytest.approx(2 * (0.5 - math.atan(0.5) / math.pi))
    other_way = effect_of([0.0, 2.0], margin=0.5, direction=-1)
    assert (other_way.region, other_way.error) == (Verdict.CONTRARY, found.error)


def test_no_effect_needs_both_bounds() -> None:
    """Differences -1, 0, 1: standard error 1/sqrt(3); two degrees of freedom, F(t) = 1/2 + t / (2 sqrt(2 + t^2))."""
    found = effect_of([-1.0, 0.0, 1.0], margin=2.0)
    t = 2.0 * math.sqrt(3.0)
    assert found.region is Verdict.NO_EFFECT
    assert found.error == pytest.approx(2 * (0.5 - t / (2 * math.sqrt(2 + t * t))))
    assert found.known is Verdict.NOT_SETTLED, "0.074 is much more than 0.05 / 47"
    off_center = effect_of([-1.0 + 1.5, 1.5, 1.0 + 1.5], margin=2.0)
    near = 0.5 * math.sqrt(3.0)
    assert off_center.error == pytest.approx(2 * (0.5 - near / (2 * math.sqrt(2 + near * near)))), "the nearer bound"


def test_an_effect_without_scatter_is_known() -> None:
    assert effect_of([0.0] * 5, margin=0.0).known is Verdict.NO_EFFECT
    assert effect_of([0.01] * 5, margin=0.005).known is Verdict.SUPPORTED
    assert effect_of([-0.01] * 5, margin=0.005).known is Verdict.CONTRARY


def test_runs_in_which_it_is_not_defined_are_left_out() -> None:
    assert effect_of([math.nan, 0.0, 2.0], margin=0.5) == effect_of([0.0, 2.0], margin=0.5)
    assert effect_of([math.nan, 1.0], margin=0.5).known is Verdict.NOT_SETTLED
    assert math.isnan(effect_of([], margin=0.5).mean)


@given(
    st.lists(st.floats(-10, 10).map(lambda x: round(x, 3)), min_size=3, max_size=12),
    st.floats(0.01, 3),
    st.sampled_from([1, -1]),
)
def test_a_verdict_mirrors_and_its_error_is_where_the_interval_touches_the_margin(
    values: list[float], margin: float, direction: int
) -> None:
    found = effect_of(values, margin, direction)
    mirrored = effect_of([-x for x in values], margin, direction)
    assert mirrored.region is MIRRORED.get(found.region, found.region)
    assert mirrored.error == pytest.approx(found.error, abs=1e-9)
    assert effect_of(values, margin, -direction).region is mirrored.region
    if 1e-6 < found.error < 1.0:
        low, high = mean_interval(values, confidence=1.0 - found.error)
        ends = [abs(end - edge) for end in (low, high) for edge in (-margin, margin)]
        assert min(ends) < 1e-4 * max(1.0, high - low)


def test_holm_by_hand() -> None:
    assert holm({"a": 0.0002, "b": 0.001, "c": 0.04}, family=4) == pytest.approx(
        {"a": 4 * 0.0002, "b": 3 * 0.001, "c": 2 * 0.04}
    )
    assert holm({"b": 0.011, "a": 0.01}, family=3) == pytest.approx({"a": 0.03, "b": 0.03}), "never smaller than before"
    assert holm({"a": 0.9}, family=2) == {"a": 1.0}


def test_holm_decides_more_than_bonferroni_and_never_less() -> None:
    """0.00108 x 47 is above 0.05, x 46 is below: it holds if another claim has been decided before."""
    one, other = effect(Verdict.SUPPORTED, 0.001), effect(Verdict.CONTRARY, 0.00108)
    assert other.known is Verdict.NOT_SETTLED
    alone = verdicts_of([finding("B", other)])
    together = verdicts_of([finding("A", one), finding("B", other)])
    assert alone == {"B": Verdict.NOT_SETTLED}
    assert together == {"A": Verdict.SUPPORTED, "B": Verdict.CONTRARY}


def test_every_claim_counts_even_if_it_was_not_asked() -> None:
    assert FAMILY == 47
    just = effect(Verdict.SUPPORTED, 0.05 / 47)
    assert verdicts_of([finding("A", just)]) == {"A": Verdict.SUPPORTED}
    assert verdicts_of([finding("A", just._replace(error=0.05 / 46))]) == {"A": Verdict.NOT_SETTLED}


def test_it_depends_where_verdicts_that_hold_differ() -> None:
    yes, no, none = (effect(one) for one in (Verdict.SUPPORTED, Verdict.CONTRARY, Verdict.NO_EFFECT))
    open_ = effect(Verdict.CONTRARY, 0.5)
    found = verdicts_of(
        [
            finding("stays", yes, yes, yes),
            finding("turns", yes, yes, no),
            finding("vanishes", yes, none),
            finding("open elsewhere", yes, open_),
            finding("open here", open_, yes),
            finding("open here, differs elsewhere", open_, yes, no),
            finding("assumed", yes, no, kind="assumed"),
        ]
    )
    assert found == {
        "stays": Verdict.SUPPORTED,
        "turns": Verdict.DEPENDS,
        "vanishes": Verdict.DEPENDS,
        "open elsewhere": Verdict.SUPPORTED,
        "open here": Verdict.NOT_SETTLED,
        "open here, differs elsewhere": Verdict.DEPENDS,
    }


def test_the_document_is_plain_and_has_no_verdict_on_what_is_assumed() -> None:
    whole = document([finding("A", effect(Verdict.SUPPORTED)), finding("B", effect_of([], 0.5), kind="assumed")])
    again = json.loads(json.dumps(whole, allow_nan=False))
    assert [one["verdict"] for one in again["claims"]] == ["supported", None]
    assert again["claims"][0]["guesses"] == ["a.b"]
    assert again["claims"][1]["effect"]["mean"] is None


def test_the_answer_is_also_a_table() -> None:
    found = Claims(
        (finding("A", effect(Verdict.SUPPORTED)), finding("B", effect_of([], 0.5), kind="assumed")), 10, 1, "USD"
    )
    table = found.summary()
    assert table["verdict"].tolist() == ["supported", ""]
    assert table.loc["A", ["difference", "low", "high"]].tolist() == [1.0, 0.5, 1.5]
    assert found.document()["runs"] == 10


def test_what_lies_beyond_the_evidence_decides_nothing() -> None:
    one = finding("A1", effect(Verdict.CONTRARY), effect(Verdict.CONTRARY), effect(Verdict.SUPPORTED))
    assert verdicts_of([one])["A1"] is Verdict.DEPENDS
    beyond = dataclasses.replace(one, looks=(one.looks[0], dataclasses.replace(one.looks[1], beyond=True)))
    assert verdicts_of([beyond])["A1"] is Verdict.CONTRARY


def test_looks_along_one_parameter_keep_the_other() -> None:
    here = effect(Verdict.NO_EFFECT)
    looks = [Look((), here), Look((("a", "2", 2.0),), here), Look((("b", "x", math.nan),), here),
             Look((("a", "3", 3.0), ("b", "x", math.nan)), here)]  # fmt: skip
    assert [x for x, _ in looks_along(looks, "a", 1.0)] == [1.0, 2.0]
    assert [x for x, _ in looks_along(looks, "a", 1.0, ("b", "x"))] == [1.0, 3.0]
    assert looks_along(looks, "b", math.nan) == []


def test_a_finding_is_read_back_as_it_was_written() -> None:
    turns = (Turn("a.b", 0.0, 1.5, 1.0, 2.0, beyond=True, where=("c.d", "5%")), Turn("a.b", 0.005, 1.0, 0.5, 1.5))
    one = dataclasses.replace(finding("A1", effect(Verdict.CONTRARY), effect(Verdict.CONTRARY)), turns=turns)
    one = dataclasses.replace(one, looks=(dataclasses.replace(one.looks[0], beyond=True),))
    (plain,) = json.loads(json.dumps(document([one])))["claims"]
    again = finding_from(plain)
    assert (again.turns, again.looks[0].beyond) == (turns, True)
    assert document([again])["claims"] == [plain]
