"""The roadmap: what customers wish for, what a release takes up, and whom it helps."""

from __future__ import annotations

from typing import Final

TOPICS: Final = 12
"""Topics that wishes fall into: few enough that several customers share one, many enough that a choice matters."""


def topic_of(u: float) -> int:
    """Return the topic of a wish whose uniform is ``u``: topic j is that of sqrt((j + 1) / 12) - sqrt(j / 12) of all.

    So a few topics are wished for by many (29 % by the first), and most by few.
    """
    return int(TOPICS * u * u)


def score(voice: float, captured: int, most: int, noise: float) -> float:
    """Return how strongly a topic asks to be taken up: by the share ``voice`` through wishes, the rest through sales.

    ``captured`` wishes for the topic are measured against the ``most`` for any topic; ``noise`` is in (0, 1).
    """
    heard = captured / most if most > 0 else 0.0
    return voice * heard + (1.0 - voice) * noise


def match_share(match: float, wishes: int, of_all: int) -> float:
    """Return the share of its gap that a release closes for a customer, ``wishes`` of whose ``of_all`` it meets."""
    return match * wishes / of_all
