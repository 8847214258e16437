"""Definitions: what a company means by retention and by a logo, where usage differs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from cssim.part import Part, field


class Definitions(Part):
    """What ``nrr``, ``grr`` and ``logo_churn`` mean; figures of other definitions have names of their own."""

    retention: Literal["balance", "flow"] = field(
        "balance",
        about="figures of twelve months compare each customer's ARR at both ends (balance), or add up the lines in "
        "between (flow)",
    )
    logo: Literal["parent", "account"] = field(
        "parent", about="one logo is all accounts of a top parent of the book, or each account"
    )


def _retention_alone(value: Any) -> Any:
    return {"retention": value} if isinstance(value, str) else value


DefinitionsField = Annotated[Definitions, BeforeValidator(_retention_alone)]
"""Definitions, of which that of retention may stand alone: ``definitions: flow``."""
