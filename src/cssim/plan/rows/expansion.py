"""What makes pitches succeed."""

from __future__ import annotations

from typing import NamedTuple


class ExpansionRow(NamedTuple):
    """Pitches, besides what the expansion play of a segment says.

    The chance of one follows ``pitch_base`` + ``pitch_health`` x the distance of the account's health from that of its
    segment [log-odds], the power ``pitch_room`` of the share of potential ARR that is left, and the readiness to hear
    another, which comes back with half-life ``pitch_rest`` [h] (0: at once). A deal closes after ``deal_delay`` [h] on
    average; ``deal_spread`` standard deviation of the logarithm. Who owns a perpetual license is asked to subscribe,
    with ``convert_chance`` at best (0: like all others, to buy more), at ``convert_multiple`` times its maintenance.
    The share ``cross_sell`` of deals is of another product.
    """

    pitch_health: float = 0.0
    pitch_base: float = 0.0
    pitch_room: float = 0.0
    pitch_rest: float = 0.0
    deal_delay: float = 0.0
    deal_spread: float = 0.0
    convert_chance: float = 0.0
    convert_multiple: float = 1.0
    cross_sell: float = 0.0
