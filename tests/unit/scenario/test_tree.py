"""YAML text to a tree of values with places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.errors import InputError
from cssim.scenario.language.tree import MAX_DEPTH, Tree, decode, parse


def alone(text: str) -> str:
    """Return the one message, without its lines of source."""
    with pytest.raises(InputError) as caught:
        parse(text, "x.yaml")
    (problem,) = caught.value.problems
    return str(problem).splitlines()[0]


def noted(tree: Tree) -> list[str]:
    return [str(problem).splitlines()[0] for problem in tree.problems]


def test_every_value_knows_its_place() -> None:
    tree = parse("a: 1\nb:\n  - x\n  - {c: d}\n", "x.yaml")
    deep = tree.root.child("b")
    assert deep is not None
    last = deep.child(1)
    assert last is not None
    node = last.child("c")
    assert node is not None
    assert (node.place.file, node.place.line, node.place.column) == ("x.yaml", 4, 9)
    assert node.place.source == "  - {c: d}"
    assert last.entries()["c"].key.column == 6
    assert tree.root.plain() == {"a": 1, "b": ["x", {"c": "d"}]}


def test_the_caret_stands_under_the_value() -> None:
    tree = parse("coverage:\n  smb:\n    model: poold\n", "x.yaml")
    node = tree.root
    for step in ("coverage", "smb", "model"):
        node = node.child(step) or node
    lines = str(node.place.problem("a", "b")).splitlines()
    assert lines[0] == "x.yaml:3:12: a: b"
    assert lines[2].index("^") == lines[1].index("poold")


def test_quoted_words_and_blocks_are_text() -> None:
    assert parse("a: '12'\nb: \"true\"\nc: |\n  12\n", "x").root.plain() == {"a": "12", "b": "true", "c": "12\n"}


def test_yaml_1_1_traps() -> None:
    text = "a: NO\nb: 012\nc: 1e3\nd: 1:30\ne: 2027-01\nf: yes\n"
    assert parse(text, "x").root.plain() == {"a": "NO", "b": 12, "c": 1000.0, "d": "1:30", "e": "2027-01", "f": "yes"}


def test_an_empty_document_is_nothing() -> None:
    assert parse("", "x").root.plain() is None
    assert parse("# only a comment\n", "x").root.plain() is None


def test_aliases_are_values() -> None:
    assert parse("a: &x {k: 1}\nb: *x\n", "x").root.plain() == {"a": {"k": 1}, "b": {"k": 1}}


def test_duplicate_keys_name_both_lines() -> None:
    tree = parse("a: 1\nb: {c: 1, c: 2}\na: 3\n", "x")
    assert noted(tree) == [
        "x:2:11: b.c: key given twice, first in line 2",
        "x:3:1: a: key given twice, first in line 1",
    ]
    assert tree.root.plain() == {"a": 1, "b": {"c": 1}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("5: x", "x:1:1: key 5 must be text; write it in quotes"),
        ("a: {true: x}", "x:1:5: a: key true must be text; write it in quotes"),
        ("a: {? : x}", "x:1:6: a: a key is missing before the colon"),
        ("? [a]\n: x", "x:1:3: a key must be text, not a list or a mapping"),
        ("a: {<<: {b: 1}}", "x:1:5: a: merge keys (<<) are not supported; use extends, designs, or write the keys out"),
        ("a: !!str 5", "x:1:4: a: tag 'tag:yaml.org,2002:str' is not supported; quote a value to make it text"),
        ("a: !x 5", "x:1:4: a: tag '!x' is not supported; quote a value to make it text"),
        ("a: .inf", "x:1:4: a: .inf is not a finite number"),
        ('a: "\\ud800"', "x:1:4: a: half of a character pair (\\ud800 to \\udfff) is not text"),
    ],
)  # fmt: skip
def test_what_is_noted_beside_other_problems(text: str, message: str) -> None:
    assert noted(parse(text, "x")) == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n\tb: 1\n", "x.yaml:2:1: a tab stands where YAML wants spaces; indent with spaces"),
        (
            "a: [1, 2\n",
            "x.yaml:2:1: not valid YAML: expected ',' or ']', but got '<stream end>' while parsing a flow sequence",
        ),
        (
            "a: b: c\n",
            "x.yaml:1:5: a second colon in one line; quote a text with a colon in it, or indent this line differently",
        ),
        ("a:\n    b: 1\n  c: 2\n", "x.yaml:3:3: this line is indented differently from the lines it belongs to"),
        ("a: 1\nb\nc: 2\n", "x.yaml:3:1: a key without a colon"),
        ("a: *b\n", "x.yaml:1:4: *b refers to an anchor that does not exist above it"),
        ("a: &x [*x]\n", "x.yaml:1:8: *x refers to a value that contains it"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1: a second document begins here; a scenario file holds one"),
        ("a: \x00\n", "x.yaml:1:4: character U+0000 is not allowed in YAML"),
        ('a: "\\Uffffffff"\n', "x.yaml:1:7: not valid YAML near here"),
        ("[" * (MAX_DEPTH + 1), f"x.yaml:1:{MAX_DEPTH + 1}: nested more than {MAX_DEPTH} deep"),
    ],
)  # fmt: skip
def test_what_is_reported_alone(text: str, message: str) -> None:
    assert alone(text) == message


def test_an_alias_bomb_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    assert alone("\n".join(lines)).endswith("aliases expand to more than 10,000 values")


def test_encodings() -> None:
    assert decode("\ufeffa: ü".encode(), "x") == "a: ü"
    for data, message in [
        ("a: 1".encode("utf-16"), "x: the file is in UTF-16; save it as UTF-8"),
        ("a: 1\nb: ü".encode("latin-1"), "x:2:4: byte 0xfc is not UTF-8; save the file as UTF-8"),
    ]:
        with pytest.raises(InputError) as caught:
            decode(data, "x")
        assert str(caught.value) == message


def test_very_long_lines_are_not_printed_back() -> None:
    tree = parse("a: 1\nb: {c: 1, " + " " * 10_000 + "c: 2}\n", "x")
    assert len(str(tree.problems[0])) < 200


@given(st.text(alphabet=st.sampled_from("ab:- \n\t[]{},&*!|>'\"%@#?<1.~\\xu0"), max_size=60))
def test_any_text_gives_a_tree_or_an_input_error(text: str) -> None:
    try:
        parse(text, "x").root.plain()
    except InputError as error:
        assert len(error.problems) == 1
