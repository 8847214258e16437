"""Killed twice each at random moments; `make soak` does it ten times and writes docs/soak.md."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.clusters import ROOT
from tests.soak.kills import ON_A_CLUSTER, VICTIMS, Soak

SEED = 2027
LEAST_KILLS = 10


@pytest.fixture(scope="module")
def soak(tmp_path_factory: pytest.TempPathFactory) -> Soak:
    return Soak(tmp_path_factory.mktemp("soak"), SEED)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds its victims in /proc")
@pytest.mark.parametrize("victim", VICTIMS)
def test_a_killed_study_gives_the_bytes_of_an_undisturbed_one(soak: Soak, victim: str) -> None:
    if victim in ON_A_CLUSTER and find_spec("distributed") is None:
        pytest.skip("the extra cluster is not installed")
    outcomes = list(soak.outcomes(victim, 2))
    assert sum(outcome.struck for outcome in outcomes) == 2
    assert not [outcome for outcome in outcomes if outcome.differs]


def test_the_page_tells_of_enough_kills_and_of_no_difference() -> None:
    page = (ROOT / Path("docs/soak.md")).read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z ]+?) +\| +(\d+) \|.*\| +(\d+) of (\d+) \|$", page, flags=re.MULTILINE)
    assert [victim for victim, *_ in rows] == list(VICTIMS)
    for _, kills, equal, studies in rows:
        assert int(kills) >= LEAST_KILLS and int(studies) >= int(kills) and equal == studies
