"""The story of wishes for the product: raised, heard or lost, and taken up by a quarter's release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.work import Work
from cssim.dynamics import roadmap
from cssim.dynamics.drivers import PRODUCT_GAP
from cssim.dynamics.grid import on_grid
from cssim.dynamics.roadmap import TOPICS
from cssim.engine.calendar import SHOCKS
from cssim.plan.tables import FEATURE_REQUEST
from cssim.sampling.streams import Purpose
from cssim.units import HOURS_PER_QUARTER

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def is_wish(world: World, work: Work) -> bool:
    """Return whether it is of consequence what becomes of a request as a wish for the product."""
    return work.type == FEATURE_REQUEST and world.plan.effects.unheard_share > 0.0


def wish(world: World, work: Work) -> None:
    """Let an account remember what it wished for."""
    work.account.wished[topic_of(world, work)] += 1
    world.recorder.wished(work)


def heard(world: World, work: Work, by_us: bool) -> None:
    """Settle what became of a wish: gathered if it was told to a CSM or a specialist (``by_us``), or lost."""
    effects, missed = world.plan.effects, world.plan.product.product_missed
    lost = not by_us or world.draws.happens(Purpose.WISH_MISSED, missed, work.key, 0)
    topic = topic_of(world, work)
    world.recorder.wish_settled(world.now, work, topic, not lost)
    if lost:
        world.post(work.account, PRODUCT_GAP, effects.gap_level, effects.unheard_share, work.key)
    else:
        world.captured[topic] += 1


def topic_of(world: World, work: Work) -> int:
    """Return the topic of a wish; it is drawn at the wish's own address."""
    return roadmap.topic_of(world.draws.uniform(Purpose.WISH_TOPIC, work.key, 0))


def releases(world: World) -> Story:
    """One release a quarter, the first of them at the first quarter that begins."""
    time, n = on_grid(world.begin, HOURS_PER_QUARTER), 0
    while True:
        yield world.at(time, SHOCKS, 0)
        release(world, n)
        time += HOURS_PER_QUARTER
        n += 1


def release(world: World, n: int) -> None:
    """Take up the topics that ask for it most strongly; among equals the first."""
    scores = [score(world, topic, n) for topic in range(TOPICS)]
    for _ in range(world.plan.product.product_releases):
        best = max(range(TOPICS), key=lambda topic: (scores[topic], -topic))
        scores[best] = -1.0
        ship(world, best)


def score(world: World, topic: int, n: int) -> float:
    """Return how strongly a topic asks to be taken up by the ``n``-th release."""
    voice = world.plan.product.product_voice
    noise = world.draws.uniform(Purpose.SALES_WANTS, topic, n) if voice < 1.0 else 0.0
    return roadmap.score(voice, world.captured[topic], max(world.captured), noise)


def ship(world: World, topic: int) -> None:
    """Give the customers who wished for a topic what they wished for."""
    match = world.plan.product.product_match
    for account in world.accounts:
        wishes, of_all = account.wished[topic], total(account.wished)
        if account.live and wishes > 0:
            world.recorder.wish_shipped(world.now, account, topic, wishes)
            world.post(account, PRODUCT_GAP, 0.0, roadmap.match_share(match, wishes, of_all), topic)
            account.wished[topic] = 0
    world.captured[topic] = 0


def total(wished: list[int]) -> int:
    """Return how many wishes are open in all."""
    found = 0
    for wishes in wished:
        found += wishes
    return found
