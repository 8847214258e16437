"""Claims in words, on findings made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cssim.reporting import claims as words
from cssim.reporting.claims_picture import Panel, along_dials, panels, points, turning
from cssim.results.claims import Choice, Effect, Field, Finding, Look, Turn, Verdict
from cssim.results.statistics import Interval

DIAL = Field("organisation.routing.misrouted_support", "who", "15%", "5%", "40%", "0%", "guess", "[9]", 0.15)


def effect(mean: float, region: Verdict, error: float = 1e-6) -> Effect:
    """Return an effect with an interval of a tenth of a point to each side."""
    return Effect(mean, 0.01, 100, Interval(mean - 0.001, mean + 0.001), region, error)


def finding(name: str, here: Effect, *, turns: tuple[Turn, ...] = (), **more: Any) -> Finding:
    """Return a finding looked at with 5 % and 40 %."""
    looks = (
        Look(((DIAL.path, "5%", 0.05),), effect(0.0, Verdict.NO_EFFECT)),
        Look(((DIAL.path, "40%", 0.4),), effect(0.02, Verdict.SUPPORTED)),
    )
    arms, key = ("without it", "with it"), "nrr_to_date_expected.y3"
    return Finding(
        name, "It is so.", "emergent", DIAL, "0%", arms, key, "share", 1, 0.005, here, levels=(0.9, 0.91), looks=looks,
        dials=(DIAL,), turns=turns, **more,
    )  # fmt: skip


def test_contrary_claims_come_first_and_open_ones_last() -> None:
    regions = (Verdict.NO_EFFECT, Verdict.SUPPORTED, Verdict.CONTRARY)
    verdicts = {region.name: region for region in regions} | {"OPEN": Verdict.NOT_SETTLED, "D": Verdict.DEPENDS}
    findings = [finding(name, effect(0.0, Verdict.NO_EFFECT)) for name in verdicts]
    shown = [one.id for one in words.by_verdict(findings, verdicts)]
    assert shown == ["CONTRARY", "SUPPORTED", "D", "NO_EFFECT", "OPEN"]


def test_one_claim_is_told_with_what_it_turns_on() -> None:
    turn = Turn(DIAL.path, 0.005, 0.1, 0.08, 0.12)
    text = " ".join(words.screen([finding("A5", effect(0.01, Verdict.SUPPORTED), turns=(turn,))], "USD", 100).split())
    for said in (
        "A5 depends",
        "DEPENDS: +1.00 pt (+0.90 pt … +1.10 pt), from 90.0 % to 91.0 %; what matters: 0.50 pt",
        "5%: ±0.00 pt, no material effect, 40%: +2.00 pt, supported; turns at routing.misrouted_support 10.0 %",
        "routing.misrouted_support: a guess, 5% to 40%, [9]",
        "with it, against without it; claimed: net retention to the end of year 3 rises",
    ):
        assert said in text, said


def test_a_verdict_that_stands_says_over_which_values() -> None:
    one = finding("A5", effect(0.01, Verdict.NOT_SETTLED, error=0.5))
    assert words.stands(one, Verdict.DEPENDS, "USD").startswith("routing.misrouted_support 5%: ±0.00 pt, no material")
    same = tuple(Look(look.at, effect(0.02, Verdict.SUPPORTED)) for look in one.looks)
    held = replace(one, looks=same)
    assert (
        words.stands(held, Verdict.SUPPORTED, "USD") == "for every routing.misrouted_support within its range (5%, 40%)"
    )


def test_a_decision_turns_or_does_not() -> None:
    choice = Choice("nobody", "a desk", "contribution_expected.whole", "currency", effect(2e6, Verdict.SUPPORTED), None)
    one = finding("B9", effect(0.01, Verdict.SUPPORTED), choice=choice)
    assert words.decision(one, "USD") == (
        "a desk less nobody, contribution over the whole time: +$2.00M (+$2.00M … +$2.00M); does not turn inside its "
        "range"
    )
    turned = replace(one, choice=replace(choice, turn=Turn(DIAL.path, 0.0, 0.2, 0.1, 0.3)))
    assert words.decision(turned, "USD").endswith("turns at routing.misrouted_support 20.0 % (band 10.0 % to 30.0 %)")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("nrr_to_date_expected.y3", "net retention to the end of year 3"),
        ("whitespace.y3", "whitespace at the end of year 3"),
        ("expansion_expected.whole", "expansion over the whole time"),
        ("grr.y1 of smb", "gross retention in year 1 of smb"),
        ("share of what was sold", "share of what was sold"),
    ],
)
def test_measures_in_words(key: str, said: str) -> None:
    assert words.measure_words(key) == said


def test_what_is_drawn_is_in_the_order_of_the_dial() -> None:
    one = finding("A5", effect(0.01, Verdict.SUPPORTED), turns=(Turn(DIAL.path, 0.005, 0.1, 0.08, 0.12),))
    assert panels([one]) == turning([one]) == [Panel(one, DIAL)]
    assert [x for x, _ in points(one, DIAL)] == [0.05, 0.15, 0.4]
    (drawn, empty) = along_dials(panels([one])).axes
    assert drawn.get_title(loc="left") == "A5: net retention to the end of year 3"
    assert not empty.axison


POTENTIAL = Field("customers.segments.enterprise.potential", "how much", "2.5", "1.25", "5", "1", "guess", "", 2.5)


def grid(turns: tuple[Turn, ...]) -> Finding:
    """Return a finding over two dials: 1 is where the first is off, 1.1 beyond its range."""
    known = {"1": (effect(0.0, Verdict.NO_EFFECT), True), "1.1": (effect(0.02, Verdict.SUPPORTED), True),
             "5": (effect(-0.1, Verdict.CONTRARY), False)}  # fmt: skip
    single = [Look(((POTENTIAL.path, value, float(value)),), one, beyond=out) for value, (one, out) in known.items()]
    double = [Look((*look.at, (DIAL.path, "40%", 0.4)), look.effect, beyond=look.beyond) for look in single]
    one = finding("B8", effect(-0.1, Verdict.CONTRARY), turns=turns)
    alone = Look(((DIAL.path, "40%", 0.4),), effect(-0.1, Verdict.CONTRARY))
    return replace(one, looks=(*single, alone, *double), dials=(POTENTIAL, DIAL))


def test_what_lies_beyond_a_range_is_told_apart_from_what_is_off() -> None:
    turn = Turn(POTENTIAL.path, -0.005, 1.2, 1.1, 1.3, beyond=True)
    said = words.stands(grid((turn,)), Verdict.CONTRARY, "USD")
    assert said.split("; ") == [
        "for every enterprise.potential within its range (5)",
        "off: enterprise.potential 1: ±0.00 pt, no material effect",
        "beyond its range: enterprise.potential 1.1: +2.00 pt, supported",
        "turns at enterprise.potential 1.2 (band 1.1 to 1.3, beyond its range)",
        "for every routing.misrouted_support within its range (40%)",
        "in 1 combinations (contrary 1) within their ranges",
        "in 2 combinations (supported 1, no material effect 1) beyond them",
    ]


def test_a_grid_says_and_draws_where_it_breaks_even() -> None:
    own, other = (Turn(POTENTIAL.path, 0.0, 1.2, 1.1, 1.3, where=(DIAL.path, value)) for value in ("15%", "40%"))
    one = grid((own, other))
    said = words.stands(one, Verdict.CONTRARY, "USD")
    assert said.endswith(
        "breaks even, by routing.misrouted_support: enterprise.potential 1.2 (band 1.1 to 1.3) where it is 15%, "
        "enterprise.potential 1.2 (band 1.1 to 1.3) where it is 40%"
    )
    over_both = Panel(one, DIAL, POTENTIAL)
    assert panels([one]) == [Panel(one, POTENTIAL), Panel(one, DIAL), over_both]
    assert turning([one]) == [over_both]
    over = along_dials(turning([one])).axes[0]
    (even,) = [line for line in over.lines if line.get_linestyle() == ":"]
    assert even.get_xdata().tolist() == [15.0, 40.0]
