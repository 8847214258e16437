"""Contracts: what they say beside their length, and what is asked for when they end."""

from __future__ import annotations

from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Length, Number, Share


class PriceUplift(Part):
    """A rise of the price that is asked for when a contract is renewed."""

    at: Literal["renewal"] = field("renewal", about="when it is asked for")
    typical: Share = field(
        0.0, about="rise of the price; contracts shorter than a year are asked once a year", unit="share",
        low=0.03, high=0.1, off=0.0, evidence="guess",
        source="vendors name 5 to 10 % a year; no survey is known, and the evidence on net retention has it inside",
    )  # fmt: skip
    accept: Number = field(
        -1.5, about="added to the log-odds of renewing for a year, it gives the log-odds of accepting the rise",
        unit="log-odds", low=-3.0, high=-0.75, evidence="guess", drawn=True, ge=-20, le=20,
        source="78 % of customers who leave with 6 % a year accept, 59 % of those with 13.5 %",
    )  # fmt: skip


class Commitment(Part):
    """What accounts with consumption contracts commit to for their next term; it takes the place of downsell and price.

    Commitment x (seats in use / those when it was last set)^elasticity x a lognormal factor of mean 1, within bounds.
    """

    elasticity: Number = field(
        1.0, about="how closely commitments follow the share of seats in use: a tenth more in use is a tenth more "
        "committed", unit="exponent", low=0.5, high=2.0, off=0.0, evidence="guess", drawn=True, ge=0, le=10,
    )  # fmt: skip
    spread: Number = field(
        0.25, about="how much consumption changes in a year for other reasons: standard deviation of its logarithm",
        unit="log", low=0.125, high=0.5, off=0.0, evidence="guess", ge=0, le=3,
    )  # fmt: skip
    least: Share = field(
        0.5, about="least of its commitment that an account commits to again", unit="share", low=0.25, high=0.9,
        evidence="guess", gt=0, le=1,
    )  # fmt: skip
    most: Number = field(
        2.0, about="most that an account commits to, as a multiple of its commitment; never more than its potential",
        unit="multiple", low=1.25, high=4.0, evidence="guess", ge=1, le=100,
    )  # fmt: skip


class Contracts(Part):
    """What the contracts of a segment say, beside their length."""

    auto_renew: Share = field(
        0.0, about="share of accounts whose contract goes on unless notice is given in time", unit="share",
        low=0.3, high=0.9, off=0.0, evidence="yours",
    )  # fmt: skip
    notice: Length = field(
        "60 days", about="how long before its end notice must be given to end such a contract", unit="months",
        low=1.0, high=3.0, off=0.0, evidence="convention", source="30 to 90 days are usual", le=24,
    )  # fmt: skip
    consumption: Share = field(
        0.0, about="share of accounts that commit to a consumption; when a contract ends they commit anew, by what "
        "they have used (renewal.commitment)", unit="share", low=0.1, high=0.5, off=0.0, evidence="yours",
    )  # fmt: skip
    perpetual: Share = field(
        0.0, about="share of today's accounts that own a perpetual license, so that their ARR is its maintenance",
        unit="share", low=0.1, high=0.5, off=0.0, evidence="yours", source="B13",
    )  # fmt: skip
    maintenance_churn: Share = field(
        0.08, about="share of those accounts that let their maintenance lapse in a year", unit="share a year", low=0.04,
        high=0.16, evidence="guess", le=0.95,
    )  # fmt: skip
    escalator: Share = field(
        0.0, about="contractual rise of the price every year inside a term of several years", unit="share a year",
        low=0.02, high=0.07, off=0.0, evidence="yours",
    )  # fmt: skip
