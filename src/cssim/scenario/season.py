"""Season: how much more or less happens in each calendar month."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Number


def _month(name: str) -> float:
    factor: float = field(
        1.0, about=f"weight of {name}; only the weights relative to each other count", unit="weight", low=0.5, high=2.0,
        off=1.0, evidence="yours", gt=0, le=100,
    )  # fmt: skip
    return factor


class Season(Part):
    """Weights of the calendar months; all alike, the year is flat."""

    january: Number = _month("January")
    february: Number = _month("February")
    march: Number = _month("March")
    april: Number = _month("April")
    may: Number = _month("May")
    june: Number = _month("June")
    july: Number = _month("July")
    august: Number = _month("August")
    september: Number = _month("September")
    october: Number = _month("October")
    november: Number = _month("November")
    december: Number = _month("December")

    def lower(self) -> tuple[float, ...]:
        """Return the factor of each month, January first: with a mean of 1, exactly 1 if all are alike."""
        weights = [getattr(self, name) for name in type(self).model_fields]
        mean = sum(weights) / len(weights)
        return tuple(1.0 if min(weights) == max(weights) else weight / mean for weight in weights)
