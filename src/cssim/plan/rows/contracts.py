"""What all contracts have in common."""

from __future__ import annotations

from typing import NamedTuple


class ContractRow(NamedTuple):
    """``price_rise`` share of ARR that is asked for at a renewal (0: nothing); ``price_accept`` [log-odds] what is
    added to h for the log-odds of accepting it. A share ``signed_late`` of renewals is signed late, up to
    ``grace`` [h] after the end of the contract. Commitments follow the seats in use with the elasticity
    ``use_elasticity``, and with a ``use_spread`` (of the logarithm) over a year; from one term to the next they change
    to between ``use_least`` and ``use_most`` of what they were."""

    price_rise: float = 0.0
    price_accept: float = 0.0
    signed_late: float = 0.0
    grace: float = 0.0
    use_elasticity: float = 0.0
    use_spread: float = 0.0
    use_least: float = 1.0
    use_most: float = 1.0
