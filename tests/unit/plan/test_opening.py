"""Opening books: drawn ones fill their laws evenly, imported ones keep what the export knows."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from scipy import stats
from tests.small import small

from cssim.domain.accounts import ACTIVE, CONSUMPTION, GRACED, PAUSED, SUBSCRIPTION
from cssim.domain.keys import key_of_text
from cssim.errors import InputError
from cssim.plan.digest import baseline_digest
from cssim.plan.generated import arr_law, whole_renewals
from cssim.plan.lower import lower
from cssim.plan.opening import Opening, opening_book
from cssim.plan.tables import REQUEST_TYPES
from cssim.scenario.customers import AnnualValue
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

SEGMENTS = ("large", "small")
BOOK = """Account ID,Account Name,ARR,Renewal Date,Start Date,CSM,Term
A1,Acme,"$120,000.00",2027-03-16,2024-03-16,Bo,12
A2,Bolt,"$4,000.00",2026-12-01,2025-12-01,Ann,12
A3,Coda,"$9,000.50",,2025-07-01,Ann,
A4,Dune,"$80,000.00",,,,24
"""


@pytest.fixture
def with_book(tmp_path: Path) -> Scenario:
    path = tmp_path / "book.csv"
    path.write_text(BOOK, encoding="utf-8")
    return patch(small(), {"customers.book": str(path), "customers.segments.large.arr_from": "$50k"})


def test_open_requests_come_from_the_book_into_the_plan(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("Account ID,ARR,Open Cases\nA1,120000,3\nA2,4000,\nA3,9000,0\n", encoding="utf-8")
    scenario = patch(small(), {"customers.book": str(path), "customers.segments.large.arr_from": "$50k"})
    opening = opening_book(scenario)
    assert [account.open_requests for account in opening.accounts] == [3, 0, 0]
    assert lower(scenario, opening).plan.accounts.columns["open_requests"].tolist() == [3, 0, 0]
    path.write_text("Account ID,ARR\nA1,120000\nA2,4000\nA3,9000\n", encoding="utf-8")
    assert baseline_digest(scenario, opening) == baseline_digest(scenario, opening_book(scenario)), "it settles nothing"


def test_open_requests_need_somebody_to_pass_them_on_to(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("Account ID,ARR,Open Cases\nA1,120000,\nA2,4000,1\n", encoding="utf-8")
    silent = {f"customers.segments.{name}.requests.{type_}": "0/year" for name in SEGMENTS for type_ in REQUEST_TYPES}
    changes = {"customers.book": str(path), "customers.segments.large.arr_from": "$50k", **silent}
    alone = patch(small(), {**changes, "organisation.teams.experts": None})
    with pytest.raises(InputError, match="accounts of small have open requests, which csm transfers .* no specialist"):
        lower(alone, opening_book(alone))
    for able in ({}, {"organisation.teams.experts": None, "organisation.teams.csm.resolves_alone": "100%"}):
        scenario = patch(small(), {**changes, **able})
        assert lower(scenario, opening_book(scenario)).plan.accounts.columns["open_requests"].tolist() == [0, 1]


def test_accounts_are_drawn_segment_by_segment() -> None:
    opening = opening_book(small())
    assert [account.segment for account in opening.accounts] == [0] * 3 + [1] * 6
    assert opening.accounts[3].external_id == "small-001"
    assert opening.accounts[3].key == key_of_text("generated", "small", "0")
    assert opening.arr == sum(account.arr for account in opening.accounts)
    assert not opening.warnings


def test_contracts_end_within_their_term() -> None:
    terms = {"24 months": "70%", "36 months": "30%"}
    scenario = small(customers__segments__large={"accounts": 200, "term": terms})
    for account in opening_book(scenario).accounts:
        assert 0.0 <= account.contract_end < account.term
        assert account.renewals == int(account.renewals) >= 0


def test_terms_come_in_their_shares() -> None:
    terms = {"24 months": "70%", "36 months": "30%"}
    accounts = opening_book(small(customers__segments__large={"accounts": 200, "term": terms})).accounts
    assert sum(account.term == 24.0 for account in accounts if account.segment == 0) == pytest.approx(140, abs=2)


@pytest.mark.parametrize("seed", range(1, 9))
def test_eighty_accounts_are_worth_what_their_law_says(seed: int) -> None:
    segment = {"accounts": 80, "arr": {"median": "$31k", "p90": "$60k"}}
    accounts = opening_book(small(seed=seed, customers__segments__large=segment)).accounts
    mean, _ = arr_law(AnnualValue(median="$31k", p90="$60k"), 80)
    assert sum(account.arr for account in accounts if account.segment == 0) == pytest.approx(80 * mean, rel=0.08)


def test_the_law_of_arr_goes_through_its_points() -> None:
    mean, sigma = arr_law(AnnualValue(median="$163k", p90="$385k"), 1)
    law = stats.lognorm(s=sigma, scale=mean * math.exp(-0.5 * sigma**2))
    assert law.median() == pytest.approx(16_300_000) and law.ppf(0.9) == pytest.approx(38_500_000)
    mean, sigma = arr_law(AnnualValue(median="$10k", total="$60k"), 5)
    assert mean == pytest.approx(1_200_000)
    assert mean * math.exp(-0.5 * sigma**2) == pytest.approx(1_000_000)


def test_ages_have_the_mean_that_was_asked_for() -> None:
    n = 20_000
    renewals = [whole_renewals((i + 0.5) / n, 36.0, 12.0) for i in range(n)]
    assert math.fsum(renewals) / n == pytest.approx(2.5, rel=0.01)
    assert whole_renewals(0.5, 3.0, 12.0) == 0, "younger than half a term: everybody is in the first"


def test_one_more_account_moves_no_other() -> None:
    few, more = (opening_book(small(customers__segments__large={"accounts": n})).accounts[:n] for n in (20, 21))
    assert more[:20] == few


def test_another_segment_moves_no_account() -> None:
    extra = {"accounts": 4, "arr": {"median": "$1k", "p90": "$2k"}, "logo_churn": "10%"}
    changes = {"customers__segments__extra": extra, "organisation__coverage__extra": {"model": "pooled", "team": "csm"}}
    assert opening_book(small(**changes)).accounts[:9] == opening_book(small()).accounts


def test_another_seed_is_another_book() -> None:
    assert opening_book(small(seed=2)) != opening_book(small())


def imported(scenario: Scenario) -> tuple[Opening, dict[str, Any]]:
    opening = opening_book(scenario)
    return opening, {account.external_id: account for account in opening.accounts}


def test_a_book_keeps_its_order_and_its_cents(with_book: Scenario) -> None:
    opening, accounts = imported(with_book)
    assert list(accounts) == ["A1", "A2", "A3", "A4"]
    assert opening.arr == 12_000_000 + 400_000 + 900_050 + 8_000_000
    assert [account.segment for account in opening.accounts] == [0, 1, 1, 0]
    assert accounts["A1"].key == key_of_text("crm", "A1") and accounts["A1"].name == "Acme"
    assert accounts["A2"].owner == "Ann" and accounts["A4"].owner == ""


def test_types_of_contracts_come_in_their_shares_where_the_book_does_not_name_them(
    with_book: Scenario, tmp_path: Path
) -> None:
    drawn = small(customers__segments__large={"accounts": 200, "contracts": {"consumption": "30%"}})
    types = [account.contract for account in opening_book(drawn).accounts]
    assert sum(each == CONSUMPTION for each in types[:200]) == pytest.approx(60, abs=2)
    assert set(types[200:]) == {SUBSCRIPTION}
    path = tmp_path / "types.csv"
    cells = ("Pricing Model", "usage-based", "Subscription", "", "Seats")
    lines = [f"{line},{cell}\n" for line, cell in zip(BOOK.splitlines(), cells, strict=True)]
    path.write_text("".join(lines), encoding="utf-8")
    said = patch(with_book, {"customers.book": str(path), "customers.segments.small.contracts.consumption": "100%"})
    assert [account.contract for account in opening_book(said).accounts] == [1, 0, 1, 0]


def test_a_book_in_another_currency_is_said(with_book: Scenario) -> None:
    said = "the book is in USD, company.currency is EUR, and nothing is converted; make them one"
    assert said not in opening_book(with_book).warnings
    assert said in opening_book(patch(with_book, {"company.currency": "EUR"})).warnings


def test_contract_ends_are_the_first_after_the_start(with_book: Scenario) -> None:
    _, accounts = imported(with_book)
    assert accounts["A1"].contract_end == pytest.approx(2 + 15 / 31)
    assert accounts["A2"].contract_end == pytest.approx(11.0), "a month overdue: a term later"
    assert accounts["A3"].contract_end == pytest.approx(6.0), "the start date plus whole terms"
    assert 0.0 < accounts["A4"].contract_end < 24.0


def test_what_an_account_has_survived(with_book: Scenario) -> None:
    opening, accounts = imported(with_book)
    assert [accounts[one].renewals for one in ("A1", "A2", "A3", "A4")] == [2.0, 1.0, 1.0, 0.0]
    assert any("1 account has no start date" in warning for warning in opening.warnings)
    assert any("overdue" in warning or "rolled forward" in warning for warning in opening.warnings)


def test_an_account_of_a_book_is_the_same_in_any_company_it_keeps(with_book: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "shorter.csv"
    lines = BOOK.splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[4], lines[1]]), encoding="utf-8")
    _, accounts = imported(with_book)
    _, fewer = imported(patch(with_book, {"customers.book": str(path)}))
    assert fewer["A4"] == accounts["A4"] and fewer["A1"] == accounts["A1"]


def test_a_book_says_who_is_paused_and_whose_contract_is_over(tmp_path: Path) -> None:
    text = (
        "Account ID,ARR,Renewal Date,Term,Status\nA1,1,2027-03-01,12,paused\nA2,1,2026-12-16,12,in grace\n"
        "A3,1,2026-06-01,12,in grace\nA4,1,,12,in grace\nA5,1,2027-03-01,12,past due\nA6,1,2026-12-16,12,active\n"
    )
    path = tmp_path / "standing.csv"
    path.write_text(text, encoding="utf-8")
    opening = opening_book(patch(small(), {"customers.book": str(path), "renewal.late.grace": "1 month"}))
    assert [account.standing for account in opening.accounts] == [PAUSED, GRACED, GRACED, GRACED, ACTIVE, ACTIVE]
    ends = [account.contract_end for account in opening.accounts]
    assert ends == pytest.approx([2.0, -1.0 + 15.0 / 31.0, -7.0, 0.0, 2.0, 11.0 + 15.0 / 31.0])
    assert sum("rolled forward by whole terms" in one for one in opening.warnings) == 1
    assert "1 account has (line 7) a renewal date before the start" in " ".join(opening.warnings)


def test_a_renewal_that_is_not_signed_yet_has_not_been_survived(tmp_path: Path) -> None:
    text = (
        "Account ID,ARR,Start Date,Renewal Date,Term,Status\nA1,1,2024-12-16,2026-12-16,12,in grace\n"
        "A2,1,2024-12-16,2026-12-16,12,active\nA3,1,2022-12-16,2024-11-01,12,in grace\n"
    )
    path = tmp_path / "grace.csv"
    path.write_text(text, encoding="utf-8")
    opening = opening_book(patch(small(), {"customers.book": str(path)}))
    assert [account.renewals for account in opening.accounts] == [1.0, 2.0, 3.0]
    assert opening.accounts[2].contract_end == pytest.approx(-2.0), "the last end of those that have passed"
