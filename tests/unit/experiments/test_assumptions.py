from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.experiments.assumptions import assumptions_of, draw, numbers, scaled
from cssim.part import Part, field


class Team(Part):
    speed: float = field(2.0, about="Pace.", low=1.0, high=4.0, drawn=True, gt=0)
    heads: float = field(3.0, about="Heads.", low=1.0, high=4.0)


class Effects(Part):
    level: float = field(-0.8, about="Level.", low=-1.6, high=-0.4, off=0.0, drawn=True)
    share: float = field(0.6, about="Share.", low=0.3, high=0.9, off=0.0, drawn=True, ge=0, le=1)
    bonus: dict[str, float] = field(lambda: {"a": 0.3}, about="Bonus.", low=0.15, high=0.6, drawn=True)


class Company(Part):
    name: str = field("x", about="Name.")
    effects: Effects = field(Effects, about="Effects.")
    teams: dict[str, Team] = field(lambda: {"csm": Team()}, about="Teams.")


def test_only_drawn_numbers_with_a_range_are_assumptions() -> None:
    found = assumptions_of([Company()])
    assert [one.path for one in found] == ["effects.bonus.a", "effects.level", "effects.share", "teams.csm.speed"]
    assert found[3].label == "Pace."


def test_every_number_is_walked() -> None:
    assert [path for path, _, _ in numbers(Company())] == [
        "effects.level", "effects.share", "effects.bonus.a", "teams.csm.speed", "teams.csm.heads",
    ]  # fmt: skip


@given(st.integers(0, 2**60), st.integers(0, 1000))
def test_a_draw_stays_in_its_range(seed: int, run: int) -> None:
    for assumption in assumptions_of([Company()]):
        value = assumption.center * assumption.factor(seed, run)
        assert assumption.low * (1 - 1e-12) <= value or assumption.low < 0
        assert min(assumption.low, assumption.high) - 1e-12 <= value <= assumption.high + 1e-12


def test_the_median_is_the_default_and_the_scale_is_logarithmic() -> None:
    speed = assumptions_of([Company()])[3]
    assert speed.value_at(0.5) == pytest.approx(2.0)
    assert speed.value_at(0.25) == pytest.approx(2.0**0.5)
    assert speed.value_at(0.75) == pytest.approx(2.0**1.5)
    level = assumptions_of([Company()])[1]
    assert level.value_at(0.25) == pytest.approx(-0.8 * 2.0**0.5)
    assert level.value_at(0.75) == pytest.approx(-0.8 / 2.0**0.5)


def test_scaling_multiplies_the_own_value_and_shares_everything_else() -> None:
    company = Company(effects=Effects(level=-0.4), teams={"csm": Team(speed=1.0, heads=2.0)})
    world = scaled(company, {"effects.level": 2.0, "teams.csm.speed": 3.0, "teams.csm.unknown": 9.0})
    assert world.effects.level == -0.8
    assert world.teams["csm"] == Team(speed=3.0, heads=2.0)
    assert world.effects.bonus is company.effects.bonus
    assert scaled(company, {}) is company


def test_what_is_off_stays_off_and_bounds_hold() -> None:
    off = Company(effects=Effects(level=0.0, share=0.9))
    world = scaled(off, {"effects.level": 2.0, "effects.share": 1.5})
    assert world.effects.level == 0.0
    assert world.effects.share == 1.0
    assert "effects.level" not in [one.path for one in assumptions_of([off])]


def test_the_same_draw_for_every_design_and_another_for_every_run() -> None:
    today, other = Company(), Company(teams={"csm": Team(speed=1.0), "new": Team()})
    both = assumptions_of([today, other])
    assert draw(both, 1, 0)["teams.csm.speed"] == draw(assumptions_of([today]), 1, 0)["teams.csm.speed"]
    assert "teams.new.speed" in draw(both, 1, 0)
    assert draw(both, 1, 0) == draw(both, 1, 0)
    assert draw(both, 1, 0) != draw(both, 1, 1)
    assert draw(both, 1, 0) != draw(both, 2, 0)
