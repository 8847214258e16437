"""Do two engines tell the same? From the settled book to every fact, in order and bit for bit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import zip_longest
from typing import Any, Final

import numpy as np

from cssim.domain.facts import Fact
from cssim.engine.engines import Engine
from cssim.engine.recorder import ALL
from cssim.plan.tables import Plan
from cssim.results.run import Run
from tests.agreement.companies import Case
from tests.agreement.differences import differences, same_table
from tests.agreement.stories import account_of, in_words, story_of

BEFORE: Final = 6
"""How many of the facts that both engines told are shown before the first that differs."""
_NOT_COMPARED: Final = ("engine", "facts")


def disagreement(case: Case, engines: Mapping[str, Engine]) -> str:
    """Return in words what two engines, by their names, tell differently of one company; empty if they agree."""
    found = disagreement_on(case.plan, case.seed, case.run, engines)
    return f"company {case.number}, {found}" if found else ""


def disagreement_on(plan: Plan, seed: int, run: int, engines: Mapping[str, Engine]) -> str:
    """Return in words what two engines, by their names, tell differently of a plan; empty if they agree.

    Both simulate from the book as the first one has settled it, so that a difference in settling, of which no facts are
    kept, need not hide one in the stories.
    """
    grid = f", time on a grid of {plan.clock.grid:g} h" if plan.clock.grid else ""
    head = f"seed {seed}, run {run}{grid}, {' and '.join(engines)}"
    books = [engine.settle(plan, seed, run) for engine in engines.values()]
    told = {name: engine.simulate(plan, books[0], seed, run, ALL) for name, engine in engines.items()}
    one, other = told.values()
    lines: list[str] = []
    if unlike := differences(*books):
        lines += ["the settled book differs:", *unlike]
    if (at := first_unlike(one.facts, other.facts)) is not None:
        lines += [f"fact {at} differs:", *_around(told, at)]
    elif unlike := unlike_numbers(one, other):
        lines += ["all facts agree, and these numbers do not:", *unlike]
    return "\n  ".join([f"{head}:", *lines]) if lines else ""


def first_unlike(one: Sequence[Fact], other: Sequence[Fact]) -> int | None:
    """Return the position of the first fact that two engines tell differently, or that only one of them tells.

    Written out, two numbers are the same text exactly if they have the same type and the same bits.
    """
    for at, (a, b) in enumerate(zip_longest(one, other)):
        if type(a) is not type(b) or repr(tuple(a)) != repr(tuple(b)):
            return at
    return None


def unlike_numbers(one: Run, other: Run) -> list[str]:
    """Return where two runs differ, their facts and the names of their engines apart."""
    found: list[str] = []
    for attribute in fields(Run):
        pair = getattr(one, attribute.name), getattr(other, attribute.name)
        if attribute.name not in _NOT_COMPARED and not _same(*pair):
            found.extend(f"{attribute.name}{each}" for each in differences(*pair))
    return found


def _same(one: Any, other: Any) -> bool:
    """Return whether two values are the same, looking at tables as a whole."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return same_table(one, other)
    if hasattr(one, "__dataclass_fields__"):
        return all(_same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    return type(one) is type(other) and bool(one == other)


def _around(told: Mapping[str, Run], at: int) -> list[str]:
    """Return the first fact that differs as either engine tells it, what came just before, and its account's story."""
    common = next(iter(told.values())).facts[:at]
    lines = ["just before:", *(f"  {in_words(fact)}" for fact in common[-BEFORE:])]
    differing = {name: run.facts[at] if at < len(run.facts) else None for name, run in told.items()}
    for name, fact in differing.items():
        lines += [f"{name} tells:", f"  {in_words(fact) if fact is not None else 'nothing more'}"]
    account = account_of(*differing.values())
    if account is None:
        return lines
    story = [f"  {line}" for line in story_of(common, account)] or ["  nothing has been told of it"]
    return [*lines, f"the story of account {account} up to there:", *story]
