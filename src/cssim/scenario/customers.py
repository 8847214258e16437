"""Customers: the book or the numbers it is drawn from, and what the accounts of a segment have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from cssim.part import Part, field
from cssim.quantities import Concentration, Frequency, Length, Money, Number, Share, Whole, WorkTime
from cssim.scenario.book.columns import BookColumns
from cssim.scenario.company import MonthName
from cssim.scenario.contracts import Commitment, Contracts, PriceUplift
from cssim.scenario.expansion import SelfServe
from cssim.scenario.growth import BookingPlan, IdealProfile
from cssim.scenario.places import Mix
from cssim.scenario.plays import Plays
from cssim.scenario.referrals import Referrals
from cssim.scenario.segment_review import SegmentReview
from cssim.scenario.terms import Terms
from cssim.scenario.winback import Winback

_TABLE = "default company of the model's documentation (mid-market)"


class AnnualValue(Part):
    """The spread of ARR over the accounts of a segment that is drawn: lognormal, by two of its points."""

    either: ClassVar[tuple[tuple[str, ...], ...]] = (("p90", "total"),)

    median: Money = field(about="ARR of the account in the middle", unit="currency", gt=0)
    p90: Money | None = field(None, about="ARR that nine of ten accounts stay below", unit="currency", gt=0)
    total: Money | None = field(None, about="expected ARR of the whole segment", unit="currency", gt=0)


class RequestRates(Part):
    """How often an account of the segment asks, by type of request; differences between accounts come on top."""

    how_to: Frequency = field(
        "7.2/year", about="questions on how to use the product", unit="per year", low=3.6, high=14.4, off=0.0,
        evidence="derived", source=f"[55] 0.75 tickets per customer and month in all; split: {_TABLE}",
    )  # fmt: skip
    product_question: Frequency = field(
        "4/year", about="questions that need knowledge of the product and the customer's use", unit="per year",
        low=2.0, high=8.0, off=0.0, evidence="guess", source=_TABLE,
    )  # fmt: skip
    feature_request: Frequency = field(
        "1/year", about="wishes for the product", unit="per year", low=0.5, high=2.0, off=0.0, evidence="guess",
        source=_TABLE,
    )  # fmt: skip
    complaint: Frequency = field(
        "0.8/year", about="complaints", unit="per year", low=0.4, high=1.6, off=0.0, evidence="guess", source=_TABLE
    )
    commercial: Frequency = field(
        "0.8/year", about="questions on contract, price and invoice", unit="per year", low=0.4, high=1.6, off=0.0,
        evidence="guess", source=_TABLE,
    )  # fmt: skip


class Segment(Part):
    """A kind of customer: which accounts belong to it and what they have in common."""

    either: ClassVar[tuple[tuple[str, ...], ...]] = (("logo_churn", "new_logo_churn"),)
    only_without_book: ClassVar[tuple[str, ...]] = ("accounts", "arr", "customer_age", "regions", "languages")

    accounts: Whole | None = field(None, about="number of accounts to draw; only without a book", ge=1, le=1_000_000)
    arr: AnnualValue | None = field(None, about="spread of ARR of drawn accounts; only without a book")
    arr_from: Money | None = field(
        None,
        about="rule with a book, and of reviews: accounts from this ARR on; without it every account left over",
        unit="currency",
    )
    term: Terms = field(
        "12 months", about="length of contracts, or lengths with their shares; a book that knows better wins",
        unit="months", evidence="large survey", source="[36,37] median 1.3 to 1.4 years",
    )  # fmt: skip
    contracts: Contracts = field(Contracts, about="what contracts say beside their length")
    logo_churn: Share | None = field(
        None, about="share of today's customers (accounts) of the segment that leave in a year", unit="share a year",
        low=0.04, high=0.35, off=0.0, evidence="yours",
        source="[20,31,35]; enterprise 3.5-7, mid 6-12, SMB 13-25 %",
    )  # fmt: skip
    new_logo_churn: Share | None = field(
        None, about="instead of logo_churn: share of new customers that leave in their first year",
        unit="share a year",
        low=0.04, high=0.5, off=0.0, evidence="yours", source="[99,100]",
    )  # fmt: skip
    heterogeneity: Concentration = field(
        24.0, about="how alike the accounts' own risks are (phi; small: very different, none: all alike)", unit="phi",
        low=12.0, high=48.0, off="none", evidence="guess", drawn=True,
        source="[83,99,100] heterogeneity matters most; phi 1.9 fits one consumer cohort, 24 gives sd 1 in log-odds",
    )  # fmt: skip
    customer_age: Length = field(
        "3 years", about="mean time that drawn accounts have been customers; only without a book", unit="months",
        low=12.0, high=72.0, off=0.0, evidence="guess",
    )  # fmt: skip
    products: Number = field(
        1.0, about="products that an account of the segment owns, on average; with more, a CSM knows less of each",
        unit="products", low=1.0, high=4.0, off=1.0, evidence="yours", source="D9", ge=1, le=1000,
    )  # fmt: skip
    potential: Number = field(
        2.5, about="ARR of an account if it bought all that it could use, as a multiple of its ARR today",
        unit="multiple of ARR", low=1.25, high=5.0, off=1.0, evidence="guess", ge=1, le=1000,
    )  # fmt: skip
    self_serve: SelfServe = field(SelfServe, about="buying more without having been asked")
    regions: Mix = field(
        (), about="regions of drawn accounts with their shares; only without a book", evidence="yours", unit="share"
    )
    languages: Mix = field(
        (), about="languages of drawn accounts with their shares; only without a book", evidence="yours", unit="share"
    )
    requests: RequestRates = field(RequestRates, about="how often an account asks, by type of request")
    buys: Frequency = field(
        "1/year", about="deals of an account, renewals and orders together; see requests.frequent_buyers",
        unit="per year", low=0.5, high=12.0, evidence="yours", source="B3",
    )  # fmt: skip
    onboarding: WorkTime = field(
        "20 working hours", about="work of bringing a new customer to first value", unit="working hours", low=10.0,
        high=40.0, off=0.0, evidence="guess", source=f"{_TABLE}: enterprise 60, mid-market 20, SMB 6 hours",
    )  # fmt: skip
    winback: Share = field(
        0.05, about="share of lost customers that come back when they are asked to", unit="share", low=0.025, high=0.1,
        off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
    plays: Plays = field(Plays, about="what CSMs do for each account without having been asked")


class Customers(Part):
    """Who the customers are."""

    book: str | None = field(None, about="customer book: a CSV file, named relative to the file that says it")
    control_total: Money | None = field(
        None, about="total ARR that finance knows; cssim book check lists the difference", unit="currency"
    )
    columns: BookColumns = field(BookColumns, about="how the columns of the book are to be read")
    price_uplift: PriceUplift = field(PriceUplift, about="rise of the price that is asked for at a renewal")
    segments: Mapping[str, Segment] = field(
        about="kinds of customers, in order: an account belongs to the first whose rule it meets", min_length=1
    )
    ideal_profile: IdealProfile = field(IdealProfile, about="what it is worth that a customer fits the ideal profile")
    referrals: Referrals = field(Referrals, about="customers that other customers bring")
    winback: Winback = field(Winback, about="how lost customers come back")
    segment_review: SegmentReview = field(SegmentReview, about="when customers move to another segment")
    contract_ends: Mapping[MonthName, Number] = field(
        dict, about="weights of the calendar months in which contracts of drawn accounts end; a month that is not "
        "named has 1; only without a book",
        evidence="yours", source="many contracts end with a quarter or the year, such as 1.6 for October to December",
    )  # fmt: skip
    new_logos: Mapping[str, BookingPlan] = field(
        dict, about="customers that each segment wins while the simulation goes on, such as 5/year"
    )


class Downsell(Part):
    """Contraction at a renewal: the customer stays and pays less."""

    odds: Number = field(
        0.65, about="chance of a downsell as a multiple of twice the contract's own chance of churn", unit="multiple",
        low=0.3, high=1.3, off=0.0, evidence="derived", ge=0, le=50,
        source="set so that contraction is about 2.5 % of ARR a year, inside the 2-4 % of the evidence review",
    )  # fmt: skip
    size: Share = field(
        0.3, about="share of the ARR that is given up", unit="share", low=0.15, high=0.6, evidence="guess"
    )


class LateSigning(Part):
    """Renewals that are signed after the end of the contract; until then the customer stays as it is."""

    share: Share = field(
        0.15, about="share of contracts without notice that are settled late", unit="share", low=0.07, high=0.3,
        off=0.0, evidence="guess",
    )  # fmt: skip
    grace: Length = field(
        "1 month", about="how late at most, all delays up to it being as likely; shorter contracts are never late",
        unit="months", low=0.5, high=2.0, off=0.0, evidence="convention", source="30 days are usual",
    )  # fmt: skip


class YearEffect(Part):
    """Good and bad years: what moves the renewals of all customers of a finance year together."""

    common: Number = field(
        0.2, about="how much years differ for all customers together; more moves the range, not the mean",
        unit="log-odds", low=0.1, high=0.4, off=0.0, evidence="guess", ge=0, le=3,
        source="without it ranges on large books are absurdly narrow; three years of one's own data tell it",
    )  # fmt: skip
    segment: Number = field(
        0.1, about="how much years differ for the customers of one segment, on top", unit="log-odds", low=0.05,
        high=0.2, off=0.0, evidence="guess", ge=0, le=3,
    )  # fmt: skip


class Renewal(Part):
    """What happens at the end of a contract."""

    lock_in: Number = field(
        0.7, about="how much of a longer term counts as time at risk (1: all of it, 0: one renewal is one renewal)",
        unit="exponent of the term in years", low=0.35, high=1.0, off=1.0, evidence="guess", drawn=True, ge=0, le=1,
    )  # fmt: skip
    downsell: Downsell = field(Downsell, about="contraction at a renewal")
    commitment: Commitment = field(Commitment, about="what consumption contracts go on with")
    late: LateSigning = field(LateSigning, about="renewals that are signed late")
    year_effect: YearEffect = field(YearEffect, about="good and bad years")
