"""README.md: its commands run, and what it shows is what cssim prints."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest
from tests.cli.commands import cssim

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STANDS_FOR = {"KEY": "grr", "export.csv": "plan/book.csv", "$40,118,220.00": "$17,700,616.77"}
TEXT = re.sub(r"<!-- generated: .*?<!-- end generated -->", "", README, flags=re.DOTALL)


def blocks(language: str) -> list[str]:
    """Return the blocks of README.md in a language."""
    return re.findall(rf"```{language}\n(.*?)```", TEXT, flags=re.DOTALL)


def generator() -> ModuleType:
    """Return docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands() -> list[list[str]]:
    """Return the cssim commands of the console blocks, and those in running text, except the demo (see below)."""
    shown = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ cssim ")]
    told = [" ".join(one.split()) for one in re.findall(r"`(cssim [^`]+)`", TEXT)]
    words = [shlex.split(line, comments=True)[1:] for line in [*shown, *told]]
    return [one for one in words if one and one[0] != "demo"]


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen = set()
    for words in commands():
        seen.add(words[0])
        if words[0] in ("run", "compare", "attribute"):
            words = [*words, "--dry-run"]
        if words[0] in ("doctor", "story", "report"):
            words = [*words, "--help"]
        if words[0] == "claims":  # all of them take half an hour, one a few seconds
            words = [*words, "--runs", "2"] if words[1:] else ["claims", "--help"]
        result = cssim(*(STANDS_FOR.get(word, word) for word in words))
        assert result.exit_code == 0, f"{words}: {result.stderr}"
    assert {"init", "validate", "compare", "run", "explain"} <= seen


def test_the_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})
    assert "verdict" in capsys.readouterr().out


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_the_table_of_checks_is_current() -> None:
    generate = generator()
    assert generate.filled(README, "checks", generate.checks()) == README, "run: python docs/generate.py"
    for _, _, where in generate.STATIC_CHECKS:
        assert (ROOT / "tests" / "verification" / where).exists()


@pytest.mark.slow
def test_the_demo_is_current() -> None:
    generate = generator()
    text, picture = generate.demo()
    assert generate.filled(README, "demo", text) == README, "run: python docs/generate.py"
    assert generate.PICTURE.read_bytes() == picture
