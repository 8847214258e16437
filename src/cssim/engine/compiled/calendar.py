"""The calendar: entries in the order of (time, rank, key), near ones in a heap, far ones in chains by time.

Most of what is planned lies months ahead. Only the entries of the present span of time are kept in order; those of a
later one are put in order when it comes. So the cost of an entry hardly depends on how many are planned.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from cssim.engine.compiled.prefetch import fetch
from cssim.engine.compiled.rows import NONE, World

MONTH: Final = 0
CONTRACT: Final = 1
REQUEST: Final = 2
SLOT: Final = 3
EXPIRY: Final = 4
COMPLETION: Final = 5
DESK: Final = 6
PERSON: Final = 7
DEAL: Final = 65
PLANNING: Final = 66
GROUP: Final = 85
AWAY: Final = 30
COVER: Final = 31
BACK: Final = 32
LEAVE: Final = 33
DEPART: Final = 34
JOIN: Final = 35
FIRST_OF_MONTH: Final = 36
POST: Final = 37
ENDS: Final = 70
LEAVE_FROM: Final = 71
LEAVE_TO: Final = 72
CLOSING: Final = 73
BOOKING: Final = 55
CHAMPION: Final = 40
SHOCK: Final = 41
SHOCK_HIT: Final = 42
SHOCK_HOLD: Final = 43
RELEASE: Final = 44
OPENING: Final = 86
SCORES: Final = 110
DIGITAL: Final = 150
GOALS: Final = 111
ONBOARDING_LIMIT: Final = 135
REFERRAL: Final = 136
REFERRED: Final = 137
SELF_SERVE: Final = 138
MODULE: Final = 139
REVIEW: Final = 140
WINBACK: Final = 141
BACKLOG: Final = 142
EXCHANGE: Final = 120
CHANGE: Final = 121
SEGMENT: Final = 122
DEAL_DATE: Final = 112


def at(w: World, time: float, rank: int, key: int, story: int, index: int, part: int) -> None:
    """Plan that ``story`` goes on at ``time`` [h], for the thing at ``index``; beyond the end nothing is planned."""
    run = w.run[0]
    if time >= run.end:
        return
    bucket = bucket_of(time, run.begin, run.buckets_per_hour)
    if bucket <= run.bucket:
        push(w, time, rank, key, story, index, part)
        return
    row = run.far_free
    if row == NONE:
        row = run.n_far
        run.n_far = row + 1
    else:
        run.far_free = w.far[row].next
    place(w.far[row], time, rank, key, story, index, part)
    chain = w.buckets[bucket]
    w.far[row].next, w.far[row].after = chain.first, chain.second
    chain.second = chain.first
    chain.first = row


def bucket_of(time: float, begin: float, per_hour: float) -> int:
    """Return the span of time that ``time`` [h] lies in, 0 at ``begin``; an earlier time is never in a later one."""
    return int((time - begin) * per_hour)


def bring_near(w: World) -> None:
    """Put one entry of the present span's chain in order."""
    run = w.run[0]
    chain = w.buckets[run.bucket]
    row = chain.first
    entry = w.far[row]
    chain.first, chain.second = entry.next, entry.after
    fetch_ahead(w, entry)
    push(w, entry.time, wide(entry.rank), entry.key, wide(entry.story), wide(entry.index), wide(entry.part))
    entry.next = run.far_free
    run.far_free = row


def fetch_ahead(w: World, entry: Any) -> None:
    """Ask for what an entry is about: with many accounts, waiting for memory would take most of the time.

    The next entry of the chain has been asked for before, and will have come; so the one behind it is.
    """
    if entry.after != NONE:
        fetch(w.far[entry.after])
    if entry.story <= SLOT:
        if entry.story != MONTH:
            fetch(w.accounts[entry.index])
    elif entry.story <= COMPLETION:
        fetch(w.works[entry.index])
        fetch(w.accounts[w.works[entry.index].account])


def push(w: World, time: float, rank: int, key: int, story: int, index: int, part: int) -> None:
    """Add an entry to the heap."""
    run, near = w.run[0], w.near
    hole = run.n_near
    run.n_near = hole + 1
    while hole > 0:
        up = (hole - 1) // 2
        if not precedes(time, rank, key, near[up]):
            break
        near[hole] = near[up]
        hole = up
    place(near[hole], time, rank, key, story, index, part)


def pop(w: World) -> None:
    """Take the first entry off the heap."""
    run, near = w.run[0], w.near
    last = run.n_near - 1
    run.n_near = last
    time, rank, key = near[last].time, wide(near[last].rank), near[last].key
    hole = 0
    while True:
        down = 2 * hole + 1
        if down >= last:
            break
        right = near[down + 1]
        if down + 1 < last and precedes(right.time, wide(right.rank), right.key, near[down]):
            down += 1
        if precedes(time, rank, key, near[down]):
            break
        near[hole] = near[down]
        hole = down
    near[hole] = near[last]


def precedes(time: float, rank: int, key: int, entry: Any) -> bool:
    """Return whether (time, rank, key) comes before ``entry``."""
    if time != entry.time:
        return bool(time < entry.time)
    if rank != entry.rank:
        return bool(rank < entry.rank)
    return bool(key < entry.key)


def wide(number: int) -> int:
    """Return a number of an entry as wide as all others are, so that stories are compiled for one width."""
    return int(np.int64(number))


def place(entry: Any, time: float, rank: int, key: int, story: int, index: int, part: int) -> None:
    """Write an entry."""
    entry.time, entry.rank, entry.key = time, rank, key
    entry.story, entry.index, entry.part = story, index, part
