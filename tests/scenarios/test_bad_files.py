"""A folder of wrong scenario files, each with the messages it must give in its first lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from cssim.errors import InputError, Problem
from cssim.scenario.language.load import load

BAD = Path(__file__).parent / "bad"
FILES = sorted(path.name for path in BAD.glob("*.yaml"))
EXPECT = "# expect: "


def expected(text: str) -> list[str]:
    """Return the messages in the comments a file begins with."""
    lines = text.splitlines()
    count = next(index for index, line in enumerate(lines) if not line.startswith(EXPECT))
    return [line.removeprefix(EXPECT) for line in lines[:count]]


def message(problem: Problem, file: str) -> str:
    """Return a problem without its lines of source; of another file with its name."""
    return str(problem).splitlines()[0].removeprefix(f"{file}:")


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 90


@pytest.mark.parametrize("name", FILES)
def test_every_mistake_is_named_at_its_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    with pytest.raises(InputError) as caught:
        load(name)
    problems = caught.value.problems
    assert [message(problem, name) for problem in problems] == expected(Path(name).read_text("utf-8"))
    places = [(problem.file, problem.line, problem.column) for problem in problems]
    assert places == sorted(places)


@pytest.mark.parametrize("name", FILES)
def test_the_caret_stands_under_the_mistake(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    with pytest.raises(InputError) as caught:
        load(name)
    for problem in caught.value.problems:
        _, source, caret = str(problem).splitlines()
        written = Path(problem.file).read_text("utf-8").splitlines()[problem.line - 1]
        gutter = source.index(" | ") + 3
        assert source[gutter:] == written.replace("\t", " ")
        assert caret.index("^") - gutter == problem.column - 1
        assert caret[: gutter - 1].strip() == "|"
