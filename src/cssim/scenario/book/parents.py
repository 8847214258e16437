"""Parents: which accounts of a customer book belong together, and are one logo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

_SHOWN: Final = 5
"""Accounts of a circle that a message names."""


class Circle(NamedTuple):
    """Accounts (ids) each of which is the parent of the one before it, and the first of the last."""

    ids: tuple[str, ...]

    @property
    def words(self) -> str:
        """Say what is wrong."""
        ring = " < ".join(repr(one[:40]) for one in (*self.ids[:_SHOWN], self.ids[0]))
        return f"parents go round in a circle: {ring}; let one of them have no parent"


class Parents:
    """The parents that a book names, line by line, and the top parents that follow."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._called: dict[str, list[str]] = {}

    def note(self, account: str, name: str, parent: str) -> None:
        """Note an account's id and name, and what the book says is its parent: an id or a name, empty if none."""
        self._named[account] = "" if parent in (account, name) else parent
        self._called.setdefault(name, []).append(account)

    @property
    def ambiguous(self) -> list[str]:
        """Accounts whose parent is the name of several accounts, and therefore taken for none of them."""
        return [
            account
            for account, parent in self._named.items()
            if parent not in self._named and len(self._called.get(parent, ())) > 1
        ]

    def tops(self) -> tuple[dict[str, str], list[Circle]]:
        """Return the top parent of every account, itself if it has none, and the circles that leave some without.

        A parent that is no account of the book (a holding that buys nothing) is a top parent by the name it is given.
        """
        above = {account: self._above(account) for account in self._named}
        tops: dict[str, str] = {}
        circles: list[Circle] = []
        for account in above:
            path: dict[str, None] = {}
            at = account
            while above.get(at) and at not in tops and at not in path:
                path[at] = None
                at = above[at]
            if at in path:
                circles.append(Circle(tuple(path)[list(path).index(at) :]))
            top = tops.get(at, at)
            tops.update(dict.fromkeys([at, *path], top))
        return {account: tops[account] for account in above}, circles

    def _above(self, account: str) -> str:
        """Return the id of an account's parent, or its name if it is no account of the book; empty if it has none."""
        parent = self._named[account]
        of_that_name: Sequence[str] = self._called.get(parent, ())
        return parent if parent in self._named or len(of_that_name) != 1 else of_that_name[0]
