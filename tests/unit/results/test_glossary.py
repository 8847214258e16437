"""The glossary: every term leads to something there is, and the page says what the catalogue says."""

from __future__ import annotations

from pathlib import Path

import pytest

from cssim.results.glossary import PAGE, TERMS, Term, named, page
from cssim.scenario.manual.explain import keys

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_term_is_a_field_or_a_metric(term: Term) -> None:
    assert term.fields or term.metrics
    known = {row.key for row in keys()}
    assert set(term.fields) <= known
    for name in term.metrics:
        assert named(name).about and named(name).written and named(name).unit


def test_there_are_26_terms_and_each_is_named_once() -> None:
    assert len({term.name for term in TERMS}) == len(TERMS) == 26


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(), "run: python -m cssim.results.glossary"
