"""The account's rows: reading writes nothing, six faces are remembered, posts decay exactly."""

import math

import pytest

from cssim.domain.accounts import FACES_REMEMBERED, Account
from cssim.dynamics.drivers import DriverRow

ROW = DriverRow(0.0, 640.0)


def account() -> Account:
    made = Account(0, 1, 0, 100_00)
    made.values, made.posted_at = [0.0] * 5, [0.0] * 5
    return made


def test_a_stock_is_the_sum_of_its_amounts_decayed() -> None:
    made = account()
    posts = [(10.0, 0.2), (300.0, -0.1), (900.0, 0.05)]
    for time, amount in posts:
        made.post(0, time, made.stock(0, time, ROW), amount)
    expected = math.fsum(amount * 2 ** (-(2000.0 - time) / 640.0) for time, amount in posts)
    assert made.stock(0, 2000.0, ROW) == pytest.approx(expected, rel=1e-12)


def test_reading_writes_nothing() -> None:
    made = account()
    made.post(0, 10.0, 0.0, 0.2)
    before = (list(made.values), list(made.posted_at))
    for time in (20.0, 4000.0, 15.0):
        made.stock(0, time, ROW)
        made.contacts_with(5, time, 1440.0)
    assert (made.values, made.posted_at) == before


def test_contacts_with_a_person_halve_with_their_half_life() -> None:
    made = account()
    assert made.meet(5, 0.0, 1440.0)
    assert not made.meet(5, 1440.0, 1440.0)
    assert made.contacts_with(5, 1440.0, 1440.0) == pytest.approx(1.5)
    assert made.contacts_with(5, 2880.0, 1440.0) == pytest.approx(0.75)
    assert made.faces == 1


def test_the_least_known_face_is_forgotten_but_still_counted() -> None:
    made = account()
    for person in range(FACES_REMEMBERED):
        made.meet(person, float(person), 1440.0)
        made.meet(person, float(person), 1440.0)
    made.meet(0, 10.0, 1440.0)
    made.meet(99, 11.0, 1440.0)
    assert made.contacts_with(1, 11.0, 1440.0) == 0.0
    assert made.contacts_with(0, 11.0, 1440.0) > 2.0
    assert len(made.met) == FACES_REMEMBERED
    assert made.faces == FACES_REMEMBERED + 1


def test_somebody_who_was_forgotten_is_no_new_face() -> None:
    made = account()
    people = range(FACES_REMEMBERED + 2)
    first = [made.meet(person, float(person), 1440.0) for person in people]
    again = [made.meet(person, 100.0 + person, 1440.0) for person in people]
    assert all(first)
    assert not any(again)
    assert made.faces == len(people)
