"""Coverage: who in a CSM team looks after an account of a segment.

A coverage model is a point in one parameter space; its word is the name of the point. An account whose ARR is at or
above ``named_from`` has a named owner: ``assigned`` puts the threshold at 0, ``pooled`` above any account.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, NamedTuple

from pydantic import Field

from cssim.part import Part, field

ABOVE_ANY_ACCOUNT: Final = 2**62
"""A threshold [cents] that no account reaches."""

BY_HOURS: Final = 0
BY_ARR: Final = 1
BY_ACCOUNTS: Final = 2

OWNERS_BALANCED: Final = 0
OWNERS_OF_BOOK: Final = 1

_BALANCE_CODES: Final = {"hours": BY_HOURS, "arr": BY_ARR, "accounts": BY_ACCOUNTS}
_OWNER_CODES: Final = {"balanced": OWNERS_BALANCED, "book": OWNERS_OF_BOOK}


class CoverageRow(NamedTuple):
    """Coverage in numbers: ``named_from`` [cents], codes of ``balance`` and ``owners``."""

    named_from: int
    balance: int
    owners: int


class Assigned(Part):
    """Every account of the segment has one named CSM, who does all that the team does for it."""

    model: Literal["assigned"] = field("assigned", about="a named CSM per account")
    team: str = field(about="CSM team that covers the segment")
    balance: Literal["hours", "arr", "accounts"] = field(
        "hours", about="what books are evened out by: planned hours, ARR or number of accounts"
    )
    owners: Literal["balanced", "book"] = field(
        "balanced", about="whether owners are dealt out evenly or taken from the customer book"
    )

    def lower(self) -> CoverageRow:
        """Return the coverage in numbers."""
        return CoverageRow(0, _BALANCE_CODES[self.balance], _OWNER_CODES[self.owners])


class Pooled(Part):
    """Any CSM of the team takes the next piece of work."""

    model: Literal["pooled"] = field("pooled", about="no named CSM: whoever is free takes the next work")
    team: str = field(about="CSM team that covers the segment")

    def lower(self) -> CoverageRow:
        """Return the coverage in numbers."""
        return CoverageRow(ABOVE_ANY_ACCOUNT, BY_ACCOUNTS, OWNERS_BALANCED)


Coverage = Annotated[Assigned | Pooled, Field(discriminator="model")]
