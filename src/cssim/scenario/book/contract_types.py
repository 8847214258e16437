"""The words with which CRMs say what type a customer's contract is."""

from __future__ import annotations

from typing import Final, Literal

from cssim.scenario.book.status import plain
from cssim.scenario.suggest import hint, shown

ContractType = Literal["subscription", "consumption", "perpetual"]

WORDS: Final[dict[ContractType, tuple[str, ...]]] = {
    "subscription": ("subscription", "recurring", "saas", "seat", "seats", "seat based", "per seat", "licensed"),
    "consumption": (
        "consumption", "committed consumption", "commit", "commitment", "usage", "usage based", "metered", "credits",
        "pay as you go", "payg",
    ),
    "perpetual": ("perpetual", "perpetual license", "perpetual licence", "maintenance", "on premises", "on premise"),
}  # fmt: skip

_TYPE_OF: Final = {word: type_ for type_, words in WORDS.items() for word in words}


def contract_type_of(text: str) -> ContractType | None:
    """Return the type of contract that a cell names, or None if it is not known."""
    return _TYPE_OF.get(plain(text))


def unknown_type(text: str) -> str:
    """Return what to say about a type of contract that is not known."""
    near = hint(plain(text), _TYPE_OF)
    return (
        f"{shown(text)} is not a known type of contract; allowed: {', '.join(WORDS)}, and words like them{near}; "
        "or leave the column out, with customers.columns.ignore"
    )
