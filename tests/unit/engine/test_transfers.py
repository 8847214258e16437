"""Where a request goes that its first team cannot close."""

from __future__ import annotations

import pytest
from tests.builders import account, asks, fixed, plan, segment, team

from cssim.domain.facts import Transferred
from cssim.dynamics import routing
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import NOBODY

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
