"""The errors a user of cssim can meet.

::

    CssimError
    +-- InputError          bad scenario, book or command line: exit code 2; carries every problem found
    +-- MissingExtra        an optional part is not installed: exit code 2, with the line that installs it
    +-- ClusterLost         the machines that did the work have gone: exit code 1, what was finished is kept
    +-- BrokenInvariant     cssim's own failure: something that must balance does not: exit code 1
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CssimError(Exception):
    """Base of everything cssim raises on purpose."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in an input file, with its place.

    ``line`` and ``column`` count from 1; 0 means "not in a file". ``source`` is the text of the line, for the
    caret. ``path`` is the dotted name of the field, empty if the problem is not about one field.
    """

    file: str
    line: int
    column: int
    path: str
    message: str
    source: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        head = f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"
        if not self.source or not self.line:
            return head
        gutter = f"{self.line:>6} | "
        if not self.column:
            return f"{head}\n{gutter}{self.source}"
        caret = " " * (len(gutter) - 2) + "| " + " " * (self.column - 1) + "^"
        return f"{head}\n{gutter}{self.source}\n{caret}"


class InputError(CssimError):
    """What the user gave cannot be used; ``problems`` lists every reason, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    @classmethod
    def of(cls, message: str, *, file: str = "", path: str = "") -> InputError:
        """Return an error with one problem that has no line, such as a bad command-line value."""
        return cls([Problem(file or "cssim", 0, 0, path, message)])


class MissingExtra(CssimError):
    """An optional part is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs an extra that is not installed; install it with: pip install "cssim[{extra}]"')


class ClusterLost(CssimError):
    """The scheduler or all workers of a cluster have gone in the middle of the work."""


class BrokenInvariant(CssimError):
    """Something that must balance exactly does not; the message says what, where and by how much."""
