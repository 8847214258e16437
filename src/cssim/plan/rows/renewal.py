"""What happens at the end of a contract."""

from __future__ import annotations

from typing import NamedTuple


class RenewalRow(NamedTuple):
    """``downsell_odds`` and ``downsell_size`` (share of ARR) of a contraction at renewal."""

    downsell_odds: float
    downsell_size: float
