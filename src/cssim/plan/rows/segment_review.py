"""Reviews of segments."""

from __future__ import annotations

from typing import NamedTuple


class ReviewRow(NamedTuple):
    """Every ``review_every`` [h] (0: never) it is looked at which segment an account's ARR belongs to; it moves when
    that has been the same other one ``review_after`` times in a row."""

    review_every: float = 0.0
    review_after: int = 1
