"""Whose account it is: owners come and go; retells :mod:`cssim.engine.handover`."""

from __future__ import annotations

from cssim.dynamics import relationship
from cssim.dynamics.drivers import ACCOUNT_CHANGE, RELATIONSHIP
from cssim.engine.compiled import recorder
from cssim.engine.compiled.health import add, post, stock
from cssim.engine.compiled.rows import World


def change_owner(w: World, i: int, seat: int, warm: bool, cause: int) -> None:
    """Give an account to the person in another ``seat`` of its team; to its own seat: to the successor there."""
    run, account = w.run[0], w.accounts[i]
    post(w, i, ACCOUNT_CHANGE, run.change_level, run.change_warm_share if warm else run.change_cold_share, cause)
    forgotten = run.forgotten_warm if warm else run.forgotten_cold
    if forgotten > 0.0:
        add(w, i, RELATIONSHIP, relationship.leaves_with(stock(w, i, RELATIONSHIP), forgotten), cause)
    before = account.owner
    account.owner = seat
    recorder.owner_changed(w, i, before, seat, warm)


def lose_owner(w: World, p: int, warm: bool, cause: int) -> None:
    """Let all accounts of a person know that he leaves; they stay with his seat, and so with his successor."""
    team, seat = w.people[p].team, w.people[p].seat
    for i in range(len(w.accounts)):
        account = w.accounts[i]
        if account.live and account.owner == seat and w.segments[account.segment].team == team:
            change_owner(w, i, seat, warm, cause)
