"""The pytest-benchmark groups run; what they time is not looked at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("group", ["micro", "targeted", "whole"])
def test_a_group_runs(group: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--benchmark-disable"]
    chosen = ["-k", "compiled"] if group == "whole" else []
    done = subprocess.run(
        [*command, *chosen, f"benchmarks/test_{group}.py"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
