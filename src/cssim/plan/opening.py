"""The opening book: read from a customer book, or drawn from what the segments say."""

from __future__ import annotations

from cssim.plan.accounts import Opening as Opening
from cssim.plan.accounts import OpeningAccount as OpeningAccount
from cssim.plan.from_book import imported_book
from cssim.plan.generated import generated_book
from cssim.scenario.schema import Scenario


def opening_book(scenario: Scenario) -> Opening:
    """Return the opening book of a scenario: read from its customer book, or drawn from its segments.

    It is the same for every run and every design.

    Raises
    ------
    InputError
        With every problem of the customer book.
    """
    if scenario.customers.book is None:
        return Opening(generated_book(scenario), ())
    return imported_book(scenario, scenario.customers.book)
