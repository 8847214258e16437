"""The product: what becomes of wishes for it."""

from __future__ import annotations

from typing import NamedTuple


class ProductRow(NamedTuple):
    """``product_missed`` share of the wishes told to a CSM or a specialist that get lost all the same; a quarter's
    release takes up ``product_releases`` topics (0: there is none), chosen by ``product_voice`` (1: by wishes alone),
    and closes the share ``product_match`` of a customer's product gap if it wished for nothing else."""

    product_missed: float = 0.0
    product_releases: int = 0
    product_voice: float = 0.0
    product_match: float = 0.0
