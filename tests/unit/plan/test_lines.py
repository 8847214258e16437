"""Lines of work: of one person, of some, of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.dynamics.routing import ANYONE, group_of_line, line_of_group
from cssim.plan.lines import Lines


def test_one_person_has_an_own_line_and_everybody_the_common_one() -> None:
    lines = Lines(("csm",), (5,))
    assert lines.of_people(0, [3]) == 3
    assert lines.of_people(0, range(5)) == ANYONE
    assert lines.rows == []


def test_the_same_people_have_the_same_line() -> None:
    lines = Lines(("csm", "others"), (5, 5))
    assert lines.of_people(0, [1, 2]) == lines.of_people(0, [2, 1, 1]) == line_of_group(0)
    assert lines.of_people(1, [1, 2]) == line_of_group(1)
    assert [(row.team, row.seats) for row in lines.rows] == [(0, (1, 2)), (1, (1, 2))]
    assert len({row.key for row in lines.rows}) == 2


def test_a_code_of_a_line_names_its_group() -> None:
    assert [group_of_line(line_of_group(group)) for group in range(4)] == [0, 1, 2, 3]
    assert line_of_group(0) < ANYONE


@given(st.integers(1, 40), st.integers(1, 10))
def test_pods_divide_a_team_evenly_into_as_few_as_possible(seats: int, size: int) -> None:
    lines = Lines(("csm",), (seats,))
    codes = lines.of_pods(0, size)
    counts = [codes.count(code) for code in set(codes)]
    assert len(counts) == -(-seats // size)
    assert max(counts) <= size and max(counts) - min(counts) <= 1
    assert codes == sorted(codes, key=codes.index), "neighbors are together"
    for code in set(codes):
        if code < ANYONE:
            assert [seat for seat in range(seats) if codes[seat] == code] == list(lines.rows[group_of_line(code)].seats)


@pytest.mark.parametrize(("size", "codes"), [(1, [0, 1, 2]), (3, [ANYONE] * 3), (9, [ANYONE] * 3)])
def test_the_ends_of_a_pod(size: int, codes: list[int]) -> None:
    assert Lines(("csm",), (3,)).of_pods(0, size) == codes
