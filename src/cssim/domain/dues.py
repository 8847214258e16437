"""What is due by the month."""

from __future__ import annotations


class Due:
    """Something that one customer has for so many ``months``, for which ``paid`` [cents] has been paid in all."""

    __slots__ = ("months", "paid")

    def __init__(self) -> None:
        self.months = 0
        self.paid = 0
