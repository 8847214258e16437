"""What only a Dask cluster can be wrong about: addresses, other software, workers and schedulers that are not there."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="the extra cluster is not installed")

from tests.cli.commands import cssim as command
from tests.clusters import ROOT, Cluster, cluster
from tests.contracts import jobs_to_map

import cssim.executors.cluster
from cssim.errors import ClusterLost, CssimError, InputError
from cssim.executors import Done, Failed, executor_for
from cssim.executors.cluster import connect, is_loopback
from cssim.executors.same_software import admitted, differences

PYTHON = ".".join(str(one) for one in sys.version_info[:2])


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster with one worker that is as it should be."""
    with cluster(tmp_path_factory.mktemp("one"), workers=1) as found:
        yield found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster that a test may spoil."""
    with cluster(tmp_path, workers=0) as found:
        yield found


def refusal(address: str, libraries: tuple[str, ...] = ()) -> str:
    """Return what is said when work is about to begin."""
    with pytest.raises(InputError) as refused:
        executor = executor_for(1, address)
        try:
            executor.prepare(bool, libraries)
        finally:
            executor.close()
    return str(refused.value)


def pretend(folder: Path, name: str, number: str) -> Path:
    """Make a folder in which a distribution seems to be installed in some version."""
    info = folder / f"{name}-{number}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n", encoding="utf-8")
    return folder


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize("address", ["somewhere", "http://127.0.0.1:80", "tcp://127.0.0.1", "tcp://:8786", "LOCAL"])
def test_what_is_no_address_is_refused(address: str) -> None:
    assert "tcp://10.0.0.5:8786" in refusal(address)


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cssim.executors.cluster, "ANSWER_SECONDS", 0.5)
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in refusal("tcp://127.0.0.1:9")


def test_a_network_is_warned_of(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(cssim.executors.cluster, "ANSWER_SECONDS", 0.5)
    refusal("tcp://127.0.0.1:9")
    assert not caplog.records
    refusal("tcp://192.0.2.1:8786")  # an address reserved for documents
    (record,) = caplog.records
    assert record.levelname == "WARNING" and "no password" in record.getMessage()


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("10.0.0.5", False), ("head", False)],
)
def test_loopback(host: str, is_here: bool) -> None:
    assert is_loopback(host) == is_here


def test_versions_that_count() -> None:
    needed = {"python": "3.11.7.final.0", "numpy": "2.4.6", "numba": "0.68.1"}
    assert not differences(needed, {**needed, "python": "3.11.2.final.0", "pandas": "1.0"})
    assert differences(needed, {"python": "3.12.7.final.0", "numpy": "2.4.5", "numba": None}) == [
        "python 3.12 (needed: 3.11)",
        "numpy 2.4.5 (needed: 2.4.6)",
        "no numba (needed: 0.68.1)",
    ]


def test_no_workers(own: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cssim.executors.cluster, "ANSWER_SECONDS", 1.0)
    assert f"the cluster has no workers; start some: dask worker {own.address}" in refusal(own.address)


def test_a_worker_with_another_library_is_named(own: Cluster, tmp_path: Path) -> None:
    own.work(1, path=pretend(tmp_path / "old", "numpy", "1.2.3"))
    said = refusal(own.address)
    assert said.startswith("cssim: --cluster: worker tcp://127.0.0.1:")
    assert f"has numpy 1.2.3 (needed: {version('numpy')}); install there, under Python {PYTHON}: " in said
    assert f'pip install "numpy=={version("numpy")}"' in said


def test_a_worker_without_a_library_of_the_work_is_named(one: Cluster, tmp_path: Path) -> None:
    sys.path.insert(0, str(pretend(tmp_path, "onlyhere", "1.0")))
    try:
        assert "has no onlyhere (needed: 1.0)" in refusal(one.address, ("onlyhere",))
    finally:
        del sys.path[0]
    executor = executor_for(1, one.address)
    executor.prepare(bool, ("pandas",))
    executor.close()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("__version__ = ", "__version__ = 'not ' + ", "has cssim not "),
        ("Nothing heavy", "Nothing weighty", "with other source files"),
    ],
)
def test_a_worker_with_another_cssim_is_named(own: Cluster, tmp_path: Path, old: str, new: str, words: str) -> None:
    copy = tmp_path / "copy" / "cssim"
    shutil.copytree(ROOT / "src" / "cssim", copy, ignore=shutil.ignore_patterns("__pycache__"))
    door = copy / "__init__.py"
    door.write_text(door.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    own.work(1, path=copy.parent)
    said = refusal(own.address)
    assert words in said and "worker tcp://127.0.0.1:" in said and "pip install" in said


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_worker_that_hangs_is_named(own: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    own.work(1)
    executor = executor_for(1, own.address)
    (pid,) = {outcome.value for outcome in executor.map(jobs_to_map.pid, [1]) if isinstance(outcome, Done)}
    executor.close()
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr("cssim.executors.same_software.ANSWER_SECONDS", 1)
    monkeypatch.setattr(cssim.executors.cluster, "ANSWER_SECONDS", 1)
    assert "does not answer within 1 s" in refusal(own.address)


def test_a_machine_that_cannot_be_prepared_is_named(one: Cluster) -> None:
    executor = executor_for(1, one.address)
    with pytest.raises(CssimError, match="could not be made ready: ValueError: not on this machine"):
        executor.prepare(jobs_to_map.refuse)
    executor.close()


def test_a_worker_that_joins_later_takes_part_if_it_is_as_it_should_be(own: Cluster, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    own.work(1)
    executor = executor_for(1, own.address)
    executor.prepare(partial(jobs_to_map.note, str(diary)))
    own.work(1, path=pretend(tmp_path / "old", "numpy", "1.2.3"))
    own.work(1)
    pids = {outcome.value for outcome in executor.map(jobs_to_map.slow_pid, range(6)) if isinstance(outcome, Done)}
    assert executor.workers == len(pids) == 2
    assert diary.read_text() == "called\n"
    executor.close()


def test_strikes_are_counted_where_a_new_process_takes_over_the_address(own: Cluster, tmp_path: Path) -> None:
    own.work(1, "--worker-port", str(free_port()))
    executor = executor_for(1, own.address)
    diary = tmp_path / "diary.txt"
    outcomes = list(executor.map(jobs_to_map.die_at_three, [(x, str(diary)) for x in range(6)]))
    assert [type(outcome) for outcome in outcomes] == [Done, Done, Done, Failed, Done, Done]
    assert diary.read_text() == "died\n" * 3
    executor.close()


def test_forgetting_one_job_leaves_alone_another_whose_result_is_on_its_way(one: Cluster) -> None:
    connection = connect(one.address)
    (worker,) = admitted(connection, list(connection.addresses()))
    fetch = connection._client._gather_remote
    fetching = threading.Event()

    async def fetch_slowly(*arguments: Any) -> Any:
        fetching.set()
        await asyncio.sleep(0.5)
        return await fetch(*arguments)

    connection._client._gather_remote = fetch_slowly
    first, second = (connection.submit(worker, jobs_to_map.square, x) for x in (2, 3))
    assert fetching.wait(30)
    first.cancel()
    assert second.result(30) == 9
    connection.close()


def test_when_the_scheduler_dies_it_is_said(own: Cluster) -> None:
    own.work(1)
    executor = executor_for(1, own.address)
    outcomes = executor.map(jobs_to_map.sleep_long, [0.0, 30.0])
    assert next(outcomes) == Done(0, 0.0)
    own.scheduler.kill()
    with pytest.raises(ClusterLost, match="the scheduler of the cluster .* has gone"):
        next(outcomes)
    executor.close()


def test_when_all_workers_are_gone_for_good_it_is_said(own: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cssim.executors.dask._LONELY_SECONDS", 1.0)
    own.work(1)
    executor = executor_for(1, own.address)
    outcomes = executor.map(jobs_to_map.sleep_long, [0.0, 30.0])
    assert next(outcomes) == Done(0, 0.0)
    own.workers[0].kill()
    with pytest.raises(ClusterLost, match="all workers of the cluster .* have gone"):
        next(outcomes)
    executor.close()


def test_without_the_extra_there_is_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cssim.executors.find_spec", lambda _: None)
    refused = command("run", "cssim:tiny", "--cluster", "local")
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1 and 'pip install "cssim[cluster]"' in refused.stderr
