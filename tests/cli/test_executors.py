"""Where runs are made changes no byte, and what goes wrong there ends with the same codes."""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.cli import unlucky
from tests.cli.commands import cssim, environment, files_of, process
from tests.clusters import cluster, wait_for
from tests.signals import hear_ctrl_c

from cssim.experiments import replicate

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra cluster is not installed")
PLACES = {
    "serial": ("--jobs", "1"),
    "local": ("--jobs", "2"),
    "dask": ("--jobs", "2", "--cluster", "local"),
}


@pytest.mark.slow
def test_the_same_bytes_wherever_runs_are_made(tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    with cluster(tmp_path / "cluster") as found:
        places = {**PLACES, "tcp": ("--cluster", found.address)}
        for name, where in places.items():
            done = process("compare", "cssim:tiny", "--ledger", *where, "--out", name, cwd=tmp_path)
            assert done.returncode == 0 and "warning" not in done.stderr, done.stderr
    first, *others = (files_of(tmp_path / name) for name in places)
    assert all(other == first for other in others)


@pytest.mark.parametrize("place", PLACES)
def test_a_run_that_fails_ends_with_4_and_the_rest_is_written(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicate, "made_run", unlucky.raises_in_run_1)
    result = cssim("run", "cssim:tiny", "--runs", "3", *PLACES[place], "--out", tmp_path / "out")
    assert result.exit_code == 4
    assert "run 1 failed: RuntimeError: out of luck" in result.stderr
    assert "2 runs" in result.stdout and (tmp_path / "out" / "monthly.csv").exists()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["local", "dask"])
def test_a_run_that_always_kills_its_worker_ends_with_4_and_the_rest_is_written(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicate, "made_run", unlucky.dies_in_run_1)
    result = cssim("run", "cssim:tiny", "--runs", "4", *PLACES[place], "--out", tmp_path / "out")
    assert result.exit_code == 4
    assert "run 1 failed: its worker process died 3 times" in result.stderr
    assert "3 runs" in result.stdout and (tmp_path / "out" / "monthly.csv").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no way to send Ctrl-C to one process")
@pytest.mark.parametrize("place", ["local", "dask"])
def test_ctrl_c_ends_with_130_and_the_line_that_goes_on(place: str, tmp_path: Path) -> None:
    asked = ["run", "cssim:tiny", "--runs", "400", *PLACES[place], "--out", "out"]
    running = _started(asked, tmp_path)
    wait_for((tmp_path / "out.runs" / "0002.npz").exists)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=60)
    assert running.returncode == 130 and not stdout
    assert f"cssim {' '.join(asked)} --resume" in stderr and "Traceback" not in stderr


@pytest.mark.slow
def test_a_scheduler_that_dies_ends_with_1_and_the_line_that_goes_on(tmp_path: Path) -> None:
    with cluster(tmp_path) as found:
        asked = ["run", "cssim:tiny", "--runs", "400", "--cluster", found.address, "--out", "out"]
        running = _started(asked, tmp_path)
        wait_for((tmp_path / "out.runs" / "0002.npz").exists)
        found.scheduler.kill()
        stdout, stderr = running.communicate(timeout=60)
    assert running.returncode == 1 and not stdout
    assert f"the scheduler of the cluster ({found.address}) has gone; finished runs are kept." in stderr
    assert f"cssim {' '.join(asked)} --resume" in stderr and "Traceback" not in stderr


def _started(arguments: list[str], cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cssim", *arguments],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=None if sys.platform == "win32" else hear_ctrl_c,
    )
