"""What becomes of the people of today's teams when another design begins."""

from __future__ import annotations

from typing import Final, NamedTuple

from cssim.plan.rows.accounts import NOBODY

STAYS: Final = 0
RETRAINED: Final = 1
LEAVES: Final = 2
MOVES: Final = 3
OPENS: Final = 4
ARRIVES: Final = 5
LATER: Final = 6
"""What becomes of a seat: who is there stays as he is, stays and is retrained, has to leave, or goes to another seat;
a new post is opened, somebody comes from another seat, or a post may be opened later. Where a post is open that was to
be, now or later, who is there stays."""

NO_POST: Final = 2e18
"""When [h] a post is opened that a design does not know."""


class SeatRow(NamedTuple):
    """What becomes of one seat: its ``fate``, a code of this module.

    Who moves goes to ``to_seat`` of ``to_team``. ``closes`` (1): the post is not filled again. Who stays closes
    at most the share ``able`` of questions alone; who is retrained works below the usual pace for ``second_ramp`` [h].
    """

    fate: int = STAYS
    to_team: int = NOBODY
    to_seat: int = NOBODY
    closes: int = 0
    able: float = 1.0
    second_ramp: float = 0.0
