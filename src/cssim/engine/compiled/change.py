"""The story of a change of design: accounts go over to another plan; retells :mod:`cssim.engine.change`."""

from __future__ import annotations

from cssim.domain.work import ONBOARDING, WAITING, play_of
from cssim.dynamics.change import hands_over, waits_for_renewal
from cssim.dynamics.routing import ANYONE, covered_by_name
from cssim.engine.calendar import CHANGE_KEY, MONTH_END
from cssim.engine.compiled import calendar, desks, hiring, pacing, posts, recorder, slots
from cssim.engine.compiled.digital import begin_digital
from cssim.engine.compiled.handover import add_to_book, assign_owner, disown, lose_contact, own, weight_of
from cssim.engine.compiled.ownership import team_of_play
from cssim.engine.compiled.plays import begin_plays
from cssim.engine.compiled.rows import NONE, World
from cssim.plan.rows.change import LEAVES, MOVES, STAYS
from cssim.plan.tables import COMMERCIAL, NOBODY


def begin_change(w: World) -> None:
    """Let the change of design come, if there is one: first people, then one segment after another."""
    run = w.run[0]
    if run.changes:
        calendar.at(w, run.change_start, MONTH_END, CHANGE_KEY, calendar.EXCHANGE, 0, 0)
        calendar.at(w, run.change_start, MONTH_END, CHANGE_KEY + 1, calendar.CHANGE, 0, 0)
        for segment in range(run.n_segments):
            time = w.segments[segment].changes_at
            calendar.at(w, time, MONTH_END, CHANGE_KEY + 2 + segment, calendar.SEGMENT, segment, 0)


def put_in_force(w: World) -> None:
    """Ask for the plan to be exchanged, which is done outside."""
    for t in range(len(w.teams)):
        posts.settle_terms(w, t)
    w.run[0].exchanging = 1


def begins(w: World) -> None:
    """Go on when another plan has come into force; whose owner goes cannot wait."""
    run = w.run[0]
    for s in range(run.n_segments, len(w.segments)):
        w.segments[s].pace = 1.0
    for i in range(run.n_accounts):
        if w.accounts[i].live and owner_goes(w, i):
            go_over(w, i)
    for p in range(len(w.people)):
        posts.become(w, p)
    hiring.plan_closings(w)
    pacing.set_paces(w)
    for i in range(run.n_accounts):
        if w.accounts[i].live and w.accounts[i].segment >= run.n_segments:
            begin_anew(w, i)


def goes_over(w: World, segment: int) -> None:
    """Let the accounts of a segment go over, or from now on at their renewal."""
    run = w.run[0]
    for i in range(run.n_accounts):
        account = w.accounts[i]
        if account.live and account.segment == segment:
            left = account.contract_end - run.now
            if run.at_renewal or (run.change_protect > 0.0 and waits_for_renewal(left, run.change_protect)):
                account.waits = 1
            else:
                go_over(w, i)
                begin_anew(w, i)


def owner_goes(w: World, i: int) -> bool:
    """Return whether somebody will not be there for an account: its owner goes, or a whole team does."""
    account = w.accounts[i]
    row = w.segments[account.segment]
    if account.seat != ANYONE and goes(w.people[w.teams[row.team].first_person + account.seat].fate):
        return True
    return is_no_more(w, row.team) or is_no_more(w, row.renewal_team) or is_no_more(w, row.commercial_team)


def is_no_more(w: World, t: int) -> bool:
    """Return whether a team has no posts any more in the new design."""
    if t == NOBODY:
        return False
    team = w.teams[t]
    for p in range(team.first_person, team.first_person + team.people):
        if w.people[p].open and not w.people[p].post_closes:
            return False
    return True


def goes(fate: int) -> bool:
    """Return whether somebody of this fate is not in his seat any more."""
    return fate == LEAVES or fate == MOVES  # noqa: PLR1714  compiled code knows no sets of codes


def go_over(w: World, i: int) -> None:
    """Let an account go over to the new design: its owner, its work, its plays."""
    account = w.accounts[i]
    segment, team, seat = account.segment, w.segments[account.segment].team, account.seat
    known, fate = False, STAYS
    if seat != ANYONE:
        person = w.people[w.teams[team].first_person + seat]
        known = not person.gone
        # people go when the design begins; who sits in their seats later stays
        if w.run[0].now == w.run[0].change_start:
            fate = person.fate
    disown(w, i)
    account.waits = 0
    account.segment += w.run[0].n_segments
    find_owner(w, i, team, seat, fate)
    if known and (w.segments[account.segment].team != team or account.seat != seat or goes(fate)):
        warm = hands_over(fate == LEAVES, has_owner(w, i))
        lose_contact(w, i, warm, account.key)
        recorder.owner_changed(w, i, seat, account.seat, warm)
    k = account.open_first
    while k != NONE:
        after = w.works[k].open_next
        if w.works[k].state == WAITING and works_for(w, w.works[k].team, segment):
            hand_on(w, k)
        k = after


def begin_anew(w: World, i: int) -> None:
    """Let begin what the new design does for an account and nobody has done before."""
    begin_plays(w, i, w.run[0].now)
    begin_digital(w, i, w.run[0].now)


def find_owner(w: World, i: int, team: int, seat: int, fate: int) -> None:
    """Give an account the owner that the new design plans for it; one that has another than it had at the beginning,
    or none then, keeps that, if it may."""
    account = w.accounts[i]
    account.weight = weight_of(w, i)
    if i < w.run[0].n_opening and seat == account.seat_before:
        account.seat, account.owner = account.seat_after, account.owner_after
        add_to_book(w, i)
        return
    account.seat = ANYONE
    row = w.segments[account.segment]
    stays = seat != ANYONE and not goes(fate) and row.team == team
    if stays and covered_by_name(account.arr, row.named_from):
        own(w, i, seat)
    else:
        assign_owner(w, i)


def has_owner(w: World, i: int) -> bool:
    """Return whether somebody is there to whom an account can be handed over."""
    account = w.accounts[i]
    team = w.segments[account.segment].team
    if team == NOBODY or account.seat == ANYONE:
        return False
    return not w.people[w.teams[team].first_person + account.seat].gone


def works_for(w: World, team: int, segment: int) -> bool:
    """Return whether a team covers a segment, or owns its renewals or sales."""
    row = w.segments[segment]
    return bool(team == row.team or team == row.renewal_team or team == row.commercial_team)


def hand_on(w: World, k: int) -> None:
    """Let work that waits for a team of the old design wait for that of the new one; it keeps its place."""
    work = w.works[k]
    account = w.accounts[work.account]
    team = who_does(w, k)
    if team == NOBODY:
        slots.expires(w, k)
        return
    owner = account.owner if team == w.segments[account.segment].team else ANYONE
    if team == work.team:
        desks.move(w, k, owner)
    else:
        desks.hand_over(w, k, team, owner)


def who_does(w: World, k: int) -> int:
    """Return the team that does waiting work of an account under the design it is under: NOBODY for a play that nobody
    does, support for a request."""
    work = w.works[k]
    row = w.segments[w.accounts[work.account].segment]
    if work.type <= ONBOARDING:
        return int(row.team if row.team != NOBODY else work.team)
    if work.type < 0:
        return team_of_play(w, work.account, play_of(work.type)) if row.team != NOBODY else NOBODY
    if work.type == COMMERCIAL and row.commercial_team != NOBODY:
        return int(row.commercial_team)
    return int(row.team if row.team != NOBODY else w.run[0].support)
