"""When a post is opened, and when it is filled."""

from __future__ import annotations

import math
from typing import Final

_HAIR: Final = 1e-9


def filled_at(vacant: float, takes: float, freeze_from: float, freeze_to: float) -> float:
    """Return when [h] a post is filled that falls ``vacant`` [h] and ``takes`` [h] of recruiting; a freeze halts it."""
    if vacant >= freeze_to or vacant + takes <= freeze_from:
        return vacant + takes
    return freeze_to + takes - max(0.0, freeze_from - vacant)


def posts_short(amount: float, per_head: float, posts: float) -> int:
    """Return how many posts are missing if nobody is to have more than ``per_head`` of an ``amount``."""
    return max(0, math.ceil(amount / per_head - posts - _HAIR))


def months_over(before: int, load: float, above: float) -> int:
    """Return for how many months on end a load has been ``above`` a share, the newest month being that of ``load``."""
    return before + 1 if load > above else 0
