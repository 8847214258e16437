"""Identities that are derived, account to stream to request, and never taken from a counter or a row number."""

from __future__ import annotations

import hashlib

from cssim.sampling.streams import MASK63, combine

CONTRACT_STREAM = 65
"""Number of an account's stream of contracts; request types use their own small numbers."""
SLOT_STREAMS = 66
"""The slots of play p are stream ``SLOT_STREAMS`` + p of their account."""
CHAMPION_STREAM = 96
DIGITAL_STREAM = 140
ONBOARDING_STREAM = 128
REFERRAL_STREAM = 129
SELF_SERVE_STREAM = 130
REVIEW_STREAM = 131
WINBACK_STREAM = 132
BACKLOG_STREAM = 133
"""What the account has asked before time 0, and still waits for."""
REFERRED = 1
"""Part of a referral that is the customer it brings; the referral itself is its work."""
ONBOARDING_LIMIT = 1
"""Part of an onboarding that is the end of the time there is for it; part 0 is its work."""
SHOCK_HITS = 1
SHOCK_HOLDS = 2
"""Parts of a shock as one account feels it, that is of the part number ``account`` of the shock."""
LEAVING = 1
POST_OPENED = 2
ENDING = 3
LEAVE_BEGINS = 4
LEAVE_ENDS = 5
POST_CLOSED = 6


def key_of_text(*words: str) -> int:
    """Return the 63-bit key of a name, such as a CRM id or a team: the same on every machine."""
    digest = hashlib.blake2b("\x1f".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") & MASK63


def stream_key(account: int, stream: int) -> int:
    """Return the key of a stream of an account (a request type, or one of the numbers above)."""
    return combine(account, stream)


def work_key(stream: int, n: int) -> int:
    """Return the key of the ``n``-th piece of work of a stream."""
    return combine(stream, n)


def leaving_key(person: int) -> int:
    """Return the key of a person's leaving, which may fall on the instant of an absence of his."""
    return combine(person, LEAVING)


def post_key(person: int) -> int:
    """Return the key of the opening of the post that a person will be the first to hold."""
    return combine(person, POST_OPENED)


def date_key(person: int, what: int) -> int:
    """Return the key of what is known beforehand of a person: that he leaves, or is away for long."""
    return combine(person, what)


def new_logo_key(segment: int, month: int, number: int) -> int:
    """Return the key of the customer ``number`` that a segment (its key) wins in a month."""
    return combine(combine(segment, month), number)


def seat_key(team: int, seat: int, occupant: int) -> int:
    """Return the key of a person: team, seat, and the how-many-th occupant of that seat."""
    return combine(combine(team, seat), occupant)
