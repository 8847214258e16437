"""Pools of a team: which people accounts without an owner may turn to."""

from __future__ import annotations

from typing import Final, NamedTuple

from cssim.dynamics.routing import ANYONE, MOST_PLACES


class PoolRow(NamedTuple):
    """The pools of a segment's team, for accounts that come while a run goes on.

    ``pool_bounds`` are cumulative shares of accounts by place (region or language), the last above 1; ``pool_lines``
    the codes of the lines of those places (:mod:`cssim.dynamics.routing`); (MOST_PLACES,).
    """

    pool_bounds: tuple[float, ...]
    pool_lines: tuple[float, ...]


ONE_POOL_EACH: Final = PoolRow((2.0,) * MOST_PLACES, (float(ANYONE),) * MOST_PLACES)
"""Accounts of a segment that has one pool may turn to everybody of its team."""
