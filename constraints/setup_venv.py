"""Make the project's environment from a hash-checked list, or find that it is current.

    python constraints/setup_venv.py run     what `cssim` needs, the compiled engine included
    python constraints/setup_venv.py dev     that, and what tests, benchmarks and notebooks need

An environment carries one stamp per set: a checksum of the list, of how pyproject.toml builds the project, of
this script and of the place of the clone. A set whose stamp fits is left alone; dev also serves whoever asks
for run; a run environment grows into a dev one; anything else is rebuilt from nothing. Only the standard
library is needed, on any system.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SERVES = {"run": ("run", "dev"), "dev": ("dev",)}
PIP = ("-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq")


def stamp(name: str) -> str:
    """Return the checksum of everything that decides what the set installs."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = [config["build-system"], config["project"], config["tool"]["hatch"]]
    digest = hashlib.sha256(json.dumps([project, str(ROOT)], sort_keys=True).encode())
    for path in (HERE / f"{name}.txt", Path(__file__)):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{name} {digest.hexdigest()}\n"


def python_of(place: Path) -> Path:
    """Return the interpreter inside an environment."""
    return place / "Scripts" / "python.exe" if os.name == "nt" else place / "bin" / "python"


def is_current(place: Path, name: str) -> bool:
    """Say whether the stamp of a set fits and the environment still starts."""
    mark = place / f".set-up-{name}"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != stamp(name):
        return False
    try:
        return subprocess.run([python_of(place), "-I", "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def shown(place: Path) -> str:
    """Return the place of the environment as a reader of the clone would write it."""
    return str(place.relative_to(ROOT)) if place.is_relative_to(ROOT) else str(place)


def start_afresh(place: Path) -> None:
    """Replace whatever environment is there by an empty one; refuse to remove anything else."""
    if place.exists() and any(place.iterdir()) and not (place / "pyvenv.cfg").is_file():
        raise SystemExit(f"== set-up: {shown(place)} is not an environment; move it away")
    if place.exists():
        shutil.rmtree(place)
    venv.create(place, with_pip=True, symlinks=os.name != "nt")


def install(place: Path, name: str) -> None:
    """Install the set by its hashes, then the project itself such that edits of the source are seen."""
    pip = [str(python_of(place)), *PIP]
    packages = ["--require-hashes", "--only-binary=:all:", "-r", str(HERE / f"{name}.txt")]
    project = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    for what in (packages, project):
        if subprocess.run([*pip, *what]).returncode:
            raise SystemExit("== set-up: failed, see the lines above; nothing is marked as current")
    (place / f".set-up-{name}").write_text(stamp(name), encoding="utf-8", newline="\n")


def set_up(place: Path, name: str) -> None:
    """Bring the environment up to date and say what was done and how long it took."""
    if any(is_current(place, other) for other in SERVES[name]):
        print(f"== set-up: {shown(place)} is current, nothing to do", flush=True)
        return
    began = time.monotonic()
    grows = name == "dev" and is_current(place, "run")
    count = sum("==" in line for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    verb = "adding to" if grows else "making"
    python = ".".join(map(str, sys.version_info[:3]))
    print(f"== set-up: {verb} {shown(place)} with Python {python}, {count} packages checked by hash", flush=True)
    if not grows:
        start_afresh(place)
    install(place, name)
    print(f"== set-up: done in {time.monotonic() - began:.0f} s", flush=True)


def main() -> None:
    """Read the command line and set up."""
    parser = argparse.ArgumentParser(description="make the project's environment, or find that it is current")
    parser.add_argument("set", choices=sorted(SERVES))
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", metavar="DIR")
    arguments = parser.parse_args()
    try:
        set_up(arguments.venv.absolute(), arguments.set)
    except KeyboardInterrupt:
        raise SystemExit("\n== set-up: interrupted; the next call starts afresh") from None


if __name__ == "__main__":
    main()
