"""The words with which CRMs say what became of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from cssim.scenario.suggest import hint

Status = Literal["live", "notice", "signed", "paused", "in_grace", "lost"]
"""Lost accounts are not in the opening book; the others are."""

KNOWN_OUTCOMES: Final = {
    "notice": "they leave when their contract ends",
    "signed": "they renew, at the signed ARR if the book has it",
    "paused": "they ask nothing and nothing is done for them until their contract ends",
    "in_grace": "if the contract is over, its renewal is settled within renewal.late.grace of its date",
}
"""Statuses that say more than "live", and what becomes of such accounts."""

CARRIED_NO_FURTHER: Final = ("notice", "in_grace")
"""Statuses whose renewal date, if it is past, is not rolled forward into another term."""

WORDS: Final[dict[Status, tuple[str, ...]]] = {
    "live": (
        "active", "live", "customer", "active customer", "current", "current customer", "onboarding",
        "implementation", "adoption", "renewed", "at risk", "open", "closed won", "subscribed", "healthy",
    ),
    "notice": (
        "notice", "in notice", "notice given", "given notice", "cancelling", "canceling", "non renewing",
        "nonrenewing", "not renewing", "pending cancellation", "pending churn", "will churn", "churning",
    ),
    "signed": ("signed", "renewal signed", "committed"),
    "paused": ("paused", "on hold", "suspended", "frozen"),
    "in_grace": ("in grace", "grace", "grace period", "past due"),
    "lost": (
        "lost", "churned", "churn", "cancelled", "canceled", "inactive", "former", "former customer",
        "ex customer", "terminated", "closed", "closed lost", "deactivated", "expired",
    ),
}  # fmt: skip

_STATUS_OF: Final = {word: status for status, words in WORDS.items() for word in words}


def plain(text: str) -> str:
    """Return a cell without case and the marks that stand for spaces."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def status_of(text: str, live: Sequence[str], lost: Sequence[str]) -> Status | None:
    """Return what a status means, or None if it is not known.

    Parameters
    ----------
    text
        The cell; blank counts as live.
    live, lost
        Words of this book, which win over the usual ones.
    """
    word = plain(text)
    if word in {plain(one) for one in lost}:
        return "lost"
    if not word or word in {plain(one) for one in live}:
        return "live"
    return _STATUS_OF.get(word)


def unknown_status(text: str) -> str:
    """Return what to say about a status that is not known, after the text itself."""
    usual = "active, notice, signed, paused, in grace, churned, cancelled"
    near = hint(plain(text), _STATUS_OF)
    more = "; or say customers.columns.status {column, live: [...], lost: [...]}"
    return f"is not a known status; allowed: {usual}, and words like them{near}{more}"
