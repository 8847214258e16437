"""Parents: which accounts of a customer book belong together, and are one logo."""

from __future__ import annotations

from typing import Final, NamedTuple

_SHOWN: Final = 5
"""Accounts of a circle that a message names."""
_SHORT, _LONG = 15, 18
"""Letters of the two forms in which a common CRM writes one id: the short one is the beginning of the long one."""


class Circle(NamedTuple):
    """Accounts (ids) each of which is the parent of the one before it, and the first of the last."""

    ids: tuple[str, ...]

    @property
    def words(self) -> str:
        """Say what is wrong."""
        ring = " < ".join(repr(one[:40]) for one in (*self.ids[:_SHOWN], self.ids[0]))
        return f"parents go round in a circle: {ring}; let one of them have no parent"


class Parents:
    """The parents that a book names, line by line, and the top parents that follow.

    A parent is named by its id, or by its name, whatever the case. One that is no account of the book, a holding that
    buys nothing, is a top parent by the name it is given; so is a name that several accounts have.
    """

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._called: dict[str, list[str]] = {}
        self._long: dict[str, str] = {}

    def note(self, account: str, name: str, parent: str) -> None:
        """Note an account's id and name, and what the book says is its parent: an id or a name, empty if none."""
        self._named[account] = parent
        self._called.setdefault(name.casefold(), []).append(account)
        if len(account) == _LONG:
            self._long[account[:_SHORT]] = account

    @property
    def ambiguous(self) -> list[str]:
        """Accounts whose parent is the name of several accounts, and therefore taken for none of them."""
        return [account for account in self._strangers() if len(self._of_name(account)) > 1]

    @property
    def outside(self) -> list[str]:
        """Accounts whose parent is no account of the book."""
        return [account for account in self._strangers() if not self._of_name(account)]

    def tops(self) -> tuple[dict[str, str], list[Circle]]:
        """Return the top parent of every account, itself if it has none, and the circles that leave some without."""
        spelled: dict[str, str] = {}
        above = {account: self._above(account) for account in self._named}
        for account in self._strangers():
            above[account] = spelled.setdefault(above[account].casefold(), above[account])
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
        parent, names = self._named[account], self._of_name(account)
        if parent in self._named:
            found = parent
        elif parent in self._long:
            found = self._long[parent]
        else:
            found = names[0] if len(names) == 1 else parent
        return "" if found == account else found

    def _of_name(self, account: str) -> list[str]:
        """Return the accounts that have the name of an account's parent."""
        return self._called.get(self._named[account].casefold(), [])

    def _strangers(self) -> list[str]:
        """Return accounts whose parent is not one account of the book."""
        above = ((account, self._above(account)) for account in self._named)
        return [account for account, parent in above if parent and parent not in self._named]
