"""The doors: one signature each whatever is asked of them, never compiled inside a run."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("numba")

from tests import builders

from cssim.engine.compiled.bind import doors
from cssim.engine.engines import engine_named
from cssim.engine.recorder import ALL, SUMMARY


def test_a_door_has_one_signature_whatever_the_company() -> None:
    engine = engine_named("compiled")
    for months, accounts, recording in ((1, 0, SUMMARY), (3, 1, ALL), (2, 5, SUMMARY)):
        book = [builders.account(i, contract_end=100.0) for i in range(accounts)]
        segments = [builders.segment((12.0,), 40.0)] * (1 + accounts % 2)
        plan = builders.plan(months, segments, book, settle=320.0, warm_up=40.0)
        engine.simulate(plan, engine.settle(plan, 1, 0), 1, 0, recording)
    assert [len(door.signatures) for door in doors()] == [1, 1]


def test_a_process_that_follows_finds_every_door_in_the_cache() -> None:
    code = (
        "from cssim.engine.compiled.warm import warm\n"
        "from cssim.engine.compiled.bind import doors\n"
        "from cssim.engine.compiled.sources import is_warm\n"
        "warm(lambda *_: None)\n"
        "assert is_warm()\n"
        "print([sum(door.stats.cache_misses.values()) for door in doors()])\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    again = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert again.stdout.strip() == "[0, 0]"
