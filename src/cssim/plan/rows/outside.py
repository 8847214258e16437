"""What comes from outside."""

from __future__ import annotations

from typing import NamedTuple


class OutsideRow(NamedTuple):
    """Champions leave an account ``champion_rate`` times a year (0: never); each time ``champion_amount`` [log-odds]
    is posted, less the share ``champion_shield`` of it where the relationship is as good as it gets."""

    champion_rate: float = 0.0
    champion_amount: float = 0.0
    champion_shield: float = 0.0
