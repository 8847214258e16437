"""Facts: written as records of one shape, read back as the facts of the domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from cssim.domain import facts
from cssim.domain.facts import Fact
from cssim.engine.compiled.rows import World

REQUEST_RAISED: Final = 0
SUBMITTED: Final = 1
STARTED: Final = 2
DONE: Final = 3
EXPIRED: Final = 4
ABANDONED: Final = 5
TRANSFERRED: Final = 6
POSTED: Final = 7
CONTRACT_ENDED: Final = 8
COST: Final = 9


def write(w: World, kind: int, account: int, work: int, a: int, b: int, c: int, d: int, x: float, y: float) -> None:
    """Write a fact of this instant; :data:`_READ` says what its columns mean."""
    run = w.run[0]
    fact = w.facts[run.n_facts]
    run.n_facts += 1
    fact.time, fact.kind, fact.account, fact.work = run.now, kind, account, work
    fact.a, fact.b, fact.c, fact.d = a, b, c, d
    fact.x, fact.y = x, y


_READ: Final[dict[int, Callable[..., Fact]]] = {
    REQUEST_RAISED: lambda t, i, w, a, b, c, d, x, y: facts.RequestRaised(t, i, w, a, b, bool(c)),
    SUBMITTED: lambda t, i, w, a, b, c, d, x, y: facts.WorkSubmitted(t, i, w, a, b, c, x),
    STARTED: lambda t, i, w, a, b, c, d, x, y: facts.WorkStarted(t, i, w, a, b, x, bool(c)),
    DONE: lambda t, i, w, a, b, c, d, x, y: facts.WorkDone(t, i, w, a, b, x),
    EXPIRED: lambda t, i, w, a, b, c, d, x, y: facts.WorkExpired(t, i, w, a),
    ABANDONED: lambda t, i, w, a, b, c, d, x, y: facts.WorkAbandoned(t, i, w, a, x),
    TRANSFERRED: lambda t, i, w, a, b, c, d, x, y: facts.Transferred(t, i, w, a),
    POSTED: lambda t, i, w, a, b, c, d, x, y: facts.Posted(t, i, a, x, w),
    CONTRACT_ENDED: lambda t, i, w, a, b, c, d, x, y: facts.ContractEnded(t, i, x, y, a, b, c, bool(d)),
    COST: lambda t, i, w, a, b, c, d, x, y: facts.CostLine(t, a, b, c),
}


def read(rows: Any) -> Iterator[Fact]:
    """Yield the facts of a table of records, in the order they were written."""
    for time, kind, *columns in rows.tolist():
        yield _READ[kind](time, *columns)
