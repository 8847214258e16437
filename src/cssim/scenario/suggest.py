"""Did you mean: the nearest of the words that are allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MAX_LISTED = 12
"""More allowed words than this are not written out in a message."""


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word most like ``word``, if one is near enough."""
    words = {one.casefold(): one for one in allowed}
    found = difflib.get_close_matches(word[:100].casefold(), words, n=1, cutoff=0.6)
    return words[found[0]] if found else None


def hint(word: str, allowed: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"``, or nothing."""
    near = nearest(word, allowed)
    return f"; did you mean {near!r}?" if near else ""


def instead(word: str, allowed: Iterable[str]) -> str:
    """Return :func:`hint`, or the list of what is allowed if nothing is near and the list is short."""
    words = list(allowed)
    near = hint(word, words)
    if near or not words or len(words) > MAX_LISTED:
        return near
    return f"; allowed: {', '.join(words)}"


def shown(value: object) -> str:
    """Return a value as a message quotes it: what a user would recognize, on one line, and not too long."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(int(value) if isinstance(value, float) and value.is_integer() else value)
    return text if len(text) <= 80 else f"{text[:60]}...{text[-1]}"
