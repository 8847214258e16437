"""An attribution in words and tables: which driver makes how much of the difference between two designs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from cssim.reporting.numbers import count, money, money_range, percent, whole_money
from cssim.reporting.tables import Table, labelled
from cssim.reporting.words import line_words, plain
from cssim.results.attribution import RUN_LINES, Line, Reference, apportioned
from cssim.results.statistics import Estimate
from cssim.results.steps import Steps
from cssim.results.why import Attribution
from cssim.units import month_label, to_cents

REFERENCE_WORDS: Final[dict[Reference, str]] = {
    "today": "the settled stocks of today's design, the first one (in each run its own, where assumptions are drawn)",
    "promise": "where the stocks of the design itself would settle if every planned contact were held, every answer "
    "came in time, and nothing were transferred beyond what people do not know",
    "fit": "no stocks at all, as if no customer had ever felt anything",
}
READING: Final = (
    ("Rate", "what a driver does to the chance of going on, at contract ends that both designs have, times their ARR."),
    ("Exposure", "contract ends that only one design has: an account it kept is put at risk again."),
    ("Chance", "what happened beyond the expected. Its mean is zero; more runs bring it there."),
)
_MOST: Final = 3
"""Drivers that the answer names."""


def why(found: Attribution, command: str) -> str:
    """Return the whole answer screen of an attribution; ``command`` is what to type next."""
    blocks = [
        labelled(list(_sentences(found))),
        steps_table(found, found.labels.currency).text(),
        churn_table(found).text(),
    ]
    return "\n\n".join([*blocks, labelled([*_notes(found), ("Next", command)])])


def steps_answer(found: Steps, currency: str) -> str:
    """Return the difference, how well it is known, and what makes most of it, in a sentence or two."""
    whole, expected = found.difference, found.expected
    words = (
        f"{plain(found.b)} is expected to end with {money(expected.mean, currency, signed=True)} of ARR against "
        f"{plain(found.a)} ({_certainty(expected, currency)}; with the luck of single contract ends "
        f"{money(whole.mean, currency, signed=True)}, {_certainty(whole, currency)})."
    )
    drivers = sorted(
        ((line, one.mean) for line, one in found.lines.items() if line.group == "rate"), key=lambda each: -abs(each[1])
    )[:_MOST]
    if not drivers:
        return f"{words} No driver tells the two apart."
    most = ", ".join(f"{plain(line.name)} {money(mean, currency, signed=True)}" for line, mean in drivers)
    return f"{words} Most of it by driver: {most}."


def steps_table(found: Steps, currency: str) -> Table:
    """Return the lines from the ARR of one design to that of the other; displayed means add up exactly."""
    head = ["ARR at the end, mean of the runs", "", "certainty of the mean (95 %)", "range of outcomes (P10–P90)"]
    start, end = (to_cents(mean) for mean in found.closing.mean(axis=0) / 100.0)
    means = apportioned([one.mean for one in found.lines.values()], end - start)
    shown = dict(zip(found.lines, means, strict=True))
    surely = [line for line in found.lines if line.group != "chance"]
    chance = [line for line in found.lines if line.group == "chance"]
    rows = [
        [plain(found.a), whole_money(start, currency), "", ""],
        *(_row(line, found.lines[line], shown[line], currency) for line in surely),
        _sum_row("expected difference", found.expected, sum(shown[line] for line in surely), currency),
        *(_row(line, found.lines[line], shown[line], currency) for line in chance),
        _sum_row("difference", found.difference, end - start, currency),
        [plain(found.b), whole_money(end, currency), "", ""],
    ]
    return Table(head, rows)


def churn_table(found: Attribution) -> Table:
    """Return why each design loses what it loses: expected at the reference, by driver, and chance."""
    currency = found.labels.currency
    columns = [found.of_design(which) for which in (0, 1)]
    parts = [
        apportioned([column[line].mean for line in RUN_LINES], to_cents(column["churn"].mean)) for column in columns
    ]
    head = [f"ARR that left, against {found.reference}", plain(found.a), plain(found.b)]
    rows = [
        [_run_line(line, found.reference), *(whole_money(part[at], currency, signed=at > 0) for part in parts)]
        for at, line in enumerate(RUN_LINES)
        if at == 0 or any(part[at] for part in parts)
    ]
    return Table(head, [*rows, ["left in all", *(whole_money(sum(part), currency) for part in parts)]])


def _sentences(found: Attribution) -> Iterator[tuple[str, str]]:
    last = month_label(found.labels.start, found.months - 1)
    yield (
        "Question",
        f"why does {plain(found.b)} end with another ARR than {plain(found.a)}? {count(found.months, 'month')}, to "
        f"the end of {last}, from steady: both start from today's settled stocks.",
    )
    yield "Answer", steps_answer(found, found.labels.currency)


def _notes(found: Attribution) -> Iterator[tuple[str, str]]:
    yield from READING
    yield (
        "Reference",
        f"{found.reference}: {REFERENCE_WORDS[found.reference]}. It matters for what left a single design; lines "
        "between two designs need none.",
    )
    yield (
        "Reasons",
        "the driver with the largest share of each lost account, measured against what was promised, by the ARR that "
        f"left: {_reasons(found, 0)}; "
        f"{_reasons(found, 1)}.",
    )
    drawn = "assumptions drawn anew in each" if found.assumptions == "drawn" else "assumptions held fixed"
    words = f"{count(len(found.runs), 'run')}, {drawn}; in each, all lines add up to the cent."
    if found.failed:
        words += f" {count(len(found.failed), 'run')} failed and left out."
    yield "Runs", words
    yield (
        "Methods",
        "shares along the straight line between two states (Aumann and Shapley), one slope for all drivers. Certainty "
        "of the mean: Student t, line by line. Range of outcomes: P10–P90 of the runs.",
    )


def _row(line: Line, one: Estimate, shown: int, currency: str) -> list[str]:
    name = f"rate: {line_words(line)}" if line.group == "rate" else line_words(line)
    return _sum_row(name, one, shown, currency)


def _sum_row(name: str, one: Estimate, shown: int, currency: str) -> list[str]:
    interval = money_range(one.ci_low, one.ci_high, currency, signed=True) if math.isfinite(one.ci_low) else "–"
    return [
        name, whole_money(shown, currency, signed=True), interval, money_range(one.p10, one.p90, currency, signed=True)
    ]  # fmt: skip


def _run_line(line: str, reference: Reference) -> str:
    return {"reference": f"expected at {reference}", "year": "good and bad years"}.get(line) or plain(line)


def _certainty(one: Estimate, currency: str) -> str:
    if not math.isfinite(one.ci_low):
        return "how well the mean is known cannot be said"
    return f"certainty of the mean {money_range(one.ci_low, one.ci_high, currency, signed=True)}"


def _reasons(found: Attribution, which: int) -> str:
    """Return the shares of the ARR that left a design by the reason of its account, the largest first."""
    reasons = found.reasons(which)
    total = sum(reasons.values())
    ordered = sorted(reasons.items(), key=lambda each: -each[1])[:_MOST]
    shares = [f"{plain(name)} {percent(amount / total, 0)}" for name, amount in ordered if amount > 0.0]
    return f"{plain((found.a, found.b)[which])}: {', '.join(shares) or 'nobody left'}"
