"""Rows of the opening book: who the customers are at time 0, before any design has a say."""

from __future__ import annotations

from typing import Final, NamedTuple

from cssim.domain.accounts import ACTIVE, SUBSCRIPTION, UNDECIDED

ALONE: Final = -1
"""Logo of an account that belongs to no other."""


class OpeningAccount(NamedTuple):
    """One account as every design finds it.

    ``key`` 63-bit identity; ``segment`` index; ``arr`` [cents]; ``term`` [months]; ``contract_end`` [months after the
    start, 0 or later, or less if it is in grace]; ``renewals`` already survived; ``fit_shift`` [log-odds];
    ``request_factor`` on its request rates; ``owner`` name of its CSM in the book, empty if unknown; ``arr_year_ago``
    [cents], -1 if unknown;
    ``known`` code of what the book knows of the contract's end, ``signed`` [cents] ARR from then on, -1 if unknown;
    ``region`` and ``language``, empty if unknown; ``contract`` code of its type; ``open_requests`` those it waits for
    at the start; ``standing`` code of how it stands then; ``logo`` index of the first account of its top parent, -1 if
    it belongs to none.
    """

    key: int
    external_id: str
    name: str
    segment: int
    arr: int
    term: float
    contract_end: float
    renewals: float
    fit_shift: float
    request_factor: float
    owner: str
    arr_year_ago: int
    known: int = UNDECIDED
    signed: int = -1
    region: str = ""
    language: str = ""
    contract: int = SUBSCRIPTION
    open_requests: int = 0
    standing: int = ACTIVE
    logo: int = ALONE


def without_names(opening: Opening) -> Opening:
    """Return the same opening book with numbers in place of ids and names; owners, who are never written, stay."""
    accounts = tuple(
        account._replace(external_id=f"customer-{number:04d}", name=f"Customer {number}")
        for number, account in enumerate(opening.accounts, 1)
    )
    return opening._replace(accounts=accounts)


class Opening(NamedTuple):
    """The accounts of the opening book, in the order of the book or of the segments, and what was remarked on them."""

    accounts: tuple[OpeningAccount, ...]
    warnings: tuple[str, ...]

    @property
    def arr(self) -> int:
        """Total ARR [cents]."""
        return sum(account.arr for account in self.accounts)
