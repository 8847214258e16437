"""The desk of a team: where waiting work meets free people; retells :mod:`cssim.engine.desks`."""

from __future__ import annotations

from cssim.domain.people import AWAY
from cssim.domain.work import ABANDONED, DONE, EXPIRED, IN_SERVICE, NEVER, WAITING
from cssim.dynamics.grid import on_grid
from cssim.dynamics.routing import ANYONE, group_of_line, opens_after
from cssim.engine.calendar import COMPLETIONS, STAFFING, STARTS
from cssim.engine.compiled import calendar, idle, lines, recorder, recorder_of_people
from cssim.engine.compiled.handling import begin_work
from cssim.engine.compiled.rows import NONE, World
from cssim.units import to_milli


def submit(w: World, k: int) -> None:
    """Put work in line."""
    work = w.works[k]
    team = w.teams[work.team]
    work.owner = who_answers(w, work.team, work.owner)
    work.submitted, work.opens = w.run[0].now, NEVER
    work.state = WAITING
    team.open += 1
    recorder.submitted(w, k)
    join(w, k)
    open_later(w, k)


def open_later(w: World, k: int) -> None:
    """Plan that the whole team may take the work once it has waited long enough for those whose it is."""
    work, run = w.works[k], w.run[0]
    segment = w.segments[w.accounts[work.account].segment]
    own, group = segment.own_opens_after, segment.group_opens_after
    if work.team != segment.team or max(own, group) == 0.0:
        return
    after = opens_after(work.owner, own, group)
    if after > 0.0:
        work.opens = on_grid(run.now + after, run.grid)
        calendar.at(w, work.opens, STARTS, work.key, calendar.OPENING, k, 0)


def open_to_all(w: World, k: int) -> None:
    """Let the whole team take work if it still waits where it did when this was planned; it keeps its place."""
    work = w.works[k]
    if work.state == WAITING and work.opens == w.run[0].now and work.owner != ANYONE:
        step_out(w, k)
        work.owner = ANYONE
        recorder.covered(w, k)
        join(w, k)


def expire(w: World, k: int) -> None:
    """Take work out of the line it waits in."""
    work = w.works[k]
    step_out(w, k)
    work.state = EXPIRED
    w.teams[work.team].open -= 1
    recorder.expired(w, k)


def move(w: World, k: int, owner: int) -> None:
    """Put waiting work into the line of another ``owner`` of the team; it keeps its place."""
    owner = who_answers(w, w.works[k].team, owner)
    if owner != w.works[k].owner:
        step_out(w, k)
        w.works[k].owner = owner
        join(w, k)


def hand_over(w: World, k: int, team: int, owner: int) -> None:
    """Let another ``team`` do waiting work: put it into the line of ``owner`` there; it keeps its place."""
    work = w.works[k]
    step_out(w, k)
    w.teams[work.team].open -= 1
    recorder.handed_over(w, k, team)
    work.team = team
    w.teams[team].open += 1
    work.owner = who_answers(w, team, owner)
    join(w, k)


def who_answers(w: World, team: int, owner: int) -> int:
    """Return in which line work for an ``owner`` waits now: that of everybody while he is covered."""
    return ANYONE if owner >= 0 and w.people[w.teams[team].first_person + owner].covered else owner


def abandon(w: World, k: int) -> None:
    """Drop work because its account has left."""
    work, now = w.works[k], w.run[0].now
    team = w.teams[work.team]
    if work.state == IN_SERVICE:
        p = team.first_person + work.seat
        since = w.people[p].since
        recorder.abandoned(w, k, since, release(w, p))
    else:
        step_out(w, k)
        recorder.abandoned(w, k, now, 0)
    work.state = ABANDONED
    team.open -= 1


def join(w: World, k: int) -> None:
    """Put waiting work into its line, and make sure that a free person who serves it looks, at this instant."""
    work = w.works[k]
    team = w.teams[work.team]
    lengthen(w, k, to_milli(work.hours))
    if work.owner >= 0:
        p = team.first_person + work.owner
        person = w.people[p]
        person.line = lines.join(w.works, person.line, k)
        if person.here and person.work == NONE:
            mark_person(w, p)
    elif work.owner == ANYONE:
        team.line = lines.join(w.works, team.line, k)
        mark(w, work.team)
    else:
        g = group_of_line(work.owner)
        w.groups[g].line = lines.join(w.works, w.groups[g].line, k)
        mark_group(w, g)


def lengthen(w: World, k: int, milli: int) -> None:
    """Add work to what waits in its line [h/1000], or take it off again."""
    work = w.works[k]
    team = w.teams[work.team]
    if work.owner >= 0:
        w.people[team.first_person + work.owner].queued += milli
    elif work.owner == ANYONE:
        team.queued += milli
    else:
        w.groups[group_of_line(work.owner)].queued += milli


def step_out(w: World, k: int) -> None:
    """Take waiting work out of its line."""
    work = w.works[k]
    team = w.teams[work.team]
    lengthen(w, k, -to_milli(work.hours))
    if work.owner >= 0:
        person = w.people[team.first_person + work.owner]
        person.line = lines.leave(w.works, person.line, k)
    elif work.owner == ANYONE:
        team.line = lines.leave(w.works, team.line, k)
    else:
        group = w.groups[group_of_line(work.owner)]
        group.line = lines.leave(w.works, group.line, k)


def grow(w: World, p: int) -> None:
    """Reckon with somebody in a new post."""
    person = w.people[p]
    team = w.teams[person.team]
    team.staffed = 1
    team.posts += 1
    for place in range(person.first_place, person.first_place + person.places):
        w.groups[w.places[place].group].posts += 1


def shrink(w: World, p: int) -> None:
    """Reckon no longer with a post."""
    person = w.people[p]
    person.open = 0
    if person.n < 0:
        # nobody has ever been there
        return
    w.teams[person.team].posts -= 1
    for place in range(person.first_place, person.first_place + person.places):
        w.groups[w.places[place].group].posts -= 1


def close(w: World) -> None:
    """Count the time of everybody up to the end of the run."""
    run = w.run[0]
    for p in range(len(w.people)):
        person = w.people[p]
        spent = to_milli(run.end) - to_milli(person.since)
        if person.work != NONE:
            person.busy_milli += spent
            recorder.busy(w, person.work, len(w.by_team) - 1, spent)
        elif person.here:
            person.idle_milli += spent
        else:
            person.away_milli += spent
        person.since = run.end


def mark(w: World, t: int) -> None:
    """Make sure that the common line is looked at, at this instant, if somebody is free."""
    team = w.teams[t]
    if team.idle_first != NONE and not team.marked:
        team.marked = 1
        calendar.at(w, w.run[0].now, STARTS, team.key, calendar.DESK, t, 0)


def mark_group(w: World, g: int) -> None:
    """Make sure that the line of a group is looked at, at this instant, if somebody of it is free."""
    group = w.groups[g]
    if not group.marked and longest_idle(w, g) != NONE:
        group.marked = 1
        calendar.at(w, w.run[0].now, STARTS, group.key, calendar.GROUP, g, 0)


def mark_person(w: World, p: int) -> None:
    """Make sure that a free person looks for work at this instant."""
    person = w.people[p]
    if not person.marked:
        person.marked = 1
        calendar.at(w, w.run[0].now, STARTS, person.key, calendar.PERSON, p, 0)


def start(w: World, t: int) -> None:
    """Give the common line to free people, the longest idle first, then by seat."""
    team = w.teams[t]
    team.marked = 0
    while team.line != NONE and team.idle_first != NONE:
        take(w, team.idle_first)


def start_group(w: World, g: int) -> None:
    """Give the line of a group to its free people, the longest idle first, then by seat."""
    group = w.groups[g]
    group.marked = 0
    while group.line != NONE:
        p = longest_idle(w, g)
        if p == NONE:
            return
        take(w, p)


def longest_idle(w: World, g: int) -> int:
    """Return the free person of a group who has been idle longest, among equals the lowest seat; NONE if all work."""
    p: int = w.teams[w.groups[g].team].idle_first
    while p != NONE and not serves(w, p, g):
        p = w.people[p].idle_next
    return p


def serves(w: World, p: int, g: int) -> bool:
    """Return whether a person has a place in a group."""
    first = w.people[p].first_place
    for place in range(first, first + w.people[p].places):
        if w.places[place].group == g:
            return True
    return False


def start_person(w: World, p: int) -> None:
    """Let a person who is still free look for work."""
    person = w.people[p]
    person.marked = 0
    if person.here and person.work == NONE:
        take(w, p)


def take(w: World, p: int) -> None:
    """Let a free person begin the most urgent work he may do, if there is any."""
    person, run = w.people[p], w.run[0]
    k = foremost(w, p)
    if k == NONE:
        return
    step_out(w, k)
    idle.become_busy(w, p)
    person.idle_milli += to_milli(run.now) - to_milli(person.since)
    person.work, person.since = k, run.now
    work = w.works[k]
    work.state, work.seat, work.wait = IN_SERVICE, person.seat, run.now - work.submitted
    done = on_grid(run.now + begin_work(w, k, p), run.grid)
    calendar.at(w, done, COMPLETIONS, work.key, calendar.COMPLETION, k, 0)


def foremost(w: World, p: int) -> int:
    """Return the most urgent work that waits in any line a person serves, NONE if there is none."""
    person = w.people[p]
    best = sooner(w, person.line, w.teams[person.team].line)
    for place in range(person.first_place, person.first_place + person.places):
        best = sooner(w, best, w.groups[w.places[place].group].line)
    return best


def sooner(w: World, a: int, b: int) -> int:
    """Return which of two heads of lines comes first; either may be NONE."""
    if a == NONE or b == NONE:
        return b if a == NONE else a
    return a if lines.first_of(w.works, a, b) else b


def complete(w: World, k: int) -> None:
    """Finish work in hand and free the person."""
    work = w.works[k]
    team = w.teams[work.team]
    p = team.first_person + work.seat
    since = w.people[p].since
    w.people[p].done += 1
    recorder.done(w, k, since, release(w, p))
    work.state = DONE
    team.open -= 1


def release(w: World, p: int) -> int:
    """Free a person now; return the time spent on the work in hand [h/1000]."""
    person, now = w.people[p], w.run[0].now
    spent = to_milli(now) - to_milli(person.since)
    person.busy_milli += spent
    person.work, person.since = NONE, now
    if person.here:
        become_free(w, p)
    else:
        step_away(w, p)
    if person.quit:
        calendar.at(w, now, STAFFING, person.key, calendar.DEPART, p, 0)
    return spent


def become_free(w: World, p: int) -> None:
    """List a person as free since now; he looks for work if some waits that he may do."""
    idle.become_free(w, p)
    if foremost(w, p) != NONE:
        mark_person(w, p)


def step_away(w: World, p: int) -> None:
    """Let a person who has nothing in hand be away from now on."""
    w.people[p].since = w.run[0].now
    count_presence_of(w, p)
    recorder_of_people.person(w, p, AWAY)


def count_presence_of(w: World, p: int) -> None:
    """Count the hours of a person who is present, up to now."""
    person, now = w.people[p], w.run[0].now
    recorder_of_people.present(w, person.team, person.counted, now)
    person.counted = now
