"""Lines of work: a line is the people who serve it, one, some, or all of a team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cssim.domain.keys import key_of_text
from cssim.dynamics.routing import ANYONE, line_of_group
from cssim.plan.tables import GroupRow


class Lines:
    """The lines of the ``teams`` (names) of a design, of which each has so many ``seats``.

    A line that one person serves is his own, one that all of a team serve is the team's; any other is a group's, and
    has a row. So a pod of one is a named owner, and a pod of everybody is a pool.
    """

    def __init__(self, teams: Sequence[str], seats: Sequence[int]) -> None:
        self._teams = teams
        self._seats = seats
        self._codes: dict[tuple[int, tuple[int, ...]], int] = {}
        self.rows: list[GroupRow] = []

    def of_people(self, team: int, seats: Iterable[int]) -> int:
        """Return the code of the line that the people on ``seats`` of a team serve."""
        members = tuple(sorted(set(seats)))
        return members[0] if len(members) == 1 else self.of_pool(team, members)

    def of_pool(self, team: int, seats: Iterable[int]) -> int:
        """Return the code of the line of a pool that the people on ``seats`` serve, who are nobody's owners."""
        members = tuple(sorted(set(seats)))
        if len(members) == self._seats[team]:
            return ANYONE
        if (team, members) not in self._codes:
            self._codes[team, members] = line_of_group(len(self.rows))
            key = key_of_text("line", self._teams[team], *map(str, members))
            self.rows.append(GroupRow(team, key, members))
        return self._codes[team, members]

    def of_pods(self, team: int, size: int) -> list[int]:
        """Return the code of the line of every seat's pod, if pods have ``size`` people at most.

        There are as few pods as possible, and none has two people more than another; neighbors are together.
        """
        seats = self._seats[team]
        pods = -(-seats // size)
        bounds = [pod * seats // pods for pod in range(pods + 1)]
        members = [range(first, end) for first, end in pairwise(bounds)]
        return [self.of_people(team, pod) for pod in members for _ in pod]
