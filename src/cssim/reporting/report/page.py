"""The report of a comparison: the answer on its first page, then what stands behind it, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from cssim.reporting import gather, pictures, waterfall
from cssim.reporting.answer import METHODS, Setting, by_gain, headline, notes, sentences
from cssim.reporting.gather import currency_of, last_year, mean_figure
from cssim.reporting.numbers import count, money, number, percent
from cssim.reporting.report import markup
from cssim.reporting.report.style import STYLE
from cssim.reporting.side_by_side import designs_cells, periods_cells, work_cells
from cssim.reporting.tables import Table
from cssim.reporting.why import READING, steps_answer, steps_table
from cssim.reporting.words import decision_gap, decision_spread, decision_words, period_words, plain
from cssim.results.catalogue import METRICS, TEAM_METRICS
from cssim.results.contests import Contest
from cssim.results.studies import Comparison

_DEFINED: Final = (
    "retained_arr", "retained_arr_expected", "arr_opening", "new", "expansion", "contraction", "churn", "arr_closing",
    "nrr", "grr", "logo_churn", "renewal_rate", "atr", "cs_cost", "cs_cost_share", "contribution", "arr_per_csm",
    "accounts_per_csm", "utilisation", "wait_hours", "late", "transfers", "skipped_check_in", "people_met",
)  # fmt: skip
"""Metrics that the page uses, or that are asked for first."""


class AssumptionRow(NamedTuple):
    """An uncertain number: its sentence, where it stands, default and range in words, and its evidence label."""

    label: str
    path: str
    default: str
    range: str
    evidence: str


class Background(NamedTuple):
    """What the page says beside the numbers.

    ``setting`` as the answer has it; ``assumptions`` that vary; ``manifest`` by name; ``book``: the customers are data.
    """

    setting: Setting
    assumptions: tuple[AssumptionRow, ...]
    manifest: Mapping[str, Any]
    book: bool


def report(study: Comparison, background: Background) -> str:
    """Return the report of a comparison as one HTML document, the same text every time."""
    parts = {
        "answer": ("Answer", _answer(study, background)),
        "comparison": ("Comparison", _comparison(study)),
        "bridge": ("From opening to closing ARR", _bridge(study, background)),
        "fan": ("Retained ARR month by month", _fan(study)),
        "work": ("Waits and utilization", _work(study)),
        "people": ("People", _people(study)),
        "cost": ("Cost", _cost(study)),
        "why": ("Why", _why(study)),
        "assumptions": ("Assumptions", _assumptions(study, background)),
        "definitions": ("Definitions", _definitions()),
        "methods": ("Methods", _methods(study, background)),
        "manifest": ("Manifest", _manifest(background)),
    }
    parts = {name: part for name, part in parts.items() if part[1]}
    title = background.setting.question.strip() or "Customer success designs compared"
    body = f"<h1>{markup.text(title)}</h1>" + "".join(
        markup.section(name, words, content) for name, (words, content) in parts.items()
    )
    return markup.page(title, STYLE, [(name, words) for name, (words, _) in parts.items()], body)


def _answer(study: Comparison, background: Background) -> str:
    said = list(sentences(study, background.setting))
    # the headline stands above; what follows it under the same label are the designs one by one
    answer = next(at for at, (label, _) in enumerate(said) if label == "Answer")
    if contests := by_gain(study):
        said[answer + 1] = ("Designs", said[answer + 1][1])
    del said[answer]
    parts = [markup.paragraph(headline(study), "lead")]
    if contests:
        parts.append(markup.tiles(_tiles(study, contests[0])))
        caption = (
            "Simulated. Pale bars: range over futures and assumptions (P10–P90), the luck of single contracts taken "
            "out. Dark bars: certainty of the mean (95 %). What lies in the grey band is too small to matter."
        )
        parts.append(markup.picture(pictures.comparison(study), "comparison", caption))
    return "".join([*parts, markup.facts(said)])


def _tiles(study: Comparison, best: Contest) -> list[tuple[str, str, str]]:
    """Return at most four numbers of the design that gains most on the baseline."""
    currency, against = currency_of(study), f"{plain(best.design)} against {plain(best.baseline)}"
    gaps = study.decision.sign * study.expected_gap(best.design)
    worse = float((gaps < 0.0).mean())
    period = study.decision.cost_key.rsplit(".", 1)[1]
    cost = mean_figure(study.baseline, study.decision.cost_key)
    return [
        (
            decision_gap(study, best.expected),
            decision_words(study.decision),
            f"{against}; range of one future {decision_spread(study, best.expected.outcomes)}",
        ),
        (
            money(best.cost.mean, currency, signed=True),
            f"CS cost in {period_words(period)}",
            f"{against}; the baseline costs {money(cost, currency)}",
        ),
        (
            percent(worse, 0),
            "chance of being worse",
            f"share of {count(study.runs, 'future')} in which {plain(best.design)} is behind, luck of single contracts "
            "taken out",
        ),
    ]


def _comparison(study: Comparison) -> str:
    return "".join(
        [
            markup.paragraph("Simulated; every design meets the same customers, questions and luck.", "note"),
            markup.table(designs_cells(study)),
            markup.table(periods_cells(study)),
        ]
    )


def _bridge(study: Comparison, background: Background) -> str:
    source = "from your customer list" if background.book else "of a generated book"
    caption = f"Means of the runs. Opening ARR is {source}; all that follows is simulated."
    return markup.picture(pictures.arr_bridge(study), "bridge", caption)


def _fan(study: Comparison) -> str:
    caption = (
        "Simulated. Band: range of outcomes (P10–P90 of the runs), the luck of single contracts included; more runs do "
        "not narrow it. Line: mean."
    )
    return markup.picture(pictures.retained_fan(study), "fan", caption)


def _work(study: Comparison) -> str:
    period = period_words(last_year(study.baseline.months))
    caption = f"Simulated, means of the runs in {period}. Waits are working hours."
    return "".join([markup.picture(pictures.load_and_waits(study), "work", caption), markup.table(work_cells(study))])


def _people(study: Comparison) -> str:
    """Return heads by team, and how much there is to each CSM, at the end."""
    period = f"m{study.baseline.months}"
    teams = list(dict.fromkeys(team for result in study.results for team in result.teams))
    head = ["heads at the end, mean", *(plain(team) for team in teams), "accounts per CSM", "ARR per CSM", "people met"]
    rows = []
    for result in study.results:
        heads = [
            number(mean_figure(result, f"headcount_{team}.{period}")) if team in result.teams else "–" for team in teams
        ]
        per_csm = number(mean_figure(result, f"accounts_per_csm.{period}"), 0)
        arr = money(mean_figure(result, f"arr_per_csm.{period}"), currency_of(study))
        met = number(mean_figure(result, f"people_met.{period}"))
        rows.append([plain(result.design), *heads, per_csm, arr, met])
    return markup.table(Table(head, rows))


def _cost(study: Comparison) -> str:
    """Return what each team costs in the last year, and in all."""
    period, currency = last_year(study.baseline.months), currency_of(study)
    teams = list(dict.fromkeys(team for result in study.results for team in result.teams))
    head = [f"pay in {period_words(period)}, mean", *(plain(team) for team in teams), "CS cost", "share of revenue"]
    rows = []
    for result in study.results:
        each = [
            money(mean_figure(result, f"team_cost_{team}.{period}"), currency) if team in result.teams else "–"
            for team in teams
        ]
        whole = money(mean_figure(result, f"cs_cost.{period}"), currency)
        rows.append([plain(result.design), *each, whole, percent(mean_figure(result, f"cs_cost_share.{period}"))])
    return markup.table(Table(head, rows))


def _why(study: Comparison) -> str:
    """Return the steps from the baseline to the design that gains most; nothing without the facts."""
    order = {contest.design: place for place, contest in enumerate(by_gain(study))}
    currency, months = currency_of(study), study.baseline.months
    parts: list[str] = []
    for one in sorted(study.steps, key=lambda each: order[each.b]):
        caption = (
            "Simulated. Bars: means of the runs; thin lines: certainty of the mean (95 %), line by line. In every run "
            "the lines add up to the cent."
        )
        title = gather.steps_title(one, months)
        if not parts:
            figure = waterfall.steps(gather.step_views(one), title, currency)
            parts.append(markup.picture(figure, "why", caption))
        parts.append(f"<h3>{markup.text(plain(one.b))}</h3>{markup.paragraph(steps_answer(one, currency))}")
        parts.append(markup.table(steps_table(one, currency)))
    return "".join([*parts, markup.facts(READING)]) if parts else ""


def _assumptions(study: Comparison, background: Background) -> str:
    label = next(words for name, words in notes(study, background.setting) if name == "Assumptions")
    rows = [[row.label, row.path, row.default, row.range, row.evidence] for row in background.assumptions]
    return markup.paragraph(label) + markup.table(
        Table(["number", "field", "default", "range", "evidence"], rows), "words"
    )


def _definitions() -> str:
    known = {metric.name: metric for metric in (*METRICS, *TEAM_METRICS)}
    rows = [[plain(name), known[name].about, known[name].unit] for name in _DEFINED if name in known]
    return markup.table(Table(["figure", "what it is", "unit"], rows), "words")


def _methods(study: Comparison, background: Background) -> str:
    runs = next(words for name, words in notes(study, background.setting) if name == "Runs")
    return markup.paragraph(METHODS) + markup.paragraph(runs)


def _manifest(background: Background) -> str:
    """Return what the results depend on; where cssim ran, and in which engine, changes no number."""
    shown = {name: value for name, value in background.manifest.items() if name not in ("engine", "recording")}
    pairs = [(plain(name), _in_words(value)) for name, value in shown.items() if value not in ("", [], ())]
    return markup.facts(pairs) + markup.paragraph(
        "The same command and seed give the same bytes, whatever the engine and the number of processes.", "note"
    )


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in value)
    return str(value)
