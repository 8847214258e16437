"""What all contracts have in common."""

from __future__ import annotations

from typing import NamedTuple


class ContractRow(NamedTuple):
    """``price_rise`` share of ARR that is asked for at a renewal (0: nothing); ``price_accept`` [log-odds] what is
    added to h for the log-odds of accepting it."""

    price_rise: float = 0.0
    price_accept: float = 0.0
