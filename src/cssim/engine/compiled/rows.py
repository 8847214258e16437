"""The world of the compiled engine as record arrays: types that depend on no scenario, only their lengths do (P16).

Columns of the plan's rows are made from the rows themselves, so that a new field of the plan is a new column here.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from cssim.domain.accounts import FACES_REMEMBERED
from cssim.domain.ledger import KINDS
from cssim.domain.tally import COSTS, COUNTS, N_WAIT_BINS, RENEWAL_MONEY, SLOTS, WORK
from cssim.dynamics.books import N_BALANCES
from cssim.dynamics.drivers import N_DRIVERS, DriverRow
from cssim.dynamics.plays import N_PLAYS
from cssim.dynamics.roadmap import TOPICS
from cssim.engine.compiled.columns import columns_of, floats, integers, record
from cssim.plan.rows.modules import MODULE_KINDS
from cssim.plan.tables import (
    N_REQUEST_TYPES,
    AccountRow,
    ContractRow,
    DemandRow,
    DigitalRow,
    EffectRow,
    ExpansionRow,
    GroupRow,
    IncentiveRow,
    MemberRow,
    ModuleRow,
    NewLogoRow,
    OnboardingRow,
    OutsideRow,
    PlayRow,
    PoolRow,
    ProcessRow,
    ProductRow,
    ReferralRow,
    RenewalRow,
    RequestTypeRow,
    ReviewRow,
    RoutingRow,
    ScoreRow,
    SegmentRow,
    ServiceRow,
    ShockRow,
    StaffingRow,
    SurveyRow,
    TeamRow,
    WinbackRow,
    YearRow,
)

NONE: Final = -1
"""Index of nothing: the end of every chain."""

PLAN_ACCOUNT: Final = record(*columns_of(AccountRow))
SEGMENT: Final = record(*columns_of(SegmentRow, "plays"), *floats("pace", "changes_at"), *integers("served", "asking"))
"""A segment: ``pace`` of its plays; of how many accounts its team looked after, and which it answered, when they were
counted last. It ``changes_at`` [h]."""
PLAY: Final = record(*columns_of(PlayRow))
REQUEST_TYPE: Final = record(*columns_of(RequestTypeRow))
SHOCK: Final = record(*columns_of(ShockRow))

NEW_LOGOS: Final = record(*columns_of(NewLogoRow), *integers("month", "number", "count"))
"""How a segment grows; it wins customer ``number`` of ``count`` in ``month`` next."""

POOLS: Final = record(*columns_of(PoolRow))
DIGITAL: Final = record(*columns_of(DigitalRow), *integers("months", "paid"))
"""The digital programme of a segment: its platform has been ``paid`` [cents] for so many ``months`` of a customer."""
SERVICES: Final = record(*columns_of(ServiceRow), *integers("months", "paid"))
"""What is sold to a segment: success plans have been ``paid`` [cents] for so many ``months`` of a customer."""
TEAM: Final = record(
    *columns_of(TeamRow, "seats"),
    *columns_of(StaffingRow, "shares", "opens", "members", "closes"),
    *columns_of(IncentiveRow),
    *integers("first_person", "people", "line", "queued", "idle_first", "idle_last", "marked", "open"),
    *integers("posts", "staffed", "months_over", "load_busy", "load_idle"),
    *floats("post_hours", "filled", "payroll_hours", "contracts"),
    *integers("pool_attained", "pool_arr", "pool_customers", "earned", "at_target"),
    *floats("pool_goal", "pool_scores", "begun", "ends", "weight"),
    *floats("earlier_hours", "earlier_filled", "earlier_payroll", "earlier_contracts", "trained"),
    *integers("severance_of_change", "severance", "will_plan"),
    ("paid", np.int64, (len(COSTS),)),
)
"""A team and its desk: ``line`` heads the common line, ``idle_*`` the chain of free people, the longest idle first.

``posts`` counts its posts; its load has been too high for ``months_over`` months, and is read on from ``load_*``.
"""

PERSON: Final = record(
    *integers("key", "seat", "team", "line", "queued", "work", "busy_milli", "idle_milli", "marked"),
    *integers("idle_next", "idle_before"),
    *integers("first_place", "places"),
    *integers("here", "covered", "away_milli", "block", "n", "leaving", "quit", "gone", "busy_read", "idle_read"),
    *integers("open", "closes", "on_leave", "done", "done_read", "time_read"),
    *columns_of(MemberRow),
    *floats("opens", "shuts", "usual", "availability", "skill", "since", "counted", "joined", "share"),
    *floats("paid_until", "ramp", "ramped", "left", "load"),
    ("book", np.int64, (N_BALANCES,)),
    *integers("attained", "arr", "customers", "book_first", "book_last", "periods"),
    *floats("goal", "scores", "kpi"),
    *integers("fate", "to_person", "post_closes", "sent", "goes"),
    *floats("post", "able", "able_after", "second_ramp"),
)
"""A seat and who sits in it: ``usual`` availability of a usual person there, ``block`` numbers his absences; the
post is ``open``, or will be when it ``opens`` [h], until it ``shuts`` [h]. ``book_*`` are the ends of the chain of
accounts in his book.

``line`` heads his own line, ``first_place`` and ``places`` say which rows of PLACE are his. ``post`` is the share of a
full post that is in force, ``fate`` what becomes of him in a change of design, ``to_person`` the seat he goes to.
"""

GROUP: Final = record(*columns_of(GroupRow, "seats"), *integers("line", "queued", "posts", "marked"))
"""A group of people of a team and its desk: ``line`` heads the line that they share."""
PLACE: Final = record(*integers("group"))
"""A place of a person in a group."""

MARKS: Final = 64
"""Bytes of marks for the people whom an account has met; eight people to a byte, by key."""

ACCOUNT: Final = record(
    *integers("key", "segment", "live", "owner", "open_first", "open_last", "n_met"),
    *floats("demand", "bypass", "resumes"),
    ("values", np.float64, (N_DRIVERS,)),
    ("posted_at", np.float64, (N_DRIVERS,)),
    ("n", np.int64, (N_REQUEST_TYPES,)),
    ("answered", np.int64, (N_REQUEST_TYPES,)),
    ("continued", np.int64, (N_REQUEST_TYPES,)),
    *integers("requests", "wait_milli"),
    ("met_person", np.int64, (FACES_REMEMBERED,)),
    ("met_contacts", np.float64, (FACES_REMEMBERED,)),
    ("met_time", np.float64, (FACES_REMEMBERED,)),
    ("slot_n", np.int64, (N_PLAYS,)),
    *integers("faces", "seen"),
    ("marks", np.uint8, (MARKS,)),
    *integers("potential", "pending", "champion_n", "digital_n", "transfers", "arr", "opening", "reason"),
    *integers("expected_loss", "outcome", "why", "known", "signed", "agreed", "agreed_kind"),
    *floats("fit", "term", "years", "contract_end", "notice", "decides", "rises", "score", "reviewed_at", "pitched_at"),
    *integers("seat", "weight", "source", "parent", "number"),
    *floats("joined", "known_factor", "observed", "error", "rescued_at"),
    *integers("stage", "fits", "referral_n", "self_serve_n", "heading", "crossed", "buying", "touched"),
    *floats("signs", "used", "left", "intercept"),
    *integers("contract", "lost", "comes_back", "graced"),
    ("asking", np.int64, (N_REQUEST_TYPES,)),
    ("playing", np.int64, (N_PLAYS,)),
    *integers("waits", "seat_before", "seat_after", "owner_after", "open_requests", "book_before", "book_next"),
    ("wished", np.int16, (TOPICS,)),
)
"""An account: ``open_*`` chain its open work in the order it was submitted, ``seen`` everybody it has ever met.

``book_*`` are its neighbors in the book of its owner, which is in the order of accounts.

Columns that are used together lie together: with a million accounts, time goes into fetching them from memory.
"""

WORK_ROW: Final = record(
    *integers("key", "account", "type", "stop", "team", "owner", "urgency", "state", "seat"),
    *integers("alone", "transferred", "warm", "astray"),
    *integers("worth", "won", "sessions", "n", "disputed", "converts"),
    *floats("raised", "hours", "difficulty", "due", "submitted", "opens", "wait", "cost", "chance", "rank", "closes"),
    *integers("child", "sibling", "before", "open_next", "open_before"),
)
"""Work: ``child, sibling, before`` are its place in a line, ``open_*`` in its account's chain of open work.

``sibling`` chains rows that are free.
"""

PAGE: Final = 7
"""People on a page; with the way to the next it fills one line of a processor's cache."""
SEEN: Final = record(("people", np.int64, (PAGE,)), *integers("next"))
"""A page of people whom an account has met; only the first page of a chain may be half full."""

_ENTRY: Final = (
    ("time", np.float64), ("key", np.int64), ("index", np.int32),
    ("part", np.int16), ("story", np.uint8), ("rank", np.uint8),
)  # fmt: skip
ENTRY: Final = record(*_ENTRY)
"""A calendar entry: when, its place among simultaneous ones, and what it lets go on."""
FAR_ENTRY: Final = record(*_ENTRY, ("next", np.int32), ("after", np.int32))
"""An entry in a chain, with the one behind it and the one behind that; two of them fill a line of the cache."""
BUCKET: Final = record(("first", np.int32), ("second", np.int32))
"""The chain of entries of one span of time: its first two."""

LINE: Final = record(
    ("time", np.float64), *integers("account", "segment", "kind", "source", "reason", "amount", "after")
)
FACT: Final = record(("time", np.float64), *integers("kind", "account", "work", "a", "b", "c", "d"), *floats("x", "y"))
"""A fact of any kind; :mod:`cssim.engine.compiled.facts` knows which column means what."""

SEGMENT_MONTH: Final = record(
    ("arr", np.int64, (len(KINDS),)),
    ("closing", np.int64),
    ("renewals", np.int64, (len(RENEWAL_MONEY),)),
    ("counts", np.int64, (len(COUNTS),)),
    ("by_type", np.int64, (N_REQUEST_TYPES,)),
    ("slots", np.int64, (N_PLAYS, len(SLOTS))),
    ("health", np.float64),
    ("seats", np.float64),
    ("stocks", np.float64, (N_DRIVERS,)),
)
TEAM_MONTH: Final = record(
    ("work", np.int64, (len(WORK),)),
    ("waits", np.int64, (N_WAIT_BINS,)),
    ("cost", np.int64, (len(COSTS),)),
    ("heads_milli", np.int64),
)

RUN: Final = record(
    ("root", np.uint64),
    ("traits_root", np.uint64),
    *integers("months", "money", "everything", "begun"),
    *floats("begin", "end", "grid", "frailty", "buckets_per_hour"),
    *columns_of(RoutingRow),
    *columns_of(DemandRow),
    *columns_of(EffectRow),
    *columns_of(RenewalRow),
    *columns_of(ExpansionRow),
    *columns_of(YearRow),
    *columns_of(ContractRow),
    *columns_of(OutsideRow),
    *columns_of(ProcessRow),
    *columns_of(ProductRow),
    ("maturity", np.float64),
    *columns_of(SurveyRow),
    *columns_of(ScoreRow),
    *columns_of(OnboardingRow),
    *columns_of(ReferralRow),
    *columns_of(ModuleRow),
    *columns_of(ReviewRow),
    ("modules", np.int64, (len(MODULE_KINDS),)),
    ("module_n", np.int64, (len(MODULE_KINDS),)),
    *columns_of(WinbackRow),
    ("captured", np.int64, (TOPICS,)),
    ("scores", np.float64, (TOPICS,)),
    *((f"driver_{name}", np.float64, (N_DRIVERS,)) for name in DriverRow._fields),
    ("felt", np.int64, (N_DRIVERS,)),
    ("now", np.float64),
    *integers(
        "bucket",
        "n_near",
        "n_far",
        "far_free",
        "n_works",
        "work_free",
        "n_open",
        "n_seen",
        "n_lines",
        "n_facts",
        "n_accounts",
    ),
    *integers("n_segments", "n_opening", "changes", "at_renewal", "exchanging"),
    *floats("change_start", "change_protect"),
)
"""One row: the numbers of the plan that belong to nobody, and the counters of a run.

``n_*`` count the rows of a table that are in use, ``*_free`` head the chain of those that are free again.
"""


class World(NamedTuple):
    """The live state of one run; ``run`` has one row, ``by_segment`` and ``by_team`` are (months + 1, ...) tables,
    ``plays`` is one of (segments, plays).

    ``near`` is a heap of the entries of the present span of time, ``buckets`` head the chains of ``far`` entries, one
    per later span.
    """

    run: Any
    segments: Any
    plays: Any
    types: Any
    teams: Any
    groups: Any
    places: Any
    people: Any
    accounts: Any
    new_logos: Any
    seat_lines: Any
    pools: Any
    digital: Any
    services: Any
    works: Any
    seen: Any
    near: Any
    far: Any
    buckets: Any
    lines: Any
    shocks: Any
    facts: Any
    by_segment: Any
    by_team: Any
