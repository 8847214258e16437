"""What ``cssim init`` writes: a commented scenario, the example book, and the schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cssim.errors import InputError, Problem

SCENARIO: Final = "scenario.yaml"
BOOK: Final = "book.csv"
SCHEMA: Final = "schema.json"

TEXT: Final = """\
# yaml-language-server: $schema=schema.json
#
# A first question to cssim. Check it with   cssim validate scenario.yaml
# and answer it with                        cssim compare scenario.yaml --out results
#
# Whatever is not written here is inherited from cssim:b2b_saas, a typical company of about 300 customers and $8.7M.
# What a field means, its default and how much that can be trusted:   cssim explain organisation.teams.csm.headcount

format: 1
name: "Named generalists, or a pool of product experts?"
extends: cssim:b2b_saas
start: 2027-01
horizon: 24 months
runs: 8                    # few, for a quick first answer; 30 or more before you decide
seed: 1

customers:
  book: book.csv           # a made-up example of 600 accounts; put the export of your CRM here
  control_total: $17,700,616.77       # finance's figure: cssim says whether the book ties to it, to the cent
  # columns: {arr: "Annual Value", renewal_date: "Renews On"}      # only if a header is not recognized
  segments:                # rules, tried in order; the first that matches wins
    enterprise: {arr_from: $75k}
    mid_market: {arr_from: $15k}
    smb: {}

organisation:
  teams:
    csm:
      headcount: 10
      resolves_alone: generalist      # share of questions closed without another person: here 45 %
      pay: {ote: $110k}
    consultants: {headcount: 2}
    support: {headcount: 3}

decide:
  on: retained_arr.y2      # ARR kept of today's customers at the end of year 2 ...
  minus: cs_cost           # ... less what customer success costs until then

designs:                   # the first is the baseline: today. Others say only what changes
  today: {}
  pooled_experts:
    organisation.teams.csm.resolves_alone: product_expert
    organisation.teams.csm.pay.ote: $135k
    organisation.coverage.smb: {model: pooled, team: csm}
    organisation.coverage.mid_market: {model: pooled, team: csm}
"""


def write(directory: Path, force: bool) -> list[Path]:
    """Write the starter files into ``directory`` and return their paths.

    Raises
    ------
    InputError
        If one of them exists and ``force`` is not set; nothing is written then.
    """
    files = contents()
    taken = [directory / name for name in files if (directory / name).exists()]
    if taken and not force:
        raise InputError([Problem(str(path), 0, 0, "", "exists already; --force replaces it") for path in taken])
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (directory / name).write_bytes(content)
    return [directory / name for name in files]


def contents() -> dict[str, bytes]:
    """Return the starter files by name."""
    import json

    from cssim.scenario.manual.json_schema import json_schema
    from cssim.scenario.packaged import packaged_file

    return {
        SCENARIO: TEXT.encode("utf-8"),
        BOOK: packaged_file("books/example_600.csv").read_bytes(),
        SCHEMA: (json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n").encode("utf-8"),
    }
