"""Fills the marked blocks of README.md with what cssim really prints, and draws docs/demo.png.

Run from the root of a clone: ``python docs/generate.py``. A test asserts that nothing would change.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "demo.png"
_BLOCK = "<!-- generated: {0} -->\n{1}<!-- end generated -->"

STATIC_CHECKS = (
    ("waits at one person's desk, any law of work", "Pollaczek and Khinchine", "test_queues.py"),
    ("urgent before others, without interruption", "Cobham 1954", "test_queues.py"),
    ("work that expires while it waits", "M/M/1 with a deadline", "test_queues.py"),
    ("a driver under random causes", "shot noise, E x = ℓλs/(λs + ln 2/H)", "test_stocks.py"),
    ("survival with all drivers off", "shifted-beta-geometric, monthly and yearly terms", "test_retention.py"),
    ("number present and time spent", "Little's identity, exact in every run", "test_little.py"),
    ("requests split among desks", "independent Poisson streams", "test_streams_of_requests.py"),
)


def main() -> None:
    """Rewrite the blocks and the picture."""
    text, picture = demo()
    PICTURE.write_bytes(picture)
    readme = README.read_text(encoding="utf-8")
    README.write_text(filled(filled(readme, "demo", text), "checks", checks()), encoding="utf-8", newline="\n")


def demo() -> tuple[str, bytes]:
    """Return what ``cssim demo`` prints, as a block, and the picture it draws."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "cssim", "demo", "--quiet"]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, encoding="utf-8")
        return f"```text\n{done.stdout.rstrip()}\n```\n", (Path(folder) / "cssim-demo" / "comparison.png").read_bytes()


def checks() -> str:
    """Return the table of known answers, the first two with figures made now."""
    from cssim.cli.doctor import queue_finding

    sys.path.insert(0, str(ROOT))
    lines = [
        "| what | known answer | here |",
        "|---|---|---|",
        f"| waits of a pool of four, load 85 % | Erlang C | {queue_finding().found} |",
        f"| retention of a cohort five years ahead | years 8–12 of the *Regular* cohort | {_forecast()} |",
        *(f"| {what} | {known} | `tests/verification/{where}` |" for what, known, where in STATIC_CHECKS),
    ]
    return "\n".join(lines) + "\n"


def _forecast() -> str:
    """Return how far forecasts of years 8 to 12 from years 0 to 7 are off: the model's law, and a constant churn."""
    import numpy as np
    from tests.verification import test_retention as retention

    left = retention.cohort()
    known, ahead = left[: retention.FITTED + 1], range(retention.FITTED + 1, len(left))
    shapes, constant = retention.fit_beta(known), retention.fit_constant(known)
    model = np.array([retention.survival(shapes, year) for year in ahead])
    error, naive = (
        100 * retention.error_of(forecast, left[ahead.start :]) for forecast in (model, constant ** np.array(ahead))
    )
    return f"mean error {error:.1f} %; a constant churn, fitted alike, errs by {naive:.1f} %"


def filled(readme: str, name: str, content: str) -> str:
    """Return a text with the block ``name`` replaced."""
    block = _BLOCK.format(name, content)
    pattern = re.compile(_BLOCK.format(re.escape(name), ".*?"), re.DOTALL)
    if not pattern.search(readme):
        raise ValueError(f"README.md has no block {name!r}")
    return pattern.sub(lambda _: block, readme)


if __name__ == "__main__":
    main()
