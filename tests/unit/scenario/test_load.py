"""A file to a scenario: layers, designs, overrides, notices; and never a traceback."""

from __future__ import annotations

import logging
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cssim.errors import InputError
from cssim.scenario.language.load import load
from cssim.scenario.organization import CsmTeam
from cssim.scenario.packaged import packaged_names, packaged_path

HERE = "extends: cssim:b2b_saas\n"


def write(folder: Path, text: str, name: str = "x.yaml") -> str:
    (folder / name).parent.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def lines(error: InputError) -> list[str]:
    return [str(problem).splitlines()[0] for problem in error.problems]


def refused(path: str, *overrides: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(path, overrides)
    return lines(caught.value)


@pytest.mark.parametrize("name", packaged_names())
def test_every_packaged_scenario_loads(name: str) -> None:
    assert load(f"cssim:{name}") == load(packaged_path(name)) or load(f"cssim:{name}").customers.book


def test_a_file_wins_over_what_it_extends(tmp_path: Path) -> None:
    write(tmp_path, HERE + "seed: 5\nruns: 4\n", "base.yaml")
    scenario = load(write(tmp_path, "extends: base.yaml\nseed: 6\n"))
    assert (scenario.seed, scenario.runs) == (6, 4)


def test_extends_is_relative_to_the_file_that_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, HERE + "seed: 5\n", "deep/base.yaml")
    write(tmp_path, "extends: deep/base.yaml\n")
    monkeypatch.chdir(tmp_path.parent)
    assert load(f"{tmp_path.name}/x.yaml").seed == 5


def test_a_book_is_relative_to_the_file_that_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, HERE + "customers: {book: books/all.csv}\n", "deep/base.yaml")
    path = write(tmp_path, "extends: deep/base.yaml\n")
    for book in ("deep/books/all.csv", "other.csv"):
        write(tmp_path, "", book)
    assert load(path).customers.book == str(tmp_path / "deep" / "books" / "all.csv")
    monkeypatch.chdir(tmp_path)
    assert load("x.yaml").customers.book == str(Path("deep/books/all.csv"))
    assert load("x.yaml", ["customers.book=other.csv"]).customers.book == "other.csv"


def test_overrides_are_values_in_yaml(tmp_path: Path) -> None:
    path = write(tmp_path, HERE)
    overrides = [
        "seed=9",
        "organisation.teams.csm.headcount=7",
        "organisation.coverage.smb={model: pooled, team: csm}",
        "name=a: b",
    ]
    assert refused(path, *overrides) == ["--set name=a: b: name: expects text, found a mapping"]
    scenario = load(path, [*overrides[:3], "name='a: b'"])
    assert (scenario.seed, scenario.name) == (9, "a: b")
    assert scenario.organisation.teams["csm"].headcount == 7
    assert scenario.organisation.coverage["smb"].model == "pooled"


def test_the_last_override_wins(tmp_path: Path) -> None:
    assert load(write(tmp_path, HERE), ["seed=2", "seed=3"]).seed == 3


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("seed", "--set seed: expected key=value, such as organisation.teams.csm.headcount=7"),
        ("=3", "--set =3: expected key=value, such as organisation.teams.csm.headcount=7"),
        ("seed=x", "--set seed=x: seed: 'x' is not a plain number such as 0.6"),
        ("sed=1", "--set sed=1: sed: unknown key; did you mean 'seed'?"),
        (
            "company=[1",
            "--set company=[1: company: not valid YAML: expected ',' or ']', but got '<stream end>' "
            "while parsing a flow sequence",
        ),
        (
            "organisation.coverage.smb.model=poold",
            "--set organisation.coverage.smb.model=poold: organisation.coverage.smb.model: "
            "'poold' is not one of assigned, hybrid, pod, pooled, digital, none; did you mean 'pooled'?",
        ),
        (
            "decide.on=retained_arr",
            "--set decide.on=retained_arr: decide.on: 'retained_arr' does not say when; "
            "add a period, such as retained_arr.y1 or retained_arr.m18",
        ),
    ],
)
def test_a_wrong_override_is_named_as_it_was_typed(override: str, message: str) -> None:
    assert refused("cssim:b2b_saas", override) == [message]


def test_what_an_override_lacks_is_missing_from_it() -> None:
    override = "organisation.teams.new.headcount=2"
    roles = "csm, specialist, support, account_manager, renewals_desk, onboarding"
    message = f"organisation.teams.new.role: missing; one of {roles}"
    assert refused("cssim:b2b_saas", override) == [f"--set {override}: {message}"]


def test_a_new_word_keeps_the_shared_keys_and_says_what_it_drops(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path, HERE + "organisation.coverage.smb: {model: assigned, balance: arr}\n", "base.yaml")
    path = write(tmp_path, "extends: base.yaml\norganisation:\n  coverage:\n    smb: {model: pooled}\n")
    with caplog.at_level(logging.WARNING, "cssim"):
        scenario = load(path)
    assert scenario.organisation.coverage["smb"].team == "csm"
    assert caplog.messages == [
        f"{path}:4:5: organisation.coverage.smb: model is now pooled, which has no balance: dropped"
    ]


def test_nothing_is_said_about_what_was_dropped_if_the_file_is_wrong(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path, HERE + "organisation:\n  coverage:\n    smb: {model: pooled}\nseed: x\n")
    with caplog.at_level(logging.WARNING, "cssim"):
        assert len(refused(path)) == 1
    assert caplog.messages == []


def test_designs_may_be_nested_or_dotted(tmp_path: Path) -> None:
    nested = HERE + "designs:\n  more: {organisation: {teams: {csm: {headcount: 6}}}}\n"
    dotted = HERE + "designs:\n  more: {organisation.teams.csm.headcount: 6}\n"
    half = HERE + "designs:\n  more: {organisation.teams: {csm.headcount: 6}}\n"
    found = {str(load(write(tmp_path, text)).designs) for text in (nested, dotted, half)}
    assert len(found) == 1


def test_an_override_may_name_a_design(tmp_path: Path) -> None:
    path = write(tmp_path, HERE + "designs:\n  today: {}\n  more: {organisation.teams.csm.headcount: 6}\n")
    scenario = load(path, ["designs.more.organisation.teams.csm.headcount=7"])
    assert scenario.designs["more"] == {"organisation": {"teams": {"csm": {"headcount": 7}}}}
    assert refused(path, "designs.more.organisation.teams.csm.headcount=-7") == [
        "--set designs.more.organisation.teams.csm.headcount=-7: designs.more.organisation.teams.csm.headcount: "
        "-7 is not allowed, it must be at least 0"
    ]


def test_a_dot_in_a_name_stays(tmp_path: Path) -> None:
    text = HERE + "customers:\n  book: b.csv\n  columns:\n    segment: {column: Plan, map: {1.5 seats: smb}}\n"
    write(tmp_path, "", "b.csv")
    columns = load(write(tmp_path, text)).customers.columns
    assert columns.segment is not None
    assert columns.segment.map == {"1.5 seats": "smb"}


def test_null_takes_an_inherited_key_away(tmp_path: Path) -> None:
    scenario = load(write(tmp_path, HERE + "requests: {frailty: null}\nseed: ~\n"))
    assert scenario.seed == 1


def test_a_wrong_value_does_not_hide_a_contradiction(tmp_path: Path) -> None:
    path = write(tmp_path, HERE + "seed: x\ndecide: {balance: cms}\n")
    assert [line.split(": ")[1] for line in refused(path)] == ["seed", "decide.balance"]


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, HERE, "plan.yaml")
    (tmp_path / "wide.yaml").write_bytes("seed: 1".encode("utf-16"))
    assert refused("plam.yaml") == ["plam.yaml: file not found; did you mean 'plan.yaml'?"]
    assert refused("nowhere/plan.yaml") == ["nowhere/plan.yaml: file not found"]
    assert refused("plan.yaml/plan.yaml") == ["plan.yaml/plan.yaml: file not found"]
    assert refused(".") == [".: file is a folder"]
    assert refused("a\0b") == ["a\0b: file has a name that no file can have"]
    assert refused("wide.yaml") == ["wide.yaml: the file is in UTF-16; save it as UTF-8"]
    assert refused("cssim:tinyy") == ["cssim:tinyy: 'cssim:tinyy' does not come with cssim; did you mean 'tiny'?"]


def test_an_empty_file_lacks_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "# nothing yet\n")
    assert refused("x.yaml") == ["x.yaml:2:1: customers: missing", "x.yaml:2:1: organisation: missing"]


def test_a_byte_order_mark_is_not_seen(tmp_path: Path) -> None:
    assert load(write(tmp_path, "\ufeff" + HERE + "seed: 4\n")).seed == 4


def attempt(path: Path) -> None:
    """Load a file; whatever is in it, nothing but an InputError with its problems may come out."""
    try:
        load(path)
    except InputError as error:
        assert error.problems
        str(error).encode("utf-8")


FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@example("extends: [\n")
@example('a: "\\ud800"\n')
@example("%YAML 9" + "9" * 5000 + ".1\n--- a\n")
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.yaml").write_bytes(text.encode("utf-8", errors="surrogatepass"))
    attempt(tmp_path / "x.yaml")


@FUZZ
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.yaml").write_bytes(data)
    attempt(tmp_path / "x.yaml")


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["85%", "$1k", "3 months", "24h", "2/week", "csm", "pooled", "book", "none", "1e400%", "9" * 30]),
    st.sampled_from(
        ["1e300 months", "1e999/year", "1 of 0", "every 0 weeks", "2027-13", "assigned", "retained_arr.y9"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=5,
)
SEEDS = [yaml.safe_load(packaged_path(name).read_text("utf-8")) for name in ("b2b_saas", "org_designs", "saas_2000")]


def paths(value: Any) -> list[tuple[Any, ...]]:
    """Return the way to every value inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(key, *rest) for key, one in inside for rest in [(), *paths(one)]]


def replaced(value: Any, path: tuple[Any, ...], new: Any, rename: str | None) -> Any:
    if not path:
        return new
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found = [
        (rename if rename and len(path) == 1 and key == path[0] else key, replaced(one, path[1:], new, rename))
        if key == path[0]
        else (key, one)
        for key, one in pairs
    ]
    return dict(found) if isinstance(value, dict) else [one for _, one in found]


@settings(FUZZ, max_examples=60)
@given(
    st.sampled_from(SEEDS),
    st.integers(0, 10**6),
    st.lists(st.tuples(VALUES, st.one_of(st.none(), st.text(max_size=5))), min_size=1, max_size=3),
)
def test_a_scenario_with_changed_values_is_read_or_refused(
    tmp_path: Path, seed: Any, where: int, changes: list[tuple[Any, str | None]]
) -> None:
    pick = random.Random(where)
    for new, rename in changes:
        seed = replaced(seed, pick.choice(paths(seed)), new, rename)
        if not isinstance(seed, dict) or not paths(seed):
            break
    (tmp_path / "x.yaml").write_text(yaml.safe_dump(seed, sort_keys=False), encoding="utf-8")
    attempt(tmp_path / "x.yaml")


def test_the_types_of_teams_survive(tmp_path: Path) -> None:
    assert isinstance(load(write(tmp_path, HERE)).organisation.teams["csm"], CsmTeam)
