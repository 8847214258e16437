"""Good and bad years."""

from __future__ import annotations

from typing import NamedTuple


class YearRow(NamedTuple):
    """Standard deviations [log-odds] of a year's effect: ``year_common`` to all segments, ``year_segment`` of each.

    ``year_months_in`` months of the first finance year lie before month 0.
    """

    year_common: float = 0.0
    year_segment: float = 0.0
    year_months_in: int = 0
