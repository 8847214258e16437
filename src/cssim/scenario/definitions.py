"""Definitions: what a company means by retention and by a logo, where usage differs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from cssim.part import Part, field


class Definitions(Part):
    """What the short names mean: ``nrr``, ``nrr_ex_price``, ``net_churn``, ``grr``, ``logo_churn``.

    Figures whose names say it (``nrr_of_lines``, ``logo_churn_of_accounts``) are the same under all definitions.
    """

    retention: Literal["balance", "flow"] = field(
        "balance",
        about="figures of twelve months compare each customer's ARR at both ends (balance), or add up the lines in "
        "between (flow), which are not known of the year before the start",
    )
    logo: Literal["parent", "account"] = field(
        "parent", about="one logo is all accounts of a top parent of the book, or each account"
    )


def _retention_alone(value: Any) -> Any:
    return {"retention": value} if isinstance(value, str) else value


DefinitionsField = Annotated[Definitions, BeforeValidator(_retention_alone)]
"""Definitions, of which that of retention may stand alone: ``definitions: flow``."""
