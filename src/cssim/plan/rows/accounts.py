"""The accounts of the opening book, and what those of a segment share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, get_type_hints, overload

import numpy as np
from numpy.typing import NDArray

from cssim.domain.accounts import ACTIVE, SUBSCRIPTION, UNDECIDED
from cssim.dynamics.drivers import N_DRIVERS
from cssim.plan.rows.plays import NO_PLAYS, PlayRow
from cssim.units import HOURS_PER_YEAR

NOBODY: Final = -1
"""Team or owner code for "none"."""
NEVER_NAMED: Final = 2**62
"""A threshold [cents] of named owners that no account reaches."""


class SegmentRow(NamedTuple):
    """What accounts of one segment share.

    ``shape_lost`` and ``shape_kept`` are m*phi and (1 - m)*phi of the Beta law of a new logo's yearly churn
    (``shape_lost`` 0: no heterogeneity, everybody has ``even_log_odds``); ``offset`` [log-odds] removes the Jensen
    gap of today's stocks; ``reference`` holds r_k [log-odds], one per driver. ``team`` is the CSM team that covers
    the segment (NOBODY: none). ``rates`` are requests a year, one per type; ``plays`` what its CSMs do unasked, by
    code, (N_PLAYS,). ``health_mean`` and ``health_sd`` [log-odds] are today's mean and spread of health;
    ``potential_times`` the ARR an account could come to, as a multiple of its own. ``key`` 63-bit identity, at which
    what happens to the whole segment is drawn. ``breadth`` is n^-nu, the factor on ``resolves_alone`` of accounts that
    own n products. ``escalator`` share by which the price of a contract rises every year inside its term. Accounts
    from ``named_from`` [cents] on have a named owner; books are
    evened out by ``balance`` (a code of :mod:`cssim.dynamics.books`), with ``planned_*`` hours a year per account.
    ``own_opens_after`` and ``group_opens_after`` [h]: how long work waits for a named owner, or for a group, before the
    whole team may take it, 0 for ever. ``contacts_mean`` and ``contacts_sd`` are those of the contacts that an account
    remembers, if all goes by plan. A full-time CSM has at most ``max_accounts`` of the segment, and ``max_arr``
    [cents] of it.
    ``on_condition`` (1): people of the team look after an account only while its health score is below
    ``person_below``, or the end of its contract no more than ``person_within`` [h] away, 0 for never; with
    ``team_answers`` (1) they answer it all the same, else support does. ``renewal_team`` and ``commercial_team`` own
    renewals, and pitches with commercial requests, if it is not the team that covers the segment (NOBODY). ``promised``
    holds where drivers [log-odds] would settle if everything planned were delivered, one per driver.
    A new customer takes ``onboarding_hours`` [h] to come to first value (0: it needs nobody); where
    CSMs see to it, ``planned_onboarding`` hours a year are expected of the whole segment.
    There are ``self_serve_rate`` occasions a year to buy ``self_serve_size`` (a share of ARR) more by themselves; a new
    module is for the share ``module_share`` of them. A review of segments sends here who has ``arr_from`` [cents] or
    more and belongs to none before. Of its lost customers the share ``winback_share`` comes back. The share
    ``deal_share`` of commercial requests is about deals of who buys often: only the owner may close them. Who converts
    a perpetual license has contracts of ``usual_term`` [h] from then on, with ``usual_years`` of exposure. They own so
    many ``products``.
    """

    shape_lost: float
    shape_kept: float
    even_log_odds: float
    offset: float
    reference: tuple[float, ...]
    team: int
    rates: tuple[float, ...]
    plays: tuple[PlayRow, ...] = NO_PLAYS
    health_mean: float = 0.0
    health_sd: float = 1.0
    potential_times: float = 1.0
    key: int = 0
    breadth: float = 1.0
    escalator: float = 0.0
    named_from: int = NEVER_NAMED
    balance: int = 0
    planned_plays: float = 0.0
    planned_requests: float = 0.0
    own_opens_after: float = 0.0
    group_opens_after: float = 0.0
    contacts_mean: float = 0.0
    contacts_sd: float = 1.0
    max_accounts: int = NEVER_NAMED
    max_arr: int = NEVER_NAMED
    on_condition: int = 0
    person_below: float = 0.0
    person_within: float = 0.0
    team_answers: int = 1
    renewal_team: int = NOBODY
    commercial_team: int = NOBODY
    promised: tuple[float, ...] = (0.0,) * N_DRIVERS
    onboarding_hours: float = 0.0
    planned_onboarding: float = 0.0
    self_serve_rate: float = 0.0
    self_serve_size: float = 0.0
    module_share: float = 1.0
    arr_from: int = 0
    winback_share: float = 0.0
    deal_share: float = 0.0
    usual_term: float = HOURS_PER_YEAR
    usual_years: float = 1.0
    products: float = 1.0


class AccountRow(NamedTuple):
    """One account of the opening book.

    ``key`` 63-bit identity; ``arr`` [cents]; ``term`` [h]; ``contract_end`` [h], first end at or after 0,
    or the last one before if that is in grace;
    ``years`` exposure of one renewal (L^kappa); ``survived`` exposure [years] already survived; ``log_beta`` ln B of
    its Beta law after the survivors' correction (0 without heterogeneity); ``fit_shift`` [log-odds] known from the
    book; ``request_factor`` known multiplier of its request rates; ``owner`` code of the line in
    which its work waits: the seat of its named CSM in the segment's team, NOBODY for the common line of the team, or
    that of a group (:mod:`cssim.dynamics.routing`); ``arr_year_ago`` [cents], -1 if unknown; ``potential``
    ARR [cents] if it bought all it could use. ``seat`` of the person in whose book it is, NOBODY if in nobody's.
    ``notice`` [h] how long before its end it is settled whether the contract goes on; ``known`` code of what is
    known of its first end, ``signed`` [cents] the ARR from then on, -1 if unknown. ``contract`` code of its type;
    ``intercept`` [log-odds] by which who owns a perpetual license differs from the others of its segment. At time 0 it
    waits for the answers to ``open_requests``, and ``standing`` is the code of how it stands.
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
    potential: int = 0
    seat: int = NOBODY
    notice: float = 0.0
    known: int = UNDECIDED
    signed: int = -1
    contract: int = SUBSCRIPTION
    open_requests: int = 0
    standing: int = ACTIVE
    intercept: float = 0.0


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
