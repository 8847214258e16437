"""Check 3: six companies of one size of contract each, held against a survey of retention by contract value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from cssim.reporting.numbers import percent
from cssim.results.studies import Result
from cssim.scenario.schema import Scenario
from validation.checks import Chapter, Check, Curve, Mean, Values, mean_of, points, told
from validation.studies import CSM, SEGMENTS, Effort, company, single


class Band(NamedTuple):
    """A band of contract values: median and P90 inside it, the segment whose habits its customers have, how many of
    them five CSMs look after, and the surveyed medians of gross and net retention [20]."""

    name: str
    median: int
    p90: int
    segment: str
    accounts: int
    gross: float
    net: float


BANDS: Final = (
    Band("below $12k", 6_000, 11_000, "smb", 900, 0.90, 1.00),
    Band("$12k to $25k", 17_500, 23_500, "mid_market", 187, 0.90, 1.02),
    Band("$25k to $50k", 35_000, 47_000, "mid_market", 187, 0.92, 1.03),
    Band("$50k to $100k", 70_000, 94_000, "mid_market", 187, 0.93, 1.05),
    Band("$100k to $250k", 160_000, 230_000, "enterprise", 58, 0.93, 1.07),
    Band("above $250k", 400_000, 650_000, "enterprise", 58, 0.93, 1.10),
)
WITHIN: Final = 0.03
YEARS: Final = (2, 3)
STEPS: Final = 2
RUNS: Final = 20
UPLIFT: Final = 0.05
_TEXT: Final = """\
Six companies with customers of one band of contract value each and five CSMs, as many customers as fill them as in the
default company. Customers below $12k have the habits of its SMB (contracts, requests, plays, potential), those from
$12k to $100k of its mid-market, larger ones of its enterprise. The churn of each is chosen so that gross retention,
mean of years 2 and 3, is the survey's: *that is the calibration*, and shown. What customers buy is not fitted to any
band: net retention is the test, and that it rises with contract value. {runs} runs of 3 years. In the last rows the
same with a price rise of {uplift} asked for at every renewal, the low end of what vendors name: what surveys call net
retention has price inside, and the default company has none.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Calibrate gross retention band by band, and look at net retention."""
    size = Effort(RUNS, 3) if effort.full else Effort(effort.runs, 1)
    bands = BANDS if effort.full else BANDS[:2]
    found = [calibrated(band, size, jobs) for band in bands]
    priced = [single(company_of(band, churn, {"customers.price_uplift": {"typical": UPLIFT}}), size, jobs)
              for band, (churn, _) in zip(bands, found, strict=True)]  # fmt: skip
    results = [result for _, result in found]
    nets = [kept(result, "nrr") for result in results]
    checks = [
        *(gross(band, churn, result) for band, (churn, result) in zip(bands, found, strict=True)),
        *(net(band, *both) for band, *both in zip(bands, nets, [kept(one, "nrr") for one in priced], strict=True)),
        rising([mean_of(values) for values in nets]),
        *(with_price(band, result) for band, result in zip(bands, priced, strict=True)),
    ]
    text = _TEXT.format(runs=size.runs, uplift=percent(UPLIFT))
    return Chapter("Check 3: retention by contract value", text, tuple(checks), (drawn(bands, nets),))


NO_PRICE: Final = (
    "the default company raises no prices, surveyed companies do: with 5 % it is inside, see the last rows"
)
ONE_HABIT: Final = (
    "not price alone: within a segment all customers are pitched to as often and buy the same share of their ARR"
)


def calibrated(band: Band, effort: Effort, jobs: int) -> tuple[float, Result]:
    """Return the yearly churn that gives the band's gross retention, and what was simulated with it."""
    churn = (1.0 - band.gross) * 0.78
    result = single(company_of(band, churn), effort, jobs)
    for _ in range(STEPS if effort.years > 1 else 0):
        lost = 1.0 - float(kept(result, "grr").mean())
        churn *= (1.0 - band.gross) / lost
        result = single(company_of(band, churn), effort, jobs)
    return churn, result


def company_of(band: Band, churn: float, changes: dict[str, Any] | None = None) -> Scenario:
    """Return the company of a band."""
    others = [name for name in SEGMENTS if name != band.segment]
    gone = {f"{where}.{name}": None for name in others for where in ("customers.segments", "organisation.coverage")}
    return company(
        Effort(1, 3),
        {
            **gone,
            "customers.new_logos": None,
            f"customers.segments.{band.segment}": {
                "accounts": band.accounts, "arr": {"median": band.median, "p90": band.p90}, "logo_churn": churn,
            },
            f"{CSM}.headcount": 5,
            **(changes or {}),
        },
    )  # fmt: skip


def kept(result: Result, metric: str) -> Values:
    """Return retention over twelve months, mean of the years that are counted."""
    years = [year for year in YEARS if 12 * year <= result.months] or [1]
    return np.asarray(np.mean([result.figures(f"{metric}.y{year}") for year in years], axis=0), dtype=np.float64)


def gross(band: Band, churn: float, result: Result) -> Check:
    """Return gross retention of a band, and what it was calibrated with."""
    found = told(mean_of(kept(result, "grr")), percent)
    return Check(
        f"gross retention, {band.name}",
        f"{percent(band.gross)} [20]",
        f"{found} with a churn of {percent(churn)}",
        None,
    )


def net(band: Band, values: Values, priced: Values) -> Check:
    """Return whether net retention of a band is that of the survey; ``priced`` is what it is if prices are raised."""
    found = mean_of(values)
    near = abs(found.value - band.net) <= WITHIN
    why = NO_PRICE if abs(float(priced.mean()) - band.net) <= WITHIN else ONE_HABIT
    return Check(f"net retention, {band.name}", f"{percent(band.net)} ± 3 points [20]", told(found, percent), near, why)


def rising(nets: Sequence[Mean]) -> Check:
    """Return whether net retention rises from band to band, and surely from the first to the last."""
    steps = [after.value - before.value for before, after in zip(nets, nets[1:], strict=False)]
    surely = nets[-1].low > nets[0].high
    found = ", ".join(points(step) for step in steps)
    return Check(
        "net retention rises with contract value",
        "every step, and surely from first to last",
        found,
        surely and min(steps) > 0.0,
        ONE_HABIT,
    )


def with_price(band: Band, result: Result) -> Check:
    """Return net retention with a price rise, which is not judged."""
    found = told(mean_of(kept(result, "nrr")), percent)
    return Check(
        f"net retention, {band.name}, prices raised by {percent(UPLIFT)}", f"{percent(band.net)} [20]", found, None
    )


def drawn(bands: Sequence[Band], nets: Sequence[Values]) -> Curve:
    """Return net retention by band, and what was surveyed."""
    return Curve(
        "Net retention by size of contract", "median contract, $1000", "net retention, %",
        tuple(band.median / 1000 for band in bands), tuple(mean_of(100 * values) for values in nets),
        tuple(100 * band.net for band in bands),
    )  # fmt: skip
