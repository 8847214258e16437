"""Opening books from a customer book: what the export says, completed by what its segment says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from cssim.domain.accounts import (
    ACTIVE,
    CONSUMPTION,
    GOES_ON,
    GRACED,
    LEAVES,
    MAINTENANCE,
    PAUSED,
    SUBSCRIPTION,
    UNDECIDED,
)
from cssim.domain.keys import key_of_text
from cssim.plan.accounts import ALONE, Opening, OpeningAccount
from cssim.plan.contracts import type_at
from cssim.plan.maintenance import MAINTENANCE_TERM
from cssim.sampling.streams import PERIOD_TRAITS, Purpose, Streams
from cssim.scenario.book.read import read_book
from cssim.scenario.book.rows import BookRow
from cssim.scenario.book.sorting import SegmentRule, renewals_survived, sort_book
from cssim.scenario.contracts import Contracts
from cssim.scenario.customers import Segment
from cssim.scenario.packaged import book_file
from cssim.scenario.schema import Scenario
from cssim.scenario.terms import Term
from cssim.units import HOURS_PER_MONTH, MONTHS_PER_YEAR, hours_of_date

_TERM_DRAW: Final = 0
_PHASE_DRAW: Final = 1
_TYPE_DRAW: Final = 3
"""After that of an account's notice."""
_TOLERANCE: Final = 1e-9
_TYPES: Final = {"subscription": SUBSCRIPTION, "consumption": CONSUMPTION, "perpetual": MAINTENANCE}
_KNOWN: Final = {"notice": LEAVES, "signed": GOES_ON}
_STANDING: Final = {"paused": PAUSED, "in_grace": GRACED}


def imported_book(scenario: Scenario, path: str) -> Opening:
    """Return the accounts of a customer book, in its order.

    Raises
    ------
    InputError
        With every problem of the book, and every account that no segment takes.
    """
    customers = scenario.customers
    book = read_book(book_file(path), customers.columns, scenario.start)
    rules = [SegmentRule(name, segment.arr_from) for name, segment in customers.segments.items()]
    placed = sort_book(book, rules)
    index_of = {name: index for index, name in enumerate(customers.segments)}
    draws = Streams(scenario.seed, 0, PERIOD_TRAITS)
    accounts = tuple(
        _account(row, index_of[name], customers.segments[name], scenario.start, draws)._replace(logo=logo)
        for row, name, logo in zip(book.rows, placed.segments, _logos(book.rows), strict=True)
    )
    unknown = sum(1 for row in book.rows if renewals_survived(row, MONTHS_PER_YEAR, scenario.start) is None)
    said = [*book.warnings, *placed.warnings]
    ours = scenario.company.currency
    if book.currency not in ("", ours):
        said.append(
            f"the book is in {book.currency}, company.currency is {ours}, and nothing is converted; make them one"
        )
    if unknown:
        have = "1 account has" if unknown == 1 else f"{unknown:,} accounts have"
        said.append(f"{have} no start date, tenure or renewals and count as being in the first term")
    return Opening(accounts, tuple(said))


def _logos(rows: Sequence[BookRow]) -> list[int]:
    """Return for every account the index of the first one with the same top parent, ALONE if there is no other."""
    accounts = Counter(row.top_parent for row in rows)
    first: dict[str, int] = {}
    return [
        first.setdefault(row.top_parent, index) if accounts[row.top_parent] > 1 else ALONE
        for index, row in enumerate(rows)
    ]


def _account(row: BookRow, index: int, segment: Segment, start: date, draws: Streams) -> OpeningAccount:
    key = key_of_text("crm", row.external_id)
    contract = _contract(row, segment.contracts, key, draws)
    term = _term(row, contract, segment.term, key, draws)
    survived = renewals_survived(row, term, start)
    standing, end = _STANDING.get(row.status, ACTIVE), _contract_end(row, term, start, key, draws)
    if standing == GRACED and row.renewal_date is not None and row.renewal_date > start:
        standing = ACTIVE  # its contract is not over yet
    elif standing == GRACED:
        end = _end_in_grace(row, term, start)
        if survived is not None and row.renewals_survived is None:
            survived = max(0.0, survived - 1.0)  # the renewal that is not signed yet
    return OpeningAccount(
        key=key,
        external_id=row.external_id,
        name=row.name,
        segment=index,
        arr=row.arr_cents,
        term=term,
        contract_end=end,
        renewals=0.0 if survived is None else survived,
        fit_shift=row.health_shift,
        request_factor=row.request_factor,
        owner=row.owner or "",
        region=row.region or "",
        language=row.language or "",
        arr_year_ago=-1 if row.arr_year_ago_cents is None else row.arr_year_ago_cents,
        known=_KNOWN.get(row.status, UNDECIDED),
        contract=contract,
        open_requests=row.open_requests,
        signed=-1 if row.signed_arr_cents is None or row.status != "signed" else row.signed_arr_cents,
        standing=standing,
    )


def _contract(row: BookRow, contracts: Contracts, key: int, draws: Streams) -> int:
    """Return the code of the type of an account's contract: that of the book, or drawn like those of the segment."""
    if row.contract_type is not None:
        return _TYPES[row.contract_type]
    if contracts.consumption == contracts.perpetual == 0.0:
        return SUBSCRIPTION
    return type_at(draws.uniform(Purpose.BOOK_OFFSET, key, _TYPE_DRAW), contracts)


def _end_in_grace(row: BookRow, term: float, start: date) -> float:
    """Return when a contract ended that is in grace [months after the start, 0 or less]: at the book's renewal date,
    or just now if it has none; of a date that is more than a term ago, the last end."""
    if row.renewal_date is None:
        return 0.0
    return -math.fmod(-hours_of_date(row.renewal_date, start) / HOURS_PER_MONTH, term)


def _term(row: BookRow, contract: int, terms: tuple[Term, ...], key: int, draws: Streams) -> float:
    """Return the term [months] of an account's contract, drawn if the book does not describe it."""
    if row.term_months is not None:
        return float(row.term_months)
    if contract == MAINTENANCE:
        return MAINTENANCE_TERM
    u = draws.uniform(Purpose.BOOK_OFFSET, key, _TERM_DRAW)
    below = 0.0
    for term in terms:
        below += term.share
        if u < below:
            return term.months
    return terms[-1].months


def _contract_end(row: BookRow, term: float, start: date, key: int, draws: Streams) -> float:
    """Return when the contract ends [months after the start].

    The book's renewal date, or its start date and whole terms, rolled forward by whole terms to the first end at or
    after the start; or else any moment of the first term. A customer who has given notice is not carried into another
    term: an end before the start is now.
    """
    if row.renewal_date is not None:
        first = hours_of_date(row.renewal_date, start) / HOURS_PER_MONTH
    elif row.start_date is not None:
        first = hours_of_date(row.start_date, start) / HOURS_PER_MONTH + term
    else:
        return draws.uniform(Purpose.BOOK_OFFSET, key, _PHASE_DRAW) * term
    if row.status == "notice":
        return max(0.0, first)
    overdue = math.ceil(-first / term - _TOLERANCE)
    return max(0.0, first + max(0, overdue) * term)
