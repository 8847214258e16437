"""What no tracked file may hold: places of one machine, hosts of registries, debris."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"(?<![\w.~/:-])/(?:root|home|Users|work|opt|mnt)/\w|\b[A-Z]:\\+Users\\")
HOST = re.compile(
    r"\b(?:" + "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", r"npm" + r"js\.(?:org|com)"]) + r")\b"
)
DEBRIS = re.compile(
    r"(^|/)(__pycache__|\.hypothesis|\.venv|\.ipynb_checkpoints|\.\w+_cache)(/|$)|\.(pyc|egg-info|pkl)$"
)
CONSTRAINT = re.compile(r"[a-z0-9-]+==[\w.+!]+( ; [^/@]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
MOST_BYTES = 2_000_000


def tracked() -> list[Path]:
    """Return the files under version control; in an unpacked source archive, all but hidden ones."""
    if (ROOT / ".git").exists():
        command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    inside = [path for path in ROOT.rglob("*") if path.is_file()]
    return [path for path in inside if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]


FILES = {path.relative_to(ROOT).as_posix(): path for path in tracked()}


def found(pattern: re.Pattern[str]) -> list[str]:
    """Return file, line and text of every hit in the tracked text files."""
    hits = []
    for name, path in FILES.items():
        raw = path.read_bytes()
        if b"\0" in raw or name == "tests/architecture/test_text.py":
            continue
        for number, line in enumerate(raw.decode("utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                hits.append(f"{name}:{number}: {line.strip()[:100]}")
    return hits


def test_there_are_files_to_look_at() -> None:
    assert "pyproject.toml" in FILES
    assert any(name.startswith("src/cssim/") for name in FILES)


def test_no_place_of_one_machine() -> None:
    assert not found(PLACE)


def test_no_host_of_a_registry() -> None:
    assert not found(HOST)


def test_no_debris() -> None:
    assert not [name for name in FILES if DEBRIS.search(name)]


def test_no_huge_file() -> None:
    assert not [name for name, path in FILES.items() if path.stat().st_size > MOST_BYTES]


@pytest.mark.parametrize(
    "line", ["cd /" + "root/x", "'/" + "home/me/book.csv'", "C:" + "\\Users\\me", "(/" + "work/a)"]
)
def test_a_place_is_noticed(line: str) -> None:
    assert PLACE.search(line)


@pytest.mark.parametrize("line", ["see https://example.org/home/page", "../shared/work/x", "src/work/x", "~/home/x"])
def test_a_relative_place_is_not(line: str) -> None:
    assert not PLACE.search(line)


@pytest.mark.parametrize("line", ["https://" + "py" + "pi.org/simple", "files.python" + "hosted.org"])
def test_a_host_is_noticed(line: str) -> None:
    assert HOST.search(line)


@pytest.mark.parametrize("name", ["run", "dev", "lock"])
def test_constraints_hold_versions_markers_and_hashes_only(name: str) -> None:
    lines = (ROOT / "constraints" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert not [line for line in lines if not CONSTRAINT.fullmatch(line)]


def pinned(name: str) -> dict[str, str]:
    """Return package and version of every entry of a constraints file."""
    text = (ROOT / "constraints" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def test_dev_holds_all_of_run() -> None:
    assert pinned("run").items() <= pinned("dev").items()


def test_constraints_name_what_the_project_asks_for() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = config["project"]["optional-dependencies"]
    run = [*config["project"]["dependencies"], *extras["fast"], *config["build-system"]["requires"]]
    for name, wanted in {"run": run, "dev": [*extras["cluster"], *config["dependency-groups"]["dev"]]}.items():
        packages = {re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
        assert not packages - pinned(name).keys(), f"run `make lock`: constraints/{name}.txt lacks them"
