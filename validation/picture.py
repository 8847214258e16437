"""The picture beside the page: curves of which a row of the page tells only the ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cssim.reporting import theme
from validation.checks import Curve

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS: Final = 3
FEW: Final = 3
"""So many values or fewer, each has its tick."""
PICTURE: Final = Path(__file__).resolve().parents[1] / "docs" / "validation.png"


def draw(curves: Sequence[Curve], path: Path = PICTURE) -> None:
    """Draw curves three in a row, each mean with its 95 % interval, and what the evidence says beside it."""
    columns = min(COLUMNS, len(curves))
    rows = -(-len(curves) // columns)
    with theme.themed():
        figure, panels = theme.canvas(5.2 * columns, 3.8 * rows, rows, columns)
        for panel, curve in zip(panels, curves, strict=False):
            _panel(panel, curve)
        for panel in panels[len(curves) :]:
            panel.set_visible(False)
        theme.save_png(figure, path)


def _panel(panel: Axes, curve: Curve) -> None:
    values, halves = [mean.value for mean in curve.y], [mean.half for mean in curve.y]
    panel.errorbar(curve.x, values, yerr=halves, color=theme.GOOD, marker="o", markersize=4, capsize=3)
    if curve.beside:
        panel.plot(
            curve.x, curve.beside, color=theme.BAD, marker="x", markersize=6, linestyle="none", label=curve.beside_label
        )
        panel.legend()
    if min(mean.low for mean in curve.y) < 0.0:
        panel.axhline(0.0, color=theme.SOFT, linewidth=0.8)
    if len(curve.x) <= FEW:
        panel.set_xticks(curve.x)
    panel.set_title(curve.title)
    panel.set_xlabel(curve.x_label)
    panel.set_ylabel(curve.y_label)
