"""What people are called: by role and seat, and by name only where somebody has asked for names."""

from __future__ import annotations

from typing import NamedTuple

from cssim.reporting.words import legible, plain


class People(NamedTuple):
    """The people of a design: ``roles`` a word per team, ``teams`` what the teams are called.

    ``names`` of those who hold the posts today, by team and seat, are there only where they are to be shown.
    """

    roles: tuple[str, ...]
    teams: tuple[str, ...]
    names: tuple[tuple[str, ...], ...] = ()

    def called(self, team: int, seat: int) -> str:
        """Return what the person in a seat is called, such as ``CSM 3``; by team too if several have that role.

        A name is that of who holds the post today: whether he still does later is drawn, and is not said of anybody.
        """
        role = self.roles[team]
        words = f"{role} {seat + 1}"
        if self.roles.count(role) > 1:
            words = f"{words} of {plain(self.teams[team])}"
        name = self.name(team, seat)
        return f"{words} (today {legible(name)})" if name else words

    def name(self, team: int, seat: int) -> str:
        """Return the name of who holds a post today, empty if it is not known or not to be shown."""
        return self.names[team][seat] if self.names and seat < len(self.names[team]) else ""
