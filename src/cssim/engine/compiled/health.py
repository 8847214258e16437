"""An account's drivers: read, summed up to its health, moved by posts; retells :class:`cssim.engine.world.World`."""

from __future__ import annotations

from cssim.dynamics import drivers
from cssim.dynamics.drivers import ADOPTION, N_DRIVERS, ONBOARDING
from cssim.engine.compiled import recorder
from cssim.engine.compiled.rows import World


def stock(w: World, i: int, driver: int) -> float:
    """Return the stock of a driver [log-odds] now."""
    run, account = w.run[0], w.accounts[i]
    elapsed = run.now - account.posted_at[driver]
    return drivers.value_at(account.values[driver], elapsed, run.driver_target[driver], run.driver_half_life[driver])


def health(w: World, i: int) -> float:
    """Return h [log-odds of going on for a year]: base plus every felt driver's distance from today's stock."""
    run, account = w.run[0], w.accounts[i]
    reference = w.segments[account.segment].reference
    h = float(account.fit)
    for driver in range(N_DRIVERS):
        if run.felt[driver]:
            h += stock(w, i, driver) - reference[driver]
    return h


def use(w: World, i: int) -> float:
    """Return adoption and onboarding together [log-odds] now: how well the account uses the product."""
    felt, x = w.run[0].felt, 0.0
    if felt[ADOPTION]:
        x += stock(w, i, ADOPTION)
    if felt[ONBOARDING]:
        x += stock(w, i, ONBOARDING)
    return x


def post(w: World, i: int, driver: int, level: float, share: float, cause: int) -> float:
    """Let a cause close ``share`` of the gap between a driver and ``level``; return the amount [log-odds]."""
    if share == 0.0:
        return 0.0
    value = stock(w, i, driver)
    amount = drivers.post_amount(value, level, share)
    store(w, i, driver, value, amount, cause)
    return amount


def add(w: World, i: int, driver: int, amount: float, cause: int) -> None:
    """Add a known amount [log-odds] to a driver."""
    store(w, i, driver, stock(w, i, driver), amount, cause)


def store(w: World, i: int, driver: int, value: float, amount: float, cause: int) -> None:
    """Store a post and write it down, unless it is nothing."""
    if amount == 0.0:
        return
    account = w.accounts[i]
    account.values[driver] = value + amount
    account.posted_at[driver] = w.run[0].now
    recorder.posted(w, i, driver, amount, cause)
