"""What an account remembers: whom it has met, and how often; retells :class:`cssim.domain.accounts.Account`."""

from __future__ import annotations

from cssim.domain.accounts import FACES_REMEMBERED
from cssim.dynamics import relationship
from cssim.engine.compiled.rows import MARKS, NONE, PAGE, World


def contacts_with(w: World, i: int, person: int) -> float:
    """Return how many contacts with ``person`` (key) still count now."""
    run, account = w.run[0], w.accounts[i]
    for m in range(account.n_met):
        if account.met_person[m] == person:
            elapsed = run.now - account.met_time[m]
            return relationship.contacts_left(account.met_contacts[m], elapsed, run.familiarity_half_life)
    return 0.0


def meet(w: World, i: int, person: int) -> bool:
    """Count one more contact with ``person`` (key); return whether the account had never met them."""
    run, account = w.run[0], w.accounts[i]
    for m in range(account.n_met):
        if account.met_person[m] == person:
            elapsed = run.now - account.met_time[m]
            left = relationship.contacts_left(account.met_contacts[m], elapsed, run.familiarity_half_life)
            account.met_contacts[m] = left + 1.0
            account.met_time[m] = run.now
            return False
    if account.n_met == FACES_REMEMBERED:
        forget(w, i, least_known(w, i))
    last = account.n_met
    account.n_met = last + 1
    account.met_person[last], account.met_contacts[last], account.met_time[last] = person, 1.0, run.now
    return not has_seen(w, i, person)


def least_known(w: World, i: int) -> int:
    """Return which remembered person has the fewest contacts left; among equals the earliest, then the lowest key."""
    run, account = w.run[0], w.accounts[i]
    least, fewest = 0, 0.0
    for m in range(account.n_met):
        elapsed = run.now - account.met_time[m]
        left = relationship.contacts_left(account.met_contacts[m], elapsed, run.familiarity_half_life)
        if m == 0 or less_known(w, i, m, left, least, fewest):
            least, fewest = m, left
    return least


def less_known(w: World, i: int, m: int, left: float, least: int, fewest: float) -> bool:
    """Return whether person ``m``, with ``left`` contacts, comes before person ``least``, with ``fewest``."""
    account = w.accounts[i]
    if left != fewest:
        return left < fewest
    if account.met_time[m] != account.met_time[least]:
        return bool(account.met_time[m] < account.met_time[least])
    return bool(account.met_person[m] < account.met_person[least])


def forget(w: World, i: int, m: int) -> None:
    """Forget the contacts with person ``m``; those behind move up."""
    account = w.accounts[i]
    account.n_met -= 1
    for at in range(m, account.n_met):
        account.met_person[at] = account.met_person[at + 1]
        account.met_contacts[at] = account.met_contacts[at + 1]
        account.met_time[at] = account.met_time[at + 1]


def has_seen(w: World, i: int, person: int) -> bool:
    """Return whether the account has met a person before; from now on it has."""
    account, byte, mark = w.accounts[i], byte_of(person), mark_of(person)
    # whose mark is missing has not been met; who shares it with somebody may have been
    if account.marks[byte] & mark and is_on_pages(w, i, person):
        return True
    account.marks[byte] |= mark
    write_down(w, i, person)
    return False


def byte_of(person: int) -> int:
    """Return which byte of the marks is about a person (key)."""
    return (person >> 3) & (MARKS - 1)


def mark_of(person: int) -> int:
    """Return the bit of its byte that stands for a person (key)."""
    return 1 << (person & 7)


def is_on_pages(w: World, i: int, person: int) -> bool:
    """Return whether a person is among all those whom the account has met."""
    account = w.accounts[i]
    page, on_page = account.seen, people_on_first_page(account.faces)
    while page != NONE:
        for m in range(on_page):
            if w.seen[page].people[m] == person:
                return True
        page, on_page = w.seen[page].next, PAGE
    return False


def write_down(w: World, i: int, person: int) -> None:
    """Add a person to those whom the account has met."""
    run, account = w.run[0], w.accounts[i]
    place = account.faces % PAGE
    if place == 0:
        page = run.n_seen
        run.n_seen = page + 1
        w.seen[page].next = account.seen
        account.seen = page
    w.seen[account.seen].people[place] = person
    account.faces += 1


def people_on_first_page(faces: int) -> int:
    """Return how many of ``faces`` people are on the first page of their chain."""
    return (faces - 1) % PAGE + 1
