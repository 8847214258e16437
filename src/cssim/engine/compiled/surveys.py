"""What customers answer when they are asked about us; retells :mod:`cssim.engine.surveys`."""

from __future__ import annotations

from cssim.dynamics import sentiment
from cssim.engine.compiled import recorder
from cssim.engine.compiled.draws import happens, uniform
from cssim.engine.compiled.health import health
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def survey(w: World, i: int, row: int, h: float) -> None:
    """Ask an account of health ``h`` [log-odds], at the end of a month (tally ``row``), whether it recommends us."""
    run, account = w.run[0], w.accounts[i]
    if happens(w, Purpose.NPS_ASKED, run.nps_share, account.key, row):
        normal = inverse.normal(uniform(w, Purpose.NPS_MOOD, account.key, row))
        mood = sentiment.mood_of(run.nps_spread, normal)
        recorder.surveyed(w, row, i, sentiment.recommends(h, mood, run.nps_promoter, run.nps_detractor))


def rate_answer(w: World, k: int) -> None:
    """Let an account rate the answer to its request."""
    run, work = w.run[0], w.works[k]
    if happens(w, Purpose.CSAT_ASKED, run.csat_share, work.key, 0):
        late = run.csat_late if work.wait > w.teams[work.team].promise else 0.0
        passed_on = run.csat_transferred if work.transferred else 0.0
        h = health(w, work.account)
        likely = sentiment.satisfied_probability(h, run.csat_base, run.csat_slope, late, passed_on)
        recorder.rated(w, k, uniform(w, Purpose.CSAT_ANSWER, work.key, 0) < likely)
