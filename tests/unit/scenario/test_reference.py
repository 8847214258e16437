"""The page of all keys is what the schema says today."""

from __future__ import annotations

from pathlib import Path

from cssim.scenario.manual.explain import keys
from cssim.scenario.manual.page import PAGE, main, page

CHECKOUT = Path(__file__).parents[3]


def test_the_page_is_up_to_date() -> None:
    written = (CHECKOUT / PAGE).read_text("utf-8")
    assert written == page(), "run: python -m cssim.scenario.manual.page"


def test_every_key_is_on_the_page(tmp_path: Path) -> None:
    main([str(tmp_path / "page.md")])
    written = (tmp_path / "page.md").read_text("utf-8")
    sections = {row.key for row in keys() if "." not in row.key and row.keys}
    assert [row.key for row in keys() if row.key not in sections and f"| `{row.key}` |" not in written] == []
    assert [name for name in sections if f"## `{name}`: " not in written] == []
