"""Lines of work: a line is the people who serve it, one, some, or all of a team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from cssim.domain.keys import key_of_text
from cssim.dynamics.routing import ANYONE, line_of_group
from cssim.plan.posts import held_shares, seats_of
from cssim.plan.tables import NOBODY, GroupRow
from cssim.scenario.organization import Team


class Lines:
    """The lines of the ``teams`` (names) of a design, of which each has so many ``seats``, of which ``held`` are held
    at the beginning (without it all).

    A line that one person serves is his own, one that all of a team serve is the team's; any other is a group's, and
    has a row. So a pod of one is a named owner, and a pod of everybody is a pool.
    """

    def __init__(self, teams: Sequence[str], seats: Sequence[int], held: Sequence[int] | None = None) -> None:
        self._teams = teams
        self._seats = seats
        self._held = seats if held is None else held
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

        There are as few pods as possible, and none has two people more than another; neighbors are together. Who is
        hired later joins one of them, the first, the second and so on, where pods have several people.
        Nobody has no seats.
        """
        if team == NOBODY:
            return []
        every, seats = self._seats[team], self._held[team] or self._seats[team]
        pods = -(-seats // size)
        bounds = [pod * seats // pods for pod in range(pods + 1)]
        members = [list(range(first, end)) for first, end in pairwise(bounds)]
        for seat in range(seats, every):
            if size == 1:
                members.append([seat])
            else:
                members[(seat - seats) % pods].append(seat)
        code = {seat: self.of_people(team, pod) for pod in members for seat in pod}
        return [code[seat] for seat in range(every)]


def lines_of_teams(teams: Mapping[str, Team]) -> Lines:
    """Return the lines of a design's teams, which yet have to be opened."""
    held = [len(held_shares(team)) for team in teams.values()]
    return Lines(list(teams), [len(seats_of(team)) for team in teams.values()], held)
