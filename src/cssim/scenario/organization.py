"""The organization: teams with their people and pay, who covers which segment, and where requests go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from cssim.part import Part, field
from cssim.policies.coverage import Coverage
from cssim.quantities import Money, Number, Share, WorkTime
from cssim.quantities.read import parse_share
from cssim.scenario.costs import Costs, Managers, Operations, pay_on_cost
from cssim.scenario.digital import DigitalProgramme
from cssim.scenario.freeze import HiringFreeze
from cssim.scenario.hiring import Dated, Hiring, reductions
from cssim.scenario.incentives import Incentive, SellerIncentive
from cssim.scenario.members import Member, Members
from cssim.scenario.observation import HealthScore
from cssim.scenario.onboarding import OnboardingRules
from cssim.scenario.people import People
from cssim.scenario.places import Heads
from cssim.scenario.process import Process
from cssim.scenario.referrals import ReferralRules
from cssim.scenario.review import Review
from cssim.scenario.routing import Routing
from cssim.scenario.services import Services

LEVELS: Final = {"air_traffic_controller": 0.2, "generalist": 0.45, "product_expert": 0.8}
"""Named levels of ``resolves_alone``."""


def _level(value: Any) -> float:
    """Read a named level or a share."""
    if isinstance(value, str) and value.strip() in LEVELS:
        return LEVELS[value.strip()]
    try:
        return parse_share(value)
    except ValueError as error:
        raise ValueError(f"{error}, or one of {', '.join(LEVELS)}") from None


Level = Annotated[Share, BeforeValidator(_level)]


class CsmPay(Part):
    """Pay of one full-time CSM."""

    ote: Money = field(
        "$110k", about="pay at target, base and variable together", unit="currency a year", low=75_000, high=160_000,
        evidence="vendor claim",
        source="[15,21] 75 to 160; air-traffic controller about 92, product expert about 131",
    )  # fmt: skip
    base_share: Share = field(
        0.8, about="share of the pay at target that is fixed", unit="share", low=0.7, high=1.0,
        evidence="large survey",
        source="[8,25,26]",
    )  # fmt: skip
    on_cost: Share = pay_on_cost()


class SpecialistPay(Part):
    """Pay of one full-time specialist."""

    ote: Money = field(
        "$158k", about="pay at target, base and variable together", unit="currency a year", low=130_000, high=220_000,
        evidence="derived", source="loaded cost of about $205k of a solution consultant, divided by 1.3",
    )  # fmt: skip
    base_share: Share = field(
        0.8, about="share of the pay at target that is fixed", unit="share", low=0.6, high=1.0, evidence="guess"
    )
    on_cost: Share = pay_on_cost()


class SupportPay(Part):
    """Pay of one full-time support agent."""

    ote: Money = field(
        "$60k", about="pay at target, base and variable together", unit="currency a year", low=43_000, high=85_000,
        evidence="published study", source="[24] median of computer user support $59,660; [22] $43k",
    )  # fmt: skip
    base_share: Share = field(1.0, about="share of the pay at target that is fixed", unit="share", low=0.9, high=1.0)
    on_cost: Share = pay_on_cost()


class AccountManagerPay(Part):
    """Pay of one full-time account manager."""

    ote: Money = field(
        "$115k", about="pay at target, base and variable together", unit="currency a year", low=85_000, high=150_000,
        evidence="large survey", source="[21]",
    )  # fmt: skip
    base_share: Share = field(
        0.6, about="share of the pay at target that is fixed", unit="share", low=0.5, high=0.8, evidence="guess"
    )
    on_cost: Share = pay_on_cost()


class RenewalsDeskPay(Part):
    """Pay of one full-time person of the renewals desk."""

    ote: Money = field(
        "$95k", about="pay at target, base and variable together", unit="currency a year", low=65_000, high=130_000,
        evidence="guess", source="between a CSM and a support agent",
    )  # fmt: skip
    base_share: Share = field(
        0.8, about="share of the pay at target that is fixed", unit="share", low=0.6, high=1.0, evidence="guess"
    )
    on_cost: Share = pay_on_cost()


class OnboardingPay(Part):
    """Pay of one full-time onboarding specialist."""

    ote: Money = field(
        "$80k", about="pay at target, base and variable together", unit="currency a year", low=65_000, high=110_000,
        evidence="guess", source="onboarding and implementation: 65, 80, 110 thousand",
    )  # fmt: skip
    base_share: Share = field(
        1.0, about="share of the pay at target that is fixed", unit="share", low=0.8, high=1.0, evidence="guess"
    )
    on_cost: Share = pay_on_cost()


def _headcount() -> float:
    headcount: float = field(
        about="people at work, as full-time posts; fractions allowed", unit="people", evidence="yours", ge=0, le=10_000
    )
    return headcount


def _members() -> tuple[Member, ...]:
    members: tuple[Member, ...] = field(
        (), about="who its people are, seat by seat; written by cssim from organisation.roster", evidence="yours"
    )
    return members


def _customer_time(default: float, low: float, high: float, source: str) -> float:
    share: float = field(
        default, about="share of a present hour that is spent with or for customers", unit="share", low=low,
        high=high,
        off=1.0, evidence="guess", source=source, drawn=True, gt=0,
    )  # fmt: skip
    return share


def _promise(default: str) -> float:
    promise: float = field(
        default, about="time within which work on a request is promised to begin", unit="working hours", low=4.0,
        high=32.0, evidence="vendor claim",
        source="[59,60] 7 h to 24 h on the clock; escalated 2 to 4 business days", gt=0,
    )  # fmt: skip
    return promise


class Cadence(Part):
    """How often plays fall due: as the segments say, or as often as the team has time for."""

    plan: Literal["capacity", "fixed"] = field(
        "capacity", about="capacity: every quarter all plays come so much more or less often that they fit into the "
        "time that requests leave; fixed: as often as the segments say", off="fixed",
        source="a book twice as large gets half the contacts, not a cliff",
    )  # fmt: skip
    target_load: Share = field(
        0.85, about="share of its time for customers that the team plans to be busy", unit="share", low=0.7, high=0.95,
        evidence="guess", gt=0,
    )  # fmt: skip
    least: Number = field(
        0.3, about="no fewer plays than this multiple of what the segments say", unit="multiple", low=0.15, high=0.6,
        evidence="guess", drawn=True, gt=0, le=1,
    )  # fmt: skip
    most: Number = field(
        1.5, about="no more plays than this multiple", unit="multiple", low=1.0, high=3.0,
        evidence="guess", ge=1, le=100,
    )  # fmt: skip
    tiers: Literal["together", "in_order"] = field(
        "together", about="whether all segments of the team share what there is, or the first one is served first"
    )


class CsmTeam(Part):
    """Customer success managers."""

    role: Literal["csm"] = field("csm", about="covers segments: plays, and every request that is not for support")
    headcount: Number = _headcount()
    resolves_alone: Level = field(
        LEVELS["generalist"],
        about="share of product questions closed without another person (air_traffic_controller, generalist, "
        "product_expert, or a share)",
        unit="share", low=0.2, high=0.8, evidence="guess",
        source="D12: the dial that tells the two kinds of CSM apart",
    )  # fmt: skip
    availability: Share = _customer_time(0.6, 0.5, 0.75, "[10] 63 % of the hours in a published week; [62] 75 to 88 %")
    first_response: WorkTime = _promise("8 working hours")
    cadence: Cadence = field(Cadence, about="how often plays fall due")
    regions: Heads = field(
        (), about="how many of its people serve each region; a person may serve several", unit="people",
        evidence="yours",
    )  # fmt: skip
    languages: Heads = field(
        (), about="how many of its people speak each language; a person may speak several", unit="people",
        evidence="yours",
    )  # fmt: skip
    industry_share: Share = field(
        0.0, about="how much of a CSM's book is of one industry, which he comes to know sooner", unit="share", low=0.3,
        high=1.0, off=0.0, evidence="yours", source="B10; [94] a focus on one industry kept 34 % more, not causal",
    )  # fmt: skip
    hiring: Hiring = field(Hiring, about="posts that are opened later")
    reductions: Dated = reductions()
    members: Members = _members()
    pay: CsmPay = field(CsmPay, about="pay of one full-time person")
    incentive: Incentive = field(Incentive, about="what its people are measured by")


class SpecialistTeam(Part):
    """Solution consultants and other experts, to whom CSMs transfer what they cannot close."""

    role: Literal["specialist"] = field("specialist", about="closes what CSMs transfer")
    headcount: Number = _headcount()
    availability: Share = _customer_time(0.6, 0.5, 0.75, "as for CSMs")
    first_response: WorkTime = _promise("16 working hours")
    hiring: Hiring = field(Hiring, about="posts that are opened later")
    reductions: Dated = reductions()
    members: Members = _members()
    pay: SpecialistPay = field(SpecialistPay, about="pay of one full-time person")


class SupportTeam(Part):
    """The support desk."""

    role: Literal["support"] = field("support", about="answers how-to questions")
    headcount: Number = _headcount()
    availability: Share = _customer_time(0.75, 0.6, 0.9, "[62] 75 to 88 % client hours")
    first_response: WorkTime = _promise("8 working hours")
    hiring: Hiring = field(Hiring, about="posts that are opened later")
    reductions: Dated = reductions()
    members: Members = _members()
    pay: SupportPay = field(SupportPay, about="pay of one full-time person")


class AccountManagerTeam(Part):
    """Account managers: sell and renew, and answer what is commercial, for segments whose coverage says so."""

    role: Literal["account_manager"] = field("account_manager", about="owns renewals, or what is commercial, or both")
    headcount: Number = _headcount()
    availability: Share = _customer_time(0.6, 0.5, 0.75, "as for CSMs")
    first_response: WorkTime = _promise("8 working hours")
    hiring: Hiring = field(Hiring, about="posts that are opened later")
    reductions: Dated = reductions()
    members: Members = _members()
    pay: AccountManagerPay = field(AccountManagerPay, about="pay of one full-time person")
    incentive: SellerIncentive = field(SellerIncentive, about="what its people are measured by")


class RenewalsDeskTeam(Part):
    """The renewals desk: prepares renewals, for segments whose coverage says so."""

    role: Literal["renewals_desk"] = field("renewals_desk", about="owns renewals, or what is commercial, or both")
    headcount: Number = _headcount()
    availability: Share = _customer_time(0.6, 0.5, 0.75, "as for CSMs")
    first_response: WorkTime = _promise("8 working hours")
    hiring: Hiring = field(Hiring, about="posts that are opened later")
    reductions: Dated = reductions()
    members: Members = _members()
    pay: RenewalsDeskPay = field(RenewalsDeskPay, about="pay of one full-time person")
    incentive: SellerIncentive = field(SellerIncentive, about="what its people are measured by")


class OnboardingTeam(Part):
    """Onboarding specialists: they bring new customers to first value, and hand them over."""

    role: Literal["onboarding"] = field("onboarding", about="brings new customers to first value")
    headcount: Number = _headcount()
    availability: Share = _customer_time(0.6, 0.5, 0.75, "as for CSMs")
    hiring: Hiring = field(Hiring, about="posts that are opened later")
    reductions: Dated = reductions()
    members: Members = _members()
    pay: OnboardingPay = field(OnboardingPay, about="pay of one full-time person")


Team = Annotated[
    CsmTeam | SpecialistTeam | SupportTeam | AccountManagerTeam | RenewalsDeskTeam | OnboardingTeam,
    Field(discriminator="role"),
]


class Organization(Part):
    """Who works for the customers, and how."""

    roster: str | None = field(
        None, about="CSV file with the people of the teams, a line each: name, team, and where it matters fte, start, "
        "end, leave from, leave to, day rate (of a contractor), founder hours (a week), regions, languages; their sum "
        "is the headcount of the team", evidence="yours", exclude=True,
    )  # fmt: skip
    teams: Mapping[str, Team] = field(about="teams by name, each with its role", min_length=1)
    coverage: Mapping[str, Coverage] = field(about="CSM team and coverage model of each segment", min_length=1)
    services: Mapping[str, Services] = field(
        dict, about="services that are sold by segment, beside the product; nothing is sold to a segment without them"
    )
    digital: Mapping[str, DigitalProgramme] = field(
        dict, about="digital programmes by segment: touches that take nobody's time; a segment without one has none"
    )
    routing: Routing = field(Routing, about="where requests go")
    referrals: ReferralRules = field(ReferralRules, about="who sells to those whom customers tell of us")
    onboarding: OnboardingRules = field(OnboardingRules, about="how new customers are brought to first value")
    managers: Managers = field(Managers, about="who leads the teams")
    operations: Operations = field(Operations, about="CS operations")
    costs: Costs = field(Costs, about="what a post costs beside pay")
    process: Process | None = field(None, about="how far work follows a method; without it: all the way")
    review: Review = field(Review, about="the yearly review of people")
    hiring_freeze: HiringFreeze | None = field(None, about="a time in which nobody is recruited")
    health_score: HealthScore = field(HealthScore, about="how the health of customers is seen")
    people: People = field(People, about="what is true of everybody who works for the customers")
