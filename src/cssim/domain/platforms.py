"""The platforms of the digital programme."""

from __future__ import annotations


class Platform:
    """The platform of a segment: ``paid`` [cents] for so many ``months`` of a customer."""

    __slots__ = ("months", "paid")

    def __init__(self) -> None:
        self.months = 0
        self.paid = 0
