"""The world: the live state of one run, and how its stories look things up and change them.

It is data. What happens is told in the stories beside it: ``accounts`` (contracts), ``requests``, ``plays`` and
``months``; ``desks`` is the one queue.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from cssim.domain.accounts import Account
from cssim.domain.dues import Due
from cssim.domain.tally import TallyBuilder
from cssim.domain.work import NEVER, Work
from cssim.dynamics import drivers, routing
from cssim.dynamics.change import own_segment
from cssim.dynamics.drivers import ADOPTION, N_DRIVERS, ONBOARDING
from cssim.dynamics.grid import on_grid
from cssim.dynamics.roadmap import TOPICS
from cssim.engine.calendar import STARTS, Calendar
from cssim.engine.desks import Desk
from cssim.engine.felt import felt_drivers
from cssim.engine.recorder import Recorder
from cssim.plan.rows.modules import MODULE_KINDS
from cssim.plan.tables import (
    NOBODY,
    Plan,
    PlayRow,
    in_force,
    incentives_of,
    members_of,
    opens_of,
    shares_of,
    staffing_of,
)
from cssim.sampling.streams import Streams

Story = Generator[simpy.Event, Any, None]


class World:
    """One company under one design between ``begin`` and ``end`` [h].

    ``accounts`` by index, and for each its ``open_work`` by key in the order it was submitted; ``desks`` by team;
    ``paces`` how much more often than planned plays come, by segment; ``felt`` the drivers that can differ from
    nothing; ``captured`` wishes that were gathered, by topic; ``platforms`` what has been paid for the digital
    programme, and ``plans`` for success plans that are sold, by segment; ``traits`` the draws of who somebody is,
    ``staffing`` what the people of each team have in common, ``incentives`` what they are measured by, ``shares``
    which part of a full post every seat of it is, ``opens`` when [h] that post is opened, and ``members`` what is
    known of the first in it; ``maturity`` of the method by which people work; ``modules`` of the product, by kind, have
    appeared.

    With a ``change`` of design ``plan`` is the plan in force, ``before`` or ``after`` it; both hold every one of
    the ``n_segments`` segments twice: row ``s + n_segments`` is segment ``s`` in the new design.
    """

    __slots__ = (
        "accounts",
        "after",
        "before",
        "begin",
        "calendar",
        "captured",
        "change",
        "desks",
        "draws",
        "end",
        "felt",
        "incentives",
        "maturity",
        "members",
        "modules",
        "n_segments",
        "open_work",
        "opens",
        "paces",
        "plan",
        "plans",
        "platforms",
        "recorder",
        "shares",
        "staffing",
        "traits",
    )

    def __init__(self, plan: Plan, draws: Streams, begin: float, end: float, months: int, recording: int) -> None:
        self.change, self.n_segments = plan.change, len(plan.segments)
        self.before, self.after = in_force(plan)
        plan = self.before
        self.plan = plan
        self.draws = draws
        self.traits = draws.of_traits()
        self.staffing = staffing_of(plan)
        self.shares = shares_of(plan)
        self.opens = opens_of(plan)
        self.members = members_of(plan)
        self.maturity = plan.process.process_maturity
        self.incentives = incentives_of(plan)
        self.begin = begin
        self.end = end
        self.calendar = Calendar(initial_time=begin)
        builder = TallyBuilder(months, len(plan.segments), len(plan.teams), len(plan.request_types))
        self.recorder = Recorder(builder, recording)
        self.felt = felt_drivers(plan)
        self.paces = [1.0] * len(plan.segments)
        self.accounts: list[Account] = []
        self.desks: list[Desk] = []
        self.open_work: list[dict[int, Work]] = []
        self.captured = [0] * TOPICS
        self.platforms = [Due() for _ in plan.digital]
        self.plans = [Due() for _ in plan.services]
        self.modules = [0 for _ in MODULE_KINDS]

    def put_in_force(self) -> None:
        """Let the plan that comes after the change be in force from now on."""
        self.plan = self.after
        self.staffing, self.shares = staffing_of(self.plan), shares_of(self.plan)
        self.opens = opens_of(self.plan)
        self.paces[self.n_segments :] = [1.0] * self.n_segments

    def own_segment(self, account: Account) -> int:
        """Return the segment of an account, whichever design it is under."""
        return own_segment(account.segment, self.n_segments)

    def row_of(self, account: Account, segment: int) -> int:
        """Return the row of a segment for an account that moves there: it stays under the new design if it is."""
        return segment + self.n_segments if account.segment >= self.n_segments else self.segment_now(segment)

    def segment_now(self, segment: int) -> int:
        """Return the row of a segment for customers that are won now."""
        change, own = self.change, own_segment(segment, self.n_segments)
        return own + self.n_segments if change is not None and self.now >= change.times[own] else own

    @property
    def now(self) -> float:
        """Time [h] since the start of month 0."""
        return self.calendar.now

    def at(self, time: float, rank: int, key: int) -> simpy.Event:
        """Return the event of a calendar entry; see :meth:`Calendar.at`."""
        return self.calendar.at(time, rank, key)

    def tell(self, story: Story) -> None:
        """Begin a story; it takes its first step once the one that began it has finished its own."""
        self.calendar.process(story)

    def submit(self, work: Work) -> simpy.Event:
        """Put work before the desk of its team; the event wakes the story when it is done or expired."""
        work.submitted, work.opens = self.calendar.now, NEVER
        self.open_work[work.account.index][work.key] = work
        served = self.desks[work.team].submit(work)
        self._open_later(work)
        return served

    def _open_later(self, work: Work) -> None:
        """Plan that the whole team may take the work once it has waited long enough for those whose it is."""
        segment = self.plan.segments[work.account.segment]
        own, group = segment.own_opens_after, segment.group_opens_after
        if work.team != segment.team or max(own, group) == 0.0:
            return
        after = routing.opens_after(work.owner, own, group)
        if after > 0.0:
            work.opens = on_grid(self.now + after, self.plan.clock.grid)
            self.at(work.opens, STARTS, work.key).callbacks.append(lambda _: self.desks[work.team].open_to_all(work))

    def close(self, work: Work) -> None:
        """Forget work whose story has ended."""
        del self.open_work[work.account.index][work.key]

    def csm_team(self, account: Account) -> int:
        """Return the team that covers the account, or NOBODY."""
        return self.plan.segments[account.segment].team

    def is_covered(self, account: Account) -> bool:
        """Return whether there is a team that covers the account, and anybody has ever been in it."""
        team = self.csm_team(account)
        return team != NOBODY and self.desks[team].staffed

    def play(self, account: Account, play: int) -> PlayRow:
        """Return what a play is for the segment of an account."""
        return self.plan.segments[account.segment].plays[play]

    def health(self, account: Account, time: float) -> float:
        """Return h [log-odds of going on for a year]: base plus every driver's distance from today's stock."""
        return self.health_at(account, self.stocks(account, time))

    def stocks(self, account: Account, time: float) -> list[float]:
        """Return the stocks [log-odds] of the drivers that are felt, at ``time`` [h]."""
        rows = self.plan.drivers
        return [account.stock(driver, time, rows[driver]) for driver in self.felt]

    def use(self, account: Account) -> float:
        """Return adoption and onboarding together [log-odds] now: how well the account uses the product."""
        x = 0.0
        for driver in (ADOPTION, ONBOARDING):
            if driver in self.felt:
                x += account.stock(driver, self.calendar.now, self.plan.drivers[driver])
        return x

    def by_driver(self, stocks: list[float]) -> tuple[float, ...]:
        """Return the stocks of all drivers; ``stocks`` are those of the felt ones, the others rest at 0."""
        every = [0.0] * N_DRIVERS
        for driver, stock in zip(self.felt, stocks, strict=True):
            every[driver] = stock
        return tuple(every)

    def health_at(self, account: Account, stocks: list[float]) -> float:
        """Return h [log-odds] of an account whose felt drivers stand at ``stocks``."""
        reference = self.plan.segments[account.segment].reference
        h = account.base
        for driver, stock in zip(self.felt, stocks, strict=True):
            h += stock - reference[driver]
        return h

    def post(self, account: Account, driver: int, level: float, share: float, cause: int) -> float:
        """Let a cause close ``share`` of the gap between a driver and ``level``; return the amount [log-odds]."""
        if share == 0.0:
            return 0.0
        stock = account.stock(driver, self.calendar.now, self.plan.drivers[driver])
        amount = drivers.post_amount(stock, level, share)
        self._write(account, driver, stock, amount, cause)
        return amount

    def add(self, account: Account, driver: int, amount: float, cause: int) -> None:
        """Add a known amount [log-odds] to a driver."""
        stock = account.stock(driver, self.calendar.now, self.plan.drivers[driver])
        self._write(account, driver, stock, amount, cause)

    def _write(self, account: Account, driver: int, stock: float, amount: float, cause: int) -> None:
        """Store a post and write it down, unless it is nothing."""
        if amount == 0.0:
            return
        now = self.calendar.now
        account.post(driver, now, stock, amount)
        self.recorder.posted(now, account, driver, amount, cause)
