"""Functions that workers import by name."""

from __future__ import annotations

import os
import time
from pathlib import Path


def square(x: int) -> int:
    return x * x


def pid(_: int) -> int:
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


def die_at_three(x: int) -> int:
    if x == 3:
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
