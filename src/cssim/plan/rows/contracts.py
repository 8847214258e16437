"""What all contracts have in common."""

from __future__ import annotations

from typing import NamedTuple


class ContractRow(NamedTuple):
    """``price_rise`` share of ARR that is asked for at a renewal (0: nothing); ``price_accept`` [log-odds] what is
    added to h for the log-odds of accepting it. A share ``signed_late`` of renewals is signed late, up to
    ``grace`` [h] after the end of the contract."""

    price_rise: float = 0.0
    price_accept: float = 0.0
    signed_late: float = 0.0
    grace: float = 0.0
