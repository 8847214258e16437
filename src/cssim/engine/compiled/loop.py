"""The loop: begins every story, then lets one calendar entry after another happen; it can be left and entered again.

Before every entry it makes sure that no table can overflow, whatever the entry does; if one could, it returns and says
which (P18).
"""

from __future__ import annotations

from typing import Final

from cssim.domain import ledger
from cssim.domain.keys import LEAVING
from cssim.domain.tally import COSTS
from cssim.domain.work import IN_SERVICE, ONBOARDING, REFERRAL, WAITING
from cssim.dynamics.plays import N_PLAYS
from cssim.dynamics.sentiment import health_score
from cssim.engine.compiled import (
    absence,
    accounts,
    attendance,
    backlog,
    calendar,
    champions,
    change,
    commitments,
    desks,
    digital,
    growth,
    handover,
    held,
    hiring,
    idle,
    incentives,
    modules,
    months,
    onboarding,
    pacing,
    pitching,
    plays,
    recorder,
    referrals,
    requests,
    scores,
    segment_reviews,
    self_serve,
    shocks,
    slots,
    staffing,
    wishes,
)
from cssim.engine.compiled.beginnings import begin_account
from cssim.engine.compiled.calendar import wide
from cssim.engine.compiled.draws import derived
from cssim.engine.compiled.health import health
from cssim.engine.compiled.rows import NONE, World

FINISHED: Final = 0
PAUSED: Final = 1
GROW_NEAR: Final = 2
GROW_FAR: Final = 3
GROW_WORKS: Final = 4
GROW_SEEN: Final = 5
GROW_LINES: Final = 6
FULL_OF_FACTS: Final = 7
GROW_ACCOUNTS: Final = 8
EXCHANGE_OF_PLANS: Final = 9

FACTS_OF_A_CHANGE: Final = 3
"""Facts about an account whose owner changes: two posts, and the change."""
BEFORE_FIRST: Final = -1
"""The span of time before all others: what begins then is planned far ahead, whenever it is due."""
SPARE: Final = 64
"""Rows that no single entry needs more of, apart from what it needs per person, team or piece of open work.

The look of a desk is the largest: everybody who is free may begin work, and each completion is planned.
"""


def begin(w: World) -> None:
    """Begin everybody's stories: people are free, accounts wait for what comes first."""
    run = w.run[0]
    run.bucket = BEFORE_FIRST
    for p in range(len(w.people)):
        if w.people[p].open:
            staffing.arrive(w, p, 0)
            idle.become_free(w, p)
            staffing.plan_dates(w, p)
        else:
            staffing.come_later(w, p)
    for i in range(run.n_accounts):
        scores.begin_score(w, i)
    pacing.begin(w)
    for i in range(run.n_accounts):
        w.accounts[i].weight = handover.weight_of(w, i)
        handover.add_to_book(w, i)
        begin_account(w, i, run.begin)
        if run.months > 0:
            recorder.arr(w, 0.0, i, ledger.OPENING, ledger.NO_REASON, w.accounts[i].arr)
            commitments.begin_commitment(w, i)
            accounts.live(w, i)
            backlog.plan_open_request(w, i, 0)
            referrals.begin_referrals(w, i)
            self_serve.begin_self_serve(w, i)
            segment_reviews.begin_reviews(w, i)
    scores.begin_scoring(w)
    incentives.begin_incentives(w)
    if run.months > 0:
        modules.begin_modules(w)
        for segment in range(min(run.n_segments, len(w.new_logos))):
            if w.new_logos[segment].logos_a_year > 0.0:
                growth.begin_bookings(w, segment)
        change.begin_change(w)
    months.plan_month_end(w, 0)
    wishes.begin_releases(w)
    hiring.plan_first_of_month(w, 0)
    if run.months > 0:
        hiring.plan_posts(w)
        hiring.plan_closings(w)


def advance(w: World, steps: int) -> int:
    """Take up to ``steps`` steps, each at most one calendar entry; return why it stopped.

    Before the first, everybody's stories begin.
    """
    run, buckets = w.run[0], w.buckets
    if not run.begun:
        run.begun = 1
        begin(w)
    for _ in range(steps):
        short = shortage(w)
        if short != FINISHED:
            return short
        if run.bucket != BEFORE_FIRST and buckets[run.bucket].first != NONE:
            calendar.bring_near(w)
        elif run.n_near > 0:
            entry = w.near[0]
            run.now = entry.time
            story, index, part, key = wide(entry.story), wide(entry.index), wide(entry.part), entry.key
            calendar.pop(w)
            tell(w, story, index, part, key)
        elif run.bucket + 1 < len(buckets):
            run.bucket += 1
        else:
            finish(w)
            return FINISHED
    return PAUSED


def shortage(w: World) -> int:
    """Return which table might overflow with the next entry, ``FINISHED`` if none."""
    run = w.run[0]
    if run.exchanging:
        return EXCHANGE_OF_PLANS
    starts = len(w.people) + len(w.teams) + len(w.groups)
    # with a change of design, plays may begin for all accounts at once
    begun = run.n_accounts * N_PLAYS if run.changes else 0
    if run.n_near + starts + begun + SPARE > len(w.near):
        return GROW_NEAR
    if run.n_far + len(w.people) + begun + SPARE > len(w.far):
        return GROW_FAR
    if run.n_works + SPARE > len(w.works):
        return GROW_WORKS
    if run.n_seen + SPARE > len(w.seen):
        return GROW_SEEN
    if run.n_lines + SPARE > len(w.lines):
        return GROW_LINES
    if run.n_accounts == len(w.accounts):
        return GROW_ACCOUNTS
    if run.money and run.n_facts + facts_at_once(w) > len(w.facts):
        return FULL_OF_FACTS
    return FINISHED


def facts_at_once(w: World) -> int:
    """Return how many facts an entry may write: of every team, all open work, and all accounts of one who leaves, or
    whom a release reaches."""
    run = w.run[0]
    told = run.n_open + len(COSTS) * len(w.teams) + len(w.digital) + len(w.services) + SPARE
    of_account = FACTS_OF_A_CHANGE + 2 * run.product_releases
    if run.changes:
        # work is handed over and covered, people go and come
        told += run.n_open + FACTS_OF_A_CHANGE * len(w.people)
    return int(told + of_account * run.n_accounts if run.everything else told)


def tell(w: World, story: int, index: int, part: int, key: int) -> None:
    """Let one story go on; an entry for work that has ended meanwhile does nothing (P8)."""
    if story == calendar.REQUEST:
        requests.asks(w, index, part)
    elif story == calendar.COMPLETION:
        if w.works[index].key == key and w.works[index].state == IN_SERVICE:
            complete(w, index)
    elif story == calendar.PERSON:
        if w.people[index].key == key:
            desks.start_person(w, index)
    elif story == calendar.DESK:
        desks.start(w, index)
    elif story == calendar.GROUP:
        desks.start_group(w, index)
    elif story == calendar.OPENING:
        if w.works[index].key == key:
            desks.open_to_all(w, index)
    elif story == calendar.SLOT:
        plays.falls_due(w, index, part)
    elif story == calendar.EXPIRY:
        if w.works[index].key == key and w.works[index].state == WAITING:
            slots.expires(w, index)
    elif story == calendar.PLANNING:
        pacing.quarter(w)
    elif story == calendar.DEAL:
        pitching.deal(w, index)
    elif story == calendar.FIRST_OF_MONTH:
        hiring.first_of_month(w, index)
    elif story == calendar.POST:
        staffing.open_planned(w, index)
    elif story == calendar.CLOSING:
        staffing.close_planned(w, index)
    elif calendar.ENDS <= story <= calendar.LEAVE_TO:
        tell_of_date(w, story, index)
    elif calendar.AWAY <= story <= calendar.JOIN:
        tell_of_person(w, story, index, key)
    elif story == calendar.CONTRACT:
        accounts.contract_step(w, index)
    elif story == calendar.BOOKING:
        growth.booked(w, index)
    elif story == calendar.DIGITAL:
        digital.touches(w, index)
    elif story == calendar.CHAMPION:
        champions.champions(w, index)
    elif calendar.SHOCK <= story <= calendar.SHOCK_HOLD:
        tell_of_shock(w, story, index, part)
    elif story == calendar.DEAL_DATE:
        pitching.deal_date(w, index)
    elif story == calendar.GOALS:
        incentives.month_of_goals(w, index)
    elif story == calendar.SCORES:
        scores.scores(w, part, index)
    elif calendar.ONBOARDING_LIMIT <= story <= calendar.BACKLOG:
        tell_of_customer(w, story, index, part)
    elif calendar.EXCHANGE <= story <= calendar.SEGMENT:
        tell_of_change(w, story, index)
    elif story == calendar.RELEASE:
        wishes.releases(w, index)
    else:
        months.month_ends(w, index)


def tell_of_customer(w: World, story: int, i: int, part: int) -> None:
    """Let a story go on of how customers come, begin, buy, move and come back, or of what they have asked before."""
    if story == calendar.ONBOARDING_LIMIT:
        onboarding.time_is_up(w, i)
    elif story == calendar.REFERRAL:
        referrals.referrals(w, i)
    elif story == calendar.REFERRED:
        referrals.referred(w, i, part)
    elif story == calendar.SELF_SERVE:
        self_serve.self_serve(w, i)
    elif story == calendar.MODULE:
        modules.module_appears(w, i)
    elif story == calendar.WINBACK:
        accounts.asked_back(w, i)
    elif story == calendar.REVIEW:
        segment_reviews.review(w, i)
    else:
        backlog.open_request(w, i, part)


def tell_of_change(w: World, story: int, segment: int) -> None:
    """Let a change of design go on."""
    if story == calendar.EXCHANGE:
        change.put_in_force(w)
    elif story == calendar.CHANGE:
        change.begins(w)
    else:
        change.goes_over(w, segment)


def tell_of_shock(w: World, story: int, i: int, shock: int) -> None:
    """Let a shock go on, as one account feels it."""
    if story == calendar.SHOCK:
        shocks.shock(w, i, shock)
    elif story == calendar.SHOCK_HIT:
        shocks.hit(w, i, shock)
    else:
        shocks.hold(w, i, shock)


def tell_of_person(w: World, story: int, p: int, key: int) -> None:
    """Let a story of a person go on, unless he has left meanwhile."""
    if story == calendar.LEAVE:
        if derived(w.people[p].key, LEAVING) == key:
            staffing.leave(w, p)
        return
    if w.people[p].key != key:
        return
    if story == calendar.DEPART:
        staffing.depart(w, p)
    elif story == calendar.JOIN:
        if w.people[p].open:
            staffing.join(w, p)
    elif w.people[p].quit:
        # who leaves when he has finished what he has in hand is not away before
        return
    elif story == calendar.AWAY:
        absence.goes_away(w, p)
    elif story == calendar.COVER:
        if not w.people[p].here:
            attendance.cover(w, p)
    else:
        absence.comes_back(w, p)


def tell_of_date(w: World, story: int, p: int) -> None:
    """Let happen what has been known of a person, unless he has left meanwhile, or leaves."""
    person = w.people[p]
    if person.quit or person.n > 0:
        return
    if story == calendar.ENDS:
        staffing.end(w, p)
    elif story == calendar.LEAVE_FROM:
        absence.go_on_leave(w, p)
    else:
        absence.come_back(w, p)


def complete(w: World, k: int) -> None:
    """Finish work at its desk, then let its own story go on."""
    desks.complete(w, k)
    if w.works[k].type == ONBOARDING:
        onboarding.session_held(w, k)
    elif w.works[k].type == REFERRAL:
        referrals.worked_on(w, k)
    elif w.works[k].type < 0:
        held.held(w, k)
    else:
        requests.served(w, k)


def finish(w: World) -> None:
    """Close the last month and everybody's time, and read the health of who is still there."""
    run = w.run[0]
    run.now = run.end
    if run.months > 0:
        months.close_month(w, run.months - 1)
        for i in range(run.n_accounts):
            if w.accounts[i].live:
                w.accounts[i].score = health_score(health(w, i))
    desks.close(w)
