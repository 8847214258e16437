"""The digital programme of a segment in numbers."""

from __future__ import annotations

from typing import NamedTuple


class DigitalRow(NamedTuple):
    """The programme of one segment: a touch every ``digital_interval`` [h], 0 for none; its platform costs
    ``digital_platform`` [cents] a year and customer, which is counted with ``digital_team``."""

    digital_interval: float = 0.0
    digital_platform: int = 0
    digital_team: int = 0
