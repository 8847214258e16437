"""Free people of a team: a chain in the order in which they take work, the longest idle first, then by seat (P7)."""

from __future__ import annotations

from cssim.engine.compiled.rows import NONE, World


def become_free(w: World, p: int) -> None:
    """Put a person who is free since now at the end of the chain, among equals by seat."""
    person = w.people[p]
    team = w.teams[person.team]
    before, after = team.idle_last, NONE
    while before != NONE and w.people[before].since == person.since and w.people[before].seat > person.seat:
        before, after = w.people[before].idle_before, before
    person.idle_before, person.idle_next = before, after
    if before != NONE:
        w.people[before].idle_next = p
    else:
        team.idle_first = p
    if after != NONE:
        w.people[after].idle_before = p
    else:
        team.idle_last = p


def become_busy(w: World, p: int) -> None:
    """Take a person out of the chain."""
    person = w.people[p]
    team = w.teams[person.team]
    before, after = person.idle_before, person.idle_next
    if before != NONE:
        w.people[before].idle_next = after
    else:
        team.idle_first = after
    if after != NONE:
        w.people[after].idle_before = before
    else:
        team.idle_last = before
