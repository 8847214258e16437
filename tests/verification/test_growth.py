"""Customers that are won: as many as planned, of the law of their segment, and they survive as new ones do."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from scipy.special import betaln

from cssim.domain import ledger, tally
from cssim.domain.facts import Joined
from cssim.engine.recorder import MONEY, SUMMARY
from cssim.engine.simulate import settle, simulate
from cssim.plan.growth import season_of
from cssim.plan.rows.growth import NewLogoRow
from cssim.plan.tables import Plan, ShockRow
from cssim.results.run import Run
from cssim.scenario.growth import NewLogos
from cssim.units import HOURS_PER_MONTH, HOURS_PER_YEAR
from tests import builders
from tests.verification.intervals import SEED, assert_mean

EVEN = tuple(month / 12 for month in range(12))
SHAPES = (1.5, 9.0)
INTERVALS = 2


def row(a_year: float, **changes: object) -> NewLogoRow:
    """Return a plan of yearly contracts of $10k."""
    log_beta = float(betaln(*SHAPES))
    found = NewLogoRow(a_year, EVEN, 1_000_000.0, 0.0, log_beta, (HOURS_PER_YEAR,) * 8, (2.0,) * 8, (1.0,) * 8)
    return found._replace(**changes)


def growing(months: int, *rows: NewLogoRow) -> Plan:
    """Return segments that grow, with one account each that never leaves."""
    segments = [builders.segment(shapes=SHAPES)._replace(key=1 + k) for k in range(len(rows))]
    book = [builders.account(k, segment=k, shapes=SHAPES) for k in range(len(rows))]
    return builders.plan(months, segments, book)._replace(new_logos=rows)


def told(plan: Plan, run: int = 0, recording: int = SUMMARY) -> Run:
    return simulate(plan, settle(plan, SEED, run), SEED, run, recording)


def test_every_year_holds_as_many_as_planned_and_every_month_what_rounding_leaves() -> None:
    season = season_of(NewLogos(rate=0.0, season={"January": 0.0, "June": 3.0}), 10)
    run = told(growing(36, row(2.0), row(11.0), row(32.0, logo_season=season), row(0.0), row(2.5)))
    won = run.tally.counts[1:, :, tally.LOGOS_WON]
    assert won.reshape(3, 12, 5).sum(axis=1).tolist() == [[2, 11, 32, 0, 3], [2, 11, 32, 0, 2], [2, 11, 32, 0, 3]]
    january, june = 3, 8
    assert won[january::12, 2].tolist() == [0, 0, 0]
    # 32 customers over ten months of weight 1 and one of weight 3
    assert [round(32 * share, 9) for share in np.diff([*season, 1.0])][june] == round(32 * 3 / 13, 9)
    assert abs(won[june::12, 2] - 32 * 3 / 13).max() < 1
    spread = np.diff(np.floor(np.arange(37) * 11 / 12 + 0.5))
    assert won[:, 1].tolist() == spread.tolist()


def test_what_is_won_is_in_the_ledger_and_in_the_logos() -> None:
    run = told(growing(24, row(11.0), row(32.0)), recording=MONEY)
    joined = [fact for fact in run.facts if isinstance(fact, Joined)]
    new = run.ledger.kind == ledger.NEW
    assert new.sum() == len(joined) == 2 * (11 + 32)
    assert (run.ledger.source[new] == ledger.SALES).all()
    assert run.ledger.amount[new].tolist() == [1_000_000] * len(joined)
    assert run.accounts.joined[2:].tolist() == [fact.time for fact in joined] == sorted(fact.time for fact in joined)
    assert len({fact.key for fact in joined}) == len(joined)
    assert run.tally.counts[24, :, tally.LOGOS].sum() == 2 + len(joined) - (run.ledger.kind == ledger.CHURN).sum()


def test_they_survive_as_the_shifted_beta_geometric_law_says() -> None:
    """Of those won in the first year: whoever is still there right after the end of the first and second contract."""
    runs = [told(growing(37, row(150.0)), run) for run in range(30)]
    for year in (1, 2):
        expected = math.exp(betaln(SHAPES[0], SHAPES[1] + year) - betaln(*SHAPES))
        assert_mean([kept(run, year) for run in runs], expected, INTERVALS, 0.03)


def kept(run: Run, year: int) -> float:
    """Return the share of those won in the first year that are there after ``year`` of their years."""
    first = (run.accounts.joined > 0.0) & (run.accounts.joined < HOURS_PER_YEAR)
    left = np.full(len(first), np.inf)
    gone = run.ledger.kind == ledger.CHURN
    left[run.ledger.account[gone]] = run.ledger.time[gone]
    return float((left > run.accounts.joined + (year + 0.01) * HOURS_PER_YEAR)[first].mean())


def test_arr_terms_and_times_follow_their_laws() -> None:
    terms = (HOURS_PER_MONTH, *(HOURS_PER_YEAR,) * 7)
    won = row(4000.0, landed_spread=0.8, landed_terms=terms, landed_shares=(0.3, *(2.0,) * 7), landed_years=(0.0,) * 8)
    plan = growing(12, won)
    run = told(plan, recording=MONEY)
    joined = [fact for fact in run.facts if isinstance(fact, Joined)]
    logs = np.log([fact.arr for fact in joined])
    law = stats.norm(math.log(1_000_000.0) - 0.5 * 0.8**2, 0.8)
    assert stats.kstest(logs, law.cdf).pvalue > 1e-3
    assert stats.kstest([fact.time / HOURS_PER_YEAR for fact in joined], stats.uniform.cdf).pvalue > 1e-3
    # contracts by the month end once for every whole month that is left; none is lost, as none is at risk
    months_left = [math.ceil((HOURS_PER_YEAR - fact.time) / HOURS_PER_MONTH) - 1 for fact in joined]
    expected, spread = 0.3 * sum(months_left), math.sqrt(0.21 * sum(each**2 for each in months_left))
    due = run.tally.counts[:, 0, tally.CONTRACTS_DUE].sum()
    assert abs(due - expected) < stats.norm.isf(5e-4) * spread


def test_whoever_has_the_lightest_book_for_his_time_gets_the_next_one() -> None:
    """Two whole people and one at half time share twenty-five customers ten, ten, five; who has one gets one less."""
    plan = growing(12, row(25.0))
    named = plan.segments[0]._replace(named_from=0, planned_plays=3.0)
    people = builders.team(3)._replace(seats=(1.0, 1.0, 0.5), heads=2.5)
    from cssim.engine import simulate as engine

    books: list[list[int]] = []
    original = engine.account_columns

    def spying(world: engine.World) -> object:
        books.append([person.book[0] for person in world.desks[0].people])
        return original(world)

    monkey = pytest.MonkeyPatch()
    with monkey.context() as patched:
        patched.setattr(engine, "account_columns", spying)
        for owner in (-1, 0):
            book = [plan.accounts[0]._replace(owner=owner, seat=owner)]
            lone = plan._replace(segments=(named,), accounts=type(plan.accounts).of(book), teams=(people,))
            engine.simulate(lone, settle(lone, 1, 0), 1, 0)
    assert books[0] == [30_000, 30_000, 15_000]
    assert sum(books[1]) == 26 * 3_000
    assert abs(books[1][0] - books[1][1]) <= 3_000


def test_growth_moves_nothing_in_the_opening_book() -> None:
    """Nobody shares a desk here: the customers there were end as they do without the new ones."""
    book = [builders.account(i, 100.0 + i, HOURS_PER_MONTH, 1 / 12, shapes=SHAPES) for i in range(40)]
    still = builders.plan(12, [builders.segment(shapes=SHAPES)], book)
    runs = [told(still), told(still._replace(new_logos=(row(60.0),)))]
    mine = [run.ledger.account < 40 for run in runs]
    for column in ("time", "account", "kind", "amount"):
        assert np.array_equal(*(getattr(run.ledger, column)[which] for run, which in zip(runs, mine, strict=True)))
    assert runs[1].tally.counts[..., tally.LOGOS_WON].sum() == 60


def under(*shocks: ShockRow) -> set[int]:
    """Return the keys of whom a segment wins in three years, 240 planned a year, under shocks of its second year."""
    run = told(growing(36, row(240.0))._replace(shocks=shocks), recording=MONEY)
    return {fact.key for fact in run.facts if isinstance(fact, Joined)}


def test_a_shock_in_which_fewer_are_won_moves_nobody_else() -> None:
    """Half of the second year's 240 come, each by a coin of its own: those that come are among those that would have
    come, and two shocks at once leave a quarter."""
    recession = ShockRow(5, 0, 0, HOURS_PER_YEAR, 2 * HOURS_PER_YEAR, 1.0, 0.0, 0.0, 0.0, 0.0, (1.0,) * 5, wins=0.5)
    usual, half = under(), under(recession)
    quarter, none = under(recession, recession._replace(key=6)), under(recession._replace(wins=0.0))
    assert len(usual) == 720 and len(none) == 480
    assert none < quarter < half < usual
    for found, share in ((half, 0.5), (quarter, 0.25)):
        assert abs(len(found) - 480 - 240 * share) < 4.0 * math.sqrt(240 * share * (1.0 - share))
