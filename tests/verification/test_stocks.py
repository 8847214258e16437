"""Shot noise: the mean of a driver under Poisson posts or Poisson events has a closed form."""

from __future__ import annotations

import math
from statistics import fmean

from cssim.domain.settled import SettledBook
from cssim.dynamics import drivers
from cssim.dynamics.drivers import ADOPTION, NEGLECT, OUTSIDE, SERVICE, DriverRow
from cssim.engine.recorder import SUMMARY
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import OutsideRow, Plan
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR
from tests.builders import NO_EFFECTS, RESTING_DRIVERS, account, asks, fixed, plan, segment, team
from tests.verification.intervals import SEED, assert_mean

INTERVALS = 8
ACCOUNTS, RUNS, RATE = 40, 30, 24.0
QUALITY = 0.85
WARM_UP = 40.0


def answered_plan() -> Plan:
    """Return accounts whose requests never wait, so that answers are a Poisson stream too, an hour later."""
    people = team(seats=30)._replace(touch_quality=QUALITY)
    effects = NO_EFFECTS._replace(answer_share=0.12, neglect_share=0.5)
    resting = list(RESTING_DRIVERS)
    resting[NEGLECT] = DriverRow(-0.7, resting[NEGLECT].half_life)
    return plan(
        3,
        [segment([RATE])],
        [account(i) for i in range(ACCOUNTS)],
        [asks(fixed(1.0))._replace(raise_share=0.05)],
        [people],
        settle=45 * HOURS_PER_MONTH,
        warm_up=WARM_UP,
        drivers=tuple(resting),
        effects=effects,
    )


def shot_noise_mean(row: DriverRow, level: float, share: float) -> float:
    """Return E x [log-odds] in the long run: of the pull of the posts and the pull of the target."""
    pulls = (RATE / HOURS_PER_YEAR * share, math.log(2.0) / row.half_life)
    return (level * pulls[0] + row.target * pulls[1]) / (pulls[0] + pulls[1])


def mean_stocks(row: Plan, opening: SettledBook) -> list[float]:
    """Return the mean over accounts of every driver [log-odds] when the settling ends."""
    return [
        fmean(
            drivers.value_at(value, -WARM_UP - posted, *row.drivers[k])
            for value, posted in zip(opening.values[:, k].tolist(), opening.posted_at[:, k].tolist(), strict=True)
        )
        for k in range(drivers.N_DRIVERS)
    ]


def test_drivers_stand_where_posts_and_oblivion_balance() -> None:
    row = answered_plan()
    openings = [settle(row, SEED, run) for run in range(RUNS)]
    ends = [simulate(row, opening, SEED, run, SUMMARY) for run, opening in enumerate(openings)]
    settled = [mean_stocks(row, opening) for opening in openings]
    simulated = [[float(x) / ACCOUNTS for x in end.tally.stocks[-1, 0]] for end in ends]
    causes = {ADOPTION: (0.6, 0.12 * QUALITY), SERVICE: (-0.8, 0.05), NEGLECT: (0.0, 0.5)}
    for driver, (level, share) in causes.items():
        expected = shot_noise_mean(row.drivers[driver], level, share)
        for samples in (settled, simulated):
            assert_mean([each[driver] for each in samples], expected, INTERVALS, 0.1 * abs(expected))


def test_what_champions_take_with_them_balances_with_oblivion() -> None:
    """Amounts add up, whatever the stock: E x = rate x amount x H / ln 2, in the settled book and a quarter later."""
    champions = OutsideRow(champion_rate=0.8, champion_amount=-1.5)
    row = plan(3, [segment()], [account(i) for i in range(ACCOUNTS)], settle=60 * HOURS_PER_MONTH, warm_up=WARM_UP)
    row = row._replace(outside=champions)
    openings = [settle(row, SEED, run) for run in range(RUNS)]
    ends = [simulate(row, opening, SEED, run, SUMMARY) for run, opening in enumerate(openings)]
    expected = 0.8 / HOURS_PER_YEAR * -1.5 * row.drivers[OUTSIDE].half_life / math.log(2.0)
    for samples in (
        [mean_stocks(row, opening)[OUTSIDE] for opening in openings],
        [float(end.tally.stocks[-1, 0, OUTSIDE]) / ACCOUNTS for end in ends],
    ):
        assert_mean(samples, expected, INTERVALS, 0.15 * abs(expected))
