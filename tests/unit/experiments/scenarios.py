"""Small scenarios in which designs differ, made in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import cssim
from cssim.experiments.baseline import measured
from cssim.plan.opening import opening_book
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

TINY = Path(__file__).parents[3] / "scenarios" / "tiny.yaml"
POOLED = {name: {"model": "pooled"} for name in ("enterprise", "mid_market", "smb")}


def company(**changes: Any) -> Scenario:
    """Thirty customers, two CSMs, a year: named owners or a pool; dotted keys with ``__`` change it."""
    segments = {"enterprise": {"accounts": 4}, "mid_market": {"accounts": 10}, "smb": {"accounts": 16}}
    base = patch(
        cssim.load(TINY),
        {
            "horizon": "12 months",
            "runs": 3,
            "customers.segments": segments,
            "organisation.teams.csm.headcount": 2,
            "decide": {"on": "retained_arr.y1", "minus": "cs_cost"},
        },
    )
    changed = base.model_copy(update={"designs": {"named": {}, "pooled": {"organisation": {"coverage": POOLED}}}})
    return patch(changed, {key.replace("__", "."): value for key, value in changes.items()})


@cache
def prepared() -> Scenario:
    """Return :func:`company` with its baseline, measured on a few books: most tests need not measure it again."""
    scenario = company()
    return measured(scenario, opening_book(scenario), settlings=4)


def with_designs(scenario: Scenario, designs: dict[str, Any]) -> Scenario:
    """Return the scenario with exactly these designs."""
    return scenario.model_copy(update={"designs": designs})
