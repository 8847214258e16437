"""How things are measured: contests, processes of their own, tables."""

from __future__ import annotations

import sys
from typing import NamedTuple

import pytest

from benchmarks import apart, timing
from benchmarks.load import Load
from benchmarks.section import number, table
from benchmarks.timing import Times


class Answer(NamedTuple):
    total: int
    word: str


def add(one: int, other: int, word: str) -> Answer:
    held = bytearray(50_000_000)
    held[::4096] = b"x" * len(held[::4096])
    return Answer(one + other, word)


def fail() -> Answer:
    raise ValueError("this was meant to fail")


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    times = Times({"slow": [2.0, 9.0, 4.0], "fast": [1.0, 3.0, 1.0]})
    assert times.ratio("slow", "fast") == 3.0
    assert times.of("slow") == 4.0


def test_contestants_take_turns() -> None:
    order: list[str] = []
    timing.contest({name: lambda name=name: order.append(name) for name in "ab"}, rounds=2, least=0.0)
    assert "".join(order) == "ababab"


def test_a_process_of_its_own_gives_a_typed_answer() -> None:
    found = apart.call(add, 1, 2, "three", environment={"PYTHONHASHSEED": "0"})
    assert found.value == Answer(3, "three")
    assert found.peak > 50_000_000
    assert found.cpu > 0.0 and found.seconds > 0.0


def test_peak_memory_is_not_the_parents() -> None:
    held = bytearray(200_000_000)
    held[::4096] = b"x" * len(held[::4096])
    assert apart.call(add, 1, 2, "").peak < len(held)


def test_a_failure_apart_is_told() -> None:
    with pytest.raises(RuntimeError, match="this was meant to fail"):
        apart.call(fail)


def test_what_others_do_is_told() -> None:
    with Load() as load:
        pass
    assert "cores" in load.sentence() or sys.platform != "linux"


def test_numbers_are_short() -> None:
    shown = [number(value) for value in (0.0, 0.01234, 1.5, 98.76, 1234567.0)]
    assert shown == ["0", "0.0123", "1.5", "98.8", "1,230,000"]


def test_a_table_puts_numbers_at_the_right() -> None:
    assert table(("a", "b"), [("x", 1), ("y", "2.5")]) == "| a | b |\n|---|---:|\n| x | 1 |\n| y | 2.5 |"
