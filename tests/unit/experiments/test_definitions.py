"""What a company means by retention and by a logo, from the scenario and the book to the figures and the screen."""

from __future__ import annotations

import pytest
from tests.small import small

import cssim
from cssim.errors import InputError
from cssim.reporting.projection import projection
from cssim.reporting.report import sections
from cssim.results.studies import Result
from cssim.scenario.language.checks import problems
from cssim.scenario.language.patch import patch

BOOK = """Account ID,Account Name,ARR,Renewal Date,Parent Account ID
A1,Acme,"$120,000.00",2027-03-16,
A2,Acme France,"$4,000.00",2027-02-01,A1
A3,Acme Lyon,"$9,000.50",2027-04-01,A2
A4,Dune,"$80,000.00",2027-05-01,
A5,Elm,"$2,000.00",2027-06-01,Oak
A6,Fern,"$3,000.00",2027-07-01,Oak
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("book") / "book.csv"
    path.write_text(BOOK, encoding="utf-8")
    return str(path)


def told(book: str, definitions: object) -> Result:
    changes = {
        "customers.book": book, "customers.segments.large.arr_from": "$50k", "horizon": "12 months",
        "customers.segments.small.logo_churn": "60%", "definitions": definitions,
    }  # fmt: skip
    return cssim.run(patch(small(), changes), runs=4, engine="simpy")


def figure(result: Result, name: str) -> list[float]:
    return [round(value, 9) for value in result.figures(f"{name}.m12").tolist()]


def test_a_scenario_says_what_short_names_mean(book: str) -> None:
    usual, other = told(book, {}), told(book, {"retention": "flow", "logo": "account"})
    assert figure(usual, "top_parents") != figure(usual, "logos")
    assert [value * 3 for value in figure(usual, "logo_churn")] == pytest.approx(
        [round(value * 3) for value in figure(usual, "logo_churn")]
    )
    assert figure(usual, "logo_churn") != figure(usual, "logo_churn_of_accounts")
    for name in ("nrr", "grr"):
        assert figure(other, name) == figure(other, f"{name}_of_lines") == figure(usual, f"{name}_of_lines")
    assert "a logo is a top parent." in " ".join(projection(usual).split())
    assert "adds up the lines of twelve months (flow); a logo is one account." in " ".join(projection(other).split())

    at_both_ends, from_lines = "ARR today of the customers of twelve months ago", "from the lines of the year"
    for result, said, not_said in ((usual, at_both_ends, from_lines), (other, from_lines, at_both_ends)):
        page = sections.definitions(result)
        assert said in page and not_said not in page


def test_designs_share_one_meaning(book: str) -> None:
    changed = patch(small(), {"designs": {"today": {}, "other": {"definitions": {"retention": "flow"}}}})
    assert any(path.startswith("designs.other.definitions") for path, _ in problems(changed))


def test_a_word_alone_is_the_definition_of_retention() -> None:
    assert patch(small(), {"definitions": "flow"}).definitions.retention == "flow"
    with pytest.raises((InputError, ValueError)):
        patch(small(), {"definitions": "cash"})
