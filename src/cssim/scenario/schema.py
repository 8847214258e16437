"""Scenario: the root of everything that can be written in a scenario file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, model_validator

from cssim.part import Part, field
from cssim.quantities import Length, Month, Whole
from cssim.scenario.baseline import Baseline
from cssim.scenario.change import Change
from cssim.scenario.company import Company
from cssim.scenario.customers import Customers, Renewal
from cssim.scenario.decide import Decide, completed
from cssim.scenario.definitions import Definitions, DefinitionsField
from cssim.scenario.expansion import Expansion
from cssim.scenario.health import Health
from cssim.scenario.organization import Organization
from cssim.scenario.product import Product
from cssim.scenario.requests import Requests
from cssim.scenario.shape import Overrides
from cssim.scenario.shocks import Shock
from cssim.scenario.surveys import Surveys

FORMAT: Final = 1
HORIZON: Final = "24 months"
TODAY: Final = "today"
"""Name of the only design of a scenario that names none."""


def _format(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value > FORMAT:
        raise ValueError(f"format {value} is newer than this cssim knows ({FORMAT}); install a newer cssim")
    if value != FORMAT or isinstance(value, bool):
        raise ValueError(f"{value!r} is not a format of scenario files; the only one is {FORMAT}")
    return value


def _design(value: Any) -> Any:
    """Read a design that changes nothing, written as nothing, as an empty mapping."""
    return {} if value is None else value


Design = Annotated[dict[str, Any], Overrides(), BeforeValidator(_design)]
"""What a design changes: a scenario with only the changes in it."""


class Scenario(Part):
    """A question about a company: its customers, its organization, and the designs to compare."""

    format: Annotated[Literal[1], BeforeValidator(_format)] = field(1, about="version of the format of scenario files")
    extends: str | None = field(
        None, about="scenario this one starts from: a packaged one (cssim:b2b_saas) or a file", exclude=True
    )
    name: str = field("", about="the question, in words")
    start: Month = field("2027-01", about="first month of the simulation")
    horizon: Length = field(HORIZON, about="how far to look ahead, in whole months", unit="months", ge=1, le=600)
    settle: Length = field(
        "24 months", about="how long customers live under the first design before the start", unit="months", low=12.0,
        high=36.0, le=600,
    )  # fmt: skip
    runs: Whole = field(8, about="number of simulated futures", ge=1, le=1_000_000)
    seed: Whole = field(1, about="which futures: the same seed gives the same ones", ge=0, le=2**63 - 1)
    assumptions: Literal["drawn", "fixed"] = field(
        "drawn", about="whether guesses vary over their range from future to future"
    )
    recording: Literal["all", "money", "summary"] = field("summary", about="which facts of a run are kept")
    company: Company = field(Company, about="currency, finance year, margin")
    definitions: DefinitionsField = field(Definitions, about="what retention and a logo mean")
    customers: Customers = field(about="the customers")
    renewal: Renewal = field(Renewal, about="what happens at the end of a contract")
    health: Health = field(Health, about="what makes customers stay, besides what they are")
    expansion: Expansion = field(Expansion, about="what makes customers buy more when they are asked")
    requests: Requests = field(Requests, about="what customers ask for")
    organisation: Organization = field(about="teams, coverage, routing")
    product: Product = field(Product, about="what becomes of wishes for the product")
    surveys: Surveys = field(Surveys, about="what customers are asked about us")
    shocks: Mapping[str, Shock] = field(
        dict, about="what goes wrong, or right, from outside, by name; the same for all designs", max_length=20
    )
    change: Change = field(Change, about="how a design that differs from the first one comes about, from today on")
    decide: Decide = field(Decide, about="what decides between designs")
    baseline: Baseline | None = field(None, about="measured numbers of the first design; written by cssim")
    designs: Mapping[str, Design] = field(
        lambda: {TODAY: {}},
        about="ways to organize to compare: only what changes; the first is the baseline",
        min_length=1,
    )

    @model_validator(mode="before")
    @classmethod
    def _decided(cls, raw: Any) -> Any:
        """Let a scenario that does not say what decides be decided by what follows from the rest."""
        decide = raw.get("decide", {}) if isinstance(raw, Mapping) else None
        return {**raw, "decide": completed(decide, raw.get("horizon", HORIZON))} if isinstance(decide, Mapping) else raw

    @property
    def months(self) -> int:
        """Whole months of the horizon."""
        return int(self.horizon)
