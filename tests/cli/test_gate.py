"""Conditions of --fail-if."""

from __future__ import annotations

import re

import pytest

from cssim.cli import gate
from cssim.errors import InputError

SAMPLES = {"today": [0.80, 0.85, 0.90, 0.95], "pooled": [0.90, 0.92, 0.94, 0.96]}


def tripped(text: str) -> list[str]:
    condition = gate.parse(text)
    return [hit.design for hit in gate.tripped([condition], list(SAMPLES), lambda design, _: SAMPLES[design])]


@pytest.mark.parametrize(
    ("text", "designs"),
    [
        ("grr.y1<90%", ["today"]),
        ("mean(grr.y1) >= 0.92", ["pooled"]),
        ("p10(grr.y1)<82%", ["today"]),
        ("chance(grr.y1<88%)<=20%", ["pooled"]),
        ("chance( grr.y1 < 88% ) > 20%", ["today"]),
        ("pooled: grr.y1>50%", ["pooled"]),
        ("grr.y1>1", []),
    ],
)
def test_which_designs_trip(text: str, designs: list[str]) -> None:
    assert tripped(text) == designs


@pytest.mark.parametrize(
    ("value", "number"),
    [("85%", 0.85), ("$50k", 50e3), ("1.2M", 1.2e6), ("-$0.5m", -0.5e6), ("1,200", 1200.0), (".9", 0.9)],
)
def test_values(value: str, number: float) -> None:
    assert gate.parse(f"contribution.y2<{value}").value == pytest.approx(number)


@pytest.mark.parametrize("period", ["y1", "y12", "last12", "m24"])
def test_periods(period: str) -> None:
    assert gate.parse(f"arr_closing.{period}<1").metric == f"arr_closing.{period}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("nrr<1", "needs a period"),
        ("p10(nrr)<1", "needs a period"),
        ("nrr.y2", "is not a condition"),
        ("nrr.y2=1", "is not a condition"),
        ("chance(nrr.y2)<1", "is not a condition"),
        ("nrr.q2<1", "is not a condition"),
        ("", "is not a condition"),
    ],
)
def test_what_is_refused(text: str, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        gate.parse(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("nr.y2<1", "did you mean 'nrr'"),
        ("nrr.y3<1", "outside the horizon"),
        ("utilisation_cs.y1>1", "did you mean 'utilisation_csm'"),
        ("todai: nrr.y2<1", "did you mean 'today'"),
        ("elsewhere: nrr.y2<1", "there are today, pooled"),
    ],
)
def test_unknown_names_are_refused_before_any_run(text: str, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        gate.check([gate.parse(text)], list(SAMPLES), 24, ["csm"])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("grr.y1<85", "grr.y1 is a share and 85 is not; write 85%"),
        ("chance(grr.y1<88)>20%", "grr.y1 is a share and 88 is not; write 88%"),
        ("chance(grr.y1<88%)>20", "is a share and 20 is not; write 20%"),
        ("arr_closing.y1<85%", "arr_closing.y1 is no share"),
    ],
)
def test_a_value_of_another_unit_is_refused(text: str, hint: str) -> None:
    with pytest.raises(InputError, match=re.escape(hint)):
        gate.check([gate.parse(text)], list(SAMPLES), 24, ["csm"])


@pytest.mark.parametrize(
    "text", ["grr.y1<0.85", "nrr.y1<1.05", "health.y1<50", "chance(contribution.y1<-$50k)>=0.2", "wait_hours_csm.y1>8"]
)
def test_a_value_of_the_same_unit_is_taken(text: str) -> None:
    gate.check([gate.parse(text)], list(SAMPLES), 24, ["csm"])


def test_a_tripped_gate_says_what_it_is() -> None:
    [hit] = gate.tripped([gate.parse("grr.y1<0.9")], ["today"], lambda design, _: SAMPLES[design])
    assert str(hit) == "--fail-if grr.y1<0.9: true of today (it is 0.875)"
