"""What an account does from its first hour on; retells :mod:`cssim.engine.beginnings`."""

from __future__ import annotations

from cssim.engine.compiled.plays import begin_plays
from cssim.engine.compiled.requests import begin_requests
from cssim.engine.compiled.rows import World


def begin_account(w: World, i: int, begin: float) -> None:
    """Begin an account's requests and plays at ``begin`` [h]."""
    begin_requests(w, i, begin)
    begin_plays(w, i, begin)
