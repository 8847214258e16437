"""YAML text -> a tree of values that know where they were written.

Every value keeps its file, line, column and line of text, so that whatever is found wrong with it later can be shown
to the reader at its place. The tree is built from PyYAML's *events*, not its nodes: so nesting, aliases and tags are
met one at a time and can be limited, and no recursion depends on the file.

Refused on purpose: tags (``!!python/…``; a quoted value is text already), merge keys (``<<`` is not part of YAML 1.2,
and what it brings in has no place of its own; ``extends`` and ``designs`` do that work), keys that are not text, and
more than one document in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn

import yaml

from cssim.errors import InputError, Problem
from cssim.scenario.language.scalars import Scalar, resolve

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_ALIASED: Final = 10_000
"""Nodes that all aliases of a file together may stand for."""
MAX_DEPTH: Final = 60
MAX_SHOWN: Final = 200
"""Longest line of a file that is printed back."""

Value = Scalar | list["Value"] | dict[str, "Value"]
"""A plain value, as the schema gets it."""

_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written; ``line`` and ``column`` count from 1, 0 means "not in a file"."""

    file: str
    line: int = 0
    column: int = 0
    source: str = ""

    def problem(self, path: str, message: str) -> Problem:
        """Return a problem at this place with the field ``path``."""
        shown = self.source[:MAX_SHOWN] if self.column <= MAX_SHOWN else ""
        return Problem(self.file, self.line, self.column, path, message, shown.replace("\t", " "))


@dataclass(frozen=True, slots=True)
class Node:
    """One value with its place: a scalar, a list of nodes, or a mapping of entries in written order."""

    place: Place
    value: Scalar | tuple[Node, ...] | Mapping[str, Entry]

    def entries(self) -> Mapping[str, Entry]:
        """Return the entries of a mapping, none for anything else."""
        return self.value if isinstance(self.value, Mapping) else {}

    def child(self, step: str | int) -> Node | None:
        """Return the value under a key or an index, if there is one."""
        if isinstance(self.value, Mapping):
            entry = self.value.get(step) if isinstance(step, str) else None
            return entry.node if entry else None
        if isinstance(self.value, tuple) and isinstance(step, int) and 0 <= step < len(self.value):
            return self.value[step]
        return None

    def plain(self) -> Value:
        """Return the value without places."""
        if isinstance(self.value, Mapping):
            return {key: entry.node.plain() for key, entry in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping: where the key stands, and its value."""

    key: Place
    node: Node


@dataclass(frozen=True, slots=True)
class Tree:
    """A file that could be read: its value, and what is wrong with it so far."""

    root: Node
    problems: tuple[Problem, ...]


def decode(data: bytes, file: str) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    Raises
    ------
    InputError
        If the file is larger than 64 MB, or in another encoding.
    """
    if len(data) > MAX_BYTES:
        raise InputError.of(f"the file is larger than {MAX_BYTES // 1024**2} MB", file=file)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError.of("the file is in UTF-16; save it as UTF-8", file=file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = error.object[: error.start].decode("utf-8", errors="replace")
        lines = _BREAK.split(good)
        message = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise InputError([Problem(file, len(lines), len(lines[-1]) + 1, "", message)]) from None


def parse(text: str, file: str) -> Tree:
    """Return the tree of one YAML document.

    Parameters
    ----------
    text
        The document.
    file
        Its name, as it is to be shown.

    Raises
    ------
    InputError
        If it is not YAML, or takes too much to expand: one problem, alone, because what follows it means nothing.
    """
    return _Builder(text, file).tree()


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; ``key`` is the key whose value comes next."""

    place: Place
    anchor: str | None
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: tuple[str | None, Place] | None = None
    size: int = 1

    def node(self) -> Node:
        return Node(self.place, self.entries if self.is_mapping else tuple(self.items))


class _Builder:
    """Builds a tree from events, with a stack of what is open."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines = _BREAK.split(text)
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0
        self.aliased = 0
        self.last = Place(file, 1, 1, self.lines[0])

    def tree(self) -> Tree:
        """Read all events."""
        bad = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
        if bad:
            before = _BREAK.split(self.text[: bad.start()])
            at = self.place(len(before) - 1, len(before[-1]))
            self.fail(at, f"character U+{ord(bad.group()):04X} is not allowed in YAML")
        for event in self.events():
            if event.start_mark:
                self.last = self.place(event.start_mark.line, event.start_mark.column)
            self.take(event)
        return Tree(self.root or Node(self.last, None), tuple(self.problems))

    def events(self) -> Iterator[yaml.Event]:
        """Yield PyYAML's events; whatever it raises becomes one problem with a place."""
        reader = yaml.SafeLoader(self.text)
        try:
            while reader.check_event():
                yield reader.get_event()  # type: ignore[no-untyped-call]
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark or reader.get_mark()
            self.fail(self.place(mark.line, mark.column), _syntax_message(error))
        except (yaml.YAMLError, ValueError, OverflowError):
            # an escape beyond Unicode, or a %YAML version of a thousand digits
            mark = reader.get_mark()
            self.fail(self.place(mark.line, mark.column), "not valid YAML near here")

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.fail(self.last, "a second document begins here; a scenario file holds one")
        elif isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self.open(event)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            done = self.stack.pop()
            self.place_value(done.node(), done.size, done.anchor)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """Add a scalar, as a key or as a value."""
        self.no_tag(event.tag)
        value: Scalar = event.value
        if _SURROGATE.search(event.value):
            self.problems.append(
                self.last.problem(self.path(), "half of a character pair (\\ud800 to \\udfff) is not text")
            )
            value = ""
        elif event.style is None:
            try:
                value = resolve(event.value)
            except ValueError as error:
                self.problems.append(self.last.problem(self.path(), str(error)))
                value = None
        self.place_value(Node(self.last, value), 1, event.anchor, merge=event.style is None and value == "<<")

    def open(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        """Begin a list or a mapping."""
        self.no_tag(event.tag)
        if len(self.stack) == MAX_DEPTH:
            self.fail(self.last, f"nested more than {MAX_DEPTH} deep")
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(self.last, event.anchor, isinstance(event, yaml.MappingStartEvent)))

    def alias(self, event: yaml.AliasEvent) -> None:
        """Add what an anchor stands for."""
        if event.anchor not in self.anchors:
            self.fail(self.last, f"*{event.anchor} refers to an anchor that does not exist above it")
        target = self.anchors[event.anchor]
        if target is None:
            self.fail(self.last, f"*{event.anchor} refers to a value that contains it")
        node, size = target
        self.aliased += size
        if self.aliased > MAX_ALIASED:
            self.fail(self.last, f"aliases expand to more than {MAX_ALIASED:,} values")
        self.place_value(node, size, None)

    def place_value(self, node: Node, size: int, anchor: str | None, *, merge: bool = False) -> None:
        """Put a finished value where it belongs: the root, a list, a key or the value of a key."""
        if anchor:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.size += size
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = (self.key_name(node, merge), node.place)
        else:
            name, place = parent.key
            parent.key = None
            if name is not None:
                self.enter(parent, name, place, node)

    def enter(self, parent: _Open, name: str, place: Place, node: Node) -> None:
        """Put a value under a key of a mapping, unless the key is there already."""
        if name in parent.entries:
            first = parent.entries[name].key.line
            path = ".".join([*self.names(), name])
            self.problems.append(place.problem(path, f"key given twice, first in line {first}"))
            return
        parent.entries[name] = Entry(place, node)

    def key_name(self, node: Node, merge: bool) -> str | None:
        """Return the name of a key; ``None``, with a problem noted, if it cannot be one."""
        if isinstance(node.value, str) and not merge:
            return node.value
        if merge:
            message = "merge keys (<<) are not supported; use extends, designs, or write the keys out"
        elif isinstance(node.value, tuple | Mapping):
            message = "a key must be text, not a list or a mapping"
        else:
            word = self.word(node.place)
            message = f"key {word} must be text; write it in quotes" if word else "a key is missing before the colon"
        self.problems.append(node.place.problem(self.path(), message))
        return None

    def word(self, place: Place) -> str:
        """Return the word written at ``place``."""
        return re.split(r"[\s:,}\]]", place.source[place.column - 1 :], maxsplit=1)[0][:40]

    def no_tag(self, tag: str | None) -> None:
        """Refuse an explicit tag."""
        if tag is not None:
            message = f"tag {tag[:60]!r} is not supported; quote a value to make it text"
            self.problems.append(self.last.problem(self.path(), message))

    def names(self) -> list[str]:
        """Return the keys that lead to what is being read."""
        return [part.key[0] for part in self.stack if part.key and part.key[0]]

    def path(self) -> str:
        """Return :meth:`names` with dots."""
        return ".".join(self.names())

    def place(self, line: int, column: int) -> Place:
        """Return the place of a mark, which counts from 0."""
        source = self.lines[line] if line < len(self.lines) else ""
        return Place(self.file, line + 1, column + 1, source)

    def fail(self, place: Place, message: str) -> NoReturn:
        """Stop with one problem."""
        raise InputError([place.problem("", message)])


def _syntax_message(error: yaml.MarkedYAMLError) -> str:
    """Return what PyYAML says, with the commonest cases in plainer words."""
    problem = str(error.problem or error.context or "not valid YAML")
    if "'\\t'" in problem:
        return "a tab stands where YAML wants spaces; indent with spaces"
    if problem == "mapping values are not allowed here":
        return "a second colon in one line; quote a text with a colon in it, or indent this line differently"
    if problem.startswith("expected <block end>"):
        return "this line is indented differently from the lines it belongs to"
    if problem.startswith("could not find expected ':'"):
        return "a key without a colon"
    context = f" {error.context}" if error.context and error.context != problem else ""
    return f"not valid YAML: {problem}{context}"
