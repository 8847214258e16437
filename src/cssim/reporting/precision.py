"""How well averages are known, in words: one line that nobody takes for the range of what may happen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from cssim.reporting.numbers import count
from cssim.reporting.words import precise
from cssim.results.precision import Goal, Known

APART: Final = "The ranges above are what may happen in one future; more runs do not narrow them."
EXPECTED: Final = (
    "Losses enter as expected here; with those that happened, as in most lines above, averages are less certain."
)


def goal_words(goal: Goal, currency: str) -> str:
    """Return what is to be known how well, as in *retained_arr.y2 to ± $20k*."""
    return f"{goal.key.text} to ± {precise(goal.half_width, goal.key.metric.unit, currency)}"


def precision_words(known: Sequence[Known], currency: str) -> str:
    """Return how well the average differences of a comparison are known: of the decision, then of what was asked."""
    first, *others = known
    whose = "the average difference is" if first.together == 1 else "each average difference is"
    parts = [_known_words(whose, first, currency)]
    parts += [_known_words(f"that of {one.figure}", one, currency) for one in others]
    return f"{'; '.join(parts)}. {APART}"


def precision_of_means(known: Sequence[Known], currency: str) -> str:
    """Return how well the averages of one design are known of which a precision was asked."""
    parts = [_known_words(f"the average of {one.figure} is", one, currency) for one in known]
    return f"{'; '.join(parts)}. {EXPECTED} {APART}"


def _known_words(whose: str, one: Known, currency: str) -> str:
    if not math.isfinite(one.half_width):
        return f"{whose} not known: {count(one.runs, 'run')} cannot say"
    reached = precise(one.half_width, one.unit, currency)
    everyone = "both" if one.together == 2 else f"all {one.together}"
    together = f", {everyone} together" if one.together > 1 else ""
    asked = ""
    if one.goal is not None:
        goal = precise(one.goal, one.unit, currency)
        asked = f"; asked for ± {goal}"
        if one.half_width > one.goal and reached != goal:
            asked += ", planned from the first runs, which differed less"
    return f"{whose} known to ± {reached} (95 % certainty of the mean{together}, {count(one.runs, 'run')}{asked})"
