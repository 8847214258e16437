"""What a key means: the field reference behind ``cssim explain KEY``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from cssim.errors import InputError
from cssim.scenario.manual.catalog import ANY_NAME, Explanation, catalog
from cssim.scenario.manual.json_schema import json_schema
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import nearest

__all__ = ["Explanation", "explain", "json_schema", "keys", "text"]

_MOST_NAMED: Final = 8


@cache
def keys() -> tuple[Explanation, ...]:
    """Return every key of a scenario."""
    return catalog(Scenario)


def explain(key: str) -> Explanation:
    """Return what is known about a key.

    Parameters
    ----------
    key
        Dotted, with ``*`` or any name where users choose names
        (``customers.segments.enterprise.logo_churn``); the end of a key is enough if no other key ends so.

    Raises
    ------
    InputError
        If no key, or more than one, is meant; the message names the nearest.
    """
    asked = key.strip().split(".")
    for matches in (_is, _ends, _ends_with_names):
        found = [row for row in keys() if matches(row.key.split("."), asked)]
        names = list(dict.fromkeys(row.key for row in found))
        if len(names) == 1:
            return replace(found[0], others=tuple(found[1:]))
        if names:
            more = ", ..." if len(names) > _MOST_NAMED else ""
            raise InputError.of(f"several keys end so: {', '.join(names[:_MOST_NAMED])}{more}", path=key)
    raise InputError.of(f"unknown key{_nearest(asked)}", path=key)


def text(row: Explanation) -> str:
    """Return an explanation as lines for a terminal."""
    blocks = ["\n".join([row.key, f"  {row.about}", *_lines(row)])]
    blocks += ["\n".join(_lines(other)) for other in row.others]
    return "\n\n".join(blocks)


def _lines(row: Explanation) -> Iterator[str]:
    span = f"{row.low} to {row.high}" if row.low and row.high else row.low or row.high
    drawn = "; varies over it when assumptions are drawn" if row.drawn and span else ""
    said = {
        "only with": " or ".join(row.only_with),
        "type": row.kind,
        "one of": ", ".join(row.allowed),
        "limits": row.limits,
        "unit": row.unit,
        "default": "none, it must be given" if row.required else row.default,
        "range": span + drawn,
        "off": row.off,
        "evidence": row.evidence,
        "source": row.source,
        "keys": ", ".join(row.keys),
    }
    return (f"  {name:<10} {value}" for name, value in said.items() if value)


def _is(row: Sequence[str], asked: Sequence[str]) -> bool:
    """Return whether a key is meant in full, names of the user's included."""
    return len(row) == len(asked) and all(one in (ANY_NAME, word) for one, word in zip(row, asked, strict=True))


def _ends(row: Sequence[str], asked: Sequence[str]) -> bool:
    return list(row[-len(asked) :]) == list(asked)


def _ends_with_names(row: Sequence[str], asked: Sequence[str]) -> bool:
    """Return whether a key ends as asked, with a name of the user's somewhere before its last word."""
    return row[-1] == asked[-1] and len(asked) <= len(row) and _is(row[-len(asked) :], asked)


def _nearest(asked: Sequence[str]) -> str:
    """Return a hint: the key whose last word is most like the last word asked for."""
    whole = nearest(".".join(asked), [row.key for row in keys()])
    word = nearest(asked[-1], [row.key.rpartition(".")[2] for row in keys()])
    meant = whole or next((row.key for row in keys() if word and row.key.rpartition(".")[2] == word), None)
    return f"; did you mean {meant!r}?" if meant else ""
