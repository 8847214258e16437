"""Coverage: who in a CSM team looks after an account of a segment.

A coverage model is a point in one parameter space; its word is the name of the point. An account whose ARR is at or
above ``named_from`` has a named owner: ``assigned`` puts the threshold at 0, ``pooled`` above any account, ``hybrid``
somewhere between. ``pod`` lets a few people share their books: a pod of one is ``assigned``, of everybody ``pooled``.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, NamedTuple

from pydantic import Field

from cssim.dynamics.books import BY_ACCOUNTS, BY_ARR, BY_HOURS
from cssim.part import Part, field
from cssim.policies.conditions import Conditions, usual_conditions
from cssim.quantities import Money, Overflow, Whole, WorkTime
from cssim.units import months_to_hours

ABOVE_ANY_ACCOUNT: Final = 2**62
"""A threshold [cents] that no account reaches."""

ONE_POOL: Final = 0
BY_REGION: Final = 1
BY_LANGUAGE: Final = 2

OWNERS_BALANCED: Final = 0
OWNERS_OF_BOOK: Final = 1

_BALANCE_CODES: Final = {"hours": BY_HOURS, "arr": BY_ARR, "accounts": BY_ACCOUNTS}
_POOL_CODES: Final = {"one": ONE_POOL, "by region": BY_REGION, "by language": BY_LANGUAGE}
_OWNER_CODES: Final = {"balanced": OWNERS_BALANCED, "book": OWNERS_OF_BOOK}


class CoverageRow(NamedTuple):
    """Coverage in numbers: ``named_from`` [cents], codes of ``balance`` and ``owners``, ``together`` how many people
    share a book; work of a named owner, or of a group, opens to the whole team when it has waited for
    ``own_opens_after`` or ``group_opens_after`` [h], 0 for never. A full-time CSM has at most ``max_accounts`` of the
    segment, and ``max_arr`` [cents] of it. ``pools`` is a code: whom accounts without an owner may turn to.
    ``on_condition`` (1): people look after an account only while its health score is below ``person_below``, or the
    end of its contract no more than ``person_within`` [h] away; ``team_answers`` (1): they always answer it."""

    named_from: int
    balance: int
    owners: int
    together: int = 1
    own_opens_after: float = 0.0
    group_opens_after: float = 0.0
    max_accounts: int = ABOVE_ANY_ACCOUNT
    max_arr: int = ABOVE_ANY_ACCOUNT
    pools: int = ONE_POOL
    on_condition: int = 0
    person_below: float = 0.0
    person_within: float = 0.0
    team_answers: int = 1

    @property
    def is_limited(self) -> bool:
        """Whether there is a limit to what one CSM has of the segment."""
        return min(self.max_accounts, self.max_arr) < ABOVE_ANY_ACCOUNT


class Covered(Part):
    """What every coverage model says: who covers the segment."""

    team: str = field(about="CSM team that covers the segment")
    renewals: str = field(
        "csm", about="who prepares renewals: csm (the covering team), account_manager, renewals_desk, or a team of "
        "such a role by name; automatic: nobody does"
    )  # fmt: skip
    commercial: str = field(
        "csm", about="who pitches and answers what is commercial: csm (the covering team), account_manager, "
        "renewals_desk, or a team of such a role by name"
    )  # fmt: skip


class Named(Covered):
    """What coverage says about the books of named CSMs."""

    balance: Literal["hours", "arr", "accounts"] = field(
        "hours", about="what books are evened out by: planned hours, ARR or number of accounts"
    )
    owners: Literal["balanced", "book"] = field(
        "balanced", about="whether owners are dealt out evenly or taken from the customer book"
    )

    max_accounts: Whole | None = field(
        None, about="accounts of the segment that a full-time CSM has at most; the smallest beyond it go to the pool "
        "of the team, when books are formed", unit="accounts", low=10, high=500, evidence="vendor claim",
        source="[1,2,12] enterprise 12 to 20, mid-market about 48, small ones some hundred", ge=0,
    )  # fmt: skip
    max_arr: Money | None = field(
        None, about="ARR of the segment that a full-time CSM has at most; accounts beyond it go to the pool of the "
        "team, when books are formed", unit="currency", low=1_000_000, high=5_000_000, evidence="large survey",
        source="C1: an enterprise CSM carries $2m to $5m",
    )  # fmt: skip
    backup: Literal["no", "yes"] = field(
        "no", about="whether colleagues of the team take work that has waited too long for its owner", off="no"
    )
    backup_after: WorkTime = field(
        "8 working hours", about="how long work waits for its owner before colleagues may take it",
        unit="working hours", low=4.0, high=16.0, evidence="guess", gt=0,
    )  # fmt: skip

    def books(self, named_from: int) -> CoverageRow:
        """Return the coverage in numbers if accounts have a name from ``named_from`` [cents] on."""
        opens = self.backup_after if self.backup == "yes" else 0.0
        return CoverageRow(
            named_from,
            _BALANCE_CODES[self.balance],
            _OWNER_CODES[self.owners],
            own_opens_after=opens,
            max_accounts=ABOVE_ANY_ACCOUNT if self.max_accounts is None else self.max_accounts,
            max_arr=ABOVE_ANY_ACCOUNT if self.max_arr is None else self.max_arr,
        )


class Assigned(Named):
    """Every account of the segment has one named CSM, who does all that the team does for it."""

    model: Literal["assigned"] = field("assigned", about="a named CSM per account")

    def lower(self) -> CoverageRow:
        """Return the coverage in numbers."""
        return self.books(0)


class Shared(Covered):
    """What coverage says about pools."""

    pools: Literal["one", "by region", "by language"] = field(
        "one", about="whether the whole team is one pool, or people serve only the regions or languages they have"
    )
    overflow: Overflow = field(
        None, about="how long work waits for people of its region or language before anybody of the team may take it, "
        "or never", unit="working hours", low=4.0, high=32.0, off=None, gt=0,
    )  # fmt: skip

    def shared(self, row: CoverageRow) -> CoverageRow:
        """Return the coverage in numbers with what it says about pools."""
        return row._replace(pools=_POOL_CODES[self.pools], group_opens_after=self.overflow or 0.0)


class Hybrid(Named, Shared):
    """Accounts at or above a line in ARR have a named CSM, those below share the team as a pool."""

    model: Literal["hybrid"] = field("hybrid", about="a named CSM for the large, a pool for the small")
    named_from: Money = field(
        "$30k", about="ARR from which on an account has a named CSM, when books are formed", unit="currency",
        low=15_000, high=60_000, off=0, evidence="vendor claim",
        source="[17] a named CSM pays from $30k to $50k of contract value on",
    )  # fmt: skip

    def lower(self) -> CoverageRow:
        """Return the coverage in numbers."""
        return self.shared(self.books(self.named_from))


class Pod(Named):
    """A few people share a book: any of them takes the next work of its accounts."""

    model: Literal["pod"] = field("pod", about="a few CSMs per account, who share its work")
    size: Whole = field(
        4, about="people of a pod at most; as few pods as possible, of almost the same size", unit="people", low=3,
        high=5, off=1, evidence="convention", source="three to five people are usual", ge=1,
    )  # fmt: skip

    def lower(self) -> CoverageRow:
        """Return the coverage in numbers."""
        row = self.books(0)
        return row._replace(together=self.size, group_opens_after=row.own_opens_after)


class Pooled(Shared):
    """Any CSM of the team takes the next piece of work."""

    model: Literal["pooled"] = field("pooled", about="no named CSM: whoever is free takes the next work")

    def lower(self) -> CoverageRow:
        """Return the coverage in numbers."""
        return self.shared(CoverageRow(ABOVE_ANY_ACCOUNT, BY_ACCOUNTS, OWNERS_BALANCED))


class DigitalFirst(Shared):
    """The digital programme looks after the segment; people of the team do while a condition holds, as a pool."""

    model: Literal["digital"] = field("digital", about="the digital programme, and people only on conditions")
    person_when: Conditions = field(
        usual_conditions, about="when people look after an account: any of [health below 40, renewal within 60 days]"
    )
    requests_to: Literal["support", "pool"] = field(
        "support",
        about="who answers, while no condition holds, what would be for a CSM: support, or the team as a pool",
    )

    def lower(self) -> CoverageRow:
        """Return the coverage in numbers."""
        return self.shared(CoverageRow(ABOVE_ANY_ACCOUNT, BY_ACCOUNTS, OWNERS_BALANCED))._replace(
            on_condition=1,
            person_below=self.person_when.health_below,
            person_within=months_to_hours(self.person_when.renewal_within),
            team_answers=int(self.requests_to == "pool"),
        )


class Uncovered(Part):
    """Nobody looks after the segment: no plays, and what is not for support goes to support all the same."""

    model: Literal["none"] = field("none", about="no CSM: support answers all there is to answer")

    @property
    def team(self) -> str:
        """Name of no team."""
        return ""

    def lower(self) -> CoverageRow:
        """Return the coverage in numbers."""
        return CoverageRow(ABOVE_ANY_ACCOUNT, BY_ACCOUNTS, OWNERS_BALANCED)


Coverage = Annotated[Assigned | Hybrid | Pod | Pooled | DigitalFirst | Uncovered, Field(discriminator="model")]
MODELS: Final[tuple[type[Part], ...]] = (Assigned, Hybrid, Pod, Pooled, DigitalFirst, Uncovered)
