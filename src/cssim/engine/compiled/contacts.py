"""What a contact between a person and an account leaves behind; retells :mod:`cssim.engine.contacts`."""

from __future__ import annotations

from cssim.dynamics import expertise, process, productivity, relationship
from cssim.dynamics.drivers import ADOPTION, NEGLECT, RELATIONSHIP, TRANSFERS
from cssim.engine.compiled import customer_recorder
from cssim.engine.compiled.acquaintances import contacts_with, meet
from cssim.engine.compiled.health import post
from cssim.engine.compiled.rows import World


def contact(w: World, k: int, share: float) -> None:
    """Let the person who did work ``k`` become better known; ``share`` of the relationship gap is closed at most."""
    run, work = w.run[0], w.works[k]
    p = w.teams[work.team].first_person + work.seat
    i, person = work.account, w.people[p].key
    customer_recorder.contacted(w, i)
    new = meet(w, i, person)
    if new and w.accounts[i].faces > run.free_faces:
        post(w, i, TRANSFERS, run.transfer_level, run.extra_face_share, work.key)
    if share > 0.0:
        known = relationship.familiarity(contacts_with(w, i, person), contacts_to_half(w, work.team))
        level = relationship.reachable_level(run.relationship_level, known)
        post(w, i, RELATIONSHIP, level, skilled(w, p, share), work.key)
    post(w, i, NEGLECT, 0.0, run.neglect_share, work.key)


def contacts_to_half(w: World, team: int) -> float:
    """Return after how many contacts somebody of a team half knows an account; sooner in a book of one industry."""
    usual, matched = float(w.run[0].contacts_to_half), float(w.teams[team].matched)
    return process.sooner(usual, matched) if matched > 0.0 else usual


def explain_twice(w: World, k: int) -> None:
    """Post that a customer had to explain everything again, less the better the next person knows the account."""
    run, work = w.run[0], w.works[k]
    if run.explain_share == 0.0:
        return
    contacts = contacts_with(w, work.account, w.people[w.teams[work.team].first_person + work.seat].key)
    known = relationship.familiarity(contacts, contacts_to_half(w, work.team))
    share = relationship.told_again(run.explain_share, known)
    post(w, work.account, TRANSFERS, run.transfer_level, share, work.key)


def teach(w: World, k: int, share: float, quality: float) -> None:
    """Let a good answer or a play raise adoption; ``quality`` in (0, 1] of the person's touch scales the share."""
    if share == 0.0:
        return
    work = w.works[k]
    taught = skilled(w, w.teams[work.team].first_person + work.seat, expertise.taught_share(share, quality))
    post(w, work.account, ADOPTION, w.run[0].adoption_level, taught, work.key)


def skilled(w: World, p: int, share: float) -> float:
    """Return the share of a gap that this person's touch closes, where ``share`` is what a usual person's would."""
    skill = w.people[p].skill
    return share if skill == 1.0 else productivity.skilled_share(share, skill)
