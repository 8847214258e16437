"""The answer to ``cssim.claims``: findings with their verdicts, as plain values and as a table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cssim.results.claims import FAMILY, Choice, Effect, Field, Finding, Look, Turn, Verdict, verdicts_of
from cssim.results.statistics import CONFIDENCE, Interval

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Claims:
    """The answer to ``cssim.claims``: ``findings``, one per claim, each from ``runs`` runs in every world."""

    findings: tuple[Finding, ...]
    runs: int
    seed: int
    currency: str

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdict on every emergent claim, by id; what is assumed has none."""
        return verdicts_of(self.findings)

    def document(self) -> dict[str, Any]:
        """Return what was found as plain values."""
        return {"runs": self.runs, "seed": self.seed, **document(self.findings)}

    def summary(self) -> pd.DataFrame:
        """Return one row per claim: verdict (empty if it is assumed), difference with its interval, guesses."""
        import pandas as pd

        rows = [
            {
                "claim": one.id,
                "says": one.says,
                "kind": one.kind,
                "verdict": self.verdicts[one.id].value if one.id in self.verdicts else "",
                "measure": one.measure,
                "unit": one.unit,
                "difference": one.effect.mean,
                "low": one.effect.interval.low,
                "high": one.effect.interval.high,
                "margin": one.margin,
                "guesses": ", ".join(guess.path for guess in one.guesses),
            }
            for one in self.findings
        ]
        return pd.DataFrame(rows).set_index("claim")


def document(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return findings as plain values, None where a number is not defined."""
    verdicts = verdicts_of(findings)
    return {
        "family": FAMILY,
        "confidence": CONFIDENCE,
        "claims": [_document(one, verdicts.get(one.id)) for one in findings],
    }


def _document(one: Finding, verdict: Verdict | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "says": one.says,
        "kind": one.kind,
        "verdict": None if verdict is None else verdict.value,
        "parameter": _plain_field(one.parameter),
        "off": one.off,
        "without": one.arms[0],
        "with": one.arms[1],
        "measure": one.measure,
        "unit": one.unit,
        "claimed": "rises" if one.direction > 0 else "falls",
        "margin": one.margin,
        "effect": _plain_effect(one.effect),
        "differences": [_number(value) for value in one.differences],
        "levels": None if one.levels is None else [_number(level) for level in one.levels],
        "looks": [_plain_look(look) for look in one.looks],
        "dials": [_plain_field(dial) for dial in one.dials],
        "turns": [_plain_turn(turn) for turn in one.turns],
        "decision": None if one.choice is None else _plain_choice(one.choice),
        "beside": {name: {"unit": unit, **_plain_mean(two)} for name, (unit, two) in one.beside.items()},
        "guesses": [guess.path for guess in one.guesses],
        "company": dict(one.company),
        "why": one.why,
        "note": one.note,
    }


def _plain_field(one: Field) -> dict[str, Any]:
    return {**vars(one), "number": _number(one.number)}


def _plain_effect(one: Effect) -> dict[str, Any]:
    return {**_plain_mean(one), "region": one.region.value, "error": _number(one.error)}


def _plain_mean(one: Effect) -> dict[str, Any]:
    low, high = one.interval
    return {"mean": _number(one.mean), "low": _number(low), "high": _number(high), "runs": one.n}


def _plain_look(one: Look) -> dict[str, Any]:
    decision = None if one.decision is None else _plain_effect(one.decision)
    at = {path: written for path, written, _ in one.at}
    numbers = {path: _number(number) for path, _, number in one.at}
    return {"at": at, "numbers": numbers, **_plain_effect(one.effect), "decision": decision, "beyond": one.beyond}


def _plain_turn(one: Turn) -> dict[str, Any]:
    numbers = {name: _number(getattr(one, name)) for name in ("level", "value", "low", "high")}
    where = None if one.where is None else list(one.where)
    return {"path": one.path, **numbers, "beyond": one.beyond, "where": where}


def _plain_choice(one: Choice) -> dict[str, Any]:
    return {
        "one": one.one,
        "other": one.other,
        "measure": one.measure,
        "unit": one.unit,
        "difference": _plain_effect(one.effect),
        "turn": None if one.turn is None else _plain_turn(one.turn),
    }


def finding_from(plain: Mapping[str, Any]) -> Finding:
    """Return a finding as it was written into a document, to the decimals that stand there."""
    levels, choice = plain["levels"], plain["decision"]
    return Finding(
        id=plain["id"],
        says=plain["says"],
        kind=plain["kind"],
        parameter=_field_from(plain["parameter"]),
        off=plain["off"],
        arms=(plain["without"], plain["with"]),
        measure=plain["measure"],
        unit=plain["unit"],
        direction=1 if plain["claimed"] == "rises" else -1,
        margin=plain["margin"],
        effect=_effect_from(plain["effect"]),
        differences=tuple(_known(value) for value in plain["differences"]),
        levels=None if levels is None else (levels[0], levels[1]),
        looks=tuple(_look_from(look) for look in plain["looks"]),
        dials=tuple(_field_from(dial) for dial in plain["dials"]),
        turns=tuple(_turn_from(turn) for turn in plain["turns"]),
        choice=None if choice is None else _choice_from(choice),
        beside={name: (one["unit"], _effect_from(one)) for name, one in plain["beside"].items()},
        company=plain["company"],
        why=plain["why"],
        note=plain["note"],
    )


def _field_from(plain: Mapping[str, Any]) -> Field:
    return Field(**{**plain, "number": _known(plain["number"])})


def _effect_from(plain: Mapping[str, Any]) -> Effect:
    """Return an effect; its spread is not written, and of what is only shown beside no region is."""
    mean, low, high = (_known(plain[name]) for name in ("mean", "low", "high"))
    region = Verdict(plain.get("region", Verdict.NOT_SETTLED.value))
    return Effect(mean, math.nan, plain["runs"], Interval(low, high), region, plain.get("error", 1.0))


def _look_from(plain: Mapping[str, Any]) -> Look:
    at = tuple((path, written, _known(plain["numbers"][path])) for path, written in plain["at"].items())
    decision = plain["decision"]
    known = None if decision is None else _effect_from(decision)
    return Look(at, _effect_from(plain), known, plain["beyond"])


def _turn_from(plain: Mapping[str, Any]) -> Turn:
    where = plain["where"]
    return Turn(**{**plain, "where": None if where is None else (where[0], where[1])})


def _choice_from(plain: Mapping[str, Any]) -> Choice:
    turn = plain["turn"]
    return Choice(plain["one"], plain["other"], plain["measure"], plain["unit"], _effect_from(plain["difference"]),
                  None if turn is None else _turn_from(turn))  # fmt: skip


def _known(number: float | None) -> float:
    return math.nan if number is None else number


def _number(number: float) -> float | None:
    return round(number, 8) if math.isfinite(number) else None
