"""Labels: the names that belong to the indices of a plan, for files and reports only."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cssim.plan.accounts import ALONE
from cssim.plan.tables import Plan


class AccountLabel(NamedTuple):
    """Identity of an account as people write it; ``external_id`` is the CRM's id.

    ``logo`` is the index of the first account of its top parent, -1 if it belongs to none.
    """

    external_id: str
    name: str
    logo: int = ALONE


class Labels(NamedTuple):
    """Names by index: segments, teams, opening accounts and shocks of a plan, and the first month's ``start``."""

    start: date
    currency: str
    segments: tuple[str, ...]
    teams: tuple[str, ...]
    accounts: tuple[AccountLabel, ...]
    shocks: tuple[str, ...] = ()


class Lowered(NamedTuple):
    """A design made ready for an engine: the numbers and, beside them, their names."""

    plan: Plan
    labels: Labels
