"""A study as a user of the Python API makes it, with all its result files, for those who time it."""

from __future__ import annotations

import os
from pathlib import Path

import cssim
from cssim.engine import compiled
from cssim.experiments.answers import Comparison
from cssim.results.store import Audit, Manifest, Papers, write_comparison, write_result
from cssim.scenario.language.digest import digest
from cssim.scenario.language.dump import dump
from cssim.scenario.schema import Scenario


def compare(scenario: Scenario, runs: int, jobs: int, out: Path) -> Comparison:
    """Compare all designs over so many runs; ``out`` is not written."""
    return cssim.compare(scenario, runs=runs, jobs=jobs, engine="compiled")


def make(scenario: Scenario, runs: int, jobs: int, out: Path) -> None:
    """Compare all designs over so many runs, and write every file of it to ``out``."""
    write_comparison(compare(scenario, runs, jobs, out), out, _papers(scenario, "compare", runs))


def make_one(scenario: Scenario, runs: int, out: Path) -> None:
    """Simulate one design over so many runs in this process, and write every file of it to ``out``."""
    found = cssim.run(scenario, runs=runs, engine="compiled")
    write_result(found, out, _papers(scenario, "run", runs))


def cpu_of_workers(jobs: int) -> float:
    """Return the CPU time [s] so far of the worker processes that wait for more to do; 0 where it cannot be told."""
    if jobs == 1:
        return 0.0
    from loky import get_reusable_executor

    stats = [Path(f"/proc/{pid}/stat") for pid in get_reusable_executor(reuse=True)._processes]
    ticks = [path.read_text(encoding="ascii").rpartition(")")[2].split()[11:13] for path in stats if path.is_file()]
    return sum(int(user) + int(system) for user, system in ticks) / os.sysconf("SC_CLK_TCK")


def end_workers(jobs: int) -> None:
    """End worker processes that wait for more to do."""
    if jobs > 1:
        from loky import get_reusable_executor

        get_reusable_executor(reuse=True).shutdown(wait=True)


def compiled_files() -> set[tuple[str, int]]:
    """Return name and time of every file of compiled code that is kept."""
    beside = Path(compiled.__file__).parent / "__pycache__"
    folder = Path(os.environ.get("NUMBA_CACHE_DIR", beside))
    return {(path.name, path.stat().st_mtime_ns) for path in folder.rglob("*.nb[ci]")}


def _papers(scenario: Scenario, command: str, runs: int) -> Papers:
    manifest = Manifest(
        command=command,
        scenario=scenario.name,
        scenario_hash=digest(scenario),
        seed=scenario.seed,
        runs=runs,
        engine="compiled",
        assumptions=scenario.assumptions,
        recording=scenario.recording,
        version=cssim.__version__,
        designs=tuple(scenario.designs),
    )
    return Papers(manifest, Audit(when=""), dump(scenario))
