"""Trade-offs that nobody decreed: what designs gain and what they pay for it, by hours, order, choice and routing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from cssim.reporting.numbers import money
from cssim.results.studies import Result
from validation.checks import Chapter, Check, Curve, Mean, above_zero, mean_of, plain, points, shown, told
from validation.studies import BASELINE, CSM, SEGMENTS, Designs, Effort, company, difference, studied

POOLED: Final = {f"organisation.coverage.{name}": {"model": "pooled"} for name in SEGMENTS}
CONTROLLERS: Final = {f"{CSM}.resolves_alone": "air_traffic_controller", f"{CSM}.pay.ote": "$92k"}
EXPERTS: Final = {f"{CSM}.resolves_alone": "product_expert", f"{CSM}.pay.ote": "$131.5k"}
QUOTA: Final = {f"{CSM}.incentive": {"policy": "quota"}}
HEADS: Final = (2, 3, 4, 5, 6, 8)
_TEXT: Final = """\
Differences of paired designs, each with five customer success managers, over {years} years. Nothing in the engines
knows the name of a design (a test reads the source for it): a design acts through who does what, when, and for how
many hours.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Compare controllers with experts, named contacts with a pool, a quota with none."""
    designs: Designs = {"controllers": CONTROLLERS, "experts": EXPERTS, "pooled": POOLED, "quota": QUOTA}
    results = studied(company(effort), designs, effort, jobs)
    gains = pooled_less_named(effort, jobs)
    checks = (
        *controllers(results, effort),
        *pooling(results, effort),
        *quota(results, effort),
        crossover(gains),
    )
    curve = Curve(
        "A pool against named contacts", "CSMs", "net retention, pooled less named, points", HEADS,
        tuple(Mean(100 * gain.value, 100 * gain.half) for gain in gains.values()),
    )  # fmt: skip
    return Chapter("Trade-offs without decree", _TEXT.format(years=effort.years), checks, (curve,))


def controllers(results: Mapping[str, Result], effort: Effort) -> list[Check]:
    """Return what experts and controllers do better than each other."""
    end = f"y{effort.years}"
    kept = difference(results, "experts", "controllers", f"grr_to_date_expected.{end}")
    grown = difference(results, "experts", "controllers", f"nrr_to_date_expected.{end}")
    cost = difference(results, "experts", "controllers", f"cs_cost.{end}")
    passed_on = difference(results, "controllers", "experts", f"transfers.{end}")
    years = [difference(results, "experts", BASELINE, f"leavers.y{n + 1}") for n in range(effort.years)]
    left = np.sum(years, axis=0)
    return [
        above_zero("cost, experts less controllers", cost, money, "controllers cost less (D2, D7)"),
        above_zero("transfers, controllers less experts", passed_on, plain, "controllers transfer more (D2, D3)"),
        above_zero(
            f"people who left in {effort.years} years, experts less generalists",
            left,
            plain,
            "experts leave faster (D7)",
        ),
        above_zero("gross retention, experts less controllers", kept, points, "experts renew better (D6)"),
        shown(
            "net retention, experts less controllers",
            grown,
            "who answers more himself has less time for pitches",
            points,
        ),
    ]


def pooling(results: Mapping[str, Result], effort: Effort) -> list[Check]:
    """Return that a pool answers sooner and is known less."""
    end = f"y{effort.years}"
    wait = difference(results, BASELINE, "pooled", f"wait_hours_csm.{end}")
    met = difference(results, "pooled", BASELINE, f"people_met.{end}")
    return [
        above_zero("wait [h], named less pooled", wait, plain, "a pool shortens waits (D10)"),
        above_zero("people met, pooled less named", met, plain, "a pool thins relationships (D10)"),
    ]


def quota(results: Mapping[str, Result], effort: Effort) -> list[Check]:
    """Return that a quota earns early and costs later."""
    early = difference(results, "quota", BASELINE, "expansion.y1")
    later = difference(results, BASELINE, "quota", f"grr_to_date_expected.y{effort.years}")
    return [
        above_zero("expansion in year 1, quota less none", early, money, "a quota lifts early revenue (B5)"),
        above_zero(f"gross retention to year {effort.years}, none less quota", later, points, "and costs later (B5)"),
    ]


def pooled_less_named(effort: Effort, jobs: int) -> dict[int, Mean]:
    """Return what retention gains from a pool in place of named contacts, by heads."""
    key = f"nrr_to_date_expected.y{effort.years}"
    named: Designs = {f"named_{n}": {f"{CSM}.headcount": n} for n in HEADS}
    pools: Designs = {f"pooled_{n}": {**POOLED, f"{CSM}.headcount": n} for n in HEADS}
    results = studied(company(effort), {**named, **pools}, effort, jobs)
    return {n: mean_of(difference(results, f"pooled_{n}", f"named_{n}", key)) for n in HEADS}


def crossover(gains: Mapping[int, Mean]) -> Check:
    """Return whether a pool is better at some numbers of people and named contacts at others."""
    found = "; ".join(f"{n} CSMs: {told(gain, points)}" for n, gain in gains.items())
    both = any(gain.low > 0.0 for gain in gains.values()) and any(gain.high < 0.0 for gain in gains.values())
    return Check("retention, pooled less named, by heads", "the sign changes: a crossover exists (D10)", found, both)
