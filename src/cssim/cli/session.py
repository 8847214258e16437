"""What run, compare and demo have in common: scenario with overrides, gates, folders, papers, the resume line."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from cssim.cli import gate
from cssim.cli.console import tell
from cssim.cli.errors import GATE_FAILED, SOME_RUNS_FAILED
from cssim.cli.options import StudyOptions
from cssim.errors import ClusterLost, InputError
from cssim.scenario.packaged import PACKAGED

if TYPE_CHECKING:
    from cssim.experiments.study import Study
    from cssim.results.store import Papers
    from cssim.results.studies import FailedRun, Result
    from cssim.results.work_folder import WorkFolder
    from cssim.scenario.schema import Scenario


_NOTHING_KEPT: Final = "nothing is kept without --out DIR; with it, --resume goes on with the finished runs."


@dataclass(frozen=True)
class Asked:
    """What was asked: ``command`` as it goes into the manifest, scenario ``files`` and options."""

    command: str
    files: tuple[str, ...]
    options: StudyOptions


def load_all(asked: Asked) -> Scenario:
    """Load the scenario; of several files the first, with the designs of the others added.

    Raises
    ------
    InputError
        With every problem, or where a further file is about another company.
    """
    from cssim.scenario.language.load import load

    changes = overrides(asked.options)
    first, *others = [load(file, changes) for file in asked.files]
    for file, other in zip(asked.files[1:], others, strict=True):
        first = _with_designs(first, other, asked.files[0], file)
    return first


def name_of(file: str) -> str:
    """Return a scenario as it goes into the manifest: without the folders of this machine."""
    return file if file.startswith(PACKAGED) else Path(file).name


def check_out(options: StudyOptions) -> None:
    """Refuse a folder that must not be written, before any work is done.

    Raises
    ------
    InputError
        If it exists and ``--force`` is not given, or ``--resume`` is given without it.
    """
    from cssim.results.folder import check_free

    if options.out is not None:
        check_free(options.out, force=options.force)
    elif options.resume:
        raise InputError.of("--resume needs --out DIR, the folder that the interrupted command was to write")


def overrides(options: StudyOptions) -> list[str]:
    """Return ``--set`` and the options that stand for a field, as overrides of the file.

    ``--runs`` alone is exact: it also takes away the precision that the file asks for.
    """
    fields = {
        "seed": options.seed,
        "runs": options.runs,
        "assumptions": options.assumptions,
        "recording": options.recording,
        "decide.precision": None if options.runs is None or options.precision is not None else "null",
    }
    return [*(options.set or ()), *(f"{name}={value}" for name, value in fields.items() if value is not None)]


def conditions(options: StudyOptions, scenario: Scenario) -> list[gate.Condition]:
    """Return the gates of ``--fail-if``, after checking that they are about something that exists."""
    found = [gate.parse(text) for text in options.fail_if or ()]
    gate.check(found, tuple(scenario.designs), scenario.months, tuple(scenario.organisation.teams))
    return found


@contextmanager
def work_folder(asked: Asked, study: Study) -> Iterator[WorkFolder]:
    """Lend the folder that keeps finished runs; it goes when the block ends, unless ``--resume`` may need it."""
    import cssim
    from cssim.results.work_folder import WorkFolder, WorkKey

    options = asked.options
    if options.out is None:
        work = WorkFolder.temporary()
    else:
        key = WorkKey(cssim.__version__, study.key, study.scenario.recording)
        work = WorkFolder.beside(options.out, key, resume=options.resume, force=options.force)
    try:
        yield work
    finally:
        if not work.needed:
            work.remove()


def papers(asked: Asked, study: Study, runs: int, extra: dict[str, bytes]) -> Papers:
    """Return what is written beside the numbers; ``runs`` were made, failed ones included."""
    import cssim
    from cssim.cli.audit import audit
    from cssim.results.store import Manifest, Papers
    from cssim.scenario.language.digest import digest
    from cssim.scenario.language.dump import dump
    from cssim.units import CENTS

    scenario = study.scenario
    total = scenario.customers.control_total
    manifest = Manifest(
        command=asked.command,
        scenario=", ".join(name_of(file) for file in asked.files),
        scenario_hash=digest(scenario),
        seed=scenario.seed,
        runs=runs,
        engine=study.engine.asked,
        assumptions=scenario.assumptions,
        recording=scenario.recording,
        version=cssim.__version__,
        designs=tuple(design.name for design in study.chosen),
        definitions=scenario.definitions.model_dump(),
    )
    book = None if scenario.customers.book is None else study.opening.arr / CENTS
    who = audit(_inputs(asked, scenario), None if total is None else total / CENTS, book, study.engine.name)
    return Papers(manifest, who, dump(scenario, str(asked.options.out)), extra)


def finish(
    options: StudyOptions, found: Sequence[gate.Condition], results: Sequence[Result], failed: Sequence[FailedRun]
) -> None:
    """Say which gates failed and which runs, and exit with the code that belongs to it.

    Raises
    ------
    typer.Exit
        3 if a gate failed, 4 if a run did.
    """
    for one in failed:
        tell(f"run {one.run} failed: {one.reason}")
    by_name = {result.design: result for result in results}
    hits = gate.tripped(found, list(by_name), lambda design, metric: by_name[design].figures(metric).tolist())
    for hit in hits:
        tell(str(hit))
    if hits:
        raise typer.Exit(GATE_FAILED)
    if failed:
        raise typer.Exit(SOME_RUNS_FAILED)


def after_interrupt(asked: Asked, stop: KeyboardInterrupt) -> str:
    """Return what to say after Ctrl-C: what is kept, and the line that goes on with it."""
    done = getattr(stop, "done", 0)
    if asked.options.out is None:
        return f"Interrupted after {done} runs; {_NOTHING_KEPT}"
    return f"Interrupted; {done} finished runs are kept. Go on with:\n  {_resume_line(sys.argv[1:])}"


def after_loss(asked: Asked, loss: ClusterLost) -> str:
    """Return what to say when a cluster has gone: what is kept, and the line that goes on with it."""
    if asked.options.out is None:
        return f"{loss}; {_NOTHING_KEPT}"
    return (
        f"{loss}; finished runs are kept. Start the cluster again, or leave --cluster out, and go on with:\n"
        f"  {_resume_line(sys.argv[1:])}"
    )


def _resume_line(arguments: Sequence[str]) -> str:
    words = ["cssim", *(word for word in arguments if word not in ("--force", "--resume")), "--resume"]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _with_designs(first: Scenario, other: Scenario, first_file: str, file: str) -> Scenario:
    """Return the first scenario with the designs of another one that is about the same company."""
    from cssim.scenario.language.dump import raw
    from cssim.scenario.language.patch import patch

    one, two = raw(first), raw(other)
    same = [key for key in dict.fromkeys([*one, *two]) if key not in ("name", "designs", "baseline")]
    differs = [key for key in same if one.get(key) != two.get(key)]
    if differs:
        raise InputError.of(
            f"differs from {first_file} in {', '.join(differs)}; files that are compared share everything but their "
            "designs (let one extend the other)",
            file=file,
        )
    added = {
        name if name not in first.designs else f"{name}_{Path(file).stem}": changes
        for name, changes in other.designs.items()
        if first.designs.get(name) != changes
    }
    return patch(first, {"designs": added})


def _inputs(asked: Asked, scenario: Scenario) -> list[Path]:
    from cssim.scenario.packaged import book_file, packaged_path

    files = [
        packaged_path(file.removeprefix(PACKAGED)) if file.startswith(PACKAGED) else Path(file) for file in asked.files
    ]
    book = scenario.customers.book
    if book is not None:
        files.append(book_file(book))
    return files
