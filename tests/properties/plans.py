"""Random plans: small companies in which everything may happen, and much of it at the same instant."""

from __future__ import annotations

from hypothesis import strategies as st

from cssim.domain import keys
from cssim.domain.accounts import ACTIVE, CONSUMPTION, GRACED, MAINTENANCE, PAUSED, SUBSCRIPTION
from cssim.dynamics import routing
from cssim.dynamics.books import BY_ACCOUNTS, BY_ARR, BY_HOURS
from cssim.dynamics.drivers import N_DRIVERS, DriverRow
from cssim.dynamics.plays import N_PLAYS
from cssim.plan.rows.accounts import NEVER_NAMED
from cssim.plan.tables import (
    HELD,
    N_REQUEST_TYPES,
    NOBODY,
    ON_DEMAND,
    AccountRow,
    ContractRow,
    EffectRow,
    ExpansionRow,
    GroupRow,
    MemberRow,
    Plan,
    PlayRow,
    RenewalRow,
    RequestTypeRow,
    RoutingRow,
    SegmentRow,
    StaffingRow,
    TeamRow,
    WinbackRow,
)
from tests import builders

CSMS, OTHER_CSMS, SPECIALISTS, SUPPORT = range(4)
SHARES = st.sampled_from([0.0, 0.05, 0.3, 1.0])
RATES = st.sampled_from([0.0, 12.0, 60.0, 240.0])
HALF_LIVES = st.sampled_from([160.0, 640.0, 1440.0])
LAWS = st.one_of(
    st.sampled_from([0.001, 0.5, 1.0, 4.0]).map(builders.fixed),
    st.sampled_from([0.2, 2.0]).map(builders.exponential),
    st.sampled_from([0.2, 2.0]).map(lambda mean: builders.lognormal(mean, 0.9)),
)
LEADS = st.sampled_from([0.0, 40.0, 480.0])
OFF_OR_ON = st.booleans()


@st.composite
def teams(draw: st.DrawFn) -> tuple[TeamRow, ...]:
    """Two CSM teams, specialists, support; a team may be nobody at all."""
    found = []
    for index in range(4):
        seats = draw(st.lists(st.sampled_from([0.2, 0.6, 1.0]), min_size=int(index == CSMS), max_size=3))
        row = builders.team(len(seats), 101 + index, draw(st.sampled_from([0.5, 8.0])), draw(SHARES))
        found.append(
            row._replace(seats=tuple(seats), heads=sum(seats), touch_quality=draw(st.sampled_from([0.7, 1.0])))
        )
        if draw(OFF_OR_ON):
            found[-1] = found[-1]._replace(
                cadence_planned=1,
                cadence_in_order=int(draw(OFF_OR_ON)),
                target_load=draw(st.sampled_from([0.1, 0.85])),
                cadence_least=0.3,
                cadence_most=1.5,
            )
    return tuple(found)


def members() -> st.SearchStrategy[MemberRow]:
    """What is known of who is the first in a seat."""
    return st.builds(
        MemberRow,
        appointed=st.sampled_from([0, 1]),
        ends=st.sampled_from([10.5, 200.0, ON_DEMAND]),
        leave_from=st.sampled_from([0.0, 160.0, ON_DEMAND]),
        leave_to=st.sampled_from([170.0, 500.0]),
        day_rate=st.sampled_from([-1, 0, 900_50]),
    )


def staffing(seats: int) -> st.SearchStrategy[StaffingRow]:
    """What the people of a team have in common; some of its posts are opened later."""
    closes = st.sampled_from([0.0, 200.0, ON_DEMAND, ON_DEMAND])
    opens = st.sampled_from([HELD, HELD, 0.0, 160.0, 320.0, ON_DEMAND])
    return st.builds(
        StaffingRow,
        skill_spread=st.sampled_from([0.0, 0.25, 1.0]),
        absence_hours=st.sampled_from([0.0, 20.0, 66.5]),
        absence_every=st.just(80.0),
        cover_after=st.sampled_from([0.0, 8.0, 1000.0]),
        hazard=st.sampled_from([0.0, 0.002, 0.02]),
        overload=st.sampled_from([0.0, 0.5]),
        time_to_fill=st.sampled_from([0.0, 50.0, 1000.0]),
        freeze_from=st.sampled_from([0.0, 100.0]),
        freeze_to=st.sampled_from([0.0, 400.0]),
        ramp_hours=st.sampled_from([0.0, 300.0]),
        ramp_start=st.just(0.5),
        managers=st.sampled_from([0, 26_000_01]),
        operations=st.sampled_from([0, 7_150_33]),
        tools=st.sampled_from([0, 3_000_00]),
        recruiting=st.sampled_from([0, 17_600_01]),
        training=st.sampled_from([0, 2_000_00]),
        shares=st.just(()),
        opens=st.one_of(st.just(()), st.lists(opens, min_size=seats, max_size=seats).map(tuple)),
        no_posts_from=st.just(0.0),
        no_posts_to=st.sampled_from([0.0, 300.0]),
        accounts_per_head=st.sampled_from([0.0, 2.0]),
        arr_per_head=st.sampled_from([0, 20_000_00]),
        load_above=st.sampled_from([0.1, 0.9]),
        load_months=st.sampled_from([0, 1, 2]),
        takes_over=st.sampled_from([0, 1]),
        closes=st.one_of(st.just(()), st.lists(closes, min_size=seats, max_size=seats).map(tuple)),
        severance_pay=st.sampled_from([0, 10_000_01]),
        review_first=st.sampled_from([1, 3]),
        review_cut=st.just(0.9),
        review_strictness=st.sampled_from([0.0, 0.5, 1.0]),
        members=st.one_of(st.just(()), st.lists(members(), min_size=seats, max_size=seats).map(tuple)),
    )


@st.composite
def play_rows(draw: st.DrawFn) -> PlayRow:
    interval = draw(st.sampled_from([0.0, 0.0, 0.0, 8.0, 40.0, 118.5]))
    return PlayRow(
        interval,
        draw(st.sampled_from([interval, 2.0, 100.0])),
        draw(LAWS),
        draw(SHARES),
        draw(LEADS),
        draw(SHARES),
        draw(SHARES),
    )


@st.composite
def shared_lines(draw: st.DrawFn, people: tuple[TeamRow, ...]) -> GroupRow:
    """A group of one, some or all people of a team."""
    team = draw(st.sampled_from([index for index, row in enumerate(people) if row.seats]))
    seats = range(len(people[team].seats))
    members = draw(st.lists(st.sampled_from(seats), min_size=1, max_size=len(seats), unique=True))
    return GroupRow(team, keys.key_of_text("test line", str(team), *map(str, sorted(members))), tuple(sorted(members)))


@st.composite
def segments(draw: st.DrawFn) -> SegmentRow:
    return builders.segment(
        draw(st.lists(RATES, min_size=N_REQUEST_TYPES, max_size=N_REQUEST_TYPES)),
        shapes=draw(st.sampled_from([(0.0, 0.0), (2.0, 6.0), (0.4, 0.5)])),
        even_log_odds=draw(st.sampled_from([-1.0, 1.0, 4.0])),
    )._replace(
        plays=tuple(draw(play_rows()) for _ in range(N_PLAYS)),
        planned_plays=draw(st.sampled_from([0.0, 20.0, 300.0])),
        planned_requests=draw(st.sampled_from([0.0, 50.0])),
        team=draw(st.sampled_from([CSMS, CSMS, OTHER_CSMS])),
        reference=draw(st.sampled_from([(0.0,) * N_DRIVERS, (0.1, 0.2, -0.1, 0.0, -0.3, *(-0.1,) * 6)])),
        offset=draw(st.sampled_from([0.0, 0.4])),
        escalator=draw(st.sampled_from([0.0, 0.04])),
        winback_share=draw(st.sampled_from([0.0, 0.0, 0.5, 1.0])),
        own_opens_after=draw(st.sampled_from([0.0, 3.7, 20.1])),
        group_opens_after=draw(st.sampled_from([0.0, 3.7, 20.1])),
        named_from=draw(st.sampled_from([0, 50_00, NEVER_NAMED])),
        balance=draw(st.sampled_from([BY_HOURS, BY_ARR, BY_ACCOUNTS])),
    )


@st.composite
def accounts(
    draw: st.DrawFn,
    i: int,
    rows: tuple[SegmentRow, ...],
    people: tuple[TeamRow, ...],
    groups: tuple[GroupRow, ...],
) -> AccountRow:
    segment = draw(st.integers(0, len(rows) - 1))
    shapes = (rows[segment].shape_lost, rows[segment].shape_kept)
    seats = len(people[rows[segment].team].seats)
    lines = [routing.line_of_group(g) for g, group in enumerate(groups) if group.team == rows[segment].team]
    term = draw(st.sampled_from([40.0, 160.0, 960.0, 5760.0]))
    standing = draw(st.sampled_from([ACTIVE, ACTIVE, ACTIVE, PAUSED, GRACED]))
    return builders.account(
        i,
        contract_end=draw(st.sampled_from([-20.0, -5.5, 0.0] if standing == GRACED else [0.0, 1.0, 8.0, 160.0, 400.5])),
        term=term,
        years=draw(st.sampled_from([term / 1920.0, 1.0])),
        survived=draw(st.sampled_from([0.0, 2.0])),
        shapes=shapes,
        owner=draw(st.sampled_from([NOBODY, *range(seats), *lines])),
        arr=draw(st.sampled_from([1, 99, 12_345_67, 40_000_000_01])),
        potential=draw(st.sampled_from([0, 100, 50_000_00, 90_000_000_00])),
        segment=segment,
    )._replace(
        notice=draw(st.sampled_from([0.0, 0.0, 60.0, 400.0])),
        intercept=draw(st.sampled_from([0.0, -1.0])),
        contract=draw(st.sampled_from([SUBSCRIPTION, CONSUMPTION, MAINTENANCE])),
        known=draw(st.sampled_from([0, 0, 0, 1, 2])),
        signed=draw(st.sampled_from([-1, 0, 50, 20_000_000_00])),
        open_requests=draw(st.sampled_from([0, 0, 1, 5])),
        standing=standing,
    )


@st.composite
def request_types(draw: st.DrawFn) -> RequestTypeRow:
    return RequestTypeRow(
        draw(LAWS),
        bonus=draw(st.sampled_from([0.0, 0.3])),
        raise_share=draw(SHARES),
        destination=draw(st.sampled_from([routing.TO_CSM, routing.TO_SUPPORT])),
        self_service=draw(SHARES),
        misrouted=draw(SHARES),
        urgency=draw(st.integers(1, 3)),
        agent=draw(SHARES),
    )


@st.composite
def effects(draw: st.DrawFn) -> EffectRow:
    shares = [name for name in EffectRow._fields if name.endswith("_share")]
    return builders.NO_EFFECTS._replace(**{name: draw(SHARES) for name in shares}, free_faces=draw(st.integers(0, 3)))


@st.composite
def contracts(draw: st.DrawFn) -> ContractRow:
    return ContractRow(
        price_rise=draw(st.sampled_from([0.0, 0.05])),
        price_accept=draw(st.sampled_from([-1.0, 3.0])),
        signed_late=draw(st.sampled_from([0.0, 0.5, 1.0])),
        use_elasticity=draw(st.sampled_from([0.0, 1.0])),
        use_spread=draw(st.sampled_from([0.0, 0.5])),
        use_least=0.5,
        use_most=draw(st.sampled_from([1.0, 3.0])),
        grace=draw(st.sampled_from([20.0, 100.0])),
    )


@st.composite
def winbacks(draw: st.DrawFn) -> WinbackRow:
    return WinbackRow(
        draw(st.sampled_from([0.0, 30.0, 300.0])), draw(st.sampled_from([0.7, 1.0])), draw(st.sampled_from([0.0, 60.0]))
    )


@st.composite
def routings(draw: st.DrawFn) -> RoutingRow:
    return RoutingRow(
        SUPPORT,
        SPECIALISTS,
        0.3,
        1.1,
        draw(st.sampled_from([0.0, 0.3])),
        agent_wrong=draw(SHARES),
        warm=draw(SHARES),
        warm_time=0.2,
    )


@st.composite
def expansions(draw: st.DrawFn) -> ExpansionRow:
    off_or = [st.sampled_from([0.0, each]) for each in (1.0, -1.0, 0.3, 960.0, 100.0, 0.7)]
    return ExpansionRow(
        *(draw(each) for each in off_or), convert_chance=draw(st.sampled_from([0.0, 1.0])), convert_multiple=1.5
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A company of 1 to 12 accounts over 1 to 6 months."""
    people = draw(teams())
    rows = tuple(draw(st.lists(segments(), min_size=1, max_size=3)))
    groups = tuple(draw(st.lists(shared_lines(people), max_size=3, unique_by=lambda group: group.key)))
    book = [draw(accounts(i, rows, people, groups)) for i in range(draw(st.integers(1, 12)))]
    settle = draw(st.sampled_from([0.0, 320.0]))
    plan = builders.plan(
        draw(st.integers(1, 6)),
        rows,
        book,
        draw(st.lists(request_types(), min_size=N_REQUEST_TYPES, max_size=N_REQUEST_TYPES)),
        people,
        settle=settle,
        warm_up=draw(st.sampled_from([0.0, 40.0])),
        routing_row=draw(routings()),
        drivers=tuple(DriverRow(draw(st.sampled_from([0.0, -0.7])), draw(HALF_LIVES)) for _ in range(N_DRIVERS)),
        effects=draw(effects()),
        renewal=RenewalRow(draw(st.sampled_from([0.0, 0.65])), 0.3),
        frailty=draw(st.sampled_from([0.0, 0.8])),
    )
    crew = tuple(draw(staffing(len(team.seats))) for team in people)
    plan = plan._replace(contracts=draw(contracts()), groups=groups, expansion=draw(expansions()), staffing=crew)
    return plan._replace(winback=draw(winbacks()))
