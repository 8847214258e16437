"""Shocks of a scenario become rows of numbers."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.small import small

from cssim.plan.digest import baseline_digest
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import ShockRow

STORM = {"what": "outage", "start": "2027-03", "lasts": "3 months", "effects": {"hazard_ratio": 2}}


def rows(**shock: Any) -> tuple[ShockRow, ...]:
    scenario = small(shocks={"storm": STORM | shock})
    return lower(scenario, opening_book(scenario)).plan.shocks


def test_a_shock_is_a_row_for_each_of_its_segments() -> None:
    both = rows()
    assert [row.segment for row in both] == [0, 1]
    assert {(row.begin, row.end, row.number) for row in both} == {(320.0, 800.0, 0)}
    assert [row.segment for row in rows(segments=["small"])] == [1]
    assert rows(reach=0) == ()


def test_hazard_ratios_become_amounts() -> None:
    hit = rows()[0]
    assert hit.hit == pytest.approx(-math.log(2) / 0.5410, rel=1e-4)
    assert (hit.hold, hit.again) == (0.0, 0.0)
    held = rows(effects={"hazard_ratio_meanwhile": 2})[0]
    forgotten = 1.0 - 2.0 ** (-1 / 6)
    assert held.hit == 0.0
    assert held.again == pytest.approx(held.hold * forgotten)
    mean_over_a_month = held.hold * 6.0 / math.log(2) * forgotten
    assert mean_over_a_month == pytest.approx(-math.log(2))


def test_a_relationship_shields_against_competitors_unless_the_shock_says_otherwise() -> None:
    assert [rows(what=what)[0].shield for what in ("outage", "competitor", "price_war")] == [0.0, 0.5, 0.5]
    assert rows(shield="20%")[0].shield == 0.2
    assert rows(what="competitor", shield=0)[0].shield == 0.0


def test_a_shock_leaves_the_baseline_alone() -> None:
    """It happens after time 0; so what was measured before it stays valid."""
    plain, shocked = small(), small(shocks={"storm": STORM})
    assert baseline_digest(plain, opening_book(plain)) == baseline_digest(shocked, opening_book(shocked))
