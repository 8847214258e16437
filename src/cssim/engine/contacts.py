"""What a contact between a person and an account leaves behind: familiarity, and posts to the drivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.people import Person
from cssim.domain.work import Work
from cssim.dynamics import expertise, process, productivity, relationship
from cssim.dynamics.drivers import ADOPTION, NEGLECT, RELATIONSHIP, TRANSFERS
from cssim.engine import customer_recorder

if TYPE_CHECKING:
    from cssim.engine.world import World


def contact(world: World, work: Work, share: float) -> None:
    """Let the person who did ``work`` become better known; ``share`` of the relationship gap is closed at most.

    The relationship a contact can build is limited by how well *this* person knows the account. A face beyond the
    first few confuses; any contact with a named organization ends neglect for a while.
    """
    account, effects, now = work.account, world.plan.effects, world.now
    person = world.desks[work.team].people[work.seat]
    customer_recorder.contacted(world.recorder, account, now)
    new = account.meet(person.key, now, effects.familiarity_half_life)
    if new and account.faces > effects.free_faces:
        world.post(account, TRANSFERS, effects.transfer_level, effects.extra_face_share, work.key)
    if share > 0.0:
        contacts = account.contacts_with(person.key, now, effects.familiarity_half_life)
        known = relationship.familiarity(contacts, contacts_to_half(world, work.team))
        level = relationship.reachable_level(effects.relationship_level, known)
        world.post(account, RELATIONSHIP, level, skilled(person, share), work.key)
    world.post(account, NEGLECT, 0.0, effects.neglect_share, work.key)


def contacts_to_half(world: World, team: int) -> float:
    """Return after how many contacts somebody of a team half knows an account; sooner in a book of one industry."""
    usual, matched = world.plan.effects.contacts_to_half, world.plan.teams[team].matched
    return process.sooner(usual, matched) if matched > 0.0 else usual


def explain_twice(world: World, work: Work) -> None:
    """Post that a customer had to explain everything again, less the better the next person knows the account."""
    account, effects = work.account, world.plan.effects
    if effects.explain_share == 0.0:
        return
    person = world.desks[work.team].people[work.seat]
    contacts = account.contacts_with(person.key, world.now, effects.familiarity_half_life)
    known = relationship.familiarity(contacts, contacts_to_half(world, work.team))
    share = relationship.told_again(effects.explain_share, known)
    world.post(account, TRANSFERS, effects.transfer_level, share, work.key)


def teach(world: World, work: Work, share: float, quality: float) -> None:
    """Let a good answer or a play raise adoption; ``quality`` in (0, 1] of the person's touch scales the share."""
    if share == 0.0:
        return
    person = world.desks[work.team].people[work.seat]
    taught = skilled(person, expertise.taught_share(share, quality))
    world.post(work.account, ADOPTION, world.plan.effects.adoption_level, taught, work.key)


def skilled(person: Person, share: float) -> float:
    """Return the share of a gap that this person's touch closes, where ``share`` is what a usual person's would."""
    return share if person.skill == 1.0 else productivity.skilled_share(share, person.skill)
