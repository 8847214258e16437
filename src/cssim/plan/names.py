"""Names of people: a plan knows seats, a scenario what stands for a name; only who asks for names is told them."""

from __future__ import annotations

from cssim.dynamics.routing import covered_by_name
from cssim.plan.accounts import Opening
from cssim.plan.posts import members_by_seat
from cssim.policies.coverage import OWNERS_OF_BOOK, Uncovered
from cssim.scenario.packaged import book_file
from cssim.scenario.roster import names_in, who
from cssim.scenario.schema import Scenario


def names_of_people(design: Scenario, opening: Opening, roster: str | None) -> tuple[tuple[str, ...], ...]:
    """Return who holds every post at the beginning, by team and seat, empty where nobody has a name.

    Parameters
    ----------
    design
        One design, resolved.
    opening
        The opening book, whose owners have names.
    roster
        The file with the people of the teams, if there is one.
    """
    known = {who(account.owner): account.owner for account in opening.accounts if account.owner}
    if roster is not None:
        known |= names_in(book_file(roster))
    return tuple(
        tuple(known.get(member.who, "") if member is not None else "" for member in members_by_seat(team))
        if team.members
        else _owners(design, opening, name)
        for name, team in design.organisation.teams.items()
    )


def _owners(design: Scenario, opening: Opening, team: str) -> tuple[str, ...]:
    """Return the owners of a customer book that sit in a team, seat by seat: in alphabetical order."""
    names = set()
    covers = [design.organisation.coverage[segment] for segment in design.customers.segments]
    for account in opening.accounts:
        cover = covers[account.segment]
        if account.owner and not isinstance(cover, Uncovered) and cover.team == team:
            row = cover.lower()
            if row.owners == OWNERS_OF_BOOK and covered_by_name(account.arr, row.named_from):
                names.add(account.owner)
    return tuple(sorted(names))
