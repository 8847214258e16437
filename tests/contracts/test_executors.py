"""What every executor promises, and what only processes can break."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.contracts import jobs_to_map
from tests.signals import hear_ctrl_c

from cssim.errors import InputError
from cssim.executors import Done, Executor, Failed, Serial, executor_for
from cssim.executors.local import Local

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[Serial(), Local(1), Local(2)], ids=["serial", "local-1", "local-2"])
def executor(request: pytest.FixtureRequest) -> Executor:
    return request.param


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
        outcomes = executor.map(jobs_to_map.sleep_long, [0.0, 0.0, 30.0, 30.0])
        assert next(outcomes) == Done(0, 0.0)
        began = time.monotonic()
        outcomes.close()  # type: ignore[attr-defined]
        assert time.monotonic() - began < 10
        assert list(executor.map(jobs_to_map.square, [3])) == [Done(0, 9)]


class TestWorkersDie:
    @pytest.mark.parametrize("workers", [1, 2])
    def test_the_job_at_fault_fails_with_its_reason_and_the_rest_is_kept(self, workers: int) -> None:
        outcomes = list(Local(workers).map(jobs_to_map.die_at_three, range(8)))
        assert [o for o in outcomes if isinstance(o, Done)] == [Done(i, i) for i in range(8) if i != 3]
        (failed,) = [o for o in outcomes if isinstance(o, Failed)]
        assert failed.index == 3
        assert failed.reason.startswith("its worker process died 3 times")

    def test_a_job_whose_worker_dies_once_is_done(self, tmp_path: Path) -> None:
        jobs = [str(tmp_path / name) for name in ("a.dies", "b.txt", "c.dies", "d.txt")]
        outcomes = list(Local(2).map(jobs_to_map.die_once, jobs))
        assert outcomes == [Done(0, "a"), Done(1, "b"), Done(2, "c"), Done(3, "d")]

    def test_what_cannot_be_sent_fails_alone(self) -> None:
        outcomes = list(Local(2).map(jobs_to_map.square, [1, (i for i in range(3)), 3]))  # type: ignore[list-item]
        assert [type(o) for o in outcomes] == [Done, Failed, Done]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no way to send Ctrl-C to one process")
def test_ctrl_c_ends_parent_and_workers_promptly(tmp_path: Path) -> None:
    script = tmp_path / "long.py"
    script.write_text(
        "import time\n"
        "from cssim.executors.local import Local\n"
        "from tests.contracts import jobs_to_map\n"
        "if __name__ == '__main__':\n"
        "    outcomes = Local(2).map(jobs_to_map.pid, range(4))\n"
        "    print(*sorted({o.value for o in outcomes}), flush=True)\n"
        "    list(Local(2).map(jobs_to_map.sleep_long, [60.0] * 4))\n"
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
        _, errors = process.communicate(timeout=15)
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
