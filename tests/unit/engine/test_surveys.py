"""Surveys: known shares of answers, and nothing else changed by them."""

from __future__ import annotations

import math

import numpy as np
from scipy.stats import norm
from tests.builders import account, asks, fixed, plan, segment, team

from cssim.domain import tally
from cssim.domain.facts import Rated
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.plan.tables import Plan, SurveyRow
from cssim.results.run import Run

HEALTH = 2.0


def asked(surveys: SurveyRow) -> Plan:
    """Return a year of accounts of one and the same health that never leave and ask much."""
    rows = [account(i) for i in range(50)]
    row = plan(12, [segment([24.0], even_log_odds=HEALTH)], rows, [asks(fixed(0.5))], [team(20)])
    return row._replace(surveys=surveys)


def told(row: Plan) -> Run:
    return simulate(row, settle(row, 1, 0), 1, 0, ALL)


def within(found: int, of: int, share: float) -> bool:
    return abs(found - share * of) < 4.0 * math.sqrt(share * (1.0 - share) * of)


def test_answers_have_the_shares_that_follow_from_health_and_mood() -> None:
    run = told(asked(SurveyRow(nps_share=0.5, nps_spread=1.5, nps_promoter=2.5, nps_detractor=1.0)))
    counts = run.tally.counts.sum(axis=(0, 1))
    surveyed = int(counts[tally.SURVEYED])
    assert within(surveyed, 50 * 12, 0.5)
    assert within(int(counts[tally.PROMOTERS]), surveyed, float(norm.sf((2.5 - HEALTH) / 1.5)))
    assert within(int(counts[tally.DETRACTORS]), surveyed, float(norm.cdf((1.0 - HEALTH) / 1.5)))


def test_ratings_have_the_share_that_follows_from_health() -> None:
    run = told(asked(SurveyRow(csat_share=0.8, csat_base=0.5, csat_slope=0.25, csat_late=3.0, csat_transferred=3.0)))
    rated = [fact for fact in run.facts if isinstance(fact, Rated)]
    assert within(len(rated), 50 * 24, 0.8), "as many are answered as come, but for a few"
    assert within(sum(fact.satisfied for fact in rated), len(rated), 1.0 / (1.0 + math.exp(-1.0)))


def test_surveys_change_nothing_else() -> None:
    off, on = told(asked(SurveyRow())), told(asked(SurveyRow(0.5, 1.5, 2.5, 1.0, 0.8, 0.5, 0.25, 0.2, 0.9)))
    assert [fact for fact in on.facts if not isinstance(fact, Rated)] == list(off.facts)
    mine = [tally.SURVEYED, tally.PROMOTERS, tally.DETRACTORS, tally.RATED, tally.SATISFIED]
    others = np.delete(np.arange(len(tally.COUNTS)), mine)
    assert np.array_equal(on.tally.counts[..., others], off.tally.counts[..., others])
    assert on.tally.counts[..., mine].any(axis=(0, 1)).all()
    for name in ("arr", "closing", "renewals", "work", "waits", "cost", "health", "stocks"):
        assert np.array_equal(getattr(on.tally, name), getattr(off.tally, name))
