"""A line of waiting work: a pairing heap threaded through the work itself, strictly ordered (rule P6).

``child`` is a row's first child, ``sibling`` the next child of its parent, ``before`` the previous one, or the parent.

Notes
-----
Fredman, Sedgewick, Sleator and Tarjan, "The pairing heap: a new form of self-adjusting heap", Algorithmica 1, 1986.
The order is strict, because keys differ, so any heap gives work out in the same order.
"""

from __future__ import annotations

from typing import Any

from cssim.engine.compiled.rows import NONE


def first_of(works: Any, a: int, b: int) -> bool:
    """Return whether work ``a`` comes before work ``b``: by urgency, rank, time due, time submitted, key."""
    one, other = works[a], works[b]
    if one.urgency != other.urgency:
        return bool(one.urgency < other.urgency)
    if one.rank != other.rank:
        return bool(one.rank < other.rank)
    if one.due != other.due:
        return bool(one.due < other.due)
    if one.submitted != other.submitted:
        return bool(one.submitted < other.submitted)
    return bool(one.key < other.key)


def join(works: Any, head: int, k: int) -> int:
    """Put work into a line; return the head of the line."""
    works[k].child = NONE
    works[k].sibling = NONE
    works[k].before = NONE
    return meld(works, head, k)


def leave(works: Any, head: int, k: int) -> int:
    """Take work out of a line, wherever it stands; return the head of the line."""
    rest = paired(works, works[k].child)
    if k == head:
        return rest
    before, after = works[k].before, works[k].sibling
    if works[before].child == k:
        works[before].child = after
    else:
        works[before].sibling = after
    if after != NONE:
        works[after].before = before
    return meld(works, head, rest)


def meld(works: Any, a: int, b: int) -> int:
    """Join two lines, of which either may be empty; return the head."""
    if a == NONE:
        return b
    if b == NONE:
        return a
    if first_of(works, b, a):
        a, b = b, a
    child = works[a].child
    works[b].sibling = child
    works[b].before = a
    if child != NONE:
        works[child].before = b
    works[a].child = b
    works[a].sibling = NONE
    works[a].before = NONE
    return a


def paired(works: Any, child: int) -> int:
    """Join a chain of siblings into one line: in pairs from the left, then all from the right."""
    stack = NONE
    while child != NONE:
        partner = works[child].sibling
        works[child].sibling = NONE
        following = NONE
        if partner != NONE:
            following = works[partner].sibling
            works[partner].sibling = NONE
        pair = meld(works, child, partner)
        works[pair].sibling = stack
        stack = pair
        child = following
    head = NONE
    while stack != NONE:
        following = works[stack].sibling
        works[stack].sibling = NONE
        head = meld(works, head, stack)
        stack = following
    if head != NONE:
        works[head].before = NONE
    return head
