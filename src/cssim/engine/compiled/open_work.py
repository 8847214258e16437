"""Open work: rows of the table that are in use, and each account's chain of them in the order they were submitted."""

from __future__ import annotations

from cssim.domain.work import NEVER, RAISED, SLOT_URGENCY
from cssim.dynamics.routing import ANYONE
from cssim.engine.compiled.rows import NONE, World


def new_work(w: World, i: int, key: int, type_: int) -> int:
    """Return a row for new work of account ``i``, raised now; everything not said is as in a new ``Work``."""
    run = w.run[0]
    k = int(run.work_free)
    if k == NONE:
        k = int(run.n_works)
        run.n_works = k + 1
    else:
        run.work_free = w.works[k].sibling
    run.n_open += 1
    work = w.works[k]
    work.account, work.key, work.type = i, key, type_
    work.raised, work.due, work.submitted, work.opens = run.now, run.now, run.now, NEVER
    work.hours, work.difficulty, work.wait, work.cost, work.rank = 0.0, 0.0, 0.0, 0.0, 0.0
    work.stop, work.team, work.owner, work.urgency = 0, NONE, ANYONE, SLOT_URGENCY
    work.state, work.seat, work.alone, work.transferred, work.warm, work.astray = RAISED, NONE, 1, 0, 0, 0
    return k


def remember(w: World, k: int) -> None:
    """Put new work at the end of its account's chain."""
    account = w.accounts[w.works[k].account]
    last = account.open_last
    w.works[k].open_before, w.works[k].open_next = last, NONE
    if last != NONE:
        w.works[last].open_next = k
    else:
        account.open_first = k
    account.open_last = k


def close(w: World, k: int) -> None:
    """Forget work whose story has ended."""
    unlink(w, k)
    discard(w, k)


def unlink(w: World, k: int) -> None:
    """Take work that is no longer open out of its account's chain."""
    work = w.works[k]
    account = w.accounts[work.account]
    before, after = work.open_before, work.open_next
    if before != NONE:
        w.works[before].open_next = after
    else:
        account.open_first = after
    if after != NONE:
        w.works[after].open_before = before
    else:
        account.open_last = before


def discard(w: World, k: int) -> None:
    """Let the row of work that is in no chain be used again; calendar entries that still name it find another key."""
    run, work = w.run[0], w.works[k]
    work.key = NONE
    work.sibling = run.work_free
    run.work_free = k
    run.n_open -= 1
