"""Facts in words: one line each, and the story of one account up to a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from cssim.domain import people, tally
from cssim.domain.facts import CostLine, Fact, FeeLine, GoalAttained, PersonChanged, Posted, RequestRaised
from cssim.dynamics import drivers
from cssim.dynamics.routing import ANYONE, group_of_line
from cssim.plan.tables import REQUEST_TYPES
from cssim.units import HOURS_PER_MONTH, month_of

Words = Callable[[Any], str]

STOPS: Final = ("self-service", "support", "CSM", "automated agent", "specialist")
_NOBODY: Final = {"owner": "anyone", "team": "no team", "seat": "nobody"}


def _named(names: Sequence[str]) -> Words:
    return lambda code: f"{names[code]} ({code})" if 0 <= code < len(names) else f"unknown ({code})"


_WORDS: Final[dict[tuple[type[Any] | None, str], Words]] = {
    (RequestRaised, "type"): _named(REQUEST_TYPES),
    (None, "stop"): _named(STOPS),
    (Posted, "driver"): _named(drivers.NAMES),
    (None, "kind"): _named(tally.COSTS),
    (None, "change"): _named(people.CHANGES),
    (None, "work"): lambda key: f"{key:016x}",
    (None, "cause"): lambda key: f"{key:016x}",
    (None, "misrouted"): lambda yes: "yes" if yes else "no",
    (None, "alone"): lambda yes: "yes" if yes else "no",
    (None, "renewed"): lambda yes: "yes" if yes else "no",
}


def in_words(fact: Fact) -> str:
    """Return a fact as one line: when, what, and every field by its name, numbers with all their digits."""
    when = f"{fact.time!r:>20} h  {_moment(fact.time):<24}"
    what = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in type(fact).__name__).strip()
    fields = (f"{name} {_value(fact, name)}" for name in fact._fields if name != "time")
    return f"{when}{what}: {', '.join(fields)}"


def story_of(facts: Sequence[Fact], account: int) -> list[str]:
    """Return the facts about one account in words, in the order in which they were told."""
    return [in_words(fact) for fact in facts if getattr(fact, "account", None) == account]


def account_of(*facts: Fact | None) -> int | None:
    """Return the account that the first of these facts with an account is about."""
    of_people = (CostLine, FeeLine, GoalAttained, PersonChanged)
    told = (fact for fact in facts if fact is not None and not isinstance(fact, of_people))
    return next((fact.account for fact in told), None)


def _moment(time: float) -> str:
    month = month_of(time)
    return f"(month {month} + {time - month * HOURS_PER_MONTH:.2f})"


def _value(fact: Fact, name: str) -> str:
    value = getattr(fact, name)
    if name == "owner" and value < ANYONE:
        return f"group {group_of_line(value)}"
    if name in _NOBODY and value < 0:
        return _NOBODY[name]
    words = _WORDS.get((type(fact), name)) or _WORDS.get((None, name))
    return words(value) if words is not None else repr(value)
