"""What an unquoted word of a scenario file means: the scalars of YAML 1.2's core schema, and nothing more.

YAML 1.1 turns ``NO`` into false, ``012`` into ten, ``1:30`` into ninety and leaves ``1e3`` as text. Here ``NO``,
``yes`` and ``on`` are text, ``012`` is twelve, ``1e3`` a thousand, and ``1:30`` and ``2027-01`` stay text, for the
field that gets them to accept or refuse.
"""

from __future__ import annotations

import math
import re
from typing import Final

Scalar = str | int | float | bool | None

MAX_DIGITS: Final = 400
"""More digits than any number of a scenario has; also keeps the conversion away from Python's own limit."""

_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL: Final = {word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
_INT: Final = re.compile(r"[-+]?[0-9]+")
_OCTAL: Final = re.compile(r"0o[0-7]+")
_HEX: Final = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def resolve(word: str) -> Scalar:
    """Return the value of an unquoted scalar.

    Raises
    ------
    ValueError
        If it is a number that a scenario cannot use: infinite, not a number, or absurdly long.
    """
    if word in _NULL:
        return None
    if word in _BOOL:
        return _BOOL[word]
    if _NOT_FINITE.fullmatch(word):
        raise ValueError(f"{word} is not a finite number")
    for pattern, base in ((_INT, 10), (_OCTAL, 8), (_HEX, 16)):
        if pattern.fullmatch(word):
            return _integer(word, base)
    return _real(word) if _FLOAT.fullmatch(word) else word


def _integer(word: str, base: int) -> int:
    if len(word) > MAX_DIGITS:
        raise ValueError(f"a number of {len(word)} digits is too long")
    return int(word if base == 10 else word[2:], base)


def _real(word: str) -> float:
    value = float(word)
    if not math.isfinite(value):
        raise ValueError(f"{word[:40]} is too large a number")
    return value
