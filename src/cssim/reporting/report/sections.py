"""Sections that every report has, whether of one design or of several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cssim.reporting import pictures
from cssim.reporting.gather import Study, currency_of, definition_words, last_year, mean_figure, results_of
from cssim.reporting.numbers import money, number, percent
from cssim.reporting.report import markup
from cssim.reporting.report.background import Background
from cssim.reporting.side_by_side import work_of
from cssim.reporting.tables import Table
from cssim.reporting.words import period_words, plain
from cssim.results.catalogue import METRICS, TEAM_METRICS
from cssim.results.measures import FLOW

_DEFINED: Final = (
    "retained_arr", "retained_arr_expected", "arr_opening", "new", "expansion", "contraction", "churn", "arr_closing",
    "nrr", "grr", "logo_churn", "renewal_rate", "atr", "cs_cost", "cs_cost_share", "contribution", "arr_per_csm",
    "accounts_per_csm", "utilisation", "wait_hours", "late", "transfers", "skipped_check_in", "people_met",
)  # fmt: skip
"""Metrics that the page uses, or that are asked for first."""
_BY_FLOW: Final = {"nrr": "nrr_of_lines", "grr": "grr_of_lines", "logo_churn": "logo_churn_of_lines"}
"""What short names stand for where retention is meant by flow."""


def whole(title: str, style: str, parts: Mapping[str, tuple[str, str]]) -> str:
    """Return the document of sections by name, each with its title and content; those without content are left out."""
    parts = {name: part for name, part in parts.items() if part[1]}
    body = f"<h1>{markup.text(title)}</h1>" + "".join(
        markup.section(name, words, content) for name, (words, content) in parts.items()
    )
    return markup.page(title, style, [(name, words) for name, (words, _) in parts.items()], body)


def bridge(study: Study, background: Background) -> str:
    """Return how opening ARR becomes closing ARR."""
    source = "from your customer list" if background.book else "of a generated book"
    caption = f"Means of the runs. Opening ARR is {source}; all that follows is simulated."
    return markup.picture(pictures.arr_bridge(study), "bridge", caption)


def fan(study: Study) -> str:
    """Return retained ARR month by month, with what may happen."""
    caption = (
        "Simulated. Band: range of outcomes (P10–P90 of the runs), the luck of single contracts included; more runs do "
        "not narrow it. Line: mean."
    )
    return markup.picture(pictures.retained_fan(study), "fan", caption)


def work(study: Study, period: str) -> str:
    """Return how busy teams are and how long customers wait; ``period`` is that of the table."""
    results = results_of(study)
    caption = f"Simulated, means of the runs in {period_words(last_year(results[0].months))}. Waits are working hours."
    picture = markup.picture(pictures.load_and_waits(study), "work", caption)
    return picture + markup.table(work_of(results, period))


def people(study: Study) -> str:
    """Return heads by team, and how much there is to each CSM, at the end."""
    results = results_of(study)
    period = f"m{results[0].months}"
    teams = list(dict.fromkeys(team for result in results for team in result.teams))
    head = ["heads at the end, mean", *(plain(team) for team in teams), "accounts per CSM", "ARR per CSM", "people met"]
    rows = []
    for result in results:
        heads = [
            number(mean_figure(result, f"headcount_{team}.{period}")) if team in result.teams else "–" for team in teams
        ]
        per_csm = number(mean_figure(result, f"accounts_per_csm.{period}"), 0)
        arr = money(mean_figure(result, f"arr_per_csm.{period}"), currency_of(study))
        met = number(mean_figure(result, f"people_met.{period}"))
        rows.append([plain(result.design), *heads, per_csm, arr, met])
    return markup.table(Table(head, rows))


def cost(study: Study) -> str:
    """Return what each team costs in the last year, and in all."""
    results, currency = results_of(study), currency_of(study)
    period = last_year(results[0].months)
    teams = list(dict.fromkeys(team for result in results for team in result.teams))
    head = [f"cost in {period_words(period)}, mean", *(plain(team) for team in teams)]
    head += ["CS cost", "of it once", "share of revenue"]
    rows = []
    for result in results:
        each = [
            money(mean_figure(result, f"team_cost_{team}.{period}"), currency) if team in result.teams else "–"
            for team in teams
        ]
        totals = [money(mean_figure(result, f"{name}.{period}"), currency) for name in ("cs_cost", "cs_cost_one_time")]
        share = percent(mean_figure(result, f"cs_cost_share.{period}"))
        rows.append([plain(result.design), *each, *totals, share])
    return markup.table(Table(head, rows))


def assumptions(words: str, background: Background) -> str:
    """Return what is not known, with the evidence for it."""
    rows = [[row.label, row.path, row.default, row.range, row.evidence] for row in background.assumptions]
    return markup.paragraph(words) + markup.table(
        Table(["number", "field", "default", "range", "evidence"], rows), "words"
    )


def definitions(study: Study) -> str:
    """Return what the figures of the page are."""
    known = {metric.name: metric for metric in (*METRICS, *TEAM_METRICS)}
    meant = _BY_FLOW if results_of(study)[0].records[0].measures.definitions.retention == FLOW else {}
    rows = [[plain(name), known[meant.get(name, name)].about, known[name].unit] for name in _DEFINED if name in known]
    words = definition_words(study)
    said = markup.paragraph(f"{words[0].upper()}{words[1:]}")
    return said + markup.table(Table(["figure", "what it is", "unit"], rows), "words")


def manifest(background: Background) -> str:
    """Return what the results depend on."""
    pairs = [
        (plain(name), _in_words(value)) for name, value in background.manifest.items() if value not in ("", [], ())
    ]
    return markup.facts(pairs) + markup.paragraph(
        "The same command and seed give the same bytes, whatever the engine and the number of processes.", "note"
    )


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in value)
    return str(value)
