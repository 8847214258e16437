"""The front door: which names are public, and that it opens without waking the heavy libraries."""

from __future__ import annotations

import json
import subprocess
import sys
from types import ModuleType

import pytest

import cssim

PROMISED = {"load", "simulate", "run", "compare", "Scenario", "Run", "Result", "Comparison"}
"""Names that the documents use; the door may offer more, never fewer."""

HEAVY = {"pandas", "scipy", "matplotlib", "numba", "simpy", "loky", "dask", "distributed"}

COUNT = """
import json, sys
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""
ASK_FOR_HELP = f"""
from cssim.cli.app import main
import sys
sys.argv = ["cssim", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
{COUNT}
"""


def modules_after(code: str) -> set[str]:
    """Return the top-level modules that a fresh Python has loaded after some code."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_importing_cssim_is_light() -> None:
    assert not modules_after(f"import cssim\n{COUNT}") & (HEAVY | {"numpy", "pydantic", "yaml", "typer"})


def test_asking_for_help_is_light() -> None:
    assert not modules_after(ASK_FOR_HELP) & HEAVY


def test_the_light_tests_would_notice() -> None:
    assert modules_after(f"import simpy\n{COUNT}") & HEAVY == {"simpy"}


def test_promised_names_are_public() -> None:
    assert set(cssim.__all__) >= PROMISED


def test_public_names_are_listed_once_and_in_order() -> None:
    names = list(cssim.__all__)
    assert names in (sorted(set(names)), sorted(set(names), key=str.lower))


@pytest.mark.parametrize("name", sorted(cssim.__all__))
def test_a_public_name_resolves_and_explains_itself(name: str) -> None:
    thing = getattr(cssim, name)
    assert isinstance(thing, str) or thing.__doc__


def test_nothing_else_is_public() -> None:
    for name in cssim.__all__:
        getattr(cssim, name)  # a lazy door keeps what it has fetched
    extra = {name for name in vars(cssim) if not name.startswith("_")} - set(cssim.__all__) - {"TYPE_CHECKING"}
    assert not {name for name in extra if is_ours(getattr(cssim, name))}


def is_ours(thing: object) -> bool:
    """Say whether a thing is a value or was made in cssim: no module, nothing of the standard library."""
    return not isinstance(thing, ModuleType) and getattr(thing, "__module__", "cssim").startswith("cssim")


def test_the_door_knows_what_is_ours() -> None:
    assert is_ours(cssim.InputError) and is_ours(3)
    assert not is_ours(json) and not is_ours(json.loads)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        cssim.no_such_name  # noqa: B018
