"""The story of wishes for the product: raised, heard or lost, shipped; retells :mod:`cssim.engine.wishes`."""

from __future__ import annotations

from cssim.dynamics import roadmap
from cssim.dynamics.drivers import PRODUCT_GAP
from cssim.dynamics.grid import on_grid
from cssim.dynamics.roadmap import TOPICS
from cssim.engine.calendar import SHOCKS
from cssim.engine.compiled import calendar, recorder
from cssim.engine.compiled.draws import happens, uniform
from cssim.engine.compiled.health import post
from cssim.engine.compiled.rows import World
from cssim.plan.tables import FEATURE_REQUEST
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_QUARTER


def is_wish(w: World, k: int) -> bool:
    """Return whether it is of consequence what becomes of a request as a wish for the product."""
    return bool(w.works[k].type == FEATURE_REQUEST and w.run[0].unheard_share > 0.0)


def wish(w: World, k: int) -> None:
    """Let an account remember what it wished for."""
    w.accounts[w.works[k].account].wished[topic_of(w, k)] += 1
    recorder.wished(w, k)


def heard(w: World, k: int, by_us: bool) -> None:
    """Settle what became of a wish: gathered if it was told to a CSM or a specialist (``by_us``), or lost."""
    run, work = w.run[0], w.works[k]
    missed = run.product_missed
    lost = not by_us or happens(w, Purpose.WISH_MISSED, missed, work.key, 0)
    topic = topic_of(w, k)
    recorder.wish_settled(w, k, topic, not lost)
    if lost:
        post(w, work.account, PRODUCT_GAP, run.gap_level, run.unheard_share, work.key)
    else:
        run.captured[topic] += 1


def topic_of(w: World, k: int) -> int:
    """Return the topic of a wish; it is drawn at the wish's own address."""
    return roadmap.topic_of(uniform(w, Purpose.WISH_TOPIC, w.works[k].key, 0))


def begin_releases(w: World) -> None:
    """Wait for the first quarter that begins."""
    run = w.run[0]
    if run.product_releases > 0:
        calendar.at(w, on_grid(run.begin, HOURS_PER_QUARTER), SHOCKS, 0, calendar.RELEASE, 0, 0)


def releases(w: World, n: int) -> None:
    """Let the ``n``-th release come out, and wait for the next quarter."""
    release(w, n)
    calendar.at(w, w.run[0].now + HOURS_PER_QUARTER, SHOCKS, 0, calendar.RELEASE, n + 1, 0)


def release(w: World, n: int) -> None:
    """Take up the topics that ask for it most strongly; among equals the first."""
    run = w.run[0]
    most = 0
    for topic in range(TOPICS):
        most = max(most, run.captured[topic])
    for topic in range(TOPICS):
        run.scores[topic] = score(w, topic, most, n)
    for _ in range(run.product_releases):
        best = 0
        for topic in range(TOPICS):
            if run.scores[topic] > run.scores[best]:
                best = topic
        run.scores[best] = -1.0
        ship(w, best)


def score(w: World, topic: int, most: int, n: int) -> float:
    """Return how strongly a topic asks to be taken up by the ``n``-th release."""
    run = w.run[0]
    noise = uniform(w, Purpose.SALES_WANTS, topic, n) if run.product_voice < 1.0 else 0.0
    return roadmap.score(run.product_voice, run.captured[topic], most, noise)


def ship(w: World, topic: int) -> None:
    """Give the customers who wished for a topic what they wished for."""
    run = w.run[0]
    for i in range(run.n_accounts):
        account = w.accounts[i]
        wishes, of_all = int(account.wished[topic]), total(w, i)
        if account.live and wishes > 0:
            recorder.wish_shipped(w, i, topic, wishes)
            post(w, i, PRODUCT_GAP, 0.0, roadmap.match_share(run.product_match, wishes, of_all), topic)
            account.wished[topic] = 0
    run.captured[topic] = 0


def total(w: World, i: int) -> int:
    """Return how many wishes of an account are open in all."""
    found = 0
    for topic in range(TOPICS):
        found += int(w.accounts[i].wished[topic])
    return found
