"""Who tells the reference workload: what each does, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Final, NamedTuple

from benchmarks.reference.workload import Outcome, Workload, plan_of
from cssim.domain import tally
from cssim.domain.settled import SettledBook
from cssim.engine.engines import engine_named
from cssim.results.run import Run
from cssim.units import MILLI

SEED: Final = 1

Tell = Callable[[int], Outcome]
"""Tell the run of a number."""


class Teller(NamedTuple):
    """One contestant: ``does`` and ``leaves out`` are for the reader of the table; ``needs`` is a library.

    ``ready`` returns the telling of a workload, with everything made that may be made beforehand.
    ``ours`` draws at our addresses, so that it must count exactly what the engines count.
    """

    name: str
    does: str
    leaves_out: str
    needs: str
    ours: bool
    ready: Callable[[Workload], Tell]

    @property
    def there(self) -> bool:
        """Say whether the library it needs is installed."""
        return find_spec(self.needs) is not None


def outcome_of(run: Run, workload: Workload) -> Outcome:
    """Return what an engine counted."""
    work = run.tally.work[:, 0].sum(axis=0)
    wait = work[tally.WAIT_MILLI] / work[tally.STARTED] / MILLI
    busy = work[tally.BUSY_MILLI] / MILLI / (workload.csms * workload.end)
    return Outcome(int(work[tally.SUBMITTED]), int(work[tally.DONE]), float(wait), float(busy))


def _engine(name: str) -> Callable[[Workload], Tell]:
    def ready(workload: Workload) -> Tell:
        plan, engine = plan_of(workload), engine_named(name)

        @cache
        def book(run: int) -> SettledBook:
            return engine.settle(plan, SEED, run)

        return lambda run: outcome_of(engine.simulate(plan, book(run), SEED, run), workload)

    return ready


def _naive(workload: Workload) -> Tell:
    from benchmarks.reference import resource

    plan = plan_of(workload)
    return lambda run: resource.simulate(workload, plan, SEED, run)


def _loop(workload: Workload) -> Tell:
    from benchmarks.reference import loop

    plan = plan_of(workload)
    return lambda run: loop.simulate(workload, plan, SEED, run).outcome


def _ciw(workload: Workload) -> Tell:
    from benchmarks.reference import ciw_peer

    return lambda run: ciw_peer.simulate(workload, run)


def _mesa(workload: Workload) -> Tell:
    from benchmarks.reference import mesa_peer

    return lambda run: mesa_peer.simulate(workload, run)


NAIVE: Final = "naive SimPy"
SIMPY: Final = "cssim, SimPy engine"
COMPILED: Final = "cssim, compiled engine"
LOOP: Final = "hand-written Numba loop"

TELLERS: Final = (
    Teller(
        NAIVE,
        "a process per account and per request, a Resource per line; our draws, one at a time",
        "contracts, months, tally, stocks, facts",
        "simpy",
        True,
        _naive,
    ),
    Teller(
        "Ciw",
        "one node per line, a record per request",
        "accounts (one merged stream per line), our draws; everything but the queue",
        "ciw",
        False,
        _ciw,
    ),
    Teller(
        "Mesa",
        "agents for accounts and CSMs on the discrete-event simulator; lines are deques written for it",
        "our draws; everything but the queue",
        "mesa",
        False,
        _mesa,
    ),
    Teller(
        SIMPY,
        "the full model with every other mechanism at its off value: contracts, month ends, tally, ledger, "
        "priorities, check that everything balances",
        "nothing",
        "simpy",
        True,
        _engine("simpy"),
    ),
    Teller(COMPILED, "the same as the SimPy engine, to the last bit", "nothing", "numba", True, _engine("compiled")),
    Teller(
        LOOP,
        "flat arrays, one binary heap, a linked line; our draws; a trace of every request",
        "contracts, months, tally, stocks, priorities, ties; written for this workload only",
        "numba",
        True,
        _loop,
    ),
)
