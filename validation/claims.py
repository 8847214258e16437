"""`make claims`: put every claim to the test and write docs/claims.md, and docs/claims.json with its figures."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import cssim
from benchmarks.page import digest_of, status_of
from benchmarks.section import table
from cssim.experiments.claims.catalogue import CLAIMS
from cssim.experiments.claims.study import SCENARIO, studied
from cssim.reporting import claims as words
from cssim.reporting import theme
from cssim.reporting.claims_picture import Panel, along_dials, panels, turning
from cssim.results.claims import FAMILY, Finding, Verdict, verdicts_of
from cssim.results.claims_answer import document, finding_from
from cssim.scenario.packaged import packaged_path
from cssim.scenario.schema import Scenario

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "claims.md"
FIGURES: Final = ROOT / "docs" / "claims.json"
SOURCES: Final = ("src/cssim", "scenarios", "validation")
PICTURE: Final = PAGE.with_suffix(".png")
PARTIAL: Final = ROOT / "out" / "claims.json"
MOST_PANELS: Final = 14
SMOKE: Final = 3
"""Runs of a quick page."""
_HEAD: Final = """\
# Practitioners' claims put to the test

Written by `make claims`; not to be edited. `cssim claims` makes the same studies on your screen, `cssim claims ID`
tells one of them in full, and `--scenario FILE` puts it to your own company.

Practitioners' texts about customer success claim these {family} things, said here in our own words. The model has a
mechanism for each, with a value at which it is off. **Emergent** claims come out of mechanisms that compete for hours,
people and money, so they could come out either way, and get a verdict. **Assumed** claims are the sign of a parameter:
they were put in, so that they come out says nothing. They get a size, and the value at which a decision turns.

No verdict is written into code. Every claim is a paired study: both designs live through the same {runs} futures of
{months} months, assumptions at their defaults, figures with expectations in place of chance where there are some.
Differences are *with* less *without*. Intervals bound the mean and hold together for all {family} claims (95 %, Student
t, Bonferroni); verdicts are judged together by Holm's rule.

- **contrary**, **supported**: the whole difference lies beyond what matters, against the claim or with it.
- **depends**: verdicts that hold differ inside the range that evidence leaves to a parameter; it says where it turns.
- **no material effect**: the difference is known to lie within what matters. That is a finding, not a failed test.
- **not settled**: none of these can be said from {runs} futures.

A parameter that decides is varied over its evidence range, one at a time, and the claim is looked at again; in each of
these worlds today's organization loses the customers that it loses today. Where such a parameter is a **guess** the
page says so, and over which values the verdict stands. What is looked at beyond that range is told, and decides
nothing. No default was moved to make a claim come out.

Sources: `{digest}`, a digest of {sources}.

Of {emergent} emergent claims: {counts}. {assumed} are assumed. Behind {guesses} of all stands at least one guess.
"""


_PICTURE: Final = """
## Where verdicts turn

![Effects along doubtful numbers](claims.png)

*Mean differences with intervals that hold together for all claims; the grey band is what does not matter. Triangles:
surely beyond it, pointing up as claimed, down the other way; squares: surely within it; circles: not settled. A dotted
line is where the verdict turns. Over two numbers there is no height: the dotted line is where both designs come out the
same, its band where that may be.*
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the page; only a full one is written."""
    parser = argparse.ArgumentParser(description="put practitioners' claims to the test")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--quick", action="store_true", help="three runs: shows that it works, proves nothing")
    options = parser.parse_args(arguments)
    print(status(), file=sys.stderr)
    digest = digest_of(SOURCES, ROOT)
    scenario = cssim.load(SCENARIO)
    runs = SMOKE if options.quick else scenario.runs
    work = None if options.quick else Work(PARTIAL, {"sources": digest, "seed": scenario.seed, "runs": runs})
    findings = tested(scenario, runs, options.jobs, work)
    text = written(findings, scenario, runs, digest)
    print(text, end="")
    if not options.quick:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
        _draw(findings, verdicts_of(findings))
        FIGURES.write_text(figures(findings, scenario, runs), encoding="utf-8", newline="\n")
        PARTIAL.unlink()
    return 0


class Work:
    """Claims that were tested already, kept in a file until the page is written: who stops goes on from there.

    ``of`` says what they belong to (sources, seed, runs); those of anything else are not looked at.
    """

    def __init__(self, file: Path, of: Mapping[str, Any]) -> None:
        self._file = file
        self._of = dict(of)
        kept = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        self.claims: dict[str, Any] = kept["claims"] if kept.get("of") == self._of else {}

    def add(self, plain: Mapping[str, Any]) -> None:
        """Keep what was found of a claim, as plain values."""
        self.claims[plain["id"]] = plain
        self._file.parent.mkdir(exist_ok=True)
        text = json.dumps({"of": self._of, "claims": self.claims}, ensure_ascii=False)
        self._file.write_text(text, encoding="utf-8", newline="\n")


def tested(scenario: Scenario, runs: int, jobs: int, work: Work | None) -> list[Finding]:
    """Put every claim to the test that ``work`` does not hold yet; figures are those that will be written."""
    kept = {} if work is None else work.claims
    found = []
    for claim in CLAIMS:
        if claim.id in kept:
            plain = kept[claim.id]
        else:
            (plain,) = document(studied([claim], scenario, runs, jobs=jobs))["claims"]
            if work is not None:
                work.add(plain)
        print(claim.id, file=sys.stderr, flush=True)
        found.append(finding_from(plain))
    return found


def drawn(findings: Sequence[Finding], verdicts: Mapping[str, Verdict]) -> list[Panel]:
    """Return what the page draws: where effects turn, contrary claims first."""
    emergent = words.by_verdict([one for one in findings if one.id in verdicts], verdicts)
    return (turning(emergent) or panels(findings))[:MOST_PANELS]


def _draw(findings: Sequence[Finding], verdicts: Mapping[str, Verdict]) -> None:
    theme.save_png(along_dials(drawn(findings, verdicts)), PICTURE)


def status(page: Path | None = None) -> str:
    """Return whether a page, the committed one by default, comes from the present sources, as a sentence."""
    return status_of(page or PAGE, digest_of(SOURCES, ROOT))


def figures(findings: Sequence[Finding], scenario: Scenario, runs: int) -> str:
    """Return the figures behind the page, with the difference of every run, as JSON."""
    whole = {"schema_version": 1, "scenario": SCENARIO, "seed": scenario.seed, "runs": runs, **document(findings)}
    lines = [json.dumps(claim, ensure_ascii=False, allow_nan=False) for claim in whole.pop("claims")]
    head = json.dumps(whole, ensure_ascii=False)
    return f'{head[:-1]}, "claims": [\n' + ",\n".join(lines) + "\n]}\n"


def written(findings: Sequence[Finding], scenario: Scenario, runs: int, digest: str) -> str:
    """Return the page."""
    verdicts = verdicts_of(findings)
    currency = scenario.company.currency
    emergent = words.by_verdict([one for one in findings if one.kind == "emergent"], verdicts)
    assumed = [one for one in findings if one.kind == "assumed"]
    parts = [
        _head(findings, verdicts, scenario, runs, digest),
        "## Emergent claims: verdicts\n",
        _emergent(emergent, verdicts, currency),
        "\n## Assumed claims: how large, and what turns\n",
        _assumed(assumed, currency),
        _PICTURE,
        "## How each claim was asked\n",
        "\n".join(_asked(one, currency) for one in findings),
        "\n## The scenario\n\nThe company of all claims, unless a claim says how its company differs:\n",
        f"```yaml\n{packaged_path(SCENARIO.removeprefix('cssim:')).read_text(encoding='utf-8').rstrip()}\n```\n",
    ]
    return "\n".join(parts)


def _head(
    findings: Sequence[Finding], verdicts: Mapping[str, Verdict], scenario: Scenario, runs: int, digest: str
) -> str:
    counted = Counter(verdicts.values())
    named = [f"`{folder}`" for folder in SOURCES]
    return _HEAD.format(
        family=FAMILY,
        runs=runs,
        months=scenario.months,
        digest=digest,
        sources=f"{', '.join(named[:-1])} and {named[-1]}",
        emergent=len(verdicts),
        counts=", ".join(f"{counted[kind]} {kind.value}" for kind in words.ORDER if counted[kind]) or "none",
        assumed=len(findings) - len(verdicts),
        guesses=sum(bool(one.guesses) for one in findings),
    )


def _emergent(findings: Sequence[Finding], verdicts: Mapping[str, Verdict], currency: str) -> str:
    head = ("claim", "what is claimed", "verdict", "difference, interval", "matters", "off value", "where it stands",
            "evidence")  # fmt: skip
    rows = [
        _row(one, f"**{verdicts[one.id].value}**", _difference(one, currency), words.margin_words(one, currency),
             _off(one), words.stands(one, verdicts[one.id], currency), _evidence(one))
        for one in findings
    ]  # fmt: skip
    return table(head, rows)


def _assumed(findings: Sequence[Finding], currency: str) -> str:
    head = ("claim", "what is claimed", "size, interval", "off value", "over its range", "decision", "evidence")
    rows = [
        _row(one, _difference(one, currency), _off(one), words.stands(one, None, currency),
             words.decision(one, currency), _evidence(one))
        for one in findings
    ]  # fmt: skip
    return table(head, rows)


def _row(one: Finding, *cells: str) -> list[str]:
    return [cell.replace("|", "\\|") for cell in (one.id, one.says, *cells)]


def _difference(one: Finding, currency: str) -> str:
    return f"{words.measure_words(one.measure)} {words.effect_words(one.effect, one.unit, currency)}"


def _off(one: Finding) -> str:
    return f"`{one.parameter.path}: {one.off}`"


def _evidence(one: Finding) -> str:
    return words.evidence(one).replace(": a guess", ": **a guess**")


def _asked(one: Finding, currency: str) -> str:
    """Return the item that tells how a claim was asked, and what else its study shows."""
    said = [f"- **{one.id}**: {words.question(one)}."]
    if one.levels is not None:
        said.append(f"It goes{words.level_words(one, currency).removeprefix(',')}.")
    if one.beside:
        said.append(f"Beside it: {words.beside(one, currency)}.")
    if one.company:
        said.append(f"The company: {words.company(one)}.")
    return " ".join([*said, one.note]).rstrip()


def committed() -> dict[str, Any]:
    """Return the committed figures."""
    found: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    sys.exit(main())
