"""The answer of a comparison in sentences, made from its numbers. Statistics words stay in the methods line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cssim.reporting.bottlenecks import bottlenecks
from cssim.reporting.gather import currency_of, definition_words, mean_figure
from cssim.reporting.numbers import count, exact_money, money, percent
from cssim.reporting.precision import precision_words
from cssim.reporting.side_by_side import designs_table, periods_table, work_period, work_table
from cssim.reporting.tables import labelled
from cssim.reporting.words import (
    decision_amount,
    decision_gap,
    decision_spread,
    decision_words,
    period_words,
    plain,
    verdict_words,
)
from cssim.results.contests import Contest
from cssim.results.doubts import Doubt
from cssim.results.statistics import Verdict
from cssim.results.studies import Comparison, Result
from cssim.units import CENTS, MONTHS_PER_YEAR, month_label, to_cents

ENOUGH_RUNS: Final = 30
"""Below this the answer says that its runs are few."""
STARTS: Final = {
    "steady": "from steady: every design starts from today's settled stocks; the change itself costs nothing",
    "today": "from today: every design starts from today's owners and people and pays for its own change",
}
FOOTINGS: Final = {"as-written": "as written", "equal-budget": "at equal budget", "equal-heads": "with equal heads"}
METHODS: Final = (
    "Designs share their futures and are compared pair by pair, on expected losses at each contract's end. Its range: "
    "80 % prediction interval (Student t) over futures and drawn assumptions, the luck of single contract ends taken "
    "out; the verdict is read off it. Happened: the same with that luck. Range of outcomes: P10–P90 of the runs. "
    "Precision: half the 95 % interval of the mean (Student t; Bonferroni over the designs). Best mean: posterior "
    "probability of the best average. Wins: share of futures in which it comes first. Waits are working hours; nights "
    "and weekends do not exist."
)


class Setting(NamedTuple):
    """What the answer says of the scenario behind a comparison.

    ``question`` its name; ``customers`` where they come from; ``control_cents`` finance's total, if given;
    ``churn`` (segment, logo churn of today's customers a year) as far as the file says it; ``guesses`` how many
    assumptions vary from run to run; ``doubts`` what contests that are not settled leave open; ``command`` what to
    type next.
    """

    question: str
    customers: str
    control_cents: int | None
    churn: tuple[tuple[str, float], ...]
    guesses: int
    doubts: tuple[Doubt, ...]
    command: str


def answer(study: Comparison, setting: Setting) -> str:
    """Return the whole answer screen of a comparison."""
    tables = [designs_table(study), periods_table(study), work_table(study)]
    blocks = [labelled(list(sentences(study, setting))), *tables, labelled(list(notes(study, setting)))]
    return "\n\n".join(block for block in blocks if block)


def headline(study: Comparison) -> str:
    """Return the answer in one sentence, verdict first."""
    contests = by_gain(study)
    if not contests:
        return "There is one design only: nothing to compare."
    base = study.baseline.design
    if len(contests) == 1:
        words = verdict_words(contests[0].verdict, contests[0].design, base)
    else:
        words = _verdict_of_several(contests, base)
    matters = decision_amount(study, study.decision.minimum_difference)
    return f"{words}, on {decision_words(study.decision)}. What matters: {matters}."


def by_gain(study: Comparison) -> list[Contest]:
    """Return the contests, the largest gain over the baseline first."""
    return sorted(study.contests, key=lambda contest: -study.decision.sign * contest.expected.mean)


def sentences(study: Comparison, setting: Setting) -> Iterator[tuple[str, str]]:
    """Yield the answer as labels with their sentences; an empty label goes on with the one before."""
    yield "Question", _question(study, setting)
    yield "Model check", _model_check(study, setting)
    yield "Answer", headline(study)
    for contest in by_gain(study):
        yield "", _contest_words(study, contest)
    if study.contests:
        yield "", _standing_words(study)
        yield "Precision", precision_words(study.known, currency_of(study))
    yield from zip(_once("Bottleneck"), bottlenecks(study.results, work_period(study)), strict=False)
    yield "Cost", _cost_words(study)
    for label, doubt in zip(_once("If wrong"), setting.doubts, strict=False):
        yield label, _doubt_words(study, doubt)
    if setting.doubts:
        yield "", _undo_words(study, setting.doubts)


def _question(study: Comparison, setting: Setting) -> str:
    first = month_label(study.baseline.labels.start, 0)
    window = f"{count(study.baseline.months, 'month')} from {first}, {FOOTINGS[study.at]}"
    title = setting.question.strip()
    title = title if not title or title[-1] in ".?!" else f"{title}."
    return f"{STARTS[study.start]}. {title} {window}; baseline: {plain(study.baseline.design)}.".replace("  ", " ")


def _model_check(study: Comparison, setting: Setting) -> str:
    base = study.baseline
    words = opening_words(base, setting)
    if base.months >= MONTHS_PER_YEAR and setting.churn:
        check = ", ".join(
            f"{plain(segment)} {percent(mean_figure(base, 'logo_churn_of_accounts.y1', segment))} ({percent(asked)})"
            for segment, asked in setting.churn
        )
        runs = count(study.runs, "run")
        of_whom = f"in year 1 of {plain(base.design)}, average of {runs}"
        words += f". Churn of accounts {of_whom} (in brackets: the file's): {check}"
    return f"{words}."


def opening_words(result: Result, setting: Setting) -> str:
    """Return where the customers come from and what they are worth, beside what finance says."""
    opening, currency = mean_figure(result, "arr_opening.m1"), currency_of(result)
    words = f"{setting.customers}; opening ARR {exact_money(opening, currency)}"
    if setting.control_cents is not None:
        gap = to_cents(opening * CENTS) - setting.control_cents
        words += " = control total" if gap == 0 else f", {exact_money(gap / CENTS, currency)} off the control total"
    return words


def _verdict_of_several(contests: list[Contest], base: str) -> str:
    better = [plain(contest.design).upper() for contest in contests if contest.verdict is Verdict.BETTER]
    verdicts = {contest.verdict for contest in contests}
    if better:
        return f"{' AND '.join(better)} {'BEATS' if len(better) == 1 else 'BEAT'} {plain(base)}"
    if verdicts == {Verdict.NO_DIFFERENCE}:
        return "NO DIFFERENCE THAT MATTERS: take the cheaper, or the easier to undo"
    if verdicts <= {Verdict.WORSE, Verdict.NO_DIFFERENCE}:
        return f"NO DESIGN BEATS {plain(base).upper()}"
    return "NOT SETTLED"


def _contest_words(study: Comparison, contest: Contest) -> str:
    gap = contest.expected
    words = (
        f"{plain(contest.design)} against {plain(contest.baseline)}: {decision_gap(study, gap)}, "
        f"range {decision_spread(study, gap.outcomes)}: {contest.verdict.value} (with the luck of single contract ends "
        f"{decision_spread(study, contest.realized.outcomes)})."
    )
    if contest.verdict is Verdict.NOT_SETTLED:
        return f"{words} {_why_not_settled(study, contest)}"
    if contest.verdict is Verdict.NO_DIFFERENCE:
        return f"{words} Take the cheaper, or the easier to undo."
    return words


def _why_not_settled(study: Comparison, contest: Contest) -> str:
    """Say whether more runs would help: they pin down the average, never the range of one future."""
    if contest.runs_needed is None or contest.runs_needed <= study.runs:
        return "More runs will not settle it: futures and guesses differ by this much."
    return (
        f"The average is {decision_spread(study, contest.expected.certainty)}; about {contest.runs_needed:,} "
        "runs would pin it down. They narrow the average, not the range."
    )


def _standing_words(study: Comparison) -> str:
    best = max(study.standings, key=lambda one: one.best_mean)
    often = max(study.standings, key=lambda one: one.wins)
    return (
        f"Best on average: {plain(best.design)}, with probability {percent(best.best_mean, 0)}. First in most futures: "
        f"{plain(often.design)}, in {percent(often.wins, 0)} of them."
    )


def _cost_words(study: Comparison) -> str:
    currency = currency_of(study)
    period = study.decision.cost_key.rsplit(".", 1)[1]
    base = money(mean_figure(study.baseline, study.decision.cost_key), currency)
    others = [f"{plain(one.design)} {money(one.cost.mean, currency, signed=True)}" for one in study.contests]
    words = f"in {period_words(period)} {plain(study.baseline.design)} {base}"
    beside = f"; {', '.join(others)}" if others else ""
    if study.start == "steady":
        return f"{words}{beside}. Hiring is in it; the change itself is not."
    return f"{words}{beside}. Hiring, training and severance are in it{_once_words(study)}."


def _once_words(study: Comparison) -> str:
    """Return what the first year costs once, which does not come again."""
    if study.baseline.months < MONTHS_PER_YEAR:
        return ""
    key, currency = "cs_cost_one_time.y1", currency_of(study)
    base = mean_figure(study.baseline, key)
    others = [
        f"{plain(one.design)} {money(mean_figure(one, key) - base, currency, signed=True)}" for one in study.results[1:]
    ]
    words = f"; what comes once, in year 1, is {money(base, currency)} of {plain(study.baseline.design)}"
    return f"{words}{', ' if others else ''}{', '.join(others)}"


def _doubt_words(study: Comparison, doubt: Doubt) -> str:
    other = doubt.baseline if doubt.choice == doubt.design else doubt.design
    words = (
        f"choosing {plain(doubt.choice)} over {plain(other)}, whose average is worse, loses on average "
        f"{decision_amount(study, doubt.loss_if_wrong)} through the futures in which it is the worse one."
    )
    if doubt.decisive is None:
        return words
    decisive = f"{doubt.decisive.label} ({doubt.decisive.path})"
    return f"{words} What goes most with the difference: {decisive}; measure that first."


def _undo_words(study: Comparison, doubts: Sequence[Doubt]) -> str:
    words = f"easier to undo: staying with {plain(study.baseline.design)}."
    if study.baseline.assumptions == "drawn" and not all(doubt.enough_runs for doubt in doubts):
        words += f" {ENOUGH_RUNS} runs or more also say which assumption to measure first."
    return words


def _once(label: str) -> Iterator[str]:
    """Yield a label once and then blanks, for lines that belong together."""
    yield label
    while True:
        yield ""


def notes(study: Comparison, setting: Setting) -> Iterator[tuple[str, str]]:
    """Yield what is to be known of the runs, the assumptions and the methods, and the next command."""
    yield "Runs", _runs_words(study)
    if study.baseline.assumptions == "drawn":
        guesses = count(setting.guesses, "uncertain number")
        yield (
            "Assumptions",
            (
                f"{guesses} drawn over their evidence ranges, anew in every run and the same for all designs; "
                "cssim explain KEY shows the evidence behind each."
            ),
        )
    else:
        yield "Assumptions", "held at their defaults (fixed): the ranges leave out what is not known about them."
    yield "Definitions", definition_words(study)
    yield "Methods", METHODS
    yield "Next", setting.command


def _runs_words(study: Comparison) -> str:
    words = count(study.runs, "run")
    if study.runs < ENOUGH_RUNS:
        words += f": these are few, and the ranges are the wider for it; {ENOUGH_RUNS} or more before you decide"
    if study.failed:
        words += f". {count(len(study.failed), 'run')} failed and left out"
    return f"{words}."
