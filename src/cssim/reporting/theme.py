"""How pictures look: colors that colour-blind readers tell apart, quiet axes, the same bytes every time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito (2008), ordered so that neighbours also differ in grey; yellow is left out (too pale on white).
DESIGN_COLORS: Final = ("#444444", "#D55E00", "#0072B2", "#009E73", "#56B4E9", "#CC79A7", "#E69F00")
_MARKERS: Final = "os^DvPX"
GOOD: Final = "#0072B2"
BAD: Final = "#D55E00"
OPEN: Final = "#8C8C8C"
INK: Final = "#222222"
SOFT: Final = "#6F6F6F"
FAINT: Final = "#E3E3E3"
BAND: Final = "#EFEFEF"

_STYLE: Final[dict[str, Any]] = {
    "font.family": "DejaVu Sans",
    "font.size": 10.0,
    "axes.titlesize": 11.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 12.0,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.8,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "text.color": INK,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "figure.dpi": 100,
    "savefig.dpi": 150,
    "svg.hashsalt": "cssim",
    "text.usetex": False,
    "text.parse_math": False,
}


@contextmanager
def themed() -> Iterator[None]:
    """Draw in this theme whatever the user's own settings are."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        for name, value in _STYLE.items():
            matplotlib.rcParams[name] = value  # type: ignore[index]
        yield


def canvas(width: float, height: float, rows: int = 1, columns: int = 1) -> tuple[Figure, list[Axes]]:
    """Return a figure of ``width`` x ``height`` inches and its axes, row by row; no window, no global state."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, list(figure.subplots(rows, columns, squeeze=False).flat)


def png(figure: Figure) -> bytes:
    """Return ``figure`` as PNG without dates or versions, so that the same picture is the same bytes."""
    return _drawn(figure, "png", {"Software": None})


def svg(figure: Figure, name: str) -> str:
    """Return ``figure`` as an SVG element to stand inside a page, the same text every time.

    Letters are outlines, so that it looks alike wherever it is opened. ``name`` is put before every id in it: several
    pictures stand on one page.
    """
    text = _drawn(figure, "svg", {"Date": None, "Creator": None, "Format": None, "Type": None}).decode()
    unseen = r"<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>"
    element = re.sub(unseen, "", text[text.index("<svg") :], flags=re.DOTALL)
    element = re.sub(r'^<svg ([^>]*?)width="[^"]*" height="[^"]*" ', r"<svg \1", element)
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", element).strip()


def _drawn(figure: Figure, kind: str, metadata: dict[str, None]) -> bytes:
    buffer = io.BytesIO()
    with themed(), warnings.catch_warnings():
        # a name in another alphabet is drawn as boxes; that is no matter for the reader of the screen
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(buffer, format=kind, metadata=metadata)
    return buffer.getvalue()


def save_png(figure: Figure, path: Path) -> None:
    """Write :func:`png` of a figure to a file."""
    path.write_bytes(png(figure))


def marker_of(index: int) -> str:
    """Return the shape of the dots of the design at ``index``: colors may be lost on paper."""
    return _MARKERS[index % len(_MARKERS)]


def color_of(index: int) -> str:
    """Return the color of the design at ``index``; the baseline, index 0, is grey."""
    return DESIGN_COLORS[index % len(DESIGN_COLORS)]
