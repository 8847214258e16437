"""What comes from outside."""

from __future__ import annotations

from typing import NamedTuple


class OutsideRow(NamedTuple):
    """Champions leave an account ``champion_rate`` times a year (0: never); each time ``champion_amount`` [log-odds]
    is posted, less the share ``champion_shield`` of it where the relationship is as good as it gets."""

    champion_rate: float = 0.0
    champion_amount: float = 0.0
    champion_shield: float = 0.0


class ShockRow(NamedTuple):
    """One shock as the accounts of one segment feel it.

    ``key`` identity of the shock, ``number`` its place among the shocks of the scenario; ``begin`` and ``end`` [h];
    ``reach`` share of the accounts. ``hit`` [log-odds] is posted once, at a time of the account's own; ``hold`` when it
    begins and ``again`` every month while it lasts, so that ``hold`` stays what it is; both less the share ``shield``
    where the relationship is as good as it gets. ``paces`` multiples of the request rates, one per type;
    ``deals`` of the chance of a pitch, and ``wins`` the share of planned new customers that are won, while it lasts.
    """

    key: int
    segment: int
    number: int
    begin: float
    end: float
    reach: float
    shield: float
    hit: float
    hold: float
    again: float
    paces: tuple[float, ...]
    deals: float = 1.0
    wins: float = 1.0
