"""Attribution adds up to the cent: one run, two runs, by hand, at random, generated companies in both engines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.agreement.companies import TINY, Case, case_of
from tests.agreement.engines import COMPILED, SIMPY, needs_numba

from cssim.domain import ledger
from cssim.domain.facts import ContractEnded
from cssim.dynamics.drivers import ADOPTION, N_DRIVERS, NEGLECT, SERVICE
from cssim.dynamics.renewal import churn_probability, expected_cents
from cssim.engine.engines import engine_named
from cssim.engine.recorder import MONEY, SUMMARY
from cssim.plan.tables import Plan
from cssim.results import attribution
from cssim.results.attribution import CHURN_LINES, FIT, REASONS, REFERENCES, RUN_LINES, End, Line, Reference
from cssim.results.run import Run

REFERENCE = st.sampled_from(REFERENCES)
STOCKS = st.lists(st.floats(-1.5, 1.5), min_size=N_DRIVERS, max_size=N_DRIVERS).map(tuple)


def end(
    arr: int = 100_000,
    base: float = 2.0,
    years: float = 1.0,
    lost: bool = False,
    today: tuple[float, ...] = (0.0,) * N_DRIVERS,
    promise: tuple[float, ...] = (0.0,) * N_DRIVERS,
    churn: float | None = None,
    account: int = 0,
    time: float = 160.0,
    **drivers: float,
) -> End:
    """Return a contract's end; ``drivers`` are stocks by the place of the driver, as in ``d0=-0.5``."""
    stocks = tuple(drivers.get(f"d{k}", 0.0) for k in range(N_DRIVERS))
    return ended(account, time, arr, base, years, lost, stocks, today, churn)._replace(promise=promise)


def ended(
    account: int,
    time: float,
    arr: int,
    base: float,
    years: float,
    lost: bool,
    stocks: tuple[float, ...],
    today: tuple[float, ...],
    churn: float | None = None,
) -> End:
    health = base + sum(stock - reference for stock, reference in zip(stocks, today, strict=True))
    known = churn is not None
    chance = churn_probability(health, years) if churn is None else churn
    expected, left, promise = expected_cents(arr, chance), arr if lost else 0, (0.0,) * N_DRIVERS
    return End(account, time, health, years, chance, arr, expected, left, known, stocks, today, promise)


@st.composite
def ends(draw: st.DrawFn) -> list[End]:
    """Ends of up to six contracts of three accounts, at most one of each account at a time."""
    places = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=6, unique=True))
    return [
        ended(
            account,
            160.0 * month,
            draw(st.integers(0, 10**10)),
            draw(st.floats(-6, 12)),
            draw(st.sampled_from([1 / 12, 1.0, 2**0.7])),
            draw(st.booleans()),
            draw(STOCKS),
            draw(STOCKS),
            draw(st.sampled_from([None, None, 0.0, 1.0])),
        )._replace(year=draw(st.sampled_from([0.0, -0.4, 0.3])), promise=draw(STOCKS))
        for account, month in places
    ]


def test_one_contract_by_hand() -> None:
    # h = 1, and 2 without what adoption took: 1 - logistic(1) = 0.268941, 1 - logistic(2) = 0.119203
    parts = dict(zip(RUN_LINES, attribution.explained(end(d0=-1.0), "fit"), strict=True))
    assert (parts["reference"], parts["adoption"], parts["chance"]) == (11_920, 14_974, -26_894)
    assert sum(parts.values()) == 0
    lost = dict(zip(RUN_LINES, attribution.explained(end(d0=-1.0, lost=True), "fit"), strict=True))
    assert lost["chance"] == 100_000 - 26_894 and sum(lost.values()) == 100_000


def test_drivers_that_pull_both_ways_keep_their_signs() -> None:
    parts = dict(zip(RUN_LINES, attribution.explained(end(d0=0.5, d2=-0.5), "fit"), strict=True))
    assert parts["adoption"] == -parts["service"] < 0
    assert parts["reference"] == expected_cents(100_000, churn_probability(2.0, 1.0))


def test_a_bad_year_is_a_line_of_its_own() -> None:
    """h = 1, and 2 in an ordinary year: as where adoption took it."""
    one = end(base=1.0)._replace(year=-1.0)
    parts = dict(zip(RUN_LINES, attribution.explained(one, "today"), strict=True))
    assert (parts["reference"], parts["year"], parts["adoption"]) == (11_920, 14_974, 0)
    assert attribution.reason_of(one, "today") == FIT


def test_a_loss_that_the_book_knows_is_no_doing_of_the_drivers() -> None:
    known = end(d0=-1.0, churn=1.0, lost=True)._replace(year=0.3)
    parts = dict(zip(RUN_LINES, attribution.explained(known, "fit"), strict=True))
    assert parts.pop("reference") == 100_000 and not any(parts.values())
    assert attribution.reason_of(end(d0=-1.0, churn=1.0, lost=True), "fit") == FIT


def test_the_reason_is_the_driver_furthest_below_its_reference() -> None:
    today = tuple(-0.6 if k == NEGLECT else 0.0 for k in range(N_DRIVERS))
    one = end(d0=-0.1, d2=-0.3, d4=-0.5, today=today)
    assert attribution.reason_of(one, "fit") == NEGLECT
    assert attribution.reason_of(one, "today") == SERVICE
    promise = tuple(0.35 if k == ADOPTION else -0.4 if k == NEGLECT else 0.0 for k in range(N_DRIVERS))
    assert attribution.reason_of(one._replace(promise=promise), "promise") == ADOPTION
    assert attribution.reason_of(end(d0=0.2), "fit") == FIT
    assert REASONS[ADOPTION] == "adoption" and REASONS[FIT] == "fit"
    assert attribution.lost_by_reason([end(d0=-0.1, lost=True), end(lost=True), end(d0=-0.1)], "fit") == tuple(
        100_000 if k in (ADOPTION, FIT) else 0 for k in range(N_DRIVERS + 1)
    )


def test_two_designs_by_hand() -> None:
    """One contract in both worlds, its account larger in B; one only in B, which had kept the account."""
    a, b = end(d2=-0.5), end(arr=120_000, lost=True)
    again = end(arr=120_000, time=2080.0)
    found = dict(zip(CHURN_LINES, attribution.churn_difference([a], [b, again]), strict=True))
    p_a, p_b = churn_probability(1.5, 1.0), churn_probability(2.0, 1.0)
    assert found[Line("rate", "service")] == pytest.approx(110_000 * (p_b - p_a), abs=1)
    assert found[Line("size", "size")] == pytest.approx(0.5 * (p_a + p_b) * 20_000, abs=1)
    assert found[Line("exposure", "exposure")] == again.expected
    assert found[Line("chance", "churn")] == (120_000 - b.expected) + a.expected - again.expected
    assert found[Line("terms", "terms")] in (-1, 0, 1)
    assert sum(found.values()) == 120_000


def test_another_exposure_is_a_term_and_not_a_driver() -> None:
    found = dict(zip(CHURN_LINES, attribution.churn_difference([end()], [end(years=0.5)]), strict=True))
    gap = expected_cents(100_000, churn_probability(2.0, 0.5)) - expected_cents(100_000, churn_probability(2.0, 1.0))
    assert found[Line("terms", "terms")] == gap < 0
    assert all(amount == 0 for line, amount in found.items() if line.group in ("rate", "size", "exposure"))


@given(ends(), REFERENCE)
def test_what_left_a_run_adds_up_to_the_cent(told: list[End], reference: Reference) -> None:
    for one in told:
        parts = attribution.explained(one, reference)
        assert sum(parts) == one.lost and len(parts) == len(RUN_LINES)
        assert sum(parts[:-1]) == one.expected
        away = attribution.distances(one, reference)
        for distance, part in zip((*away, one.year), parts[1:-1], strict=True):
            assert part * distance <= abs(distance) * 2.0, "a driver above its reference adds no loss"
    assert sum(attribution.explained_run(told, reference)) == sum(one.lost for one in told)
    assert sum(attribution.lost_by_reason(told, reference)) == sum(one.lost for one in told)


@given(ends(), ends())
def test_what_two_designs_lose_apart_adds_up_to_the_cent(a: list[End], b: list[End]) -> None:
    forth, back = attribution.churn_difference(a, b), attribution.churn_difference(b, a)
    assert sum(forth) == sum(one.lost for one in b) - sum(one.lost for one in a)
    for there, here in zip(forth, back, strict=True):
        assert abs(there + here) <= 2 * min(len(a), len(b)), "from B to A every line has the opposite sign"


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=14), st.integers(-1, 1))
def test_whole_numbers_add_up_and_stay_near(amounts: list[float], off: int) -> None:
    total = round(sum(amounts)) + off
    found = attribution.apportioned(amounts, total)
    assert sum(found) == total
    assert all(abs(whole - amount) <= 3.0 for whole, amount in zip(found, amounts, strict=True))


def two_designs(case: Case, engine: str) -> tuple[Run, Run]:
    """Return a generated company and the same with half its people, other terms and no neglect, in the same world."""
    plan = case.plan
    other = plan._replace(
        teams=tuple(team._replace(seats=tuple(0.5 * seat for seat in team.seats)) for team in plan.teams),
        accounts=type(plan.accounts).of([row._replace(years=0.9 * row.years) for row in plan.accounts]),
        effects=plan.effects._replace(neglect_share=0.0),
    )
    made = engine_named(engine)
    book = made.settle(plan, case.seed, case.run)
    return tuple(made.simulate(each, book, case.seed, case.run, MONEY) for each in (plan, other))


def stocks_of(plan: Plan) -> attribution.Stocks:
    return [segment.reference for segment in plan.segments]


def promises_of(plan: Plan) -> attribution.Stocks:
    return [segment.promised for segment in plan.segments]


def adds_up(case: Case, one: Run, other: Run) -> int:
    """Check every identity on two runs of a company, and return how many contracts ended."""
    told = [attribution.ends_of(run, stocks_of(case.plan), promises_of(case.plan)) for run in (one, other)]
    for run, each in zip((one, other), told, strict=True):
        lines = run.ledger
        churned = lines.kind == ledger.CHURN
        for reference in REFERENCES:
            assert sum(attribution.explained_run(each, reference)) == -lines.amount[churned].sum()
        assert sum(end.expected for end in each) == sum(attribution.explained_run(each, "today")[:-1])
        reasons = {(e.key, e.time): REASONS[attribution.reason_of(e, "promise")] for e in each if e.lost}
        keys = {fact.account: fact.key for fact in run.facts if isinstance(fact, ContractEnded)}
        for at in churned.nonzero()[0]:
            # after a change of design the new one promises, and an end does not say which holds
            if lines.amount[at] and not case.plan.changes:
                key = keys[int(lines.account[at])], float(lines.time[at])
                assert reasons[key] == ledger.REASONS[lines.reason[at]]
    parts = attribution.bridge(one, other, *told)
    assert sum(parts) == other.accounts.closing.sum() - one.accounts.closing.sum()
    assert attribution.bridge(one, one, told[0], told[0]) == (0,) * len(parts)
    return len(told[0])


def test_generated_companies_add_up() -> None:
    seen = 0
    for number in range(12):
        case = case_of(number, TINY)
        seen += adds_up(case, *two_designs(case, SIMPY))
    assert seen > 10


@needs_numba
def test_generated_companies_add_up_in_the_compiled_engine() -> None:
    seen = 0
    for number in range(40):
        case = case_of(number)
        seen += adds_up(case, *two_designs(case, COMPILED))
    assert seen > 1000


@needs_numba
def test_both_engines_are_explained_alike() -> None:
    case = case_of(7)
    one, other = (two_designs(case, engine) for engine in (SIMPY, COMPILED))
    for a, b in zip(one, other, strict=True):
        told = [attribution.ends_of(run, stocks_of(case.plan), promises_of(case.plan)) for run in (a, b)]
        assert told[0] == told[1]


def test_a_summary_keeps_no_ends() -> None:
    case = case_of(3, TINY)
    made = engine_named(SIMPY)
    book = made.settle(case.plan, case.seed, case.run)
    assert not made.simulate(case.plan, book, case.seed, case.run, SUMMARY).facts
