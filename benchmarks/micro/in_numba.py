"""A draw, a post and a desk of the compiled engine, by its own functions, without the loop's other stories."""

from __future__ import annotations

from numba import njit

from benchmarks import plans
from benchmarks.micro import HOURS, MONTHS, TIMES, Micro, company
from cssim.domain.work import IN_SERVICE
from cssim.dynamics.drivers import ADOPTION
from cssim.engine.compiled import build, calendar, desks, health, idle, loop, open_work
from cssim.engine.compiled.bind import doors
from cssim.engine.compiled.draws import uniform
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.engines import engine_named
from cssim.engine.recorder import SUMMARY
from cssim.sampling import inverse
from cssim.sampling.streams import PERIOD_RUN, Purpose
from cssim.units import months_to_hours


@njit
def free_everybody(w):  # type: ignore[no-untyped-def]
    """Let people wait for work, as when a run begins."""
    w.run[0].bucket = NONE
    for p in range(len(w.people)):
        idle.become_free(w, p)


@njit
def draw_all(w):  # type: ignore[no-untyped-def]
    """Draw exponential variates at neighboring addresses."""
    total = 0.0
    for n in range(TIMES):
        total += inverse.exponential(uniform(w, Purpose.REQUEST_GAP, 12_345, n))
    return total


@njit
def post_all(w):  # type: ignore[no-untyped-def]
    """Post to one driver of one account."""
    for cause in range(TIMES):
        health.post(w, 0, ADOPTION, 0.6, 0.01, cause)
    return health.stock(w, 0, ADOPTION)


@njit
def work_through(w):  # type: ignore[no-untyped-def]
    """Put short work before the pooled desk of the CSMs, all at once, and let it happen."""
    run = w.run[0]
    last = calendar.bucket_of(run.now + HOURS, run.begin, run.buckets_per_hour)
    for key in range(TIMES):
        k = open_work.new_work(w, 0, key, 0)
        w.works[k].team = 0
        open_work.remember(w, k)
        desks.submit(w, k)
    while run.bucket < last:
        step(w)
    run.now += HOURS
    return w.teams[0].open


@njit
def step(w):  # type: ignore[no-untyped-def]
    """Let the next thing happen, as the loop does."""
    run = w.run[0]
    if run.bucket != NONE and w.buckets[run.bucket].first != NONE:
        calendar.bring_near(w)
    elif run.n_near > 0:
        entry = w.near[0]
        run.now = entry.time
        story, index = calendar.wide(entry.story), calendar.wide(entry.index)
        calendar.pop(w)
        if story == calendar.COMPLETION:
            if w.works[index].state == IN_SERVICE:
                desks.complete(w, index)
                open_work.close(w, index)
        elif story == calendar.PERSON:
            desks.start_person(w, index)
        else:
            desks.start(w, index)
    else:
        run.bucket += 1


def world() -> World:
    """Return a world in which nothing is planned, with room for all the work."""
    plan, engine = company(), engine_named("compiled")
    book = engine.settle(plan, plans.SEED, plans.RUN)
    end = months_to_hours(MONTHS)
    found = build.open_world(plan, book, plans.SEED, plans.RUN, PERIOD_RUN, 0.0, end, SUMMARY)
    room = TIMES + loop.SPARE
    roomy = {name: build.table(room, getattr(found, name).dtype) for name in ("works", "near", "far")}
    doors()
    # whoever has a seat takes it when stories begin, which they do not here
    found.people.availability = found.people.usual
    found.people.skill = 1.0
    found.people.here = 1
    free_everybody(found)
    return found._replace(**roomy)


def ready() -> Micro:
    """Return the three of the compiled engine."""
    posted, worked = world(), world()
    return Micro(lambda: draw_all(posted), lambda: post_all(posted), lambda: work_through(worked))
