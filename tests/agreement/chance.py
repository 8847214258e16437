"""Choices with an address: what a generated company looks like at one place depends on its number and that place only.

So a field added to the schema moves no other field of any company, and company 217 stays company 217.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from cssim.part import Part, about
from cssim.scenario.shape import parts_at, plain

_OFF: Final = 0.15
"""Share of fields with an off value that are off."""
_DIGITS: Final = 4

T = TypeVar("T")


class Chance:
    """The choices of one company."""

    def __init__(self, number: int, place: str = "") -> None:
        self.number = number
        self.place = place

    def at(self, place: str) -> Chance:
        """Return the choices below a place."""
        return Chance(self.number, f"{self.place}/{place}")

    def _random(self, place: str) -> random.Random:
        return random.Random(f"{self.number}{self.place}/{place}")

    def pick(self, place: str, options: Sequence[T]) -> T:
        """Return one of the options."""
        return self._random(place).choice(options)

    def maybe(self, place: str, share: float = 0.5) -> bool:
        """Return True in this share of companies."""
        return self._random(place).random() < share

    def between(self, place: str, low: float, high: float) -> float:
        """Return a number of few digits."""
        return round(self._random(place).uniform(low, high), _DIGITS)

    def whole(self, place: str, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return self._random(place).randint(low, high)


def vary(part: type[Part], chance: Chance) -> dict[str, Any]:
    """Return raw values for every field of a part, and of the parts in it, that states the range of its evidence.

    In some companies a field takes its off value instead, or its default. Fields of other kinds are left out.
    """
    found: dict[str, Any] = {}
    for name, info in part.model_fields.items():
        note, inside = about(info), parts_at(info.annotation)
        if len(inside) == 1:
            found[name] = vary(inside[0], chance.at(name))
        elif inside or note.low is None or note.high is None or plain(info.annotation) not in (int, float):
            continue
        elif note.has_off and chance.maybe(f"{name}/off", _OFF):
            found[name] = written(note.off, note.unit)
        elif plain(info.annotation) is int and "currency" not in note.unit:
            found[name] = chance.whole(name, int(note.low), int(note.high))
        else:
            found[name] = written(chance.between(name, note.low, note.high), note.unit)
    return found


def written(value: Any, unit: str) -> Any:
    """Return a value as a file would say it."""
    if unit in ("working hours", "months"):
        return f"{value} {unit}"
    return f"{value}/year" if unit == "per year" else value


def law(chance: Chance, mean: float) -> Any:
    """Return a raw law of working hours: any family; a fixed one bare or by its word."""
    time = f"{mean} working hours"
    return chance.pick(
        "dist",
        [
            time,
            {"dist": "fixed", "hours": time},
            {"dist": "exponential", "mean": time},
            {"dist": "lognormal", "mean": time, "sigma": chance.pick("sigma", [0.0, 0.35, 0.9, 1.4])},
        ],
    )
