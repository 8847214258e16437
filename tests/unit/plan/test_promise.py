"""What a design promises: where drivers settle if everything planned is delivered, against runs in which it is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests import builders

from cssim.domain import tally
from cssim.dynamics.drivers import (
    ADOPTION,
    NEGLECT,
    READINESS,
    RELATIONSHIP,
    SERVICE,
    TRANSFERS,
    DriverRow,
    settles_at,
)
from cssim.dynamics.plays import CHECK_IN, RENEWAL
from cssim.engine.simulate import settle, simulate
from cssim.plan.promise import with_promises
from cssim.plan.rows.accounts import NEVER_NAMED
from cssim.plan.rows.digital import DigitalRow
from cssim.plan.rows.plays import PlayRow
from cssim.plan.tables import NO_PLAYS, NOBODY, Plan, RoutingRow
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR

MONTHS = 72
EVERYTHING = builders.NO_EFFECTS._replace(
    answer_share=0.12,
    specialist_share=0.08,
    proactive_share=0.10,
    reactive_share=0.06,
    transfer_share=0.08,
    warm_share=0.04,
    neglect_share=0.5,
    restore_share=0.5,
    free_faces=100,
)


def company(owners: int = 1, **segment: object) -> Plan:
    """Return accounts with a check-in and six questions a year, whose people always have time at once.

    Of the questions, two in five are closed by the CSM; the others go to a specialist.
    """
    usual = builders.segment([0.0, 6.0], HOURS_PER_MONTH, check_in_work=builders.fixed(0.02), teach_share=0.08)
    plan = builders.plan(
        MONTHS,
        [usual._replace(**{"named_from": 0, **segment})],  # type: ignore[arg-type]
        [builders.account(i, owner=i % owners) for i in range(30)],
        [builders.asks(builders.fixed(0.02)), builders.asks(builders.fixed(0.02))._replace(raise_share=0.02)],
        teams=[builders.team(owners, resolves_alone=0.4), builders.team(1, key=102)],
        routing_row=RoutingRow(NOBODY, 1, 0.02, 1.0, 0.0),
        effects=EVERYTHING,
    )
    drivers = list(plan.drivers)
    drivers[NEGLECT] = DriverRow(-0.7, 6.0 * HOURS_PER_MONTH)
    return with_promises(plan._replace(drivers=tuple(drivers)))


def settled(plan: Plan) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the mean stocks of all accounts over the later half of a run."""
    run = simulate(plan, settle(plan, 5, 1), 5, 1)
    sums = run.tally.stocks[MONTHS // 2 :, 0].sum(axis=0)
    mean: np.ndarray[tuple[int], np.dtype[np.float64]] = sums / run.tally.counts[MONTHS // 2 :, 0, tally.LOGOS].sum()
    return mean


def test_what_is_delivered_settles_where_it_was_promised() -> None:
    """Where contacts come at random the formula is exact on average, for drivers that one number of contacts moves."""
    plan = company(rates=(0.0, 18.0, 0.0, 0.0, 0.0), plays=NO_PLAYS)
    found, promise = settled(plan), plan.segments[0].promised
    for driver in (ADOPTION, SERVICE, TRANSFERS, NEGLECT):
        assert abs(promise[driver]) > 0.005
        assert found[driver] == pytest.approx(promise[driver], rel=0.06)


def test_plays_that_are_held_settle_near_what_was_promised() -> None:
    """Contacts by the clock, once a month: seen at the ends of months, somewhere between two of them."""
    plan = company(rates=(0.0,) * 5)
    found, promise = settled(plan), plan.segments[0].promised
    for driver in (ADOPTION, RELATIONSHIP):
        assert found[driver] == pytest.approx(promise[driver], rel=0.05)
    assert promise[NEGLECT] < found[NEGLECT] < 0.6 * promise[NEGLECT], "large steps do more than they would spread out"


def test_by_hand() -> None:
    promise = company().segments[0].promised
    fading = math.log(2.0) / 9.0
    taught = 0.08 + 0.5 * (0.4 * 0.12 + 0.6 * 0.08)  # one check-in and half a question a month
    assert promise[ADOPTION] == pytest.approx(0.6 * taught / (taught + fading))
    passed = 0.5 * 0.6 * 0.08
    assert promise[TRANSFERS] == pytest.approx(-0.6 * passed / (passed + math.log(2.0) / 4.0))
    touched, decays = 1.5 * 0.5 + 0.3 * 0.25, math.log(2.0) / 6.0  # a specialist comes right after a CSM
    assert promise[NEGLECT] == pytest.approx(-0.7 * decays / (decays + touched))


def test_the_more_people_share_an_account_the_less_is_anybody_known() -> None:
    named, pooled = company(4), company(4, named_from=NEVER_NAMED)
    assert named.segments[0].promised[RELATIONSHIP] == company(1).segments[0].promised[RELATIONSHIP]
    assert pooled.segments[0].promised[RELATIONSHIP] < named.segments[0].promised[RELATIONSHIP]


def test_a_programme_promises_its_touches() -> None:
    nobody = company(team=NOBODY)
    assert nobody.segments[0].promised[NEGLECT] == pytest.approx(-0.7)
    assert nobody.segments[0].promised[ADOPTION] == 0.0
    effects = nobody.effects._replace(digital_teach_share=0.02, digital_touch_share=0.15)
    reached = with_promises(nobody._replace(effects=effects, digital=(DigitalRow(80.0),)))
    assert reached.segments[0].promised[ADOPTION] == pytest.approx(0.6 * 0.04 / (0.04 + math.log(2.0) / 9.0))
    assert reached.segments[0].promised[NEGLECT] == pytest.approx(-0.7 / (1.0 + 0.3 * 6.0 / math.log(2.0)))


def test_a_prepared_renewal_is_promised_where_renewals_are_prepared() -> None:
    plan = company()
    lead = 3.0 * HOURS_PER_MONTH
    effects = plan.effects._replace(readiness_level=0.35, renewal_play_share=0.8, full_lead=2.0 * lead)
    play = PlayRow(HOURS_PER_YEAR, lead, builders.fixed(1.0), lead=lead)
    segment = plan.segments[0]._replace(plays=builders.with_play(RENEWAL, play))
    with_plays = with_promises(plan._replace(effects=effects, segments=(segment,)))
    # half of the full lead closes half of .8, and three months are one and a half half-lives of two months
    assert with_plays.segments[0].promised[READINESS] == pytest.approx(0.35 * 0.4 * 2.0**-1.5)
    assert plan.segments[0].promised[READINESS] == 0.0


def test_rescues_and_people_who_come_on_conditions_are_not_promised() -> None:
    plan = company()
    before = plan.segments[0]
    called = before._replace(
        plays=builders.with_play(CHECK_IN, before.plays[CHECK_IN]._replace(again_after=HOURS_PER_MONTH))
    )
    watched = before._replace(on_condition=1, person_below=40.0, team_answers=0)
    for changed in (called, watched):
        after = with_promises(plan._replace(segments=(changed,))).segments[0]
        assert after.promised[ADOPTION] < before.promised[ADOPTION]
    assert with_promises(plan._replace(segments=(watched,))).segments[0].promised[NEGLECT] == pytest.approx(-0.7)


def test_where_stocks_settle() -> None:
    assert settles_at(-0.7, 960.0, 0.0, 0.0) == -0.7
    assert settles_at(0.0, 960.0, 0.6, math.log(2.0) / 960.0) == pytest.approx(0.3)
