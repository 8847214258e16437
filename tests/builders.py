"""Plans made by hand for tests: every mechanism is off unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scipy.special import betaln

from cssim.domain import keys
from cssim.dynamics import routing
from cssim.dynamics.drivers import N_DRIVERS, DriverRow
from cssim.dynamics.plays import CHECK_IN
from cssim.plan.labels import AccountLabel, Labels, Lowered
from cssim.plan.tables import (
    N_REQUEST_TYPES,
    NO_PLAYS,
    NOBODY,
    AccountRow,
    AccountTable,
    ClockRow,
    EffectRow,
    LawRow,
    Plan,
    PlayRow,
    RenewalRow,
    RequestTypeRow,
    RoutingRow,
    SegmentRow,
    TeamRow,
)
from cssim.sampling import inverse
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR

CSM_TEAM = 0
NEVER = 1e9
"""A time [h] beyond any horizon."""

NO_EFFECTS = EffectRow(
    adoption_level=0.6,
    answer_share=0.0,
    specialist_share=0.0,
    relationship_level=0.45,
    proactive_share=0.0,
    reactive_share=0.0,
    contacts_to_half=4.0,
    familiarity_half_life=9.0 * HOURS_PER_MONTH,
    service_level=-0.8,
    late_share=0.0,
    restore_share=0.0,
    transfer_level=-0.6,
    transfer_share=0.0,
    extra_face_share=0.0,
    free_faces=3,
    neglect_share=0.0,
)
RESTING_DRIVERS = tuple(
    DriverRow(0.0, months * HOURS_PER_MONTH) for months in (9.0, 12.0, 4.0, 4.0, 6.0, 24.0, 9.0, 9.0, 2.0, 24.0, 6.0)
)
NO_TEAMS = RoutingRow(support=NOBODY, specialist=NOBODY, triage=0.0, specialist_pace=1.0, catch_up=0.0)
NO_DOWNSELL = RenewalRow(downsell_odds=0.0, downsell_size=0.0)


def fixed(hours: float) -> LawRow:
    """Return work that always takes ``hours`` [h]."""
    return LawRow(inverse.FIXED, hours, 0.0)


def exponential(mean: float) -> LawRow:
    """Return exponential work of a ``mean`` [h]."""
    return LawRow(inverse.EXPONENTIAL, mean, 0.0)


def lognormal(mean: float, sigma: float) -> LawRow:
    """Return lognormal work of a ``mean`` [h]; ``sigma`` is the standard deviation of the log."""
    return LawRow(inverse.LOGNORMAL, mean, sigma)


def second_moment(law: LawRow) -> float:
    """Return E S^2 [h^2] of a law of work."""
    if law.law == inverse.EXPONENTIAL:
        return 2.0 * law.mean**2
    if law.law == inverse.LOGNORMAL:
        return float(law.mean**2 * 2.718281828459045 ** (law.spread**2))
    return law.mean**2


def asks(work: LawRow, urgency: int = 1) -> RequestTypeRow:
    """Return a type of request that goes to the CSM, who answers it alone."""
    return RequestTypeRow(
        work,
        bonus=0.0,
        raise_share=0.0,
        destination=routing.TO_CSM,
        self_service=0.0,
        misrouted=0.0,
        urgency=urgency,
    )


def team(seats: int, key: int = 101, promise: float = 8.0, resolves_alone: float = 1.0) -> TeamRow:
    """Return a team whose people have every hour of theirs for customers."""
    return TeamRow(
        key,
        seats=(1.0,) * seats,
        heads=float(seats),
        promise=promise,
        resolves_alone=resolves_alone,
        touch_quality=1.0,
        base=seats * 88_000_00,
        variable=seats * 22_000_00,
        on_cost=seats * 33_000_01,
    )


def segment(
    rates: Sequence[float] = (),
    check_in_interval: float = 0.0,
    check_in_expiry: float | None = None,
    check_in_work: LawRow | None = None,
    shapes: tuple[float, float] = (0.0, 0.0),
    even_log_odds: float = 3.0,
    teach_share: float = 0.0,
) -> SegmentRow:
    """Return a segment; ``rates`` are requests a year of the first types, ``shapes`` those of its Beta law.

    Its only play are check-ins, which teach ``teach_share``.
    """
    expiry = check_in_interval if check_in_expiry is None else check_in_expiry
    return SegmentRow(
        shape_lost=shapes[0],
        shape_kept=shapes[1],
        even_log_odds=even_log_odds,
        offset=0.0,
        reference=(0.0,) * N_DRIVERS,
        team=CSM_TEAM,
        rates=(*rates, *(0.0,) * (N_REQUEST_TYPES - len(rates))),
        plays=with_play(CHECK_IN, PlayRow(check_in_interval, expiry, check_in_work or fixed(1.0), teach_share)),
    )


def with_play(play: int, row: PlayRow, plays: tuple[PlayRow, ...] = NO_PLAYS) -> tuple[PlayRow, ...]:
    """Return the plays of a segment with another row for one of them."""
    return (*plays[:play], row, *plays[play + 1 :])


def account(
    i: int,
    contract_end: float = NEVER,
    term: float = HOURS_PER_YEAR,
    years: float = 1.0,
    survived: float = 0.0,
    shapes: tuple[float, float] = (0.0, 0.0),
    owner: int = NOBODY,
    arr: int = 10_000_00,
    segment: int = 0,
    potential: int = 0,
) -> AccountRow:
    """Return account number ``i``, whose first contract ends at ``contract_end`` [h]."""
    return AccountRow(
        keys.key_of_text("test", str(i)),
        segment=segment,
        arr=arr,
        term=term,
        contract_end=contract_end,
        years=years,
        survived=survived,
        log_beta=float(betaln(shapes[0], shapes[1] + survived)) if shapes[0] else 0.0,
        fit_shift=0.0,
        request_factor=1.0,
        owner=owner,
        seat=max(owner, NOBODY),
        arr_year_ago=-1,
        potential=potential,
    )


def plan(
    months: int,
    segments: Sequence[SegmentRow],
    accounts: Sequence[AccountRow],
    types: Sequence[RequestTypeRow] = (),
    teams: Sequence[TeamRow] = (team(1),),
    settle: float = 0.0,
    warm_up: float = 0.0,
    routing_row: RoutingRow = NO_TEAMS,
    drivers: tuple[DriverRow, ...] = RESTING_DRIVERS,
    effects: EffectRow = NO_EFFECTS,
    renewal: RenewalRow = NO_DOWNSELL,
    frailty: float = 0.0,
) -> Plan:
    """Return a plan of ``months``; ``types`` are the first types of request, the others are never asked."""
    return Plan(
        ClockRow(months, settle, warm_up),
        tuple(segments),
        AccountTable.of(accounts),
        (*types, *(asks(fixed(1.0)) for _ in range(N_REQUEST_TYPES - len(types)))),
        tuple(teams),
        routing_row,
        drivers,
        effects,
        renewal,
        frailty,
    )


def queue_plan(
    months: int, per_hour: Sequence[float], types: Sequence[RequestTypeRow], seats: int = 1, named: bool = False
) -> Plan:
    """Return one queue and nothing else: twelve accounts that never leave ask ``per_hour`` [1/h] of each type.

    ``named``: everybody is covered by seat 0 by name, so that its own line is the queue, else by the pool.
    """
    rates = [each * HOURS_PER_YEAR / 12 for each in per_hour]
    owner = 0 if named else NOBODY
    return plan(months, [segment(rates)], [account(i, owner=owner) for i in range(12)], types, [team(seats)])


def slot_plan(months: int, per_hour: float, work: LawRow, expiry: float) -> Plan:
    """Return one person and slots that arrive ``per_hour`` [1/h] at uniform times, one per account, and expire."""
    horizon = months * HOURS_PER_MONTH
    accounts = [account(i) for i in range(round(per_hour * horizon))]
    return plan(months, [segment((), horizon, expiry, work)], accounts)


def renewal_plan(months: int, accounts: int, shapes: tuple[float, float], term: float, survived: float = 0.0) -> Plan:
    """Return renewals and nothing else: contracts of one ``term`` [h], each ending in the middle of a month."""
    first = term - 0.5 * HOURS_PER_MONTH
    years = term / HOURS_PER_YEAR
    rows = [account(i, first, term, years, survived, shapes) for i in range(accounts)]
    return plan(months, [segment(shapes=shapes)], rows)


def labelled(plan: Plan) -> Lowered:
    """Return a plan with names for everything in it."""
    segments = tuple(f"segment-{index}" for index in range(len(plan.segments)))
    teams = tuple(f"team-{index}" for index in range(len(plan.teams)))
    accounts = tuple(AccountLabel(f"A-{index}", f"Customer {index}") for index in range(len(plan.accounts)))
    return Lowered(plan, Labels(date(2027, 1, 1), "USD", segments, teams, accounts))
