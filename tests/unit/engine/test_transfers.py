"""Where a request goes that its first team cannot close."""

from __future__ import annotations

import pytest
from tests.builders import NO_EFFECTS, account, asks, fixed, plan, segment, team

from cssim.domain.facts import Posted, Transferred, WorkDone
from cssim.dynamics import drivers, routing
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY
from cssim.results.run import Run

CSM, SPECIALIST, SUPPORT = range(3)


@pytest.mark.parametrize(
    ("destination", "misrouted", "support", "goes_to"),
    [
        (routing.TO_SUPPORT, 1.0, SUPPORT, SUPPORT),
        (routing.TO_CSM, 0.0, SUPPORT, SPECIALIST),
        (routing.TO_CSM, 0.0, NOBODY, SPECIALIST),
    ],
    ids=["misrouted how-to", "how-to meant for the CSM", "how-to where there is no support"],
)
def test_a_request_goes_back_to_support_only_if_it_was_meant_for_support(
    destination: int, misrouted: float, support: int, goes_to: int
) -> None:
    how_to = asks(fixed(1.0))._replace(destination=destination, misrouted=misrouted)
    people = [team(1, resolves_alone=0.2), team(1, 102), team(1, 103)]
    row = plan(3, [segment([100.0])], [account(0)], [how_to], people)
    row = row._replace(routing=row.routing._replace(specialist=SPECIALIST, support=support, triage=0.3))
    run = simulate(row, settle(row, 1, 0), 1, 0, ALL)
    teams = [fact.team for fact in run.facts if isinstance(fact, Transferred)]
    assert teams and set(teams) == {goes_to}


def company(warm: float, destination: int = routing.TO_CSM) -> Run:
    """Return a year in which a CSM passes on whatever one account asks, and only that is felt."""
    effects = NO_EFFECTS._replace(transfer_share=0.08, warm_share=0.04, explain_share=0.05)
    question = asks(fixed(1.0))._replace(destination=destination, misrouted=1.0)
    people = [team(1, resolves_alone=0.0), team(1, 102), team(1, 103)]
    row = plan(12, [segment([20.0])], [account(0)], [question], people, effects=effects)
    row = row._replace(
        routing=row.routing._replace(specialist=SPECIALIST, support=SUPPORT, triage=0.3, warm=warm, warm_time=0.2)
    )
    return simulate(row, settle(row, 1, 0), 1, 0, ALL)


def moves(run: Run) -> list[float]:
    return [fact.amount for fact in run.facts if isinstance(fact, Posted) and fact.driver == drivers.TRANSFERS]


def test_the_first_cold_transfer_posts_itself_and_what_has_to_be_said_again() -> None:
    """0.08 of -0.6, then 0.05 of what is left: the specialist has never met the account."""
    assert moves(company(warm=0.0))[:2] == pytest.approx([-0.048, -0.05 * (0.6 - 0.048)], rel=2e-3)


def test_the_second_time_the_specialist_knows_a_little() -> None:
    """One contact of four is half-way: F = 1 - 2^(-1/4)."""
    run = company(warm=0.0)
    one, two, three, four = moves(run)[:4]
    assert four / (-0.6 - (one + two + three)) == pytest.approx(0.05 * 2**-0.25, rel=0.05)
    support = moves(company(warm=0.0, destination=routing.TO_SUPPORT))[:4]
    assert support[3] / (-0.6 - (support[0] + support[1] + support[2])) == pytest.approx(0.05, rel=0.05)


def test_a_warm_transfer_posts_half_takes_longer_and_nothing_is_said_twice() -> None:
    cold, warm = company(warm=0.0), company(warm=1.0)
    transferred = sum(isinstance(fact, Transferred) for fact in warm.facts)
    assert len(moves(warm)) == transferred > 10
    assert moves(warm)[0] == pytest.approx(-0.024)
    assert set(csm_hours(cold)) == {0.3} and set(csm_hours(warm)) == {0.5}


def csm_hours(run: Run) -> list[float]:
    return [round(fact.hours, 9) for fact in run.facts if isinstance(fact, WorkDone) and fact.team == CSM]


def test_some_transfers_are_warm() -> None:
    hours = csm_hours(company(warm=0.3))
    assert set(hours) == {0.3, 0.5}
