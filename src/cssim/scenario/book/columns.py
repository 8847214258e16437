"""The part ``customers.columns``: which header of a CRM export means what, and how its values are to be read.

Most exports need none of it: :mod:`cssim.scenario.book.headers` recognizes the usual headers; what is written
here wins.
Wherever a part holds nothing but a header, the bare header may be written instead: ``owner: Account Owner``.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BeforeValidator, model_validator

from cssim.part import Part, field
from cssim.quantities import Money, Share

LINE_NUMBER: Final = "line_number"
"""Said for ``id``: the file has no identifier, its line numbers are to be used."""


def _header_alone(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


def _word(value: Any) -> Any:
    """YAML reads an unquoted 100 or 1.0 as a number; cells of a CSV file are words."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _word_keys(value: Any) -> Any:
    return {_word(key): price for key, price in value.items()} if isinstance(value, dict) else value


Word = Annotated[str, BeforeValidator(_word)]


class HeaderColumn(Part):
    """A column that is read as it stands."""

    column: str = field(about="header of the column", min_length=1)


class PriceCondition(Part):
    """When a line of the price list is charged."""

    column: str = field(about="header of the column that decides", min_length=1)
    is_one_of: tuple[Word, ...] = field(about="values for which the price is charged", min_length=1)


class PriceItem(Part):
    """One line of a price list: a yearly price picked by one column, charged always or on a condition."""

    by: str = field(about="header of the column that picks the price", min_length=1)
    price: Annotated[dict[str, Money], BeforeValidator(_word_keys)] = field(
        about="price of a year for each value of that column", unit="currency per year", min_length=1
    )
    when: PriceCondition | None = field(None, about="condition for the price; without it everybody pays")


class ArrColumn(Part):
    """Where the ARR of an account comes from: a column, or a price list applied to columns."""

    either: ClassVar[tuple[tuple[str, ...], ...]] = (("column", "price_list"),)

    column: str | None = field(None, about="header of the column that holds the recurring value", min_length=1)
    per: Literal["year", "month"] = field("year", about="period of the amount; a monthly one counts twelve times")
    price_list: tuple[PriceItem, ...] = field((), about="prices that are added up to the ARR of an account")

    @model_validator(mode="after")
    def _one_source(self) -> ArrColumn:
        if (self.column is None) == (not self.price_list):
            raise ValueError("give exactly one of column and price_list")
        return self


class LengthColumn(Part):
    """A column with a length of time; a cell may also say its own unit (``24 months``, ``annual``)."""

    column: str = field(about="header of the column", min_length=1)
    unit: Literal["months", "years"] = field("months", about="unit of a bare number")


class SegmentColumn(Part):
    """A column that names the segment of an account."""

    column: str = field(about="header of the column", min_length=1)
    map: Annotated[dict[str, str], BeforeValidator(_word_keys)] = field(
        dict, about="segment for each value; without it the values are the names of the segments"
    )


class StatusColumn(Part):
    """A column that says whether an account is still a customer."""

    column: str = field(about="header of the column", min_length=1)
    live: tuple[Word, ...] = field((), about="values of a customer, besides the usual words")
    lost: tuple[Word, ...] = field((), about="values of a former customer, besides the usual words")


class HealthColumn(Part):
    """A column with a score that says how likely an account is to stay, given everything the model simulates.

    The account's index of renewal moves by ``log_odds_per_point * (score - center)``.
    """

    column: str = field(about="header of the column", min_length=1)
    center: float = field(about="score of an account that is like its segment", unit="points")
    log_odds_per_point: float = field(
        about="what one point adds to the log-odds of renewing for a year",
        unit="log-odds per point",
        evidence="yours",
    )


class RequestsColumn(Part):
    """A column that says how much an account asks; it scales the account's request rates.

    factor = 1 - weight + weight * value / typical, at least 0.05.
    """

    column: str = field(about="header of the column", min_length=1)
    typical: float = field(about="value of an account that asks like its segment", unit="as in the column", gt=0)
    weight: Share = field(
        0.5,
        about="how far the column is believed",
        unit="share",
        low=0.25,
        high=1.0,
        off=0.0,
        evidence="guess",
        ge=0,
        le=1,
    )


Header = Annotated[HeaderColumn, BeforeValidator(_header_alone)]
Length = Annotated[LengthColumn, BeforeValidator(_header_alone)]
Arr = Annotated[ArrColumn, BeforeValidator(_header_alone)]


class BookColumns(Part):
    """How the columns of a customer book are read; whatever is not said here is recognized by its header."""

    id: Header | None = field(None, about="identifier of the account in the CRM, or line_number if there is none")
    name: Header | None = field(None, about="name of the customer")
    arr: Arr | None = field(None, about="recurring value of a year, or a price list")
    arr_12m_ago: Arr | None = field(None, about="recurring value twelve months before the start")
    signed_arr: Arr | None = field(
        None, about="recurring value of a year from the renewal on, of accounts that have signed it"
    )
    currency: Header | None = field(None, about="currency of the account's amounts; all accounts need the same one")
    renewal_date: Header | None = field(None, about="date at which the contract ends")
    start_date: Header | None = field(None, about="date at which the customer started")
    term: Length | None = field(None, about="length of the contract")
    contract_type: Header | None = field(
        None, about="type of the contract: subscription, consumption or perpetual; blank cells are drawn"
    )
    tenure: Length | None = field(None, about="how long the account has been a customer")
    renewals: Header | None = field(None, about="how often the account has already renewed")
    parent: Header | None = field(
        None, about="identifier or name of the account's parent; all accounts below one top parent are one logo"
    )
    segment: Annotated[SegmentColumn, BeforeValidator(_header_alone)] | None = field(
        None, about="segment of the account; without it the rules of the segments sort the book"
    )
    owner: Header | None = field(None, about="name of the CSM")
    region: Header | None = field(None, about="region of the customer")
    language: Header | None = field(None, about="language in which the customer is served")
    status: Annotated[StatusColumn, BeforeValidator(_header_alone)] | None = field(
        None, about="whether the account is still a customer"
    )
    health: HealthColumn | None = field(None, about="a score that tells who is likely to stay")
    requests: RequestsColumn | None = field(None, about="a figure that tells who asks much")
    open_requests: Header | None = field(None, about="how many requests of the account are open at the start")
    date_format: Literal["MM/DD/YYYY", "DD/MM/YYYY"] | None = field(
        None, about="order of day and month where the dates alone do not tell"
    )
    decimal_mark: Literal["point", "comma"] | None = field(
        None, about="decimal mark of amounts where the amounts alone do not tell"
    )
    ignore: tuple[str, ...] = field((), about="headers that are not to be recognized")
