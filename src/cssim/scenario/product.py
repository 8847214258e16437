"""The product: what becomes of the wishes that customers have for it."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Frequency, Share, Whole


class Modules(Part):
    """A product that grows: new modules, of which customers could buy."""

    rate: Frequency = field(
        "0.5/year", about="new modules of the product", unit="per year", low=0.25, high=1.0, off=0.0, evidence="guess"
    )
    asked_for: Frequency = field(
        "0.25/year", about="further new modules while somebody who looks after customers, or sells to them, has a "
        "growth target (quota, blend, staged)", unit="per year", low=0.125, high=0.5, off=0.0, evidence="guess",
        source="A7",
    )  # fmt: skip
    raises: Share = field(
        0.1, about="by how much a module raises what those who have its product could buy", unit="share", low=0.05,
        high=0.2, off=0.0, evidence="guess",
    )  # fmt: skip


class Product(Part):
    """How wishes are gathered, and what a quarter's release takes up."""

    missed: Share = field(
        0.3, about="share of the feature requests told to a CSM or a specialist that get lost all the same",
        unit="share", low=0.15, high=0.6, off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
    releases: Whole = field(
        2, about="topics that each quarter's release takes up, of the twelve that wishes fall into", unit="topics",
        low=1, high=4, off=0, evidence="guess", ge=0, le=12,
    )  # fmt: skip
    voice: Share = field(
        0.5, about="weight of gathered wishes in the choice of topics; the rest is what sales wants", unit="share",
        low=0.25, high=1.0, evidence="guess", drawn=True,
    )  # fmt: skip
    match: Share = field(
        0.5, about="share of a customer's product gap that a release closes if it is all that the customer wished for",
        unit="share", low=0.25, high=1.0, off=0.0, evidence="guess", drawn=True,
    )  # fmt: skip
    modules: Modules = field(Modules, about="new modules, of which customers could buy")
