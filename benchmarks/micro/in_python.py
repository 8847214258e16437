"""A draw, a post and a desk of the SimPy engine."""

from __future__ import annotations

from benchmarks import plans
from benchmarks.micro import HOURS, MONTHS, TIMES, Micro, company
from cssim.domain.work import Work
from cssim.dynamics.drivers import ADOPTION
from cssim.engine.build import open_world, populate
from cssim.engine.recorder import SUMMARY
from cssim.engine.world import World
from cssim.sampling import inverse
from cssim.sampling.streams import PERIOD_RUN, Purpose, Streams
from cssim.units import months_to_hours


def world() -> World:
    """Return a world in which nothing is planned."""
    plan, end = company(), months_to_hours(MONTHS)
    found = open_world(plan, Streams(plans.SEED, plans.RUN, PERIOD_RUN), 0.0, end, MONTHS, SUMMARY)
    populate(found, plans.opening_of(plan))
    return found


def ready() -> Micro:
    """Return the three of the SimPy engine."""
    posted, worked = world(), world()
    draws, account = Streams(plans.SEED, plans.RUN, PERIOD_RUN), posted.accounts[0]

    def draw() -> float:
        total = 0.0
        for n in range(TIMES):
            total += inverse.exponential(draws.uniform(Purpose.REQUEST_GAP, 12_345, n))
        return total

    def post() -> float:
        for cause in range(TIMES):
            posted.post(account, ADOPTION, 0.6, 0.01, cause)
        return account.stock(ADOPTION, 0.0, posted.plan.drivers[ADOPTION])

    def desk() -> int:
        submit(worked)
        worked.calendar.run_until(worked.now + HOURS)
        return worked.desks[0].open

    return Micro(draw, post, desk)


def submit(told: World) -> None:
    """Put short work before the pooled desk of the CSMs, all at once."""
    account, desk = told.accounts[0], told.desks[0]
    for key in range(TIMES):
        work = Work(account, key, 0, told.now)
        work.team = 0
        desk.submit(work)
