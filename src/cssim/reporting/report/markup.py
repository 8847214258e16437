"""Pieces of HTML: every text is escaped here, and nowhere else is a tag written around one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from cssim.reporting.numbers import MINUS
from cssim.reporting.tables import Table
from cssim.reporting.theme import svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def text(words: object) -> str:
    """Return words so that a browser shows them as they are, whatever they are."""
    clean = "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in str(words))
    # a line must not end between a minus sign and its number
    return escape(clean.replace(MINUS, f"{MINUS}\u2060"), quote=True)


def paragraph(words: str, kind: str = "") -> str:
    """Return a paragraph of plain words; ``kind`` is a class of the style sheet."""
    return f"<p{_class(kind)}>{text(words)}</p>"


def table(cells: Table, kind: str = "") -> str:
    """Return a table whose first column names its rows; nothing if it has no rows."""
    if not cells.rows:
        return ""
    head = "".join(f'<th scope="col">{text(cell)}</th>' for cell in cells.head)
    body = "".join(_row(row) for row in cells.rows)
    return f'<div class="wide"><table{_class(kind)}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def picture(figure: Figure, name: str, caption: str) -> str:
    """Return a figure with its caption, which also stands for it where pictures are not seen."""
    element = svg(figure, name).replace("<svg ", f'<svg class="picture" role="img" aria-label="{text(caption)}" ', 1)
    return f"<figure>{element}<figcaption>{text(caption)}</figcaption></figure>"


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return labels with what belongs to them; an empty label goes on with the one before."""
    rows = (f"<dt>{text(label)}</dt><dd>{text(words)}</dd>" for label, words in pairs)
    return f"<dl>{''.join(rows)}</dl>"


def tiles(values: Sequence[tuple[str, str, str]]) -> str:
    """Return a few large numbers, each with what it is and how far it can be trusted."""
    found = (
        f'<div class="tile"><div class="number">{text(number)}</div><div class="what">{text(what)}</div>'
        f'<div class="range">{text(beside)}</div></div>'
        for number, what, beside in values
    )
    return f'<div class="tiles">{"".join(found)}</div>'


def section(name: str, title: str, *parts: str) -> str:
    """Return a section of the page; ``name`` is where a link leads."""
    return f'<section id="{text(name)}"><h2>{text(title)}</h2>{"".join(parts)}</section>'


def page(title: str, style: str, contents: Sequence[tuple[str, str]], body: str) -> str:
    """Return the whole document, with links to its sections."""
    links = "".join(f'<a href="#{text(name)}">{text(words)}</a>' for name, words in contents)
    # a page that may fetch nothing and run nothing, whatever stands in it
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{style}</style></head>\n"
        f"<body><main><nav>{links}</nav>{body}</main></body></html>\n"
    )


def _row(row: Sequence[str]) -> str:
    if len(row) == 1:
        return f'<tr><th scope="rowgroup" colspan="99">{text(row[0])}</th></tr>'
    cells = "".join(f"<td>{text(cell)}</td>" for cell in row[1:])
    return f'<tr><th scope="row">{text(row[0])}</th>{cells}</tr>'


def _class(kind: str) -> str:
    return f' class="{text(kind)}"' if kind else ""
