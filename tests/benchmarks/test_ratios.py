"""The yardstick tells the same model, and the benchmark runs; no test asserts a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import naive, plans, ratios
from cssim.engine.simulate import settle, simulate

COUNTERS = ("arr", "closing", "renewals", "counts", "by_type", "work", "waits", "cost")


@pytest.mark.parametrize("load", ratios.LOADS)
@pytest.mark.parametrize("cover", [plans.assigned, plans.pooled])
def test_the_naive_telling_counts_the_same(cover: type, load: float) -> None:
    """Two tellings with nothing in common in how work waits, is served, expires and is dropped agree to the unit."""
    plan = plans.at_load(cover(plans.company(6)), load)
    for run in (1, 2):
        opening = settle(plan, 3, run)
        engine, other = simulate(plan, opening, 3, run).tally, naive.simulate(plan, opening, 3, run)
        for name in COUNTERS:
            np.testing.assert_array_equal(getattr(other, name), getattr(engine, name), err_msg=name)


def test_the_benchmark_prints_ratios_and_writes_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ratios, "DRAWS", 10)
    assert ratios.main(["--rounds", "1", "--months", "1", "--scenario", "tiny"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("| assigned |") == printed.count("| pooled |") == len(ratios.LOADS)
    assert "naive / engine" in printed and "exponential" in printed
    assert list(tmp_path.iterdir()) == []
    assert ratios.main(["--rounds", "1", "--months", "1", "--scenario", "tiny", "--write", "speed.md"]) == 0
    assert (tmp_path / "speed.md").read_text(encoding="utf-8").startswith("# Benchmarks\n")
