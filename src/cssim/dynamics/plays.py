"""Plays: what a CSM does for an account without having been asked."""

from __future__ import annotations

import math
from typing import Final

CHECK_IN: Final = 0
TRAINING: Final = 1
QBR: Final = 2
SUCCESS_PLAN: Final = 3
EXPANSION: Final = 4
RENEWAL: Final = 5
SAVE: Final = 6
FEATURE_REVIEW: Final = 7
N_PLAYS: Final = 8
PLAYS: Final = ("check_in", "training", "qbr", "success_plan", "expansion", "renewal", "save", "feature_review")
OTHER_USES: Final = (EXPANSION, RENEWAL, SAVE)
"""What a slot may be used for though it fell due for something else."""
IN_SUCCESS_PLANS: Final = (CHECK_IN, SUCCESS_PLAN)
"""What comes more often for customers that have bought a success plan."""


def first_slot(begin: float, phase: float, interval: float) -> float:
    """Return when [h] the first slot of a play falls due, at a ``phase`` in (0, 1) of its ``interval`` [h]."""
    return begin + phase * interval


def coming_end(contract_end: float, term: float, time: float) -> float:
    """Return the first end [h] after ``time`` of a contract that ends at ``contract_end``, and every ``term`` [h].

    ``contract_end`` itself if ``time`` lies in the last term before it, else an earlier or later end. Where notice must
    be given, what is asked for is when it is decided, and ``contract_end`` stands for that.
    """
    return contract_end - term * (math.ceil((contract_end - time) / term) - 1)


def ready_share(share: float, left: float, full_lead: float) -> float:
    """Return the share of the readiness gap that a renewal play closes ``left`` [h] before the contract's end.

    All of ``share`` from ``full_lead`` [h] on, in proportion below, nothing once the contract has ended.
    """
    return share * min(1.0, max(0.0, left / full_lead))


def taken_back(stock: float, share: float) -> float:
    """Return the amount [log-odds] by which a rescue takes back the ``share`` of a driver's ``stock``."""
    return -share * stock
