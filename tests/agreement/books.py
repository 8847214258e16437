"""Customer books of generated companies: contracts, tenures, owners, health and demand as an export has them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Final

from tests.agreement.chance import Chance

NAMED_BY_BOOK: Final = ("Ada", "Ben", "Cleo")
"""Owners that a book names."""
CLEAR_HEADERS: Final[dict[str, Any]] = {
    "id": "Id",
    "arr": "Value",
    "arr_12m_ago": "Value Then",
    "signed_arr": "Signed",
    "status": "State",
    "renewal_date": "Ends",
    "start_date": "Began",
    "term": {"column": "Length", "unit": "months"},
    "renewals": "Times Renewed",
    "contract_type": "Kind",
    "owner": "CSM",
    "region": "Where",
    "language": "Speaks",
    "health": {"column": "Health", "center": 70, "log_odds_per_point": 0.02},
    "open_requests": "Waiting",
    "requests": {"column": "Tickets", "typical": 10, "weight": 0.5},
}
_HEADERS: Final = (
    "Id",
    "Value",
    "Value Then",
    "Ends",
    "Began",
    "Length",
    "Times Renewed",
    "CSM",
    "Health",
    "Tickets",
    "State",
    "Signed",
    "Where",
    "Speaks",
    "Kind",
    "Waiting",
)
_ENDS: Final = ("2027-01-01", "2027-06-15", "2025-11-30", "2029-02-28", "")
_BEGAN: Final = ("2020-05-01", "2025-10-01", "")


def write_book(path: Path, chance: Chance, accounts: int, by_name: bool) -> None:
    """Write a book of some accounts; every cell that may be empty sometimes is. ``by_name``: accounts have owners."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(_HEADERS)
        for i in range(accounts):
            rows.writerow(_row(chance.at(str(i)), i, by_name))


def _row(chance: Chance, i: int, by_name: bool) -> tuple[object, ...]:
    return (
        f"A{i:03d}",
        round(chance.between("arr", 3.0, 5.2) ** 7, 2),
        chance.pick("arr then", [1200.5, 50_000, ""]),
        chance.pick("ends", _ENDS),
        chance.pick("began", _BEGAN),
        chance.pick("length", [1, 12, 24, ""]),
        chance.pick("renewed", [0, 1, 5, ""]),
        chance.pick("owner", [*NAMED_BY_BOOK, ""]) if by_name else "",
        chance.pick("health", [20, 70, 95, ""]),
        chance.pick("tickets", [0, 10, 40, ""]),
        chance.pick("state", ["", "", "active", "notice", "signed", "paused", "in grace"]),
        chance.pick("signed", [900.25, 80_000, ""]),
        chance.pick("where", ["EMEA", "amer ", ""]),
        chance.pick("speaks", ["EN", "de", ""]),
        chance.pick("kind", ["", "Subscription", "usage-based", "Perpetual"]),
        chance.pick("waiting", [0, 0, 1, 4, 25, ""]),
    )
