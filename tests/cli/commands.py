"""How the tests of the command line call it: in this process, or as a user would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from cssim.cli.app import app

SOURCE = Path(__file__).resolve().parents[2] / "src"
NOT_THE_SAME_BYTES = {"audit.json"}


def cssim(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(one) for one in arguments], env=env)


def ok(*arguments: str | Path, env: Mapping[str, str] | None = None) -> str:
    """Run a command that must succeed, and return what it printed on stdout."""
    result = cssim(*arguments, env=env)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def document(*arguments: str | Path) -> dict[str, Any]:
    """Run a command with ``--json`` and return its one document."""
    found: dict[str, Any] = json.loads(ok(*arguments, "--json"))
    return found


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a process of its own."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("CSSIM_")}
    return {**mine, "PYTHONPATH": str(SOURCE), **more}


def process(*arguments: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own."""
    command = [sys.executable, "-m", "cssim", *(str(one) for one in arguments)]
    return subprocess.run(command, cwd=cwd, env=environment(**env), capture_output=True, encoding="utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a result folder that must be the same bytes on a second run."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in NOT_THE_SAME_BYTES}
