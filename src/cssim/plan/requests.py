"""Requests in numbers: their types, where they go, and the hours a planner expects of a CSM."""

from __future__ import annotations

import math

from cssim.dynamics import demand, expertise
from cssim.dynamics.routing import TO_CSM, TO_SUPPORT
from cssim.plan.ownership import COVERING_TEAM_OWNS_ALL, Ownership
from cssim.plan.plays import planned_hours
from cssim.plan.tables import (
    COMMERCIAL,
    HOW_TO,
    NO_SERVICES,
    NOBODY,
    PRODUCT_QUESTION,
    REQUEST_TYPES,
    DemandRow,
    LawRow,
    RequestTypeRow,
    RoutingRow,
    ServiceRow,
)
from cssim.scenario.customers import Segment
from cssim.scenario.organization import CsmTeam, SpecialistTeam, SupportTeam
from cssim.scenario.schema import Scenario


def lower_routing(scenario: Scenario) -> RoutingRow:
    """Return where requests go."""
    kinds = [type(team) for team in scenario.organisation.teams.values()]
    routing, may_pass_on = scenario.organisation.routing, has_specialists(scenario)
    return RoutingRow(
        support=kinds.index(SupportTeam) if SupportTeam in kinds else NOBODY,
        specialist=kinds.index(SpecialistTeam) if SpecialistTeam in kinds else NOBODY,
        triage=routing.triage,
        specialist_pace=routing.specialist_pace,
        catch_up=routing.catch_up,
        agent_wrong=routing.agent.wrong,
        warm=routing.warm_transfers,
        warm_time=routing.warm_time,
        gatekeeper=routing.gatekeeper_elasticity if may_pass_on else 0.0,
        bypass_growth=routing.bypass_growth if may_pass_on else 0.0,
        wrong_person=routing.wrong_person,
    )


def has_specialists(scenario: Scenario) -> bool:
    """Return whether there is anybody whom CSMs could pass requests on to."""
    teams = scenario.organisation.teams.values()
    return any(isinstance(team, SpecialistTeam) and team.headcount > 0 for team in teams)


def lower_demand(scenario: Scenario) -> DemandRow:
    """Return what makes accounts ask more or less than their segment."""
    requests, seats = scenario.requests, scenario.health.adoption.seats_in_use
    year = requests.season.lower()
    first = scenario.start.month - 1
    return DemandRow(
        small_below=requests.small_accounts.below,
        small_factor=requests.small_accounts.factor,
        seats_neutral=math.log(seats) - math.log1p(-seats),
        learning=requests.how_to_elasticity,
        continuity=requests.continuity,
        seasonal=int(min(year) != max(year)),
        season=(*year[first:], *year[:first]),
        objective=scenario.health.adoption.objective,
    )


def request_types(scenario: Scenario) -> tuple[RequestTypeRow, ...]:
    """Return the types of requests; only how-to questions can be deflected, and misrouted on their way to support."""
    requests, service = scenario.requests, scenario.health.service
    raised = 1.0 if service.level != 0.0 else 0.0
    rows = []
    for type_, name in enumerate(REQUEST_TYPES):
        self_service, misrouted = _on_the_way(scenario, type_)
        rows.append(
            RequestTypeRow(
                work=LawRow(*getattr(requests.work, name).lower()),
                bonus=getattr(requests.bonus, name),
                raise_share=raised * (service.raised_complaint if name == "complaint" else service.raised),
                destination=_destination(scenario, type_),
                self_service=self_service,
                misrouted=misrouted,
                urgency=getattr(requests.urgency, name),
                agent=_automated(scenario, type_),
            )
        )
    return tuple(rows)


def _destination(scenario: Scenario, type_: int) -> int:
    to_support = type_ == HOW_TO and scenario.organisation.routing.how_to_to == "support"
    return TO_SUPPORT if to_support else TO_CSM


def _on_the_way(scenario: Scenario, type_: int) -> tuple[float, float]:
    """Return the shares of a type that are deflected to self-service and misrouted to the CSM."""
    routing = scenario.organisation.routing
    if type_ != HOW_TO:
        return 0.0, 0.0
    return routing.self_service, routing.misrouted_support if routing.how_to_to == "support" else 0.0


def _automated(scenario: Scenario, type_: int) -> float:
    """Return the share of a type that an automated agent answers."""
    agent = scenario.organisation.routing.agent
    return {HOW_TO: agent.how_to, PRODUCT_QUESTION: agent.product_question}.get(type_, 0.0)


def asked_for_deals(scenario: Scenario, segment: Segment) -> float:
    """Return how many commercial requests a year an account of a segment has because it buys often."""
    rules = scenario.requests.frequent_buyers
    if rules.asks == 0.0:
        return 0.0
    return demand.asked_for_deals(segment.buys, rules.above, rules.asks)


def rates_of(scenario: Scenario, segment: Segment) -> tuple[tuple[float, ...], float]:
    """Return requests a year of an account by type, and the share of commercial ones that only the owner may close."""
    more = asked_for_deals(scenario, segment)
    rates = [getattr(segment.requests, type_) for type_ in REQUEST_TYPES]
    rates[COMMERCIAL] += more
    return tuple(rates), more / rates[COMMERCIAL] if more > 0.0 else 0.0


def breadth_of(scenario: Scenario, segment: Segment) -> float:
    """Return the factor on ``resolves_alone`` that the number of products of a segment makes."""
    exponent = scenario.requests.product_exponent
    if segment.products == 1.0 or exponent == 0.0:
        return 1.0
    return expertise.breadth_factor(segment.products, exponent)


def csm_hours(
    scenario: Scenario,
    segment: Segment,
    team: str,
    own: Ownership = COVERING_TEAM_OWNS_ALL,
    sold: ServiceRow = NO_SERVICES,
) -> tuple[float, float]:
    """Return the hours a year that a planner expects a CSM of ``team`` to spend on an account: (plays, requests).

    A request costs its whole work where it is closed alone and the triage where it is transferred. Differences between
    accounts of a segment are unknown to the planner, except what the book says. What other teams ``own`` takes none,
    what is ``sold`` to customers more.
    """
    member = scenario.organisation.teams[team]
    alone = (member.resolves_alone if isinstance(member, CsmTeam) else 1.0) * breadth_of(scenario, segment)
    routing = scenario.organisation.routing
    reactive = 0.0
    for type_, name in enumerate(REQUEST_TYPES):
        self_service, misrouted = _on_the_way(scenario, type_)
        asked_of_people = (1.0 - self_service) * (1.0 - _automated(scenario, type_) * (1.0 - routing.agent.wrong))
        reaching = asked_of_people * (misrouted if _destination(scenario, type_) == TO_SUPPORT else 1.0)
        closed = min(1.0, alone + getattr(scenario.requests.bonus, name))
        work = closed * getattr(scenario.requests.work, name).lower()[1] + (1.0 - closed) * routing.triage
        if type_ != COMMERCIAL or own.commercial == NOBODY:
            reactive += reaching * getattr(segment.requests, name) * work
    if own.commercial == NOBODY:
        reactive += asked_for_deals(scenario, segment) * scenario.requests.work.commercial.lower()[1]
    return planned_hours(segment.plays, own, sold), reactive
