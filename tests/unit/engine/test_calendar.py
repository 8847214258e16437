"""The written order of ties, absolute times, and the open end of a horizon."""

from collections.abc import Generator
from typing import Any

import simpy
from hypothesis import given
from hypothesis import strategies as st

from cssim.engine.calendar import Calendar

TIMES = st.integers(0, 5).map(float)


@given(st.lists(st.tuples(TIMES, st.integers(1, 7), st.integers(0, 2**63 - 1)), unique=True, max_size=30), st.randoms())
def test_simultaneous_entries_happen_by_rank_then_key_whatever_the_order_they_were_made_in(
    entries: list[tuple[float, int, int]], shuffler: Any
) -> None:
    made = list(entries)
    shuffler.shuffle(made)
    calendar, seen = Calendar(), []
    for time, rank, key in made:
        event = calendar.at(time, rank, key)
        event.callbacks.append(lambda _, entry=(time, rank, key): seen.append(entry))
    calendar.run_until(10.0)
    assert seen == sorted(entries)


def test_a_woken_story_goes_on_before_the_next_entry_of_its_instant() -> None:
    calendar, seen = Calendar(), []
    bell = calendar.event()

    def story() -> Generator[simpy.Event, Any, None]:
        yield bell
        seen.append("story")

    calendar.process(story())
    calendar.at(1.0, 1, 0).callbacks.append(lambda _: bell.succeed())
    calendar.at(1.0, 1, 1).callbacks.append(lambda _: seen.append("next entry"))
    calendar.run_until(2.0)
    assert seen == ["story", "next entry"]


def test_an_entry_happens_at_its_own_time_to_the_last_bit() -> None:
    calendar, seen = Calendar(initial_time=0.1), []
    time = 0.1 + 0.2 + 1e6 / 3
    calendar.at(time, 1, 0).callbacks.append(lambda _: seen.append(calendar.now))
    calendar.run_until(1e6)
    assert seen == [time]


def test_the_end_itself_is_excluded() -> None:
    calendar, seen = Calendar(), []
    calendar.at(5.0, 1, 0).callbacks.append(lambda _: seen.append(5.0))
    calendar.run_until(5.0)
    assert not seen
    assert calendar.now == 5.0
