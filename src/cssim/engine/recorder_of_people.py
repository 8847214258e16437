"""What is written down of people: that they are there, come, go, and in what posts."""

from __future__ import annotations

from cssim.domain import facts, tally
from cssim.domain.facts import Fact
from cssim.domain.people import CAME, JOINED, LEFT, WENT
from cssim.domain.tally import TallyBuilder, row_of
from cssim.units import to_milli


class OfPeople:
    """The part of a recorder that is about people; ``all``: every fact is kept."""

    __slots__ = ("all", "facts", "tally")

    def __init__(self, builder: TallyBuilder, every: bool) -> None:
        self.tally = builder
        self.facts: list[Fact] = []
        self.all = every

    def person(self, time: float, team: int, seat: int, change: int) -> None:
        """Write that something changed about a person."""
        if self.all:
            self.facts.append(facts.PersonChanged(time, team, seat, change))

    def person_left(self, time: float, team: int, seat: int, share: float) -> None:
        """Write that a person has left for good; ``share`` of a full post is vacant."""
        work = self.tally.work[row_of(time)][team]
        work[tally.LEAVERS] += 1
        work[tally.LEFT_MILLI] += to_milli(share)
        self.person(time, team, seat, LEFT)

    def person_joined(self, time: float, team: int, seat: int, share: float) -> None:
        """Write that a person has joined, in a post of this ``share``."""
        work = self.tally.work[row_of(time)][team]
        work[tally.HIRES] += 1
        work[tally.HIRED_MILLI] += to_milli(share)
        self.person(time, team, seat, JOINED)

    def person_went(self, time: float, team: int, seat: int, share: float) -> None:
        """Write that a person has gone to another team; ``share`` of a full post is vacant."""
        self.tally.work[row_of(time)][team][tally.LEFT_MILLI] += to_milli(share)
        self.person(time, team, seat, WENT)

    def person_came(self, time: float, team: int, seat: int, share: float) -> None:
        """Write that a person has come from another team, to a post of this ``share``."""
        self.tally.work[row_of(time)][team][tally.HIRED_MILLI] += to_milli(share)
        self.person(time, team, seat, CAME)

    def post_changed(self, time: float, team: int, before: float, after: float) -> None:
        """Write that a post that somebody has is another share of a full one."""
        work, more = self.tally.work[row_of(time)][team], to_milli(after) - to_milli(before)
        work[tally.HIRED_MILLI] += max(0, more)
        work[tally.LEFT_MILLI] += max(0, -more)

    def present(self, team: int, since: float, until: float) -> None:
        """Count hours [h/1000] of presence inside one month, or inside the time before month 0 and that month."""
        if since < 0.0 < until:
            self.tally.work[0][team][tally.PRESENT_MILLI] -= to_milli(since)
            since = 0.0
        self.tally.work[row_of(since)][team][tally.PRESENT_MILLI] += to_milli(until) - to_milli(since)
