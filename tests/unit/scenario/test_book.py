"""Reading a customer book: what is understood, and what is said about what is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssim.errors import InputError, Problem
from cssim.scenario.book import file as book_file
from cssim.scenario.book.columns import BookColumns
from cssim.scenario.book.read import MAX_PROBLEMS, read_book, scan_book
from cssim.scenario.book.rows import Book, BookRow

START = date(2027, 1, 1)
GOOD = "Account ID,Account Name,ARR\nA1,Acme,$1,200.00\n"


def columns(**parts: Any) -> BookColumns:
    return BookColumns.model_validate(parts)


def read(folder: Path, text: str | bytes, **parts: Any) -> Book:
    path = folder / "book.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_book(path, columns(**parts), START)


def rows(folder: Path, text: str | bytes, **parts: Any) -> tuple[BookRow, ...]:
    return read(folder, text, **parts).rows


def problems(folder: Path, text: str | bytes, **parts: Any) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(folder, text, **parts)
    return caught.value.problems


def only(folder: Path, text: str | bytes, **parts: Any) -> Problem:
    found = problems(folder, text, **parts)
    assert len(found) == 1, [str(one) for one in found]
    return found[0]


def test_a_full_export_is_read_field_by_field(tmp_path: Path) -> None:
    text = (
        "Account ID,Account Name,CSM,ARR,Contract Start Date,Contract Term (Months),Renewal Date,Region,Status,"
        "Segment,Number of Renewals,ARR 12m ago\n"
        '001A,"Harbor & Sons, Inc.",Ana Lopez,"$12,345.67",2025-03-15,24,3/15/2027,EMEA,Active,Mid-Market,1,"$12,000"\n'
    )
    (row,) = rows(tmp_path, text)
    assert row == BookRow(
        line=2,
        external_id="001A",
        name="Harbor & Sons, Inc.",
        arr_cents=1_234_567,
        segment="Mid-Market",
        renewal_date=date(2027, 3, 15),
        start_date=date(2025, 3, 15),
        term_months=24,
        tenure_months=None,
        renewals_survived=1.0,
        owner="Ana Lopez",
        region="EMEA",
        language=None,
        health_shift=0.0,
        request_factor=1.0,
        arr_year_ago_cents=1_200_000,
        status="live",
        top_parent="001A",
    )


@pytest.mark.parametrize(
    "header",
    [
        "Account ID,Account Name,ARR",
        "CRM ID,Name,Annual Recurring Revenue",
        "customer_id,customer_name,annual value",
        "Record ID,Company name,Total ARR (USD)",
        "GSID,Account: Account Name,ARR__c",
        "Customer ID,Company,Annual Contract Value",
    ],
)
def test_headers_of_the_usual_crms_are_recognized(tmp_path: Path, header: str) -> None:
    (row,) = rows(tmp_path, f"{header}\nA1,Acme,500\n")
    assert (row.external_id, row.name, row.arr_cents) == ("A1", "Acme", 50_000)


def test_a_monthly_amount_counts_twelve_times(tmp_path: Path) -> None:
    assert rows(tmp_path, "Customer Id,MRR\nA1,99.99\n")[0].arr_cents == 119_988
    assert rows(tmp_path, "Id,Fee\nA1,10\n", arr={"column": "Fee", "per": "month"})[0].arr_cents == 12_000


def test_the_surest_header_wins_and_the_report_says_what_became_of_each(tmp_path: Path) -> None:
    book = read(tmp_path, "Account ID,Customer,ARR,MRR,Health Score,Shoe Size\nA1,Acme,1200,90,7,44\n")
    assert [(use.header, use.target, use.how.partition(":")[0]) for use in book.uses] == [
        ("Account ID", "id", "recognized"),
        ("Customer", "name", "recognized"),
        ("ARR", "arr", "recognized"),
        ("MRR", "", "not used"),
        ("Health Score", "health", "not used"),
        ("Shoe Size", "", "not used"),
    ]


def test_names_identify_accounts_where_there_is_nothing_better_with_a_warning(tmp_path: Path) -> None:
    book = read(tmp_path, "Customer,ARR\nAcme,10\n")
    assert book.rows[0].external_id == "Acme"
    assert "renamed" in book.warnings[0]


def test_lines_identify_accounts_if_asked(tmp_path: Path) -> None:
    assert [row.external_id for row in rows(tmp_path, "a,ARR\nx,1\n\nx,2\n", id="line_number")] == ["line-2", "line-4"]


ENCODED = "Account ID,Account Name,ARR\nA1,Café Zürich,10\n"


@pytest.mark.parametrize(
    ("data", "encoding", "warned"),
    [
        (ENCODED.encode(), "utf-8", False),
        (ENCODED.encode("utf-8-sig"), "utf-8", False),
        (ENCODED.encode("utf-16"), "utf-16", False),
        (b"\xfe\xff" + ENCODED.encode("utf-16-be"), "utf-16", False),
        (ENCODED.encode("cp1252"), "cp1252", True),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str, warned: bool) -> None:
    book = read(tmp_path, data)
    assert (book.rows[0].external_id, book.rows[0].name, book.encoding) == ("A1", "Café Zürich", encoding)
    assert any("line 2 is not UTF-8" in one for one in book.warnings) == warned


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, mark: str, end: str) -> None:
    text = mark.join(("Account ID", "Account Name", "ARR")) + end + mark.join(("A1", f'"a{mark}b"', "10")) + end
    book = read(tmp_path, text)
    assert (book.delimiter, book.rows[0].name, book.rows[0].line) == (mark, f"a{mark}b", 2)


def test_excels_line_about_the_delimiter_is_understood(tmp_path: Path) -> None:
    assert rows(tmp_path, "sep=;\nAccount ID;ARR\nA1;10,50\n")[0].line == 3


def test_places_are_lines_of_the_file_even_after_quoted_line_breaks(tmp_path: Path) -> None:
    text = 'Account ID,Address,ARR\nA1,"1 Road\nTown\nLand",10\n\nA2,"x\ny",oops\nA3,z,nope\n'
    first, second = problems(tmp_path, text)
    assert (first.line, first.column, first.path) == (7, 4, "arr")
    assert first.source == 'y",oops'
    assert (second.line, second.column, second.source) == (8, 6, "A3,z,nope")
    assert str(second).endswith("     8 | A3,z,nope\n       |      ^")


def test_a_quote_inside_an_unquoted_cell_does_not_shift_places(tmp_path: Path) -> None:
    found = only(tmp_path, 'Account ID,Account Name,ARR\nA1,5" pipe,x\n')
    assert (found.line, found.column) == (2, 12)


def test_every_problem_is_found_in_one_go_and_sorted(tmp_path: Path) -> None:
    text = (
        "Account ID,Account Name,ARR,Start Date,Renewal Date,Status,Term\n"
        "A1,One,1200,2026-01-01,2027-01-01,Active,12\n"
        ",Two,1200,2026-01-01,2027-01-01,Active,12\n"
        "A3,Three,,2026-01-01,2027-01-01,Active,12\n"
        "A1,Four,1200,2026-01-01,2027-01-01,Active,12\n"
        "A5,Five,(500.00),2026-01-01,2027-01-01,Active,12\n"
        "A6,Six,1200,2027-06-01,2027-01-01,Active,12\n"
        "A7,Seven,1200,2026-01-01,2027-01-01,Actve,12\n"
        "A8,Eight,1200,2026-01-01\n"
        "A9,Nine,1200,2026-01-01,2027-02-30,Active,12\n"
        "B1,Ten,12x00,2026-01-01,2027-01-01,Active,soon\n"
    )
    found = [(one.line, one.column, one.path, one.message) for one in problems(tmp_path, text)]
    expected = [
        (3, 1, "id", "the identifier is missing"),
        (4, 10, "arr", "the ARR is missing"),
        (5, 1, "id", "'A1' is on line 2 and on line 5"),
        (6, 9, "arr", "'(500.00)' is negative"),
        (7, 24, "renewal_date", "2027-01-01 is not after the start date 2027-06-01"),
        (8, 37, "status", "'Actve' is not a known status"),
        (9, 0, "", "the line has 4 fields, the header 7"),
        (10, 25, "renewal_date", "'2027-02-30' is not a day of the calendar"),
        (11, 8, "arr", "'12x00' is not an amount of money"),
        (11, 43, "term", "'soon' is not a length of time"),
    ]
    assert [one[:3] for one in found] == [one[:3] for one in expected]
    for (*_, message), (*_, start) in zip(found, expected, strict=True):
        assert message.startswith(start)
    assert "did you mean 'active'?" in found[5][3]


@pytest.mark.parametrize("word", ["Total", "GRAND TOTAL", "Subtotal:"])
def test_a_line_that_adds_the_others_up_is_no_account(tmp_path: Path, word: str) -> None:
    text = f"Account ID,ARR,Renewal Date\nA1,1000,2027-05-01\n{word},1000,\n"
    found = only(tmp_path, text)
    assert (found.line, found.path) == (3, "id")
    assert "is a total, not an account; delete the line" in found.message
    assert len(rows(tmp_path, "Account Name,ARR,Renewal Date\nTotal,1000,2027-05-01\n")) == 1


def test_a_column_of_currencies_is_read_and_has_to_agree(tmp_path: Path) -> None:
    head = "Account ID,ARR Currency,ARR\n"
    assert read(tmp_path, f"{head}A1,eur,1000\nA2,EUR,€ 2000\nA3,,3000\n").currency == "EUR"
    found = only(tmp_path, f"{head}A1,EUR,1000\nA2,USD,2000\n")
    assert found.line == 3
    assert found.message == "the amounts are in EUR and in USD; convert them to one currency first"
    found = only(tmp_path, f"{head}A1,\x1b[2J,1000\n")
    assert (found.line, found.column) == (2, 4)
    assert found.message == "'\\x1b[2J' is not a currency; allowed: a code such as USD or EUR"


def test_many_problems_are_counted_not_listed(tmp_path: Path) -> None:
    text = "Account ID,ARR\n" + "".join(f"A{i},x\n" for i in range(MAX_PROBLEMS + 7))
    found = problems(tmp_path, text)
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].message == "7 more problems are not listed"


def test_what_is_good_can_be_had_along_with_the_problems(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("Account ID,ARR\nA1,10\nA2,x\nA1,5\n")
    book = scan_book(path, BookColumns(), START)
    assert ([row.external_id for row in book.rows], book.arr_cents, book.duplicates) == (["A1"], 1000, 1)
    assert [one.line for one in book.problems] == [3, 4]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\n \n\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"PK\x03\x04rest", "is an Excel workbook"),
        (b"<html><table>", "is HTML or XML"),
        (b'{"a": 1}', "is JSON"),
        (b"a,b\n\x00\x00,1\n", "zero bytes"),
        (b"just some words\nand more\n", "not a table of customers: only one column was found"),
        (b"\xff\xfea\x00,", "not valid utf-16"),
        (b"Account ID,ARR\n", "there are no lines after the header"),
        (b"Account ID,ARR,Status\nA1,5,Churned\n", "all 1 are lost"),
        (b"Account ID,Colour\nA1,red\n", "no column is recognized as the ARR"),
        (b"ARR,Colour\n10,red\n", "no column is recognized as the account identifier"),
        (b"Account ID,ARR,ARR\nA1,1,2\n", "two columns could be the arr"),
        (b'Account ID,ARR\nA1,"10\nA2,20\n', "a quoted cell goes wrong"),
        (b"Account ID,ARR\nA1,$5\nA2,6 EUR\n", "the amounts are in USD and in EUR"),
    ],
)
def test_what_is_not_a_book(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in only(tmp_path, data).message


def test_a_file_that_is_not_there_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_book(tmp_path / "none.csv", BookColumns(), START)
    with pytest.raises(InputError, match="cannot be read"):
        read_book(tmp_path, BookColumns(), START)
    monkeypatch.setattr(book_file, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="allowed: at most"):
        read(tmp_path, GOOD)


def test_a_mapped_header_that_is_not_there_says_which_is_near(tmp_path: Path) -> None:
    found = only(tmp_path, "Account ID,Anual Value\nA1,5\n", arr="Annual Value")
    assert (found.line, found.path) == (1, "customers.columns.arr.column")
    assert found.message == "the file has no column 'Annual Value'; did you mean 'Anual Value'?"


def test_a_mapped_header_wins_and_ignored_ones_are_not_recognized(tmp_path: Path) -> None:
    text = "Account ID,ARR,Net ARR,Owner\nA1,1,2,Bo\n"
    (row,) = rows(tmp_path, text, arr="Net ARR", ignore=["owner"])
    assert (row.arr_cents, row.owner) == (200, None)


def test_lost_accounts_are_left_out_counted_and_not_checked(tmp_path: Path) -> None:
    text = (
        "Account ID,ARR,Status,Renewal Date\nA1,10,Active,2027-05-01\nA2,20.50,churned,soon\nA3,,Cancelled,\n"
        "A4,30,,2027-05-01\nA5,-9,LOST,\n"
    )
    book = read(tmp_path, text)
    assert [row.external_id for row in book.rows] == ["A1", "A4"]
    assert (book.records, book.lost, book.lost_arr_cents, book.arr_cents) == (5, 3, 2_050, 4_000)
    assert "3 accounts are lost and left out, ARR 20.50" in book.warnings


def test_known_outcomes_stay_in_the_book_with_a_warning(tmp_path: Path) -> None:
    text = "Account ID,ARR,Status\nA1,1,Active\nA2,2,Notice given\nA3,3,Paused\nA4,4,In Grace\nA5,5,signed\nA6,0,Live\n"
    book = read(tmp_path, text)
    assert [row.status for row in book.rows] == ["live", "notice", "paused", "in_grace", "signed", "live"]
    assert sum("they ask nothing and nothing is done for them until" in one for one in book.warnings) == 1
    assert sum("its renewal is settled within renewal.late.grace" in one for one in book.warnings) == 1
    assert sum("they leave when their contract ends" in one for one in book.warnings) == 1
    assert sum("they renew, at the signed ARR" in one for one in book.warnings) == 1
    assert any("1 account has (line 7) an ARR of 0" in one for one in book.warnings)


def test_an_unknown_type_of_contract_is_refused_with_what_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'Barter' is not a known type of contract; allowed: subscription, consump"):
        read(tmp_path, "Account ID,ARR,Pricing Model\nA1,1,metered\nA2,2,Barter\n")


@pytest.mark.parametrize("header", ["Open Cases", "open_tickets", "Open Requests (Zendesk)"])
def test_open_requests_are_whole_numbers(tmp_path: Path, header: str) -> None:
    book = read(tmp_path, f"Account ID,ARR,{header},Cases\nA1,1,3,400\nA2,2,,\nA3,3,0,7\nA4,4,1000,n/a\n")
    assert [row.open_requests for row in book.rows] == [3, 0, 0, 1000]
    assert [use.target for use in book.uses][2:] == ["open_requests", "requests"]


@pytest.mark.parametrize("cell", ["2.5", "-1", "many", "1001"])
def test_what_is_no_number_of_open_requests(tmp_path: Path, cell: str) -> None:
    with pytest.raises(InputError, match=r"book.csv:2:\d+: open_requests: "):
        read(tmp_path, f"Account ID,ARR,Open Cases\nA1,1,{cell}\n")


def test_words_of_this_book_decide_about_status(tmp_path: Path) -> None:
    text = "Account ID,ARR,churned\nA1,1,0.0\nA2,2,1.0\n"
    book = read(tmp_path, text, status={"column": "churned", "live": ["0.0"], "lost": [1.0]})
    assert ([row.external_id for row in book.rows], book.lost) == (["A1"], 1)


def test_overdue_and_future_dates_are_said(tmp_path: Path) -> None:
    text = "Account ID,ARR,Renewal Date,Start Date\nA1,1,2026-12-31,2020-01-01\nA2,1,2028-01-01,2027-02-01\n"
    said = " ".join(read(tmp_path, text).warnings)
    assert "(line 2) a renewal date before the start in 2027-01" in said
    assert "(line 3) a start date after the start in 2027-01" in said


def test_health_and_requests_become_a_shift_and_a_factor(tmp_path: Path) -> None:
    text = "Account ID,ARR,CSAT,Tickets\nA1,1,9,4\nA2,1,7.5,0\nA3,1,,\nA4,1,9,100\n"
    found = rows(
        tmp_path,
        text,
        health={"column": "CSAT", "center": 9, "log_odds_per_point": 2},
        requests={"column": "Tickets", "typical": 4, "weight": 1},
    )
    assert [row.health_shift for row in found] == [0.0, -3.0, 0.0, 0.0]
    assert [row.request_factor for row in found] == [1.0, 0.05, 1.0, 25.0]


def test_a_price_list_makes_the_arr(tmp_path: Path) -> None:
    text = "Account ID,Size,Payroll\nA1,small,Active\nA2,big,Free-Trial\nA3,huge,No\n"
    arr = {
        "price_list": [
            {"by": "Size", "price": {"small": "$100", "big": "1k"}},
            {"by": "Size", "price": {"small": 20.5}, "when": {"column": "Payroll", "is_one_of": ["Active"]}},
        ]
    }
    found = only(tmp_path, text, arr=arr)
    assert (found.line, found.column) == (4, 4)
    assert found.message == "'huge' is not in the price list by Size; allowed: small, big"
    assert [row.arr_cents for row in rows(tmp_path, text.replace("huge", "big"), arr=arr)] == [12_050, 100_000, 100_000]


def test_a_segment_map_must_know_every_value(tmp_path: Path) -> None:
    text = "Account ID,ARR,Size\nA1,1,XL\nA2,1,S\n"
    found = only(tmp_path, text, segment={"column": "Size", "map": {"XL": "enterprise"}})
    assert found.message == "'S' is not in the map of segments; allowed: XL"


def test_columns_of_nothing_but_blank_words_are_counted_as_missing(tmp_path: Path) -> None:
    book = read(tmp_path, "Account ID,ARR,CSM,Region\nA1,1,n/a,\nA2,2,Bo,-\n")
    assert book.missing == {"owner": 1, "region": 2}
    assert book.rows[0].owner is None


@given(
    name=st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=60),
    mark=st.sampled_from([",", ";", "\t", "|"]),
)
def test_text_is_data_whatever_it_is(tmp_path_factory: pytest.TempPathFactory, name: str, mark: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    text = mark.join(("Account ID", "Account Name", "ARR")) + "\n" + mark.join(("A1", quoted, "12")) + "\n"
    (row,) = rows(tmp_path_factory.mktemp("book"), text)
    assert row.name == (name.strip() or "A1")
    assert row.arr_cents == 1_200


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("book")
    for prefix in (b"", b"Account ID,ARR,Renewal Date,Status,Term\n"):
        try:
            read(folder, prefix + data)
        except InputError as error:
            assert all(str(one) for one in error.problems)
