"""What two engines tell differently, bit for bit: two floats are the same if all their 64 bits are."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any, Final, NamedTuple

import numpy as np

SHOWN: Final = 12
"""How many numbers are shown of a table that differs in more."""


class Leaf(NamedTuple):
    """A number as its engine left it: the name of its ``type``, its ``bits`` and how it ``reads``."""

    type: str
    bits: bytes
    reads: str


def leaf(value: Any) -> Leaf:
    """Return a number ready to be compared; -0.0 is not 0.0, and 1 not True."""
    if isinstance(value, float):
        return Leaf(type(value).__name__, struct.pack(">d", value), f"{value!r} ({float(value).hex()})")
    return Leaf(type(value).__name__, str(int(value)).encode(), repr(value))


def leaves(thing: Any, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Yield every number inside a thing made of tuples, dataclasses and arrays, with the way to it.

    Raises
    ------
    TypeError
        If something else is in it.
    """
    if isinstance(thing, bool | int | float | np.generic) and not isinstance(thing, np.void):
        yield path, leaf(thing)
    elif isinstance(thing, np.ndarray):
        yield from _of_array(thing, path)
    elif hasattr(thing, "columns") and isinstance(thing.columns, np.ndarray):
        yield from _of_array(thing.columns, path)
    elif hasattr(thing, "_fields"):
        for name, each in zip(thing._fields, thing, strict=True):
            yield from leaves(each, f"{path}.{name}")
    elif isinstance(thing, tuple):
        for i, each in enumerate(thing):
            yield from leaves(each, f"{path}[{i}]")
    elif dataclasses.is_dataclass(thing):
        for attribute in dataclasses.fields(thing):
            yield from leaves(getattr(thing, attribute.name), f"{path}.{attribute.name}")
    else:
        raise TypeError(f"{path} is {type(thing).__name__}, which is neither a number nor made of numbers")


def _of_array(array: np.ndarray[Any, Any], path: str) -> Iterator[tuple[str, Leaf]]:
    if array.dtype.names:
        for name in array.dtype.names:
            yield from _of_array(array[name], f"{path}.{name}")
        return
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{path} is an array of {array.dtype}, which are not numbers")
    for where in np.ndindex(array.shape):
        yield f"{path}{list(where)}", leaf(array[where])


def differences(one: Any, other: Any) -> list[str]:
    """Return in words where two things differ, at most the first few places; empty if they are the same."""
    pairs = zip_longest(leaves(one), leaves(other), fillvalue=("nothing more", Leaf("", b"", "-")))
    unlike = ((a, b) for a, b in pairs if a[0] != b[0] or a[1][:2] != b[1][:2])
    return [_in_words(a, b) for a, b in islice(unlike, SHOWN)]


def _in_words(one: tuple[str, Leaf], other: tuple[str, Leaf]) -> str:
    if one[0] != other[0]:
        return f"{one[0]} = {one[1].reads} against {other[0]} = {other[1].reads}"
    types = "" if one[1].type == other[1].type else f" [{one[1].type} against {other[1].type}]"
    return f"{one[0]}: {one[1].reads} against {other[1].reads}{types}"


def same_table(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    """Return whether two arrays are the same bit for bit, without looking at every number alone."""
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
