"""How the organization sees the health of its customers."""

from __future__ import annotations

from typing import NamedTuple


class ScoreRow(NamedTuple):
    """The health score. ``score_kept`` (1): there is one, because somebody acts on it; ``score_every`` so many months
    it is made anew. It shows health, or with ``score_activity`` (1) how much contact there has been, with a correlation
    of ``score_validity`` (1: as it is), and is missing in the share ``score_missing``. Who is below ``score_risk``
    [standard deviations] is at risk."""

    score_kept: int = 0
    score_every: int = 1
    score_activity: int = 0
    score_validity: float = 1.0
    score_missing: float = 0.0
    score_risk: float = 0.0
