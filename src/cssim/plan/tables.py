"""The Plan: every number an engine needs, in flat rows, and nothing else (rule P1).

Strings end above this floor. A plan belongs to one design of one scenario; indices of segments, request types and
teams are positions in its tuples, and :class:`~cssim.plan.labels.Labels` keeps their names for the reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, get_type_hints, overload

import numpy as np
from numpy.typing import NDArray

from cssim.dynamics.drivers import DriverRow

HOW_TO: Final = 0
PRODUCT_QUESTION: Final = 1
FEATURE_REQUEST: Final = 2
COMPLAINT: Final = 3
COMMERCIAL: Final = 4
N_REQUEST_TYPES: Final = 5
REQUEST_TYPES: Final = ("how_to", "product_question", "feature_request", "complaint", "commercial")

NOBODY: Final = -1
"""Team or owner code for "none"."""


class LawRow(NamedTuple):
    """A law of working hours: ``law`` code of :mod:`cssim.sampling.inverse`, ``mean`` [h], ``spread``."""

    law: int
    mean: float
    spread: float


class ClockRow(NamedTuple):
    """Times in working hours [h]; month 0 begins at 0.

    ``settle`` is the length of the settling period, ``warm_up`` how long before 0 the queues open (model: 40 h).
    ``grid`` makes requests, slots and completions wait for the next multiple of it, 0 for none: with one, many things
    happen at the same instant. No scenario sets it; the tests of the order of ties do.
    """

    months: int
    settle: float
    warm_up: float
    grid: float = 0.0


class SegmentRow(NamedTuple):
    """What accounts of one segment share.

    ``shape_lost`` and ``shape_kept`` are m*phi and (1 - m)*phi of the Beta law of a new logo's yearly churn
    (``shape_lost`` 0: no heterogeneity, everybody has ``even_log_odds``); ``offset`` [log-odds] removes the Jensen
    gap of today's stocks; ``reference`` holds r_k [log-odds], one per driver. ``team`` is the CSM team that covers
    the segment (NOBODY: none). ``rates`` are requests a year, one per type. ``check_in_interval`` [h]
    from one slot to the next, 0 for none; ``check_in_expiry`` [h] how long a slot waits before it expires.
    """

    shape_lost: float
    shape_kept: float
    even_log_odds: float
    offset: float
    reference: tuple[float, ...]
    team: int
    rates: tuple[float, ...]
    check_in_interval: float
    check_in_expiry: float
    check_in_work: LawRow


class AccountRow(NamedTuple):
    """One account of the opening book.

    ``key`` 63-bit identity; ``arr`` [cents]; ``term`` [h]; ``contract_end`` [h], first end at or after 0;
    ``years`` exposure of one renewal (L^kappa); ``survived`` exposure [years] already survived; ``log_beta`` ln B of
    its Beta law after the survivors' correction (0 without heterogeneity); ``fit_shift`` [log-odds] known from the
    book; ``request_factor`` known multiplier of its request rates; ``owner`` seat of its named CSM in the segment's
    team, NOBODY for a pooled account; ``arr_year_ago`` [cents], -1 if unknown.
    """

    key: int
    segment: int
    arr: int
    term: float
    contract_end: float
    years: float
    survived: float
    log_beta: float
    fit_shift: float
    request_factor: float
    owner: int
    arr_year_ago: int


class AccountTable(Sequence[AccountRow]):
    """The accounts of the opening book by column: ``columns["arr"]`` is an array of shape (n_accounts,).

    Read row by row it gives :class:`AccountRow`. A million accounts take 96 MB; as rows they would take half a
    gigabyte.
    """

    __slots__ = ("columns",)

    DTYPE: Final = np.dtype(
        [(name, np.int64 if kind is int else np.float64) for name, kind in get_type_hints(AccountRow).items()]
    )

    def __init__(self, columns: NDArray[np.void]) -> None:
        self.columns = columns

    @classmethod
    def of(cls, rows: Iterable[AccountRow]) -> AccountTable:
        """Return the table of ``rows``."""
        return cls(np.array([tuple(row) for row in rows], dtype=cls.DTYPE))

    @classmethod
    def of_columns(cls, **columns: Sequence[float] | NDArray[Any]) -> AccountTable:
        """Return the table of one sequence per field of :class:`AccountRow`, which must all be there."""
        table = np.empty(len(columns["key"]), dtype=cls.DTYPE)
        for name, column in columns.items():
            table[name] = column
        return cls(table)

    def __len__(self) -> int:
        return len(self.columns)

    def __iter__(self) -> Iterator[AccountRow]:
        return (AccountRow(*row) for row in self.columns.tolist())

    @overload
    def __getitem__(self, index: int) -> AccountRow: ...
    @overload
    def __getitem__(self, index: slice) -> AccountTable: ...
    def __getitem__(self, index: int | slice) -> AccountRow | AccountTable:
        if isinstance(index, slice):
            return AccountTable(self.columns[index])
        return AccountRow(*self.columns[index].item())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AccountTable) and np.array_equal(self.columns, other.columns)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"AccountTable of {len(self)} accounts"


class RequestTypeRow(NamedTuple):
    """One type of request: ``work`` law, ``bonus`` added to resolves-alone, ``raise_share`` of the service cost
    posted when it is raised, ``destination`` and shares of routing, ``urgency`` (lower is served first)."""

    work: LawRow
    bonus: float
    raise_share: float
    destination: int
    self_service: float
    misrouted: float
    urgency: int


class TeamRow(NamedTuple):
    """One team. ``seats`` availability share of each seat (headcount share times availability), one per seat;
    ``promise`` [h] first response; pay per year for the whole team in cents: ``base``, ``variable``, ``on_cost``;
    ``heads`` is the head count, fractional allowed. ``resolves_alone`` and ``touch_quality`` matter for CSMs."""

    key: int
    seats: tuple[float, ...]
    heads: float
    promise: float
    resolves_alone: float
    touch_quality: float
    base: int
    variable: int
    on_cost: int


class RoutingRow(NamedTuple):
    """``support`` and ``specialist`` team indices (NOBODY: none); ``triage`` [h] a CSM spends before a transfer;
    ``specialist_pace`` factor on hours of transferred work; ``catch_up`` [h] of a person who does not know the
    account at all."""

    support: int
    specialist: int
    triage: float
    specialist_pace: float
    catch_up: float


class EffectRow(NamedTuple):
    """Levels [log-odds] and shares of the causes that post to the drivers; share 0 means the cause is off."""

    adoption_level: float
    answer_share: float
    specialist_share: float
    check_in_share: float
    relationship_level: float
    proactive_share: float
    reactive_share: float
    contacts_to_half: float
    familiarity_half_life: float
    service_level: float
    late_share: float
    restore_share: float
    transfer_level: float
    transfer_share: float
    extra_face_share: float
    free_faces: int
    neglect_share: float


class RenewalRow(NamedTuple):
    """``downsell_odds`` and ``downsell_size`` (share of ARR) of a contraction at renewal."""

    downsell_odds: float
    downsell_size: float


class Plan(NamedTuple):
    """Everything one design of one scenario asks of an engine."""

    clock: ClockRow
    segments: tuple[SegmentRow, ...]
    accounts: AccountTable
    request_types: tuple[RequestTypeRow, ...]
    teams: tuple[TeamRow, ...]
    routing: RoutingRow
    drivers: tuple[DriverRow, ...]
    effects: EffectRow
    renewal: RenewalRow
    frailty: float
