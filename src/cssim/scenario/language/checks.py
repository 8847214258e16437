"""Checks across fields: plans that are well written and still contradict themselves.

Every check yields ``(path, message)``; :func:`problems` collects them all, so that a reader sees them at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from cssim.policies.coverage import Named
from cssim.scenario.customers import Segment
from cssim.scenario.decide import BEFORE_COST, LOOKING_BACK, METRICS, SHARES, period_end
from cssim.scenario.language import designs
from cssim.scenario.language.coverage_checks import coverage, owners
from cssim.scenario.language.digital_checks import digital, services
from cssim.scenario.language.growth_checks import contract_ends, contract_types, onboarding, review, terms
from cssim.scenario.language.incentive_checks import goals
from cssim.scenario.language.ownership_checks import ownership
from cssim.scenario.language.pool_checks import places, pools
from cssim.scenario.language.shock_checks import shocks
from cssim.scenario.language.staffing_checks import freeze, hires
from cssim.scenario.organization import CsmTeam, OnboardingTeam, SpecialistTeam, SupportTeam
from cssim.scenario.packaged import book_file
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint
from cssim.units import MONTHS_PER_YEAR

Finding = tuple[str, str]
Check = Callable[[Scenario], Iterator[Finding]]

MAY_CHANGE: Final = (
    "change", "company", "customers", "expansion", "health", "organisation", "product", "renewal", "requests",
)  # fmt: skip
"""What a design may change at the top; of customers only the price, and the requests and plays of segments."""
MAY_CHANGE_IN_SEGMENT: Final = ("requests", "plays", "onboarding")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_RESERVED: Final = "all"


def problems(scenario: Scenario) -> list[Finding]:
    """Return what is contradictory in a scenario, as (dotted path, message), each once.

    Checks of the organization are made for every design; what one of them finds inside something that the design
    itself changes is reported below ``designs.<name>``.
    """
    found: dict[Finding, None] = {}
    for check in _OF_THE_WHOLE:
        found.update(dict.fromkeys(check(scenario)))
    for name, changes in scenario.designs.items():
        found.update(dict.fromkeys(_of_design(name, changes)))
        try:
            design = designs.resolve(scenario, name)
        except ValidationError:
            continue
        for check in _OF_A_DESIGN:
            for path, message in check(design):
                found[_placed(path, name, changes), message] = None
    return list(found)


def _placed(path: str, design: str, changes: Mapping[str, Any]) -> str:
    """Return the path under the design if the design changes something there, else the path."""
    raw: Any = designs.merged({}, design, changes).value
    for key in path.split("."):
        if not isinstance(raw, Mapping) or key not in raw:
            return path
        raw = raw[key]
    return f"designs.{design}.{path}"


def _names(scenario: Scenario) -> Iterator[Finding]:
    kinds = {
        "customers.segments": scenario.customers.segments,
        "organisation.teams": scenario.organisation.teams,
        "designs": scenario.designs,
        "shocks": scenario.shocks,
    }
    for path, mapping in kinds.items():
        for name in mapping:
            if not _NAME.fullmatch(name):
                yield f"{path}.{name}", f"{name!r} is not a name; use letters, digits, _ and -, beginning with a letter"
    if _RESERVED in scenario.customers.segments:
        yield f"customers.segments.{_RESERVED}", f"{_RESERVED!r} is the name of the total; choose another"


def _whole_months(scenario: Scenario) -> Iterator[Finding]:
    if scenario.horizon != scenario.months:
        yield "horizon", f"{scenario.horizon:g} months is not a whole number of months"
    if len(scenario.designs) > 1 and scenario.runs < 2:
        yield "runs", "1 is too few to compare designs; allowed are 2 and more, 8 is usual"


def _segments(scenario: Scenario) -> Iterator[Finding]:
    customers = scenario.customers
    for name, segment in customers.segments.items():
        path = f"customers.segments.{name}"
        yield from _churn(path, segment)
        yield from _drawn_arr(path, segment)
        if customers.book is None:
            for key in ("accounts", "arr"):
                if getattr(segment, key) is None:
                    yield (
                        f"{path}.{key}",
                        f"{key} is missing: without a customer book every segment needs accounts and arr",
                    )
            if segment.arr_from is not None and customers.segment_review.every == "never":
                yield f"{path}.arr_from", "a rule sorts the accounts of a customer book, and there is none"
        else:
            for key in ("accounts", "arr"):
                if getattr(segment, key) is not None:
                    yield f"{path}.{key}", f"{key} comes from the customer book; leave it away"


def _new_logos(scenario: Scenario) -> Iterator[Finding]:
    segments = scenario.customers.segments
    for name, plan in scenario.customers.new_logos.items():
        path = f"customers.new_logos.{name}"
        if name not in segments:
            known = f"there are {', '.join(segments)}{hint(name, list(segments))}"
            yield path, f"there is no segment {name!r}; {known}; '{name}: null' takes an inherited plan away"
            continue
        if any(weight < 0.0 for weight in plan.season.values()):
            yield f"{path}.season", "the weight of a month cannot be negative"
        elif len(plan.season) == MONTHS_PER_YEAR and not any(plan.season.values()):
            yield f"{path}.season", "all months have the weight 0, and in one of them customers must be won"
        if plan.arr is not None and plan.arr.p90 < plan.arr.median:
            yield f"{path}.arr.p90", "nine of ten customers cannot stay below less than the median"


def _book(scenario: Scenario) -> Iterator[Finding]:
    name = scenario.customers.book
    if name is None or book_file(name).is_file():
        return
    folder = book_file(name).parent
    if book_file(name).is_dir():
        yield "customers.book", f"{name!r} is a folder; name a CSV file, relative to the file that says it"
        return
    near = hint(book_file(name).name, [one.name for one in sorted(folder.glob("*.*"))] if folder.is_dir() else [])
    yield "customers.book", f"there is no file {name!r}; name a CSV file, relative to the file that says it{near}"


def _churn(path: str, segment: Segment) -> Iterator[Finding]:
    today, new = segment.logo_churn, segment.new_logo_churn
    if today is None and new is None:
        yield f"{path}.logo_churn", "logo_churn is missing: the share of today's customers that leave in a year"
    elif today is not None and new is not None:
        yield f"{path}.new_logo_churn", "give logo_churn or new_logo_churn, not both: each follows from the other"
    if today == 1.0 or new == 1.0:
        key = "logo_churn" if today == 1.0 else "new_logo_churn"
        yield f"{path}.{key}", "100% a year leaves nobody to simulate; it must be below 100%"


def _drawn_arr(path: str, segment: Segment) -> Iterator[Finding]:
    arr = segment.arr
    if arr is None:
        return
    if (arr.p90 is None) == (arr.total is None):
        yield f"{path}.arr", "give median and exactly one of p90 and total"
    elif arr.p90 is not None and arr.p90 < arr.median:
        yield f"{path}.arr.p90", "nine of ten accounts cannot stay below less than the median"
    elif arr.total is not None and segment.accounts is not None and arr.total < arr.median * segment.accounts:
        yield (
            f"{path}.arr.total",
            "a lognormal spread has a mean of at least its median: total is below accounts x median",
        )


def _unreachable(scenario: Scenario) -> Iterator[Finding]:
    """Find rules that no account can reach, because an earlier segment takes all they could get."""
    segments = scenario.customers.segments
    sorts = scenario.customers.book is not None or scenario.customers.segment_review.every != "never"
    if not sorts or all(segment.arr_from is None for segment in segments.values()):
        return
    taken, by = None, ""
    for name, segment in segments.items():
        threshold = 0 if segment.arr_from is None else segment.arr_from
        if taken is not None and threshold >= taken:
            yield (
                f"customers.segments.{name}",
                f"no account can get here: {by} comes first and takes it; order segments from large to small, "
                f"and take inherited ones away with '{by}: null'",
            )
        elif taken is None or threshold < taken:
            taken, by = threshold, name


def _decision(scenario: Scenario) -> Iterator[Finding]:
    decide = scenario.decide
    metric, dot, period = decide.on.partition(".")
    if metric not in METRICS:
        yield "decide.on", f"{metric!r} is not one of {', '.join(METRICS)}{hint(metric, METRICS)}"
    elif not dot:
        yield "decide.on", f"{metric!r} does not say when; add a period, such as {metric}.y1 or {metric}.m18"
    elif period_end(period) == 0:
        yield (
            "decide.on",
            f"{period!r} is not a period; allowed are y1, y2, ... for years, m1, m2, ... for months, last12",
        )
    elif period_end(period) > scenario.months:
        have = f"{scenario.months} months"
        yield "decide.on", f"{decide.on} needs a horizon of at least {period_end(period)} months; it is {have}"
    elif metric in LOOKING_BACK and period_end(period) < MONTHS_PER_YEAR:
        yield (
            "decide.on",
            f"{metric} looks back twelve months and is empty before month 12; use m12 or later, or nrr_to_date",
        )
    if metric in METRICS and decide.minus == "cs_cost" and metric not in BEFORE_COST:
        yield "decide.minus", f"cost cannot be taken away from {metric}; write minus: nothing"
    if decide.precision is not None and metric in METRICS:
        if metric in SHARES and decide.precision.cents:
            yield "decide.precision", f"{metric} is a share, not money; write points, such as 0.5pt"
        elif metric not in SHARES and not decide.precision.cents:
            yield "decide.precision", f"{metric} is money, not a share; write an amount, such as $20k"


def _of_design(name: str, changes: Mapping[str, Any]) -> Iterator[Finding]:
    """Find what a design may not change, because all designs share it."""
    raw = designs.merged({}, name, changes).value
    for key in raw:
        if key not in MAY_CHANGE and key != "designs" and key in Scenario.model_fields:
            yield f"designs.{name}.{key}", f"{key} belongs to the scenario and is the same for all designs"
    customers = raw.get("customers")
    for key in customers if isinstance(customers, Mapping) else ():
        if key not in ("segments", "price_uplift"):
            yield f"designs.{name}.customers.{key}", "the customers are the same for all designs"
    yield from _of_design_segments(f"designs.{name}.customers.segments", customers)


def _of_design_segments(path: str, customers: Any) -> Iterator[Finding]:
    segments = customers.get("segments") if isinstance(customers, Mapping) else None
    for name, segment in segments.items() if isinstance(segments, Mapping) else ():
        for key in segment if isinstance(segment, Mapping) else ():
            if key not in MAY_CHANGE_IN_SEGMENT:
                yield (
                    f"{path}.{name}.{key}",
                    "of a segment a design may change requests, plays and onboarding, nothing else",
                )


def _heads(scenario: Scenario) -> Iterator[Finding]:
    coverage = scenario.organisation.coverage
    for name, team in scenario.organisation.teams.items():
        path = f"organisation.teams.{name}.headcount"
        covers = [segment for segment, one in coverage.items() if one.team == name]
        assigned = [segment for segment in covers if isinstance(coverage[segment], Named)]
        if assigned and 0 < team.headcount < 1 and not team.members:
            yield path, f"{team.headcount:g} is less than one person, and {assigned[0]} needs named owners; use pooled"
        elif covers and team.headcount == 0 and team.hiring.opens_posts == 0:
            yield path, f"nobody is in the team that covers {', '.join(covers)}"
        elif isinstance(team, CsmTeam) and team.headcount > 0 and not covers:
            yield path, f"{name} costs money and covers no segment; '{name}: null' takes an inherited team away"


def _desks(scenario: Scenario) -> Iterator[Finding]:
    """Find work that would arrive at a team that does not exist or has nobody in it."""
    organisation, segments = scenario.organisation, scenario.customers.segments
    for role, kind in (("specialist", SpecialistTeam), ("support", SupportTeam), ("onboarding", OnboardingTeam)):
        of_role = [name for name, team in organisation.teams.items() if isinstance(team, kind)]
        if len(of_role) > 1:
            yield f"organisation.teams.{of_role[1]}.role", f"a second {role} team; {of_role[0]} is one already"
    staffed = {type(team) for team in organisation.teams.values() if team.headcount > 0}
    asks = [name for name, segment in segments.items() if segment.requests.how_to > 0]
    deflected = organisation.routing.self_service == 1.0
    if asks and not deflected and organisation.routing.how_to_to == "support" and SupportTeam not in staffed:
        fix = "add a team of role support, or write organisation.routing.how_to_to: csm"
        yield "organisation.teams", f"how-to questions of {asks[0]} go to support, and nobody is there; {fix}"
    for name, team in organisation.teams.items():
        if isinstance(team, CsmTeam) and SpecialistTeam not in staffed and _asks_csm(scenario, name):
            yield from _nobody_to_pass_on_to(scenario, name, team)


def _nobody_to_pass_on_to(scenario: Scenario, name: str, team: CsmTeam) -> Iterator[Finding]:
    """Find requests that a CSM team cannot close where there is no specialist."""
    if team.resolves_alone < 1.0:
        yield (
            f"organisation.teams.{name}.resolves_alone",
            f"{name} transfers what it cannot close, and there is no specialist; add a team or write 100%",
        )
    for segment, cover in scenario.organisation.coverage.items():
        one = scenario.customers.segments.get(segment)
        if cover.team == name and one is not None and one.products > 1 and scenario.requests.product_exponent > 0:
            yield (
                f"customers.segments.{segment}.products",
                f"nobody of {name} knows all of {one.products:g} products, and there is no specialist; add a team of "
                "role specialist, or write requests.product_exponent: 0",
            )


def _asks_csm(scenario: Scenario, team: str) -> bool:
    """Return whether any request can reach a CSM team."""
    covered = [name for name, coverage in scenario.organisation.coverage.items() if coverage.team == team]
    requests = [scenario.customers.segments[name].requests for name in covered if name in scenario.customers.segments]
    routing = scenario.organisation.routing
    how_to = routing.self_service < 1.0 and (routing.how_to_to == "csm" or routing.misrouted_support > 0.0)
    return any(
        rates.product_question + rates.feature_request + rates.complaint + rates.commercial > 0.0
        or (how_to and rates.how_to > 0.0)
        for rates in requests
    )


def _balance(scenario: Scenario) -> Iterator[Finding]:
    teams, name = scenario.organisation.teams, scenario.decide.balance
    if name is not None and name not in teams:
        yield "decide.balance", f"there is no team {name!r}; there are {', '.join(teams)}{hint(name, list(teams))}"
    if not any(isinstance(team, CsmTeam) for team in teams.values()):
        yield "organisation.teams", "there is no team with the role csm"


_OF_THE_WHOLE: Final[tuple[Check, ...]] = (
    _names, _whole_months, _book, _segments, _new_logos, terms, contract_ends, contract_types, review,
    _unreachable, _decision, shocks,
)  # fmt: skip
_OF_A_DESIGN: Final[tuple[Check, ...]] = (
    _names, coverage, owners, _heads, _desks, freeze, hires, _balance, pools, places, digital, ownership, onboarding,
    goals, services,
)  # fmt: skip
