"""The bench runs, prints what it should, and writes only when asked; no test asserts a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import page, ratios
from benchmarks.measures.simpy_engine import LOADS
from benchmarks.section import SMOKE, Finding, Section

# subject -> words that its section must have
SHOWN = {
    "starting": ("first run from the warm cache", "`cssim --help`"),
    "simpy": ("naive / engine", *(f"{load:.2f}" for load in LOADS)),
    "compiled": ("all mechanisms, assigned", "all mechanisms, pooled", "queue only", "renewals only", "settling"),
    "queue": ("naive SimPy", "Ciw", "Mesa", "cssim, SimPy engine", "hand-written Numba loop", "what it leaves out"),
    "study": ("naive serial / `compare`", "outside the engine"),
    "size": ("ns/event", "peak, MiB", "2,000"),
    "length": ("ms per run", "peak, MiB"),
    "processes": ("one process, s", "ratio on free cores"),
    "frequent": ("draw", "post", "desk"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ratios.MEASURES)
def test_every_subject_is_measured(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (section,) = ratios.measure([name], SMOKE)
    for words in SHOWN[name]:
        assert words in section.text
    assert "NO" not in section.text
    assert capsys.readouterr().err.startswith(f"1 of 1: {name}, ")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the bench measure nothing, and write its page elsewhere."""
    found = Section("One subject", "what was measured", (Finding("help", "imports nothing", True),))
    monkeypatch.setattr(ratios, "MEASURES", {"one": lambda _: found})
    monkeypatch.setattr(page, "PAGE", tmp_path / "benchmarks.md")
    return tmp_path / "benchmarks.md"


def test_it_prints_and_writes_only_when_asked(quick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ratios.main([]) == 0
    printed = capsys.readouterr()
    assert "## One subject" in printed.out and "imports nothing" in printed.out
    assert "has not been written yet" in printed.err
    assert not quick.exists()
    assert ratios.main(["--write"]) == 0
    assert quick.read_text(encoding="utf-8") == printed.out


@pytest.mark.parametrize("option", [["--quick"], ["--only", "one"]])
def test_part_of_it_is_never_written(quick: Path, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        ratios.main([*option, "--write"])
    assert "only a full run" in capsys.readouterr().err
    assert not quick.exists()
