"""Small scenarios for tests, as raw mappings and as scenarios."""

from __future__ import annotations

import copy
from typing import Any

from cssim.scenario.language.patch import merge
from cssim.scenario.schema import Scenario

SMALL: dict[str, Any] = {
    "customers": {
        "segments": {
            "large": {"accounts": 3, "arr": {"median": "$100k", "p90": "$200k"}, "logo_churn": "5%"},
            "small": {"accounts": 6, "arr": {"median": "$10k", "p90": "$20k"}, "logo_churn": "15%"},
        }
    },
    "organisation": {
        "teams": {
            "csm": {"role": "csm", "headcount": 2},
            "experts": {"role": "specialist", "headcount": 1},
            "desk": {"role": "support", "headcount": 1},
        },
        "coverage": {
            "large": {"model": "assigned", "team": "csm"},
            "small": {"model": "pooled", "team": "csm"},
        },
    },
}
"""All that a complete scenario needs."""


def small(**changes: Any) -> Scenario:
    """Return the small scenario with changes by dotted key (``__`` for the dot)."""
    return Scenario.model_validate(small_raw(**changes))


def small_raw(**changes: Any) -> dict[str, Any]:
    """Return the raw small scenario with changes by dotted key (``__`` for the dot)."""
    return merge(copy.deepcopy(SMALL), {key.replace("__", "."): value for key, value in changes.items()}).value
