"""The people of a team: what tells one from another."""

from __future__ import annotations

from typing import Final, NamedTuple

HELD: Final = -1.0
"""When [h] a post was opened that somebody holds at the beginning."""
ON_DEMAND: Final = 1e18
"""When [h] a post is opened that is opened only if it is needed."""


class MemberRow(NamedTuple):
    """What is known of who is the first in a seat; every default says that there is nothing special about him.

    ``appointed`` (1): he begins when the post opens, and need not be found. He leaves at ``ends`` [h], and is away from
    ``leave_from`` to ``leave_to`` [h]; ON_DEMAND: never. ``day_rate`` [cents] of a contractor, whose post goes when he
    leaves; below 0: he is on the payroll.
    """

    appointed: int = 0
    ends: float = ON_DEMAND
    leave_from: float = ON_DEMAND
    leave_to: float = ON_DEMAND
    day_rate: int = -1


NOBODY_SPECIAL = MemberRow()
"""Who is known only as somebody."""


class StaffingRow(NamedTuple):
    """What the people of one team have in common; every default is the off value of its mechanism.

    ``skill_spread`` standard deviation of the log of a person's skill. Absences last ``absence_hours`` [h] (0: nobody
    is away), one in every ``absence_every`` [h]; after ``cover_after`` [h] of one, colleagues take over.
    ``hazard`` of leaving [1/h] at a usual load (0: nobody leaves), ``overload`` what a load of 0.10 above the usual
    adds to it; ``time_to_fill`` [h] from a departure to the successor. Who is new works at ``ramp_start`` of the usual
    pace, and at all of it after ``ramp_hours`` [h] (0: at once). Nobody is recruited from ``freeze_from`` [h] to
    ``freeze_to`` [h] (not later: no freeze). ``shares`` of a full post by seat; none: the seats are
    full posts as far as they are available. ``opens`` [h] says by seat when the post is opened, HELD or ON_DEMAND;
    none: all are held at the beginning. It is filled as one that falls vacant, but waits for the end of another freeze,
    from ``no_posts_from`` [h] to ``no_posts_to`` [h].

    On the first of a month posts are opened, as far as there are any ON_DEMAND, if there are more than
    ``accounts_per_head``, or ``arr_per_head`` [cents], for each (0: never), and one if the load has been above
    ``load_above`` for ``load_months`` months (0: never). Who is the first in a new post takes over accounts until books
    are even, if ``takes_over`` (1). ``members`` by seat; none: nothing is known of anybody.
    ``closes`` [h] says by seat when the post is closed, ON_DEMAND: never; none: no post is. Whoever is let go costs
    ``severance_pay`` [cents] a full post. In month ``review_first`` and every year after it, the last of the team has
    to leave with probability ``review_strictness`` (0: there is no review) if he is below ``review_cut`` of the mean.

    What a full post costs beside its pay [cents]: ``managers``, ``operations`` and ``tools`` a year, ``recruiting`` and
    ``training`` once per hire.
    """

    skill_spread: float = 0.0
    absence_hours: float = 0.0
    absence_every: float = 0.0
    cover_after: float = 0.0
    hazard: float = 0.0
    overload: float = 0.0
    time_to_fill: float = 0.0
    ramp_hours: float = 0.0
    ramp_start: float = 1.0
    managers: int = 0
    operations: int = 0
    tools: int = 0
    recruiting: int = 0
    training: int = 0
    freeze_from: float = 0.0
    freeze_to: float = 0.0
    shares: tuple[float, ...] = ()
    opens: tuple[float, ...] = ()
    no_posts_from: float = 0.0
    no_posts_to: float = 0.0
    accounts_per_head: float = 0.0
    arr_per_head: int = 0
    load_above: float = 0.0
    load_months: int = 0
    takes_over: int = 0
    members: tuple[MemberRow, ...] = ()
    closes: tuple[float, ...] = ()
    severance_pay: int = 0
    review_first: int = 0
    review_cut: float = 0.0
    review_strictness: float = 0.0


NO_STAFFING = StaffingRow()
"""A team of people who are all alike."""
