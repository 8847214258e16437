"""`make soak`: kill studies at random moments, and write what came of it to docs/soak.md."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.clusters import ROOT
from tests.soak.kills import ASKED, HERE, RUNS, VICTIMS, Outcome, Soak

from cssim.executors.on_worker import sources

PAGE = ROOT / "docs" / "soak.md"
TEXT = """\
# Soak

Written by `make soak`. A study is killed by SIGKILL at a random moment of its life, goes on (by itself where only a
worker died, with `--resume` otherwise), and every file it writes but `audit.json` is compared with that of an
undisturbed one. Studies with a cluster as victim run on a scheduler and two worker processes of their own and are
resumed without it. A study that had ended before its moment counts as too late: it is compared too, but no kill.

    cssim {asked}

| killed | kills | too late | runs kept at the kill, of {runs} | resumed | same bytes |
|---|---|---|---|---|---|
{rows}

Seed of the moments {seed}; Python {python}, {system}; {seconds} s. Sources: cssim {version}, SHA-256 `{digest}`.
"""


def main() -> int:
    """Kill, compare, write the page; return how many studies differ."""
    parser = argparse.ArgumentParser(description="kill studies at random moments and compare what they write")
    parser.add_argument("--kills", type=int, default=10, help="of each victim (default: 10)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the moments (default: the time)")
    asked = parser.parse_args()
    print(f"seed {asked.seed}: again with  python -m tests.soak.report --seed {asked.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        soak = Soak(Path(folder), asked.seed)
        found = {victim: _told(soak, victim, asked.kills) for victim in VICTIMS}
    differing = sum(bool(outcome.differs) for outcomes in found.values() for outcome in outcomes)
    if not differing:
        PAGE.write_text(page(found, asked.seed, time.monotonic() - began), encoding="utf-8", newline="\n")
    return differing


def page(found: dict[str, list[Outcome]], seed: int, seconds: float) -> str:
    """Return the text of docs/soak.md."""
    version, digest = sources()
    return TEXT.format(
        asked=" ".join([*ASKED, *HERE]),
        runs=RUNS,
        rows="\n".join(_row(victim, outcomes) for victim, outcomes in found.items()),
        seed=seed,
        python=platform.python_version(),
        system=platform.system(),
        seconds=f"{seconds:.0f}",
        version=version,
        digest=digest,
    )


def _row(victim: str, outcomes: Sequence[Outcome]) -> str:
    struck = [outcome for outcome in outcomes if outcome.struck]
    kept = sorted(outcome.kept for outcome in struck)
    equal = sum(not outcome.differs for outcome in outcomes)
    cells = (
        victim,
        str(len(struck)),
        str(len(outcomes) - len(struck)),
        ", ".join(map(str, kept)),
        str(sum(outcome.resumed for outcome in outcomes)),
        f"{equal} of {len(outcomes)}",
    )
    return f"| {' | '.join(cells)} |"


def _told(soak: Soak, victim: str, kills: int) -> list[Outcome]:
    """Return the outcomes of one victim, each printed as it comes."""
    outcomes = []
    for outcome in soak.outcomes(victim, kills):
        outcomes.append(outcome)
        what = "killed" if outcome.struck else "too late"
        files = ", ".join(outcome.differs) or "none"
        print(
            f"{victim} at {outcome.moment:.3f}: {what}, {outcome.kept} runs kept; files that differ: {files}",
            flush=True,
        )
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
