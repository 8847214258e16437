"""The report of a comparison: the answer on its first page, then what stands behind it, section by section."""

from __future__ import annotations

from cssim.reporting import gather, pictures, waterfall
from cssim.reporting.answer import METHODS, by_gain, headline, notes, sentences
from cssim.reporting.gather import currency_of, mean_figure
from cssim.reporting.numbers import count, money, percent
from cssim.reporting.report import markup, sections
from cssim.reporting.report.background import Background
from cssim.reporting.report.style import STYLE
from cssim.reporting.side_by_side import designs_cells, periods_cells, work_period
from cssim.reporting.why import READING, steps_answer, steps_table
from cssim.reporting.words import decision_gap, decision_spread, decision_words, period_words, plain
from cssim.results.contests import Contest
from cssim.results.studies import Comparison


def report(study: Comparison, background: Background) -> str:
    """Return the report of a comparison as one HTML document, the same text every time."""
    parts = {
        "answer": ("Answer", _answer(study, background)),
        "comparison": ("Comparison", _comparison(study)),
        "bridge": ("From opening to closing ARR", sections.bridge(study, background)),
        "fan": ("Retained ARR month by month", sections.fan(study)),
        "work": ("Waits and utilization", sections.work(study, work_period(study))),
        "people": ("People", sections.people(study)),
        "cost": ("Cost", sections.cost(study)),
        "why": ("Why", _why(study)),
        "assumptions": ("Assumptions", sections.assumptions(_noted(study, background, "Assumptions"), background)),
        "definitions": ("Definitions", sections.definitions(study)),
        "methods": ("Methods", _methods(study, background)),
        "manifest": ("Manifest", sections.manifest(background)),
    }
    title = background.setting.question.strip() or "Customer success designs compared"
    return sections.whole(title, STYLE, parts)


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


def _methods(study: Comparison, background: Background) -> str:
    return markup.paragraph(METHODS) + markup.paragraph(_noted(study, background, "Runs"))


def _noted(study: Comparison, background: Background, label: str) -> str:
    """Return what the answer notes under a label."""
    return next(words for name, words in notes(study, background.setting) if name == label)
