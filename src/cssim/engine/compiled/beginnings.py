"""What an account does from its first hour on; retells :mod:`cssim.engine.beginnings`."""

from __future__ import annotations

from cssim.engine.compiled.champions import begin_champions
from cssim.engine.compiled.digital import begin_digital
from cssim.engine.compiled.plays import begin_plays
from cssim.engine.compiled.requests import begin_requests
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.shocks import begin_shocks


def begin_account(w: World, i: int, begin: float) -> None:
    """Begin an account's requests and plays, and what happens to it from outside, at ``begin`` [h]."""
    begin_requests(w, i, begin)
    begin_plays(w, i, begin)
    begin_digital(w, i, begin)
    begin_champions(w, i, begin)
    begin_shocks(w, i, begin)
