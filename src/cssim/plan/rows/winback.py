"""Winback: when lost customers are asked to come back, and what they come back with."""

from __future__ import annotations

from typing import NamedTuple


class WinbackRow(NamedTuple):
    """Lost customers are asked ``winback_delay`` [h] later on average. Who comes back has ``winback_arr`` of its ARR,
    and is the old customer up to ``winback_window`` [h] after it left, a new one later."""

    winback_delay: float = 0.0
    winback_arr: float = 1.0
    winback_window: float = 0.0
