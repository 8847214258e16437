"""Draws at their addresses, in unsigned 64-bit numbers."""

from __future__ import annotations

from cssim.engine.compiled.rows import World
from cssim.sampling.streams import MASK64, combine, uniform_at


def u64(number: int) -> int:
    """Return a whole number as an unsigned 64-bit one; the one function that compiled code spells anew (P17)."""
    return int(number) & MASK64


def uniform(w: World, purpose: int, key: int, n: int) -> float:
    """Return the uniform for the ``n``-th decision of kind ``purpose`` about the entity ``key``."""
    return uniform_at(u64(w.run[0].root), u64(purpose), u64(key), u64(n))


def happens(w: World, purpose: int, share: float, key: int, n: int) -> bool:
    """Return whether something that happens in this ``share`` of cases does; drawn only if it can."""
    return share > 0.0 and uniform(w, purpose, key, n) < share


def trait(w: World, purpose: int, key: int, n: int) -> float:
    """Return the uniform for a decision about who somebody is: the same before and after time 0."""
    return uniform_at(u64(w.run[0].traits_root), u64(purpose), u64(key), u64(n))


def derived(key: int, part: int) -> int:
    """Return the key of the thing number ``part`` of the thing with ``key``."""
    return combine(u64(key), u64(part))
