"""The field reference: every key is explained, and a key is found by as little as its end."""

from __future__ import annotations

import pytest

from cssim.errors import InputError
from cssim.part import Part, field
from cssim.scenario.manual.catalog import Explanation, catalog
from cssim.scenario.manual.explain import explain, keys, text


def refusal(key: str) -> str:
    with pytest.raises(InputError) as caught:
        explain(key)
    (problem,) = caught.value.problems
    return problem.message


@pytest.mark.parametrize("row", keys(), ids=lambda row: f"{row.key}-{'-'.join(row.only_with)}")
def test_every_key_says_what_it_is(row: Explanation) -> None:
    assert row.about
    assert row.kind


@pytest.mark.parametrize("row", keys(), ids=lambda row: f"{row.key}-{'-'.join(row.only_with)}")
def test_every_key_is_found_by_its_name(row: Explanation) -> None:
    assert explain(row.key).key == row.key


def test_what_is_known_about_a_key() -> None:
    row = explain("requests.frailty")
    assert (row.default, row.low, row.high, row.off) == ("0.8", "0.4", "1.6", "0")
    assert (row.evidence, row.drawn, row.required) == ("guess", True, False)
    assert row.limits == "at least 0, at most 3"


def test_defaults_are_as_a_user_would_write_them() -> None:
    assert explain("horizon").default == "24 months"
    assert explain("gross_margin_before_cs").default == "80%"
    assert explain("check_in.frequency").default == "8.7/year"
    assert explain("check_in.work").default == "{dist: fixed, hours: 1.1 working hours}"
    assert explain("designs").default == "{today: {}}"
    assert explain("customers").default == ""


def test_ranges_are_in_the_unit_of_the_key() -> None:
    row = explain("gross_margin_before_cs")
    assert (row.low, row.high) == ("70%", "90%")
    assert explain("heterogeneity").off == "none"


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("frailty", "requests.frailty"),
        ("customers.segments.*.logo_churn", "customers.segments.*.logo_churn"),
        ("customers.segments.mid_market.logo_churn", "customers.segments.*.logo_churn"),
        ("mid_market.logo_churn", "customers.segments.*.logo_churn"),
        ("organisation.teams.csm", "organisation.teams.*"),
        ("requests", "requests"),
        ("relationship.level", "health.relationship.level"),
        (" seed ", "seed"),
    ],
)
def test_the_end_of_a_key_is_enough(asked: str, key: str) -> None:
    assert explain(asked).key == key


def test_a_key_of_several_alternatives_is_explained_for_each() -> None:
    row = explain("organisation.teams.csm.pay.ote")
    roles = ("csm", "specialist", "support", "account_manager", "renewals_desk", "onboarding")
    assert [one.only_with for one in (row, *row.others)] == [(f"role: {role}",) for role in roles]
    assert len({one.default for one in (row, *row.others)}) == len(roles)


def test_a_key_that_alternatives_share_is_explained_once() -> None:
    row = explain("organisation.coverage.smb.team")
    models = ("assigned", "hybrid", "pod", "pooled", "digital")
    assert row.only_with == tuple(f"model: {model}" for model in models) and row.others == ()
    assert explain("coverage.smb.balance").only_with == ("model: assigned", "model: hybrid", "model: pod")


def test_the_word_that_chooses() -> None:
    row = explain("organisation.coverage.smb.model")
    assert {"assigned", "pooled"} <= set(row.allowed)
    assert row.required
    assert "assigned: " in row.about


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("frailtyy", "unknown key; did you mean 'requests.frailty'?"),
        ("customers.segments.smb.logo_chrn", "unknown key; did you mean 'customers.segments.*.logo_churn'?"),
        ("zzz", "unknown key"),
        ("", "unknown key"),
        (
            "level",
            "several keys end so: health.adoption.level, health.relationship.level, health.service.level, "
            "health.transfers.level, health.account_change.level, health.pressure.level, health.readiness.level, "
            "health.product_gap.level",
        ),
    ],
)
def test_what_is_no_key(key: str, message: str) -> None:
    assert refusal(key) == message


def test_the_text_for_a_terminal() -> None:
    shown = text(explain("frailty")).splitlines()
    assert shown[0] == "requests.frailty"
    assert "  default    0.8" in shown
    assert "  range      0.4 to 1.6; varies over it when assumptions are drawn" in shown
    assert text(explain("teams.csm.pay.ote")).count("only with") == 6


class Inner(Part):
    """One of them."""

    size: float = field(1.5, about="its size", gt=0.5, ge=0.0, lt=9)
    names: tuple[str, ...] = field((), about="its names")
    on: bool = field(True, about="whether it is on")


class Outer(Part):
    """All of them."""

    inner: tuple[Inner, ...] = field((), about="the inner ones")
    prices: dict[str, float] = field(dict, about="prices")


def test_kinds_and_limits_of_plain_types() -> None:
    rows = {row.key: row for row in catalog(Outer)}
    assert list(rows) == ["inner", "inner.*", "inner.*.size", "inner.*.names", "inner.*.on", "prices"]
    assert rows["inner"].kind == "a list of sections"
    assert rows["inner.*"].about == "One of them."
    assert rows["inner.*.size"].limits == "above 0.5, below 9"
    assert rows["inner.*.names"].kind == "a list of texts"
    assert rows["inner.*.on"].kind == "true or false"
    assert rows["prices"].kind == "values by name"
