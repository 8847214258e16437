"""The JSON Schema for editors: it underlines no valid file, and says what every key is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cssim.errors import InputError
from cssim.scenario.language.tree import parse
from cssim.scenario.manual.json_schema import json_schema
from cssim.scenario.packaged import packaged_names, packaged_path

SCHEMA = json_schema()
EDITOR = Draft202012Validator(SCHEMA)
BAD = Path(__file__).parents[2] / "scenarios" / "bad"


def underlined(text: str) -> list[str]:
    """Return the paths of what an editor underlines."""
    return [".".join(map(str, error.absolute_path)) for error in EDITOR.iter_errors(parse(text, "x").root.plain())]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", packaged_names())
def test_no_packaged_scenario_is_underlined(name: str) -> None:
    assert underlined(packaged_path(name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "horizon: 3 years\nseed: 1e3\n",
        "company: {gross_margin_before_cs: 71 of 545}\n",
        "customers: {segments: {smb: {arr: {median: $7.5k, p90: 16000}, heterogeneity: none, term: 1 year}}}\n",
        "customers: {segments: {smb: null, mid_market: {logo_churn: null, new_logo_churn: 0.1}}}\n",
        "customers: {columns: {owner: Account Owner, arr: {column: ACV, per: month}, status: {column: S}}}\n",
        "customers: {columns: {status: {column: S, live: [1]}}}\n",
        "customers: {columns: {arr: {price_list: [{by: Plan, price: {1.5 seats: $12}}]}}}\n",
        "requests: {work: {how_to: 45 minutes, complaint: {dist: exponential, mean: 1 week}}}\n",
        "organisation: {teams: {csm: {headcount: 7}}, coverage: {smb: {model: pooled}}}\n",
        "organisation.teams: {csm.headcount: 7}\n",
        "designs: {today: ~, other: {organisation.teams.csm.headcount: 6, organisation: {routing: null}}}\n",
    ],
)
def test_the_spellings_of_people_are_not_underlined(text: str) -> None:
    assert underlined(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "horizont: 3\n",
        "seed: []\n",
        "runs: 0\n",
        "company: Acme\n",
        "organisation: {coverage: {smb: {model: poold}}}\n",
        "organisation: {coverage: {smb: {model: pooled, balance: hours}}}\n",
        "organisation: {teams: {csm: {headcount: -1}}}\n",
        "requests: {work: {how_to: {dist: gamma}}}\n",
        "designs: {other: {seed: 3}}\n",
        "designs: {other: {organisation: {teams: {csm: {head_count: 3}}}}}\n",
    ],
)
def test_mistakes_are_underlined(text: str) -> None:
    assert underlined(text)


def test_it_finds_many_of_the_mistakes_of_the_bad_files() -> None:
    found = 0
    for path in sorted(BAD.glob("*.yaml")):
        try:
            found += bool(underlined(path.read_text("utf-8")))
        except InputError:
            found += 1
    assert found >= 30


def described(schema: Any) -> list[str]:
    """Return the names of properties without a description."""
    parts = [schema, *schema["$defs"].values()]
    return [name for part in parts for name, one in part.get("properties", {}).items() if not one.get("description")]


def test_every_key_has_a_description_with_its_range_and_evidence() -> None:
    assert described(SCHEMA) == []
    frailty = SCHEMA["$defs"]["Requests"]["properties"]["frailty"]
    assert "range: 0.4 to 1.6" in frailty["description"]
    assert "evidence: guess" in frailty["description"]
    assert frailty["default"] in (0.8, "0.8")
    assert (frailty["minimum"], frailty["maximum"]) == (0, 3)
