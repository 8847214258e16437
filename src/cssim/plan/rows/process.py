"""How far work follows a method."""

from __future__ import annotations

from typing import NamedTuple


class ProcessRow(NamedTuple):
    """Process maturity; the default is the off value: one method, for ever.

    ``process_on`` (1): it begins at ``process_maturity``, everybody invests a share ``process_invested`` of his time,
    of which ``process_cost`` [h] close 63 % of what is missing; a hire takes ``process_dilution`` / (heads + 1) of it.
    """

    process_on: int = 0
    process_maturity: float = 1.0
    process_invested: float = 0.0
    process_cost: float = 1.0
    process_dilution: float = 0.0
