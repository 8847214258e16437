from __future__ import annotations

import pytest
from tests.unit.experiments.scenarios import POOLED, prepared, with_designs

from cssim.experiments.compare import plan_comparison
from cssim.experiments.protect import next_end, to_protect
from cssim.results.text_files import protect_csv

CHANGE = {"start": "2027-03", "mode": "big-bang"}


def designs(change: dict[str, object]) -> dict[str, object]:
    return {"named": {}, "pooled": {"organisation": {"coverage": POOLED}, "change": change}}


def test_accounts_that_change_contact_shortly_before_their_renewal_are_listed() -> None:
    study = plan_comparison(with_designs(prepared(), designs(CHANGE)), start="today")
    (table,) = to_protect(study)
    assert set(table["design"]) == {"pooled"} and 0 < len(table["design"]) < 30
    assert set(table["changes"]) == {"2027-03-01"}
    assert all("2027-03-01" <= day <= "2027-05-30" for day in table["renewal"])
    assert table["arr"].tolist() == sorted(table["arr"].tolist(), reverse=True)
    header, *rows = "".join(protect_csv([table])).splitlines()
    assert header == "design,external_id,name,segment,contact,arr,changes,renewal" and len(rows) == len(table["arr"])


@pytest.mark.parametrize("change", [{"mode": "at-renewal"}, {"protect": "renewal within 90 days"}])
def test_who_is_protected_is_not_listed(change: dict[str, object]) -> None:
    study = plan_comparison(with_designs(prepared(), designs(CHANGE | change)), start="today")
    assert [len(table["design"]) for table in to_protect(study)] == [0]


def test_a_design_that_changes_nothing_lists_nobody() -> None:
    study = plan_comparison(with_designs(prepared(), {"named": {}, "same": {"change": CHANGE}}), start="today")
    assert [len(table["design"]) for table in to_protect(study)] == [0]


def test_the_next_end_of_a_contract() -> None:
    assert [next_end(100.0, 50.0, time) for time in (0.0, 100.0, 101.0, 150.0, 160.0)] == [100, 100, 150, 150, 200]
