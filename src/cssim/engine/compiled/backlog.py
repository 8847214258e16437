"""Open work of the customer book is put before desks at time 0; retells :mod:`cssim.engine.backlog`."""

from __future__ import annotations

from cssim.domain.keys import BACKLOG_STREAM
from cssim.engine.calendar import ARRIVALS
from cssim.engine.compiled import calendar
from cssim.engine.compiled.draws import derived
from cssim.engine.compiled.requests import request
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.watching import is_active
from cssim.plan.tables import PRODUCT_QUESTION


def plan_open_request(w: World, i: int, n: int) -> None:
    """Plan the ``n``-th open request of an account of the opening book, if it has so many."""
    account = w.accounts[i]
    if n < account.open_requests:
        key = derived(derived(account.key, BACKLOG_STREAM), n)
        calendar.at(w, 0.0, ARRIVALS, key, calendar.BACKLOG, i, n)


def open_request(w: World, i: int, n: int) -> None:
    """Raise an open request of an account, unless it has left or is paused, and plan the next one."""
    if is_active(w, i):
        plan_open_request(w, i, n + 1)
        request(w, i, PRODUCT_QUESTION, derived(w.accounts[i].key, BACKLOG_STREAM), n)
