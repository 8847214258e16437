"""Functions that workers import by name."""

from __future__ import annotations

import os
import time
from pathlib import Path


def square(x: int) -> int:
    return x * x


def pid(_: int) -> int:
    return os.getpid()


def slow_pid(_: int) -> int:
    time.sleep(0.2)
    return os.getpid()


def slow_first(x: int) -> int:
    if x == 0:
        time.sleep(0.3)
    return x


def odd_ones_fail(x: int) -> int:
    if x % 2:
        raise ValueError(f"{x} is odd")
    return x


def stop_at_two(x: int) -> int:
    if x == 2:
        raise SystemExit("enough")
    return x


def die_at_three(job: tuple[int, str]) -> int:
    """Kill the worker at 3, and leave a line each time."""
    x, diary = job
    if x == 3:
        with Path(diary).open("a") as file:
            file.write("died\n")
        os._exit(7)
    return x


def die_once(marker: str) -> str:
    """Kill the worker the first time; the marker file remembers."""
    path = Path(marker)
    if path.suffix == ".dies" and not path.exists():
        path.write_text("died")
        os._exit(1)
    return path.stem


def sleep_long(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def something_nobody_can_send(_: int) -> object:
    return (x for x in range(3))


def note(path: str) -> None:
    with Path(path).open("a") as file:
        file.write("called\n")


def refuse() -> None:
    raise ValueError("not on this machine")
