"""The glossary: terms of customer success, and where in a scenario or among the metrics each is to be found.

``docs/glossary.md`` is written from it: ``python -m cssim.results.glossary [FILE]``. A test holds every name in it
against the catalogue of metrics and the fields of a scenario.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from cssim.results.catalogue import METRICS, TEAM_METRICS
from cssim.results.metric import Metric

PAGE: Final = Path("docs/glossary.md")
TEAM: Final = "_T"
"""Stands for the name of a team at the end of a metric's name."""


class Term(NamedTuple):
    """A term: its ``fields`` in a scenario (what is put in), its ``metrics`` (what comes out), and what to know of it.

    Where the model has a term in another form, ``note`` says in which, and why.
    """

    name: str
    fields: tuple[str, ...]
    metrics: tuple[str, ...]
    note: str = ""


TERMS: Final = (
    Term("annual recurring revenue (ARR)", ("customers.segments.*.arr", "customers.book"),
         ("arr_opening", "arr_closing", "retained_arr"), "Whole cents in a ledger; every change of it is one line."),
    Term("monthly recurring revenue (MRR)", ("customers.segments.*.term",),
         ("mrr", "mrr_new", "mrr_expansion", "mrr_contraction", "mrr_churn"),
         "A twelfth of ARR, exactly: a customer who pays by the month has twelve times that as ARR."),
    Term("new", ("customers.new_logos.*.rate",), ("new", "logos_won", "arr_growth")),
    Term("expansion: upsell, cross-sell, price", ("customers.segments.*.plays.expansion", "expansion.cross_sell",
                                                  "customers.price_uplift"),
         ("expansion", "upsell", "cross_sell", "price", "whitespace")),
    Term("contraction (downsell)", ("renewal.downsell.odds",), ("contraction",)),
    Term("churn", ("customers.segments.*.logo_churn",), ("churn", "known_churn", "grr"),
         "Takes effect at the end of the contract; until then it is known_churn."),
    Term("net negative churn", (), ("net_churn", "nrr"), "Where net_churn is below 0, which is where nrr is above "
           "100 %."),
    Term("logo churn", ("customers.segments.*.logo_churn", "definitions.logo", "customers.columns.parent"),
         ("logo_churn", "logo_churn_of_accounts", "logos_lost", "top_parents"),
         "A logo is a top parent of the book, or with definitions.logo: account each account."),
    Term("renewal and renewal rate", ("customers.segments.*.plays.renewal",),
         ("renewal_rate", "renewal_rate_net", "renewal_rate_logos", "atr", "renewed")),
    Term("terms of the contract", ("customers.segments.*.term", "customers.segments.*.contracts", "renewal.lock_in"),
         ("arr_locked", "in_grace")),
    Term("engagement", ("customers.segments.*.plays.check_in",), ("engagement",),
         "Contacts answered in the last 90 days, per customer. Whoever of us gets to a contact is heard there: what "
           "goes "
         "unanswered in the model is on our side (skipped plays, waits)."),
    Term("user adoption", ("health.adoption.seats_in_use",), ("user_adoption",), "Active ÷ paid seats."),
    Term("product adoption", ("customers.segments.*.products",), ("product_adoption",),
         "Products used ÷ owned. One number says how well a customer uses what it has; products in use follow from "
           "it and "
         "are no state of their own, as no figure is known of the order in which they are taken up."),
    Term("success plan and its objectives", ("customers.segments.*.plays.success_plan", "health.adoption.objective"),
         ("objectives_met", "held_success_plan", "plans_sold"),
         "The objective of a plan is a share of seats in use, as use is what adoption moves; what else a customer "
           "sets out "
         "to reach, the model does not know."),
    Term("health score", ("organisation.health_score.validity",), ("health", "at_risk"),
         "health is what is true, 0 to 100; what people see of it is as good as its validity, and at_risk counts by "
           "that."),
    Term("ideal customer profile (ICP) fit", ("customers.ideal_profile.weight", "customers.new_logos.*.fits"),
         ("won_fitting",), "Of customers won. How well today's fit is in their churn already."),
    Term("customer journey and lifecycle stage", ("organisation.onboarding.limit",),
         ("beginners", "renewing", "known_churn", "in_grace", "logos_lost"),
         "Onboarding (beginners), live, up for renewal (renewing, within 90 days of the end), given notice or late "
         "(known_churn, in_grace: in ARR), lost. Live are the others."),
    Term("onboarding time", ("customers.segments.*.onboarding", "organisation.onboarding.target"),
         ("onboarded_in_time", "time_to_first_value"), "Onboarding ends with first value: both are one time."),
    Term("time to first value", ("organisation.onboarding.target",), ("time_to_first_value",)),
    Term("business review (QBR)", ("customers.segments.*.plays.qbr",), ("held_qbr", "skipped_qbr", "reviewed")),
    Term("net promoter score (NPS)", ("surveys.nps",), ("nps",), "−100 to 100."),
    Term("customer satisfaction (CSAT)", ("surveys.csat",), ("csat",), "Share of 4s and 5s."),
    Term("feature requests", ("customers.segments.*.requests.feature_request", "product.voice"),
         ("wishes", "wishes_captured", "wishes_shipped"), "Raised, captured, shipped."),
    Term("win and loss reasons", (), ("won_by_sales", "won_by_referral", "won_by_winback", "lost_to_neglect",
                                      "lost_to_service", "lost_to_fit"),
         "lost_to_ has one metric for each driver, and fit where none is below what was promised; accounts.csv has the "
         "reason of every customer, cssim attribute splits a loss among all of them."),
    Term("year on year, with seasonality", ("requests.season", "customers.contract_ends",
           "customers.new_logos.*.season"),
         ("arr_growth", "new_growth", "churn_growth"), "Whole years against whole years: season cancels."),
    Term("KPI with a target", ("organisation.teams.*.incentive", "decide.on"), ("attainment_T",),
         "A goal of a person is an incentive; one of the company is a condition: --fail-if 'grr.y1<90%'."),
)  # fmt: skip
"""The 26 terms, in the order in which one meets them."""

_HEAD: Final = """# Glossary

Written by `python -m cssim.results.glossary` from the catalogue of metrics; a test fails if it is out of date. `cssim
explain NAME` prints definition, formula, unit and better direction of a metric, and meaning, range and evidence of a
field. `*` stands for a name of yours, `T` for a team.

| term | put in | comes out | to know |
|---|---|---|---|
"""


def named(name: str) -> Metric:
    """Return the metric of a name in the glossary.

    Raises
    ------
    KeyError
        If there is none.
    """
    of_teams = {f"{metric.name}{TEAM}": metric for metric in TEAM_METRICS}
    return {**{metric.name: metric for metric in METRICS}, **of_teams}[name]


def page() -> str:
    """Return the page: terms, then every metric that they name."""
    terms = [
        f"| {one.name} | {_code(one.fields)} | {_code(one.metrics)} | {one.note} |" for one in TERMS
    ]  # fmt: skip
    names = dict.fromkeys(name for one in TERMS for name in one.metrics)
    metrics = [_row(name, named(name)) for name in names]
    table = "## The metrics among them\n\n| metric | definition | formula | unit | better |\n|---|---|---|---|---|"
    return _HEAD + "\n".join([*terms, "", table, *metrics, ""])


def _row(name: str, metric: Metric) -> str:
    better = {"up": "more", "down": "less", "none": "–"}[metric.better]
    cells = (f"`{name}`", metric.about, metric.written, metric.unit, better)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _code(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


def main(arguments: Sequence[str] = ()) -> None:
    """Write the page to the file named in ``arguments``, or to its place in a checkout."""
    target = Path(arguments[0]) if arguments else PAGE
    target.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
