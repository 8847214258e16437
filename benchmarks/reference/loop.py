"""The reference workload as a hand-written compiled loop: about as fast as an event loop of it can be.

It is written for this workload and no other: flat arrays, one binary heap of (time, who), a linked line, two hashes
of each address worked out beforehand. It makes the addressed draws of the engines with the same arithmetic, so it
must agree with them event for event: times, accounts and people. It keeps no months, no tally, no stocks, no
contracts, and it settles ties by account, of which there are none in continuous time.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from benchmarks.reference.workload import REQUEST_TYPE, Outcome, Workload
from cssim.dynamics.expertise import SHORTEST
from cssim.plan.tables import Plan
from cssim.sampling import inverse, streams
from cssim.units import HOURS_PER_YEAR

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]

_GOLDEN = np.uint64(streams._GOLDEN)
_MUL_1 = np.uint64(streams._MUL_1)
_MUL_2 = np.uint64(streams._MUL_2)
_S30, _S27, _S31, _S12, _ONE = (np.uint64(x) for x in (30, 27, 31, 12, 1))
_STEP = 2.0**-52
_MASK63 = np.uint64(streams.MASK63)
_STREAM = np.uint64((REQUEST_TYPE + 1) * streams._GOLDEN & streams.MASK64)
_GAP, _WORK = np.uint64(streams.Purpose.REQUEST_GAP), np.uint64(streams.Purpose.REQUEST_WORK)
_ROOMY = 10.0
"""Standard deviations of the number of requests for which there is room."""

_ratio = njit(inline="always")(inverse._ratio)
_A, _B, _C, _D, _E, _F = inverse._A, inverse._B, inverse._C, inverse._D, inverse._E, inverse._F


class Trace(NamedTuple):
    """Every request in the order asked: ``account``, ``seat`` (-1: not begun) and times [h] (inf: not yet)."""

    account: Codes
    seat: Codes
    asked: Floats
    begun: Floats
    done: Floats


class Told(NamedTuple):
    """What the loop counted, and its trace."""

    outcome: Outcome
    trace: Trace


@njit(inline="always")
def mix(z: np.uint64) -> np.uint64:
    """Return the finalizer of splitmix64."""
    z = (z ^ (z >> _S30)) * _MUL_1
    z = (z ^ (z >> _S27)) * _MUL_2
    return z ^ (z >> _S31)


@njit(inline="always")
def address(root: np.uint64, key: np.uint64, purpose: np.uint64) -> np.uint64:
    """Return the first hash of a draw's address; the second one adds its number."""
    return mix(root + key * _GOLDEN + purpose * _MUL_1)


@njit(inline="always")
def uniform(address: np.uint64, n: int) -> float:
    """Return the uniform of the ``n``-th decision at an address that is hashed already."""
    return (np.float64(mix(address + (np.uint64(n) + _ONE) * _GOLDEN) >> _S12) + 0.5) * _STEP


@njit(inline="always")
def normal(u: float) -> float:
    """Return the standard normal quantile, by the steps of :func:`cssim.sampling.inverse.normal`."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _ratio(r, _A, _B)
    r = math.sqrt(-math.log(min(u, 1.0 - u)))
    value = _ratio(r - 1.6, _C, _D) if r <= 5.0 else _ratio(r - 5.0, _E, _F)
    return -value if q < 0.0 else value


@njit
def sift_down(times: Floats, who: Codes, size: int, time: float, one: int) -> None:
    """Put an entry into the hole at the root."""
    hole, child = 0, 1
    while child < size:
        if child + 1 < size and times[child + 1] < times[child]:
            child += 1
        if time <= times[child]:
            break
        times[hole], who[hole] = times[child], who[child]
        hole, child = child, 2 * child + 1
    times[hole], who[hole] = time, one


@njit
def sift_up(times: Floats, who: Codes, hole: int, time: float, one: int) -> None:
    """Put an entry into the hole at the end."""
    while hole > 0:
        parent = (hole - 1) >> 1
        if times[parent] <= time:
            break
        times[hole], who[hole] = times[parent], who[parent]
        hole = parent
    times[hole], who[hole] = time, one


@njit
def addresses(root, keys):  # type: ignore[no-untyped-def]
    """Return the hashed addresses of all accounts' gaps, and of their work."""
    gaps, works = np.empty(keys.size, np.uint64), np.empty(keys.size, np.uint64)
    for i in range(keys.size):
        stream = mix(keys[i] + _STREAM) & _MASK63
        gaps[i], works[i] = address(root, stream, _GAP), address(root, stream, _WORK)
    return gaps, works


@njit(inline="always")
def gap(at: np.uint64, n: int, per_year: float) -> float:
    """Return the hours [h] from one request of an account to its next."""
    return -math.log1p(-uniform(at, n)) * HOURS_PER_YEAR / per_year


@njit(inline="always")
def hours_of(at: np.uint64, n: int, mean: float, sigma: float) -> float:
    """Return the work [h] of a request."""
    return max(SHORTEST, mean * math.exp(sigma * normal(uniform(at, n)) - 0.5 * sigma * sigma))


@njit(inline="always")
def join(head: Codes, tail: Codes, following: Codes, line: int, request: int) -> None:
    """Put a request at the end of a line."""
    if head[line] < 0:
        head[line] = request
    else:
        following[tail[line]] = request
    tail[line] = request


@njit  # not kept on disk: Numba would not notice a change of the formulas it takes from elsewhere
def advance(root, keys, owners, seats, per_year, mean, sigma, end, trace):  # type: ignore[no-untyped-def]
    """Tell the workload; return how many asked and were served, begun, and hours waited and worked; -1: no room."""
    account, seat_of, asked, begun, done = trace
    n_accounts, room, pooled = keys.size, account.size, owners[0] < 0
    gaps, works = addresses(root, keys)
    counter, ordinal = np.zeros(n_accounts, np.int32), np.empty(room, np.int32)
    times, who = np.empty(n_accounts + seats), np.empty(n_accounts + seats, np.int32)
    for i in range(n_accounts):
        sift_up(times, who, i, gap(gaps[i], 0, per_year), i)
    size = n_accounts
    head, tail, following = np.full(seats, -1, np.int32), np.full(seats, -1, np.int32), np.full(room, -1, np.int32)
    in_hand, idle = np.full(seats, -1, np.int32), np.arange(seats).astype(np.int32)
    first_idle, n_idle = 0, seats
    n_asked, n_served, n_begun, waited, worked = 0, 0, 0, 0.0, 0.0
    while times[0] < end:
        now, one = times[0], who[0]
        if one < n_accounts:
            if n_asked == room:
                return -1, 0, 0, 0.0, 0.0
            account[n_asked], asked[n_asked], ordinal[n_asked] = one, now, counter[one]
            counter[one] += 1
            sift_down(times, who, size, now + gap(gaps[one], counter[one], per_year), one)
            line = 0 if pooled else owners[one]
            join(head, tail, following, line, n_asked)
            n_asked += 1
            if pooled:
                if n_idle == 0:
                    continue
                seat = idle[first_idle]
                first_idle = (first_idle + 1) % seats
                n_idle -= 1
            else:
                seat = line
                if in_hand[seat] >= 0:
                    continue
        else:
            seat = one - n_accounts
            line = 0 if pooled else seat
            done[in_hand[seat]] = now
            in_hand[seat] = -1
            n_served += 1
            size -= 1
            sift_down(times, who, size, times[size], who[size])
            if head[line] < 0:
                if pooled:
                    idle[(first_idle + n_idle) % seats] = seat
                    n_idle += 1
                continue
        request = head[line]
        head[line] = following[request]
        in_hand[seat] = request
        hours = hours_of(works[account[request]], ordinal[request], mean, sigma)
        begun[request], seat_of[request] = now, seat
        n_begun += 1
        waited += now - asked[request]
        worked += min(hours, end - now)
        sift_up(times, who, size, now + hours, n_accounts + seat)
        size += 1
    return n_asked, n_served, n_begun, waited, worked


def simulate(workload: Workload, plan: Plan, seed: int, run: int) -> Told:
    """Tell the workload once; the accounts and their owners are those of its plan."""
    accounts = plan.accounts.columns
    expected = workload.arrivals_per_hour * workload.end
    room = int(expected + _ROOMY * math.sqrt(expected)) + 100
    trace = Trace(
        np.empty(room, np.int32),
        np.full(room, -1, np.int32),
        np.empty(room),
        np.full(room, math.inf),
        np.full(room, math.inf),
    )
    root = np.uint64(streams.root_of(seed, run, streams.PERIOD_RUN))
    keys, owners = accounts["key"].astype(np.uint64), accounts["owner"].astype(np.int32)
    sizes = (workload.csms, workload.requests, workload.mean, workload.sigma, workload.end)
    asked, served, begun, waited, worked = advance(root, keys, owners, *sizes, tuple(trace))
    if asked < 0:
        raise MemoryError("more requests than there is room for")
    outcome = Outcome(asked, served, waited / begun, worked / (workload.csms * workload.end))
    account, seat, *times = (column[:asked] for column in trace)
    return Told(outcome, Trace(account, seat, *times))
