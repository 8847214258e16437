"""Rewrite run.txt, dev.txt and lock.txt: every package with version, markers and hashes, and nothing else.

The lists come from pyproject.toml: run = the project's dependencies, the extra ``fast`` and the build backend,
dev = run, the extra ``cluster`` and the dependency group ``dev``. The resolver works for all platforms and for
every Python that the project supports, and takes one version of each package for all of them, so that a number
does not depend on who installs where.

    make lock              keep the versions that still fit, add what is missing
    make lock UPGRADE=1    newest versions of everything

The resolver itself is pinned, with its hashes, in lock.txt and lives in an environment of its own for as long
as this script runs. Only the standard library is needed here.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESOLVER = "uv"
ENTRY = re.compile(r"^(\s*--hash=sha256:[0-9a-f]{64}( \\)?|[a-z0-9-]+==[\w.+!]+( ; [^/@]+)? \\)?$")


def wanted() -> dict[str, list[str]]:
    """Return the requirements of each set, as pyproject.toml words them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = config["project"]["optional-dependencies"]
    run = [*config["project"]["dependencies"], *extras["fast"], *config["build-system"]["requires"]]
    dev = [*run, *extras["cluster"], *config["dependency-groups"]["dev"]]
    return {"run": run, "dev": dev, "lock": [RESOLVER]}


def oldest_python() -> str:
    """Return the oldest Python that the project supports, such as ``3.11``."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(config["project"]["requires-python"]).removeprefix(">=")


def install_resolver(folder: Path) -> list[str]:
    """Make an environment with the pinned resolver and return the start of its command line."""
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pinned = HERE / "lock.txt"
    what = ["--require-hashes", "-r", str(pinned)] if pinned.is_file() else [RESOLVER]
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *what], check=True)
    return [str(scripts / RESOLVER), "pip", "compile"]


def resolve(command: list[str], name: str, requirements: list[str], upgrade: bool) -> int:
    """Write one file and return how many packages it names."""
    target = HERE / f"{name}.txt"
    options = ["--universal", "--fork-strategy=fewest", f"--python-version={oldest_python()}"]
    options += [
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--no-emit-index-url",
        "--no-emit-find-links",
    ]
    options += ["--only-binary=:all:", "--no-emit-build-options", "--no-config", "--quiet"]
    if name == "dev":
        options += ["--constraints", str(HERE / "run.txt")]
    if upgrade and name != "dev":
        options.append("--upgrade")
    elif upgrade:
        target.unlink(missing_ok=True)
    text = "\n".join(requirements) + "\n"
    subprocess.run([*command, *options, "--output-file", str(target), "-"], input=text, text=True, check=True)
    return check(target)


def check(path: Path) -> int:
    """Refuse a line that is not a version, a marker or a hash; return the number of packages."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not ENTRY.match(line):
            raise SystemExit(f"{path.name}:{number}: not a version, a marker or a hash: {line}")
    return sum(1 for line in lines if "==" in line.split(";")[0])


def main() -> None:
    """Resolve the three sets, the smaller before the larger."""
    parser = argparse.ArgumentParser(description="rewrite constraints/*.txt")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions of everything")
    upgrade = parser.parse_args().upgrade
    with tempfile.TemporaryDirectory() as folder:
        command = install_resolver(Path(folder))
        for name, requirements in wanted().items():
            count = resolve(command, name, requirements, upgrade)
            print(f"constraints/{name}.txt: {count} packages")


if __name__ == "__main__":
    sys.exit(main())
