"""The story of renewal plays: one before every end of a contract; retells :mod:`cssim.engine.preparing`."""

from __future__ import annotations

from cssim.dynamics import plays
from cssim.dynamics.drivers import READINESS
from cssim.dynamics.grid import on_grid
from cssim.dynamics.plays import RENEWAL
from cssim.engine.compiled import slots
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.watching import looked_after


def first_due(w: World, i: int, begin: float) -> float:
    """Return when [h] the first renewal play falls due: at ``begin`` if its time has come and it has not been held."""
    run, account = w.run[0], w.accounts[i]
    lead = w.plays[account.segment, RENEWAL].lead
    end = plays.coming_end(account.contract_end - account.notice, account.term, begin)
    if end - lead < account.posted_at[READINESS] < begin:
        end += account.term
    return on_grid(max(end - lead, begin), run.grid)


def prepare(w: World, i: int) -> float:
    """Let a renewal play fall due if its time has come; return when [h] to look again."""
    run, account = w.run[0], w.accounts[i]
    row = w.plays[account.segment, RENEWAL]
    end = plays.coming_end(account.contract_end - account.notice, account.term, run.now)
    if end - row.lead > run.now:
        return on_grid(end - row.lead, run.grid)
    if account.live and looked_after(w, i):
        n = account.slot_n[RENEWAL]
        account.slot_n[RENEWAL] = n + 1
        slots.held_or_expired(w, i, RENEWAL, n, min(row.expiry, end - run.now))
    return on_grid(max(end + account.term - row.lead, run.now + row.interval), run.grid)
