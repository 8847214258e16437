"""Plays: what a CSM does for an account without having been asked."""

from __future__ import annotations

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


def first_slot(begin: float, phase: float, interval: float) -> float:
    """Return when [h] the first slot of a play falls due, at a ``phase`` in (0, 1) of its ``interval`` [h]."""
    return begin + phase * interval
