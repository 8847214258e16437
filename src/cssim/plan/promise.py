"""The promise of a design: where the drivers would settle if everything planned were delivered.

Every planned contact is held, every answer comes in time, and only that is transferred which a usual CSM cannot close.
What was promised to nobody, such as pitches, rescues and events from outside, leaves its driver at 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cssim.dynamics.drivers import (
    ADOPTION,
    N_DRIVERS,
    NEGLECT,
    READINESS,
    RELATIONSHIP,
    SERVICE,
    TRANSFERS,
    settles_at,
    value_at,
)
from cssim.dynamics.expertise import taught_share
from cssim.dynamics.plays import RENEWAL, ready_share
from cssim.dynamics.relationship import familiarity, reachable_level
from cssim.dynamics.routing import ANYONE, TO_SUPPORT, group_of_line
from cssim.plan.rows.accounts import NEVER_NAMED, NOBODY, SegmentRow
from cssim.plan.services import pace_of
from cssim.plan.tables import COMMERCIAL, NO_SERVICES, Plan
from cssim.units import HOURS_PER_YEAR


@dataclass
class _Flow:
    """What an account gets in an hour, if all goes by plan: ``contacts`` with the people who look after it [1/h].

    The others are sums of rate [1/h] times share of the gap that is closed each time, by what is closed: ``taught``
    (adoption), ``trust`` (relationship), ``raised`` (service), ``passed`` on (transfers), ``touched`` (neglect).
    """

    contacts: float = 0.0
    taught: float = 0.0
    trust: float = 0.0
    raised: float = 0.0
    passed: float = 0.0
    touched: float = 0.0


def with_promises(plan: Plan) -> Plan:
    """Return the plan with the promise of every segment [log-odds], (N_DRIVERS,) each."""
    rows = [segment._replace(promised=_promise(plan, index)) for index, segment in enumerate(plan.segments)]
    return plan._replace(segments=tuple(rows))


def _promise(plan: Plan, index: int) -> tuple[float, ...]:
    effects, segment, flow = plan.effects, plan.segments[index], _Flow()
    _add_plays(plan, index, flow)
    _add_requests(plan, segment, flow)
    if plan.digital and plan.digital[index].digital_interval > 0.0:
        flow.taught += effects.digital_teach_share / plan.digital[index].digital_interval
        flow.touched += effects.digital_touch_share / plan.digital[index].digital_interval
    remembered = flow.contacts * effects.familiarity_half_life / math.log(2.0) / _sharing(plan, index)
    known = familiarity(remembered, effects.contacts_to_half)
    found = [0.0] * N_DRIVERS
    for driver, level, posts in (
        (ADOPTION, effects.adoption_level, flow.taught),
        (RELATIONSHIP, reachable_level(effects.relationship_level, known), flow.trust),
        (SERVICE, effects.service_level, flow.raised * (1.0 - effects.restore_share)),
        (TRANSFERS, effects.transfer_level, flow.passed),
        (NEGLECT, 0.0, flow.touched),
    ):
        row = plan.drivers[driver]
        found[driver] = settles_at(row.target, row.half_life, level, posts)
    found[READINESS] = _readiness(plan, segment)
    return tuple(found)


def _add_plays(plan: Plan, index: int, flow: _Flow) -> None:
    """Add the plays that are planned; nobody promises those of people who come on conditions, nor rescues."""
    segment, sold = plan.segments[index], plan.services[index] if plan.services else NO_SERVICES
    if segment.team == NOBODY or segment.on_condition:
        return
    for code, play in enumerate(segment.plays):
        if play.interval > 0.0 and play.again_after == 0.0:
            interval = play.interval / pace_of(sold, code)
            flow.contacts += 1.0 / interval
            flow.taught += taught_share(play.teach_share, plan.teams[segment.team].touch_quality) / interval
            flow.trust += plan.effects.proactive_share / interval
            flow.touched += plan.effects.neglect_share / interval


def _add_requests(plan: Plan, segment: SegmentRow, flow: _Flow) -> None:
    """Add what is asked of people, and answered at once by those for whom it is."""
    for type_, row in enumerate(plan.request_types):
        a_year = segment.rates[type_] * (1.0 - row.self_service) * (1.0 - row.agent * (1.0 - plan.routing.agent_wrong))
        asked = a_year / HOURS_PER_YEAR
        flow.raised += asked * row.raise_share
        if segment.team == NOBODY or (segment.on_condition and not segment.team_answers):
            continue
        seen = asked * row.misrouted if row.destination == TO_SUPPORT else asked
        flow.contacts += seen
        flow.trust += seen * plan.effects.reactive_share
        flow.touched += seen * plan.effects.neglect_share
        if type_ != COMMERCIAL or segment.commercial_team == NOBODY:
            _add_answers(plan, segment, type_, seen, flow)


def _add_answers(plan: Plan, segment: SegmentRow, type_: int, seen: float, flow: _Flow) -> None:
    """Add what CSMs teach who close requests that they have ``seen`` [1/h], and what passing on the others costs."""
    effects, team, row = plan.effects, plan.teams[segment.team], plan.request_types[type_]
    alone = min(1.0, team.resolves_alone * segment.breadth + row.bonus)
    if type_ == COMMERCIAL:
        alone += segment.deal_share * (1.0 - alone)
    flow.taught += seen * alone * taught_share(effects.answer_share, team.touch_quality)
    cold = effects.transfer_share + effects.explain_share
    flow.passed += seen * (1.0 - alone) * (plan.routing.warm * effects.warm_share + (1.0 - plan.routing.warm) * cold)
    if row.destination != TO_SUPPORT:
        flow.taught += seen * (1.0 - alone) * effects.specialist_share
        # right after the CSM: what he has left of the gap
        flow.touched += seen * (1.0 - alone) * effects.neglect_share * (1.0 - effects.neglect_share)


def _sharing(plan: Plan, index: int) -> int:
    """Return among how many people the contacts of an account are spread: its owner, his pod, or the whole team."""
    segment = plan.segments[index]
    if segment.team == NOBODY:
        return 1
    line = ANYONE
    if segment.named_from < NEVER_NAMED:
        line = plan.seat_lines[index][0] if plan.seat_lines else 0
    if line == ANYONE:
        return len(plan.teams[segment.team].seats)
    return 1 if line >= 0 else len(plan.groups[group_of_line(line)].seats)


def _readiness(plan: Plan, segment: SegmentRow) -> float:
    """Return how ready [log-odds] a contract's end is for which the play was held as soon as it fell due."""
    play, effects = segment.plays[RENEWAL], plan.effects
    comes = segment.team != NOBODY and (not segment.on_condition or segment.person_within > 0.0)
    if not comes or play.interval == 0.0 or effects.renewal_play_share == 0.0:
        return 0.0
    share = ready_share(effects.renewal_play_share, play.lead, effects.full_lead)
    return value_at(share * effects.readiness_level, play.lead, 0.0, plan.drivers[READINESS].half_life)
