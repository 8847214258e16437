"""The Plan: every number an engine needs, in flat rows, and nothing else (rule P1).

Strings end above this floor. A plan belongs to one design of one scenario; indices of segments, request types and
teams are positions in its tuples, and :class:`~cssim.plan.labels.Labels` keeps their names for the reports.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from cssim.dynamics.drivers import DriverRow
from cssim.plan.rows.accounts import NOBODY as NOBODY
from cssim.plan.rows.accounts import AccountRow as AccountRow
from cssim.plan.rows.accounts import AccountTable as AccountTable
from cssim.plan.rows.accounts import SegmentRow as SegmentRow
from cssim.plan.rows.change import SeatRow as SeatRow
from cssim.plan.rows.clock import ClockRow as ClockRow
from cssim.plan.rows.clock import LawRow as LawRow
from cssim.plan.rows.contracts import ContractRow as ContractRow
from cssim.plan.rows.digital import DigitalRow as DigitalRow
from cssim.plan.rows.expansion import ExpansionRow as ExpansionRow
from cssim.plan.rows.growth import NewLogoRow as NewLogoRow
from cssim.plan.rows.health import EffectRow as EffectRow
from cssim.plan.rows.incentives import NO_INCENTIVE as NO_INCENTIVE
from cssim.plan.rows.incentives import IncentiveRow as IncentiveRow
from cssim.plan.rows.modules import ModuleRow as ModuleRow
from cssim.plan.rows.observation import ScoreRow as ScoreRow
from cssim.plan.rows.onboarding import OnboardingRow as OnboardingRow
from cssim.plan.rows.organization import GroupRow as GroupRow
from cssim.plan.rows.organization import TeamRow as TeamRow
from cssim.plan.rows.outside import OutsideRow as OutsideRow
from cssim.plan.rows.outside import ShockRow as ShockRow
from cssim.plan.rows.plays import NO_PLAYS as NO_PLAYS
from cssim.plan.rows.plays import PlayRow as PlayRow
from cssim.plan.rows.pools import ONE_POOL_EACH as ONE_POOL_EACH
from cssim.plan.rows.pools import PoolRow as PoolRow
from cssim.plan.rows.process import ProcessRow as ProcessRow
from cssim.plan.rows.product import ProductRow as ProductRow
from cssim.plan.rows.referrals import ReferralRow as ReferralRow
from cssim.plan.rows.renewal import RenewalRow as RenewalRow
from cssim.plan.rows.requests import COMMERCIAL as COMMERCIAL
from cssim.plan.rows.requests import COMPLAINT as COMPLAINT
from cssim.plan.rows.requests import FEATURE_REQUEST as FEATURE_REQUEST
from cssim.plan.rows.requests import HOW_TO as HOW_TO
from cssim.plan.rows.requests import N_REQUEST_TYPES as N_REQUEST_TYPES
from cssim.plan.rows.requests import PRODUCT_QUESTION as PRODUCT_QUESTION
from cssim.plan.rows.requests import REQUEST_TYPES as REQUEST_TYPES
from cssim.plan.rows.requests import DemandRow as DemandRow
from cssim.plan.rows.requests import RequestTypeRow as RequestTypeRow
from cssim.plan.rows.requests import RoutingRow as RoutingRow
from cssim.plan.rows.segment_review import ReviewRow as ReviewRow
from cssim.plan.rows.services import NO_SERVICES as NO_SERVICES
from cssim.plan.rows.services import ServiceRow as ServiceRow
from cssim.plan.rows.staffing import HELD as HELD
from cssim.plan.rows.staffing import NO_STAFFING as NO_STAFFING
from cssim.plan.rows.staffing import NOBODY_SPECIAL as NOBODY_SPECIAL
from cssim.plan.rows.staffing import ON_DEMAND as ON_DEMAND
from cssim.plan.rows.staffing import MemberRow as MemberRow
from cssim.plan.rows.staffing import StaffingRow as StaffingRow
from cssim.plan.rows.surveys import SurveyRow as SurveyRow
from cssim.plan.rows.winback import WinbackRow as WinbackRow
from cssim.plan.rows.years import YearRow as YearRow

T = TypeVar("T")


class Plan(NamedTuple):
    """Everything one design of one scenario asks of an engine.

    ``new_logos``, ``digital`` and ``services`` by segment; empty where no segment wins any, has a digital programme, or
    buys services.
    ``seat_lines`` codes of the lines in which work of named accounts waits, by segment and by seat of the person who
    owns them; empty where all wait in own lines.
    """

    clock: ClockRow
    segments: tuple[SegmentRow, ...]
    accounts: AccountTable
    request_types: tuple[RequestTypeRow, ...]
    teams: tuple[TeamRow, ...]
    routing: RoutingRow
    drivers: tuple[DriverRow, ...]
    effects: EffectRow
    renewal: RenewalRow
    frailty: float
    years: YearRow = YearRow()
    contracts: ContractRow = ContractRow()
    groups: tuple[GroupRow, ...] = ()
    staffing: tuple[StaffingRow, ...] = ()
    pools: tuple[PoolRow, ...] = ()
    new_logos: tuple[NewLogoRow, ...] = ()
    seat_lines: tuple[tuple[int, ...], ...] = ()
    demand: DemandRow = DemandRow()
    expansion: ExpansionRow = ExpansionRow()
    outside: OutsideRow = OutsideRow()
    shocks: tuple[ShockRow, ...] = ()
    process: ProcessRow = ProcessRow()
    product: ProductRow = ProductRow()
    surveys: SurveyRow = SurveyRow()
    score: ScoreRow = ScoreRow()
    digital: tuple[DigitalRow, ...] = ()
    incentives: tuple[IncentiveRow, ...] = ()
    onboarding: OnboardingRow = OnboardingRow()
    referrals: ReferralRow = ReferralRow()
    modules: ModuleRow = ModuleRow()
    review: ReviewRow = ReviewRow()
    services: tuple[ServiceRow, ...] = ()
    winback: WinbackRow = WinbackRow()
    changes: tuple[Change, ...] = ()

    @property
    def change(self) -> Change | None:
        """The change of design, if there is one; there is never more than one."""
        return self.changes[0] if self.changes else None


class Change(NamedTuple):
    """The change from one design to another, which has the same segments, and the same teams and seats.

    ``after`` what holds from ``start`` [h] on; its accounts say where each of them goes. The accounts of a segment
    change at ``times`` [h], by segment, or, ``at_renewal`` (1), each when its contract has been renewed. One whose
    contract ends within ``protect`` [h] waits for that. ``seats`` what becomes of every seat, by team;
    ``severance_pay`` what somebody who has to leave gets [cents] a full post, by team.
    """

    after: Plan
    start: float
    times: tuple[float, ...]
    at_renewal: int
    protect: float
    seats: tuple[tuple[SeatRow, ...], ...]
    severance_pay: tuple[int, ...]


def in_force(plan: Plan) -> tuple[Plan, Plan]:
    """Return a plan as engines see it before and after its change: every segment twice, first as it is before.

    Without a change both are the plan itself.
    """
    if plan.change is None:
        return plan, plan
    after = plan.change.after
    pools = _twice(plan.pools, after.pools, (ONE_POOL_EACH,) * len(plan.segments))
    digital = _twice(plan.digital, after.digital, (DigitalRow(),) * len(plan.segments))
    services = _twice(plan.services, after.services, (NO_SERVICES,) * len(plan.segments))
    before, then = (
        one._replace(
            segments=plan.segments + after.segments,
            seat_lines=plan.seat_lines + after.seat_lines,
            pools=pools,
            new_logos=plan.new_logos + after.new_logos,
            digital=digital,
            services=services,
        )
        for one in (plan, after)
    )
    return before, then


def _twice(before: tuple[T, ...], after: tuple[T, ...], none: tuple[T, ...]) -> tuple[T, ...]:
    """Return the rows of all segments twice, ``none`` where a design has none; nothing if neither has any."""
    return (before or none) + (after or none) if before or after else ()


def staffing_of(plan: Plan) -> tuple[StaffingRow, ...]:
    """Return what the people of each team have in common; where the plan says nothing, nothing happens to them."""
    return plan.staffing or (NO_STAFFING,) * len(plan.teams)


def incentives_of(plan: Plan) -> tuple[IncentiveRow, ...]:
    """Return what the people of each team are measured by; where the plan says nothing, nobody is."""
    return plan.incentives or (NO_INCENTIVE,) * len(plan.teams)


def shares_of(plan: Plan) -> tuple[tuple[float, ...], ...]:
    """Return the share of a full post of every seat, by team."""
    rows = zip(plan.teams, staffing_of(plan), strict=True)
    return tuple(staffing.shares or team.seats for team, staffing in rows)


def opens_of(plan: Plan) -> tuple[tuple[float, ...], ...]:
    """Return when [h] the post of every seat is opened, by team; HELD where the plan says nothing."""
    rows = zip(plan.teams, staffing_of(plan), strict=True)
    return tuple(staffing.opens or (HELD,) * len(team.seats) for team, staffing in rows)


def members_of(plan: Plan) -> tuple[tuple[MemberRow, ...], ...]:
    """Return what is known of the first in every seat, by team."""
    rows = zip(plan.teams, staffing_of(plan), strict=True)
    return tuple(staffing.members or (NOBODY_SPECIAL,) * len(team.seats) for team, staffing in rows)


def closes_of(plan: Plan) -> tuple[tuple[float, ...], ...]:
    """Return when [h] the post of every seat is closed, by team; ON_DEMAND where it never is."""
    rows = zip(plan.teams, staffing_of(plan), strict=True)
    return tuple(
        (*staffing.closes, *(ON_DEMAND,) * (len(team.seats) - len(staffing.closes))) for team, staffing in rows
    )


def held_at_first(plan: Plan) -> list[list[float]]:
    """Return the shares of a full post of the seats that are held at the beginning, by team."""
    by_team = zip(shares_of(plan), opens_of(plan), strict=True)
    return [[share for share, opens in zip(shares, times, strict=True) if opens == HELD] for shares, times in by_team]
