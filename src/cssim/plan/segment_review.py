"""Reviews of segments in numbers."""

from __future__ import annotations

from typing import Final

from cssim.plan.rows.segment_review import ReviewRow
from cssim.scenario.segment_review import SegmentReview
from cssim.units import HOURS_PER_MONTH, HOURS_PER_QUARTER, HOURS_PER_YEAR

_HOURS: Final = {"never": 0.0, "month": HOURS_PER_MONTH, "quarter": HOURS_PER_QUARTER, "year": HOURS_PER_YEAR}


def lower_review(review: SegmentReview) -> ReviewRow:
    """Return when customers move to another segment."""
    return ReviewRow(_HOURS[review.every], review.after)
