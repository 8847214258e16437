"""The work folder: finished runs of a study on disk, so that memory does not grow with their number."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, overload

from cssim.errors import InputError
from cssim.results import archive
from cssim.results.folder import write_whole
from cssim.results.record import RunRecord

_KEY: Final = "key.json"
_RUNS: Final = "[0-9]*.npz"

_log = logging.getLogger("cssim")


@dataclass(frozen=True)
class WorkKey:
    """What finished runs belong to: they are of use to this version, scenario and recording only.

    Not to an engine: every one gives the same bits.
    """

    version: str
    scenario_hash: str
    recording: str

    @cached_property
    def digest(self) -> str:
        """One word for all of it, which every run file bears."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


class WorkFolder:
    """Finished runs of a study, one file each: ``OUT.runs/0003.npz`` and a key, or a temporary folder.

    ``needed`` says whether the runs are of use after this process, to ``--resume``; whoever writes the results sets
    it to False.
    """

    def __init__(self, path: Path, key: WorkKey, *, needed: bool) -> None:
        self.path = path
        self.key = key
        self.needed = needed

    @classmethod
    def beside(cls, out: Path, key: WorkKey, *, resume: bool, force: bool = False) -> WorkFolder:
        """Return the work folder of results ``out``, made if it is not there.

        Raises
        ------
        InputError
            If it holds finished runs and neither ``resume`` nor ``force`` is set, or if those runs belong to
            another version, scenario or recording.
        """
        folder = cls(out.with_name(f"{out.name}.runs"), key, needed=True)
        if folder.path.exists() and not resume:
            if not force:
                raise InputError.of(
                    f"{folder.path} holds finished runs; --resume goes on with them, --force discards them",
                    path="--out",
                )
            folder._discard()
        folder.path.mkdir(parents=True, exist_ok=True)
        # a stop between making the folder and naming its key leaves it empty: as good as new
        if any(not file.name.startswith(".") for file in folder.path.iterdir()):
            folder._check()
        else:
            write_whole(folder.path / _KEY, json.dumps(asdict(key), indent=2, sort_keys=True).encode() + b"\n")
        return folder

    @classmethod
    def temporary(cls) -> WorkFolder:
        """Return a folder in the system's place for temporary files, which goes with the object or the process."""
        folder = cls(Path(tempfile.mkdtemp(prefix="cssim-")), WorkKey("", "", ""), needed=False)
        weakref.finalize(folder, _remove_if_mine, folder.path, os.getpid())
        return folder

    def finished(self) -> tuple[int, ...]:
        """Return the numbers of the runs it holds, in order.

        A file that is damaged, or is another run or one of another study, is none of them: its run is made again.
        """
        return tuple(run for run, file in sorted(self._files()) if self._is_sound(run, file))

    def save(self, run: int, data: bytes) -> None:
        """Keep a finished run: the archive of the records of all its designs. A damaged one is made again."""
        write_whole(self._file(run), data)

    def load(self, run: int, design: int) -> RunRecord:
        """Return a record of a run that was kept; ``design`` is its position in the archive.

        Raises
        ------
        InputError
            If the file is damaged.
        """
        return archive.from_file(self._file(run), design)

    def remove(self) -> None:
        """Delete the folder: nobody needs the runs any more."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _file(self, run: int) -> Path:
        return self.path / f"{run:04d}.npz"

    def _files(self) -> Iterator[tuple[int, Path]]:
        return ((int(file.stem), file) for file in self.path.glob(_RUNS) if file.stem.isdigit())

    def _is_sound(self, run: int, file: Path) -> bool:
        if file == self._file(run) and archive.is_whole(file, run, self.key.digest):
            return True
        _log.warning(f"{file} is not a whole run of this study: it is not counted")
        return False

    def _discard(self) -> None:
        """Delete what stands in the place of the folder, if it is one of ours."""
        if not (self.path / _KEY).exists() and any(self.path.iterdir()):
            raise InputError.of(f"{self.path} was not made by cssim; it is not deleted", path="--out")
        self.remove()

    def _check(self) -> None:
        """Refuse runs of another study."""
        try:
            found = json.loads((self.path / _KEY).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError.of(f"{self.path} has no readable {_KEY}; it cannot be resumed", path="--resume") from error
        expected: Mapping[str, str] = asdict(self.key)
        differs = [name for name, value in expected.items() if not isinstance(found, dict) or found.get(name) != value]
        if differs:
            what = " and ".join(name.replace("_", " ") for name in differs)
            raise InputError.of(
                f"{self.path} holds runs of another {what}; it cannot be resumed (--force discards them)",
                path="--resume",
            )


class KeptRecords(Sequence[RunRecord]):
    """The records of one design, in order of run number: each is read from its file when it is asked for.

    ``runs`` are the run numbers, ``design`` is its position in their archives. The files stay for as long as this
    does, unless somebody else deletes them.
    """

    def __init__(self, folder: WorkFolder, runs: Sequence[int], design: int) -> None:
        self._folder = folder
        self._runs = runs
        self._design = design

    def __len__(self) -> int:
        return len(self._runs)

    @overload
    def __getitem__(self, index: int) -> RunRecord: ...
    @overload
    def __getitem__(self, index: slice) -> KeptRecords: ...
    def __getitem__(self, index: int | slice) -> RunRecord | KeptRecords:
        if isinstance(index, slice):
            return KeptRecords(self._folder, self._runs[index], self._design)
        return self._folder.load(self._runs[index], self._design)


def _remove_if_mine(path: Path, process: int) -> None:
    """Delete a temporary folder, unless this process is a copy (fork) of the one that works with it."""
    if os.getpid() == process:
        shutil.rmtree(path, ignore_errors=True)
