"""What every executor promises, and what only processes can break."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.clusters import Cluster, cluster
from tests.contracts import jobs_to_map
from tests.signals import hear_ctrl_c

from cssim.errors import InputError
from cssim.executors import Done, Executor, Failed, Serial, executor_for
from cssim.executors.base import AHEAD
from cssim.executors.local import Local

ROOT = Path(__file__).parents[2]


IN_PROCESSES = ("local-1", "local-2", "dask-local-2", "dask-tcp-2")
needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra cluster is not installed")


@pytest.fixture(scope="module")
def tcp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Executor]]:
    """Give the executor of a name; each is made once, and closed after the last test."""
    executors: dict[str, Executor] = {}

    def make(name: str) -> Executor:
        if name.startswith("dask"):
            pytest.importorskip("distributed")
        if name not in executors:
            executors[name] = {
                "serial": lambda: Serial(),
                "local-1": lambda: Local(1),
                "local-2": lambda: Local(2),
                "dask-local-2": lambda: executor_for(2, "local"),
                "dask-tcp-2": lambda: executor_for(1, request.getfixturevalue("tcp").address),
            }[name]()
        return executors[name]

    yield make
    for executor in executors.values():
        executor.close()


@pytest.fixture(params=["serial", *IN_PROCESSES])
def executor(request: pytest.FixtureRequest, made: Callable[[str], Executor]) -> Executor:
    return made(request.param)


@pytest.fixture(params=IN_PROCESSES)
def mortal(request: pytest.FixtureRequest, made: Callable[[str], Executor]) -> Executor:
    """An executor whose workers are processes."""
    return made(request.param)


class Counted(Sequence[float]):
    """Jobs that remember how many of them have been asked for; the first one is slow."""

    def __init__(self, length: int) -> None:
        self.asked = 0
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, index: Any) -> Any:
        self.asked = max(self.asked, index + 1)
        return 0.5 if index == 0 else 0.0


class TestExecutorContract:
    def test_outcomes_come_in_the_order_of_the_jobs(self, executor: Executor) -> None:
        outcomes = list(executor.map(jobs_to_map.slow_first, range(20)))
        assert outcomes == [Done(i, i) for i in range(20)]

    def test_no_jobs_give_no_outcomes(self, executor: Executor) -> None:
        assert list(executor.map(jobs_to_map.square, [])) == []

    def test_an_error_is_a_failed_with_its_message_and_stops_nothing(self, executor: Executor) -> None:
        outcomes = list(executor.map(jobs_to_map.odd_ones_fail, range(4)))
        assert outcomes == [
            Done(0, 0),
            Failed(1, "ValueError: 1 is odd"),
            Done(2, 2),
            Failed(3, "ValueError: 3 is odd"),
        ]

    def test_a_job_that_wants_to_exit_has_failed(self, executor: Executor) -> None:
        outcomes = list(executor.map(jobs_to_map.stop_at_two, range(4)))
        assert outcomes == [Done(0, 0), Done(1, 1), Failed(2, "SystemExit: enough"), Done(3, 3)]

    def test_closing_early_ends_the_work_and_a_next_map_works(self, executor: Executor) -> None:
        outcomes = executor.map(jobs_to_map.sleep_long, [0.0, 0.0, 60.0, 60.0])
        assert next(outcomes) == Done(0, 0.0)
        began = time.monotonic()
        outcomes.close()  # type: ignore[attr-defined]
        assert time.monotonic() - began < 30
        assert list(executor.map(jobs_to_map.square, [3])) == [Done(0, 9)]

    def test_jobs_are_asked_for_when_they_are_about_to_run(self, executor: Executor) -> None:
        jobs = Counted(10_000)
        outcomes = executor.map(jobs_to_map.sleep_long, jobs)
        taken = 0
        for _ in range(3):
            next(outcomes)
            taken += 1
            assert jobs.asked <= taken + AHEAD * executor.workers
        outcomes.close()  # type: ignore[attr-defined]

    def test_it_says_how_many_work_at_the_same_time(self, executor: Executor, request: pytest.FixtureRequest) -> None:
        expected = int(request.node.callspec.params["executor"].removeprefix("serial").rpartition("-")[2] or 1)
        pids = {outcome.value for outcome in executor.map(jobs_to_map.slow_pid, range(6)) if isinstance(outcome, Done)}
        assert executor.workers == expected
        assert len(pids) == expected

    def test_preparing_happens_once_on_each_machine(self, executor: Executor, tmp_path: Path) -> None:
        diary = tmp_path / "diary.txt"
        executor.prepare(partial(jobs_to_map.note, str(diary)), ["pandas"])
        assert diary.read_text() == "called\n"
        assert list(executor.map(jobs_to_map.square, [3])) == [Done(0, 9)]
        assert diary.read_text() == "called\n"

    def test_after_closing_a_next_map_works(self, executor: Executor) -> None:
        executor.close()
        assert list(executor.map(jobs_to_map.square, [3])) == [Done(0, 9)]


class TestWorkersDie:
    def test_the_job_at_fault_has_three_strikes_and_the_rest_is_kept(self, mortal: Executor, tmp_path: Path) -> None:
        diary = tmp_path / "diary.txt"
        outcomes = list(mortal.map(jobs_to_map.die_at_three, [(x, str(diary)) for x in range(8)]))
        assert [o for o in outcomes if isinstance(o, Done)] == [Done(i, i) for i in range(8) if i != 3]
        (failed,) = [o for o in outcomes if isinstance(o, Failed)]
        assert failed.index == 3
        assert failed.reason.startswith("its worker process died 3 times")
        assert diary.read_text() == "died\n" * 3

    def test_a_job_whose_worker_dies_once_is_done(self, mortal: Executor, tmp_path: Path) -> None:
        jobs = [str(tmp_path / name) for name in ("a.dies", "b.txt", "c.dies", "d.txt")]
        outcomes = list(mortal.map(jobs_to_map.die_once, jobs))
        assert outcomes == [Done(0, "a"), Done(1, "b"), Done(2, "c"), Done(3, "d")]

    @pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
    def test_a_worker_killed_in_the_middle_costs_nothing(self, mortal: Executor) -> None:
        pids = []
        for outcome in mortal.map(jobs_to_map.slow_pid, range(12)):
            assert isinstance(outcome, Done) and outcome.index == len(pids)
            pids.append(outcome.value)
            if len(pids) == 3:
                os.kill(pids[-1], signal.SIGKILL)
        assert len(pids) == 12
        assert pids[-1] != pids[2]

    def test_what_cannot_be_sent_fails_alone(self, mortal: Executor) -> None:
        outcomes = list(mortal.map(jobs_to_map.square, [1, (i for i in range(3)), 3]))  # type: ignore[list-item]
        assert [type(o) for o in outcomes] == [Done, Failed, Done]

    def test_a_result_that_cannot_be_sent_has_failed(self, mortal: Executor) -> None:
        (outcome,) = mortal.map(jobs_to_map.something_nobody_can_send, [1])
        assert isinstance(outcome, Failed) and "pickle" in outcome.reason


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no way to send Ctrl-C to one process")
@pytest.mark.parametrize(
    "arguments", ["2", pytest.param("2, 'local'", marks=needs_dask)], ids=["local-2", "dask-local-2"]
)
def test_ctrl_c_ends_parent_and_workers_promptly(tmp_path: Path, arguments: str) -> None:
    script = tmp_path / "long.py"
    script.write_text(
        "import time\n"
        "from cssim.executors import executor_for\n"
        "from tests.contracts import jobs_to_map\n"
        "if __name__ == '__main__':\n"
        f"    executor = executor_for({arguments})\n"
        "    outcomes = executor.map(jobs_to_map.pid, range(4))\n"
        "    print(*sorted({o.value for o in outcomes}), flush=True)\n"
        "    list(executor.map(jobs_to_map.sleep_long, [60.0] * 4))\n"
    )
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        preexec_fn=hear_ctrl_c,
    ) as process:
        assert process.stdout is not None
        workers = [int(word) for word in process.stdout.readline().split()]
        assert workers
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=40)
    assert process.returncode in (1, 130, -signal.SIGINT)
    assert "KeyboardInterrupt" in errors
    assert not any(_alive(worker) for worker in workers)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A dead child that nobody has fetched yet still answers to its number.
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_executor_for_a_number_of_jobs() -> None:
    assert isinstance(executor_for(1), Serial)
    assert executor_for(3).workers == 3
    assert executor_for(0).workers >= 1
    with pytest.raises(InputError, match="-1 jobs"):
        executor_for(-1)
