"""Laws of working hours: one part per family, told apart by ``dist``; a bare working time means a fixed one."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from cssim.part import Part, field
from cssim.quantities import Number, WorkTime
from cssim.sampling.inverse import EXPONENTIAL, FIXED, LOGNORMAL


class Fixed(Part):
    """Always the same time."""

    dist: Literal["fixed"] = field("fixed", about="always the same time")
    hours: WorkTime = field(about="the time", unit="working hours", gt=0)

    def lower(self) -> tuple[int, float, float]:
        """Return the code of the law, its mean [h] and its spread."""
        return FIXED, self.hours, 0.0


class Exponential(Part):
    """Times without memory: mostly short, now and then very long."""

    dist: Literal["exponential"] = field("exponential", about="exponential law")
    mean: WorkTime = field(about="mean time", unit="working hours", gt=0)

    def lower(self) -> tuple[int, float, float]:
        """Return the code of the law, its mean [h] and its spread."""
        return EXPONENTIAL, self.mean, 0.0


class Lognormal(Part):
    """Heavy-tailed times, as tickets and calls have them."""

    dist: Literal["lognormal"] = field("lognormal", about="lognormal law")
    mean: WorkTime = field(about="mean time", unit="working hours", gt=0)
    sigma: Number = field(
        0.7,
        about="standard deviation of the logarithm of the time",
        unit="log hours",
        low=0.35,
        high=1.4,
        off=0.0,
        evidence="guess",
        source="[56] shows that effort is heavy-tailed; its size here is a guess",
        ge=0,
        le=3,
    )

    def lower(self) -> tuple[int, float, float]:
        """Return the code of the law, its mean [h] and its spread (sigma)."""
        return LOGNORMAL, self.mean, self.sigma


def _bare_time(value: Any) -> Any:
    """Read a time without a word for its law as a fixed time."""
    return value if isinstance(value, dict | Part) else {"dist": "fixed", "hours": value}


Law = Annotated[
    Annotated[Fixed | Exponential | Lognormal, Field(discriminator="dist")],
    BeforeValidator(_bare_time, json_schema_input_type=str | Fixed | Exponential | Lognormal),
]
"""A law of working hours."""
