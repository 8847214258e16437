"""Reviews of segments: customers that have grown, or shrunk, move."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from cssim.part import Part, field
from cssim.quantities import Whole


def _bare(value: Any) -> Any:
    """Read ``2 reviews`` as 2."""
    return re.sub(r"\s*reviews?\s*$", "", value) if isinstance(value, str) else value


Reviews = Annotated[Whole, BeforeValidator(_bare, json_schema_input_type=int | str)]
"""A number of reviews, such as 2 reviews."""


class SegmentReview(Part):
    """Now and then it is looked at which segment a customer's ARR belongs to, by the rules ``arr_from``."""

    every: Literal["never", "month", "quarter", "year"] = field(
        "never", about="how often, on the first day of a month, a quarter or a year from the start on", off="never",
        evidence="yours",
    )  # fmt: skip
    after: Reviews = field(
        2, about="a customer moves when so many reviews in a row find it in the same other segment", unit="reviews",
        low=1, high=4, evidence="guess", ge=1, le=100,
    )  # fmt: skip
