"""Claims in words: verdicts, sizes, where they turn, and on what evidence; for the screen and for the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cssim.reporting.numbers import money, number, percent, unit_of
from cssim.reporting.tables import labelled, table
from cssim.reporting.words import period_words, plain
from cssim.results.catalogue import METRICS
from cssim.results.claims import FAMILY, Effect, Field, Finding, Look, Turn, Verdict, verdicts_of

ORDER: Final = (Verdict.CONTRARY, Verdict.SUPPORTED, Verdict.DEPENDS, Verdict.NO_EFFECT, Verdict.NOT_SETTLED)
"""In which order verdicts are shown: what speaks against the practitioners stands as high as what agrees."""
FEW: Final = 6
"""Up to so many claims are told one by one."""
_KEY: Final = re.compile(r"(\w+)\.(y\d+|m\d+|last12|whole)(.*)")
_NAMES: Final = {
    "nrr": "net retention",
    "grr": "gross retention",
    "logo_churn_to_date": "logo churn",
    "nrr_to_date_expected": "net retention",
    "grr_to_date_expected": "gross retention",
    "contribution_expected": "contribution",
    "expansion_expected": "expansion",
    "retained_arr_expected": "retained ARR",
    "cs_cost": "CS cost",
}
READING: Final = (
    "Differences are means over runs of paired designs, with less without; intervals hold together for all "
    f"{FAMILY} claims (95 %, Bonferroni), verdicts are judged together by Holm's rule. No material effect: the "
    "difference is known to lie within what matters. No default was bent to fit a claim."
)


def screen(findings: Sequence[Finding], currency: str, runs: int) -> str:
    """Return the whole answer: a table of verdicts, one of sizes, and each claim by itself if there are few."""
    verdicts = verdicts_of(findings)
    blocks = []
    emergent = by_verdict([one for one in findings if one.kind == "emergent"], verdicts)
    assumed = [one for one in findings if one.kind == "assumed"]
    if emergent:
        rows = [[one.id, verdicts[one.id].value, *_figures(one, currency)] for one in emergent]
        blocks.append(table(["claim", "verdict", "measure", "difference and interval", "matters"], rows))
    if assumed:
        rows = [[one.id, "assumed", *_figures(one, currency)[:2]] for one in assumed]
        blocks.append(table(["claim", "", "measure", "size and interval"], rows))
    if len(findings) <= FEW:
        blocks += [labelled(list(_told(one, verdicts.get(one.id), currency))) for one in findings]
    notes = [("Runs", f"{runs} of every design in every world, assumptions fixed at their defaults."),
             ("Reading", READING)]  # fmt: skip
    if len(findings) > FEW:
        notes.append(("Next", f"cssim claims {findings[0].id}   (one claim, with what it turns on)"))
    return "\n\n".join([*blocks, labelled(notes)])


def by_verdict(findings: Sequence[Finding], verdicts: Mapping[str, Verdict]) -> list[Finding]:
    """Return emergent claims in the order in which verdicts are shown; within one verdict as they come."""
    return sorted(findings, key=lambda one: ORDER.index(verdicts[one.id]))


def question(one: Finding) -> str:
    """Return which two designs are compared, and by what."""
    claimed = "rises" if one.direction > 0 else "falls"
    return f"{one.arms[1]}, against {one.arms[0]}; claimed: {measure_words(one.measure)} {claimed}"


def effect_words(effect: Effect, unit: str, currency: str) -> str:
    """Return a mean difference with its interval."""
    if effect.n < 2:
        return "not known"
    scale = unit_of([effect.mean, *effect.interval])
    mean, low, high = (_amount(x, unit, currency, scale) for x in (effect.mean, *effect.interval))
    return f"{mean} ({low} … {high})"


def level_words(one: Finding, currency: str) -> str:
    """Return from where to where a difference leads, if the measure is a metric."""
    if one.levels is None:
        return ""
    scale = unit_of(one.levels)
    before, after = (_level(level, one.unit, currency, scale) for level in one.levels)
    return f", from {before} to {after}"


def margin_words(one: Finding, currency: str) -> str:
    """Return the smallest difference that matters."""
    return _amount(one.margin, one.unit, currency).removeprefix("+")


def measure_words(measure: str) -> str:
    """Return a metric with its period as words; words that are no key as they are."""
    found = _KEY.fullmatch(measure)
    if found is None:
        return measure
    name, period, rest = found.groups()
    words = _NAMES.get(name, plain(name.removesuffix("_expected")))
    if period == "whole":
        return f"{words} over the whole time{rest}"
    level = any(metric.name == name and metric.kind == "level" for metric in METRICS)
    when = "to the end of" if "_to_date" in name else "at the end of" if level else "in"
    return f"{words} {when} {period_words(period)}{rest}"


def stands(one: Finding, verdict: Verdict | None, currency: str) -> str:
    """Return over which values of its dials a verdict stands, or what the size is there, dial by dial."""
    parts = [_along(one, dial, verdict, currency) for dial in one.dials]
    corners = [look for look in one.looks if len(look.at) > 1]
    if corners:
        inside, beyond = ([look for look in corners if look.beyond is outside] for outside in (False, True))
        parts += [f"in {_counted(inside)} within their ranges"] if inside else []
        parts += [f"in {_counted(beyond)} beyond them"] if beyond else []
        parts += [_break_even(one)] if any(turn.where for turn in one.turns) else []
    return "; ".join(part for part in parts if part)


def evidence(one: Finding) -> str:
    """Return how far the parameters behind a claim can be trusted; a guess is said to be one, with its range."""
    fields = {field.path: field for field in (one.parameter, *one.dials)}
    return "; ".join(_evidence(field) for field in fields.values())


def decision(one: Finding, currency: str) -> str:
    """Return which decision the parameter could turn and where it does; empty if none is asked."""
    if one.choice is None:
        return ""
    choice = one.choice
    words = effect_words(choice.effect, choice.unit, currency)
    where = "does not turn inside its range" if choice.turn is None else f"turns at {turn_words(choice.turn, one)}"
    return f"{choice.other} less {choice.one}, {measure_words(choice.measure)}: {words}; {where}"


def turn_words(turn: Turn, one: Finding) -> str:
    """Return where something turns, with its band."""
    dial = next(field for field in one.dials if field.path == turn.path)
    share = dial.low.endswith("%") or dial.value.endswith("%")
    value, low, high = (
        f"{number(100 * x, 1)} %" if share else f"{x:.3g}" for x in (turn.value, turn.low, turn.high)
    )  # fmt: skip
    beyond = ", beyond its range" if turn.beyond else ""
    return f"{short(turn.path)} {value} (band {low} to {high}{beyond})"


def _break_even(one: Finding) -> str:
    """Return where the two designs of a grid come out the same."""
    even = [turn for turn in one.turns if turn.where is not None]
    places = (f"{turn_words(turn, one)} where it is {turn.where[1]}" for turn in even if turn.where is not None)
    return f"breaks even, by {short(one.dials[1].path)}: {', '.join(places)}"


def short(path: str) -> str:
    """Return the end of a path by which a parameter is known: two names, of which one may be common."""
    return ".".join(path.split(".")[-2:])


def _figures(one: Finding, currency: str) -> list[str]:
    words = effect_words(one.effect, one.unit, currency)
    return [measure_words(one.measure), words, margin_words(one, currency)]


def _told(one: Finding, verdict: Verdict | None, currency: str) -> Iterator[tuple[str, str]]:
    yield one.id, one.says
    yield "Question", question(one)
    head = "assumed, a size and no verdict" if verdict is None else verdict.value.upper()
    what = "" if verdict is None else f"; what matters: {margin_words(one, currency)}"
    yield "Answer", f"{head}: {effect_words(one.effect, one.unit, currency)}{level_words(one, currency)}{what}"
    for label, text in (("Stands", stands(one, verdict, currency)), ("Decision", decision(one, currency))):
        if text:
            yield label, text
    yield "Off", f"{one.parameter.path}: {one.off}"
    yield "Evidence", evidence(one)
    if one.beside:
        yield "Beside", beside(one, currency)
    if one.company:
        yield "Company", company(one)
    if one.note:
        yield "Note", one.note


def beside(one: Finding, currency: str) -> str:
    """Return further differences between the two designs."""
    return "; ".join(
        f"{measure_words(key)} {effect_words(effect, unit, currency)}" for key, (unit, effect) in one.beside.items()
    )  # fmt: skip


def company(one: Finding) -> str:
    """Return how the company of a claim differs from the usual one, and why."""
    changes = ", ".join(f"{path} {value}" for path, value in one.company.items())
    return f"{changes} ({one.why})" if one.why else changes


def _along(one: Finding, dial: Field, verdict: Verdict | None, currency: str) -> str:
    """Return what is found along one dial, all else as it is: over its range, where it is off, and beyond."""
    every = [look for look in one.looks if len(look.at) == 1 and look.at[0][0] == dial.path]
    within = [look for look in every if not look.beyond]
    off, beyond = (
        [look for look in every if look.beyond and (look.at[0][1] == dial.off) is is_off] for is_off in (True, False)
    )
    parts = [_within(one, dial, within, verdict, currency)] if within else []
    for words, looks in (("off", off), ("beyond its range", beyond)):
        parts += [f"{words}: {short(dial.path)} {_values(looks, one, verdict, currency)}"] if looks else []
    turns = [turn_words(turn, one) for turn in one.turns if turn.path == dial.path and turn.where is None]
    return "; ".join([*parts, *([f"turns at {' and '.join(turns)}"] if turns else [])])


def _within(one: Finding, dial: Field, looks: Sequence[Look], verdict: Verdict | None, currency: str) -> str:
    """Return what is found over the range that evidence leaves a dial."""
    if verdict is not None and verdict is not Verdict.DEPENDS and all(look.effect.known is verdict for look in looks):
        where = "within its range" if dial.low and dial.high else "looked at"
        return f"for every {short(dial.path)} {where} ({', '.join(look.at[0][1] for look in looks)})"
    return f"{short(dial.path)} {_values(looks, one, verdict, currency)}"


def _values(looks: Sequence[Look], one: Finding, verdict: Verdict | None, currency: str) -> str:
    return ", ".join(_value(look, one, verdict, currency) for look in looks)


def _counted(looks: Sequence[Look]) -> str:
    """Return how many combinations there are, and how many give which verdict."""
    kinds = {kind: sum(look.effect.known is kind for look in looks) for kind in ORDER}
    held = ", ".join(f"{kind.value} {count}" for kind, count in kinds.items() if count)
    return f"{len(looks)} combinations ({held})"


def _value(look: Look, one: Finding, verdict: Verdict | None, currency: str) -> str:
    size = _amount(look.effect.mean, one.unit, currency)
    return f"{look.at[0][1]}: {size}" + ("" if verdict is None else f", {look.effect.known.value}")


def _evidence(field: Field) -> str:
    span = f", {field.low} to {field.high}" if field.low and field.high else ""
    source = f", {field.source}" if field.source else ""
    label = f"a guess{span}" if field.evidence == "guess" else f"{field.evidence}{span}"
    return f"{short(field.path)}: {label}{source}"


def _level(value: float, unit: str, currency: str, scale: str) -> str:
    if unit == "share":
        return percent(value)
    return money(value, currency, scale) if unit == "currency" else number(value, 2 if abs(value) < 100 else 0)


def _amount(value: float, unit: str, currency: str, scale: str | None = None) -> str:
    """Return a difference in its unit; of shares in points, to a hundredth: half a point is what matters."""
    if unit == "share":
        return f"{number(100 * value, 2, signed=True)} pt"
    if unit == "currency":
        return money(value, currency, scale, signed=True)
    return number(value, 2 if abs(value) < 100 else 0, signed=True)
