"""What a report says beside the numbers of its study, as values that can be kept in a file and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from cssim.reporting.answer import Setting
from cssim.results.doubts import Decisive, Doubt


class AssumptionRow(NamedTuple):
    """An uncertain number: its sentence, where it stands, default and range in words, and its evidence label."""

    label: str
    path: str
    default: str
    range: str
    evidence: str


class Background(NamedTuple):
    """What the page says beside the numbers.

    ``setting`` as the answer has it; ``assumptions`` that vary; ``manifest`` what of it counts, by name; ``book``: the
    customers are data.
    """

    setting: Setting
    assumptions: tuple[AssumptionRow, ...]
    manifest: Mapping[str, Any]
    book: bool

    def document(self) -> dict[str, Any]:
        """Return it as plain values."""
        doubts = [asdict(doubt) for doubt in self.setting.doubts]
        return {
            "setting": {**self.setting._asdict(), "doubts": doubts},
            "assumptions": self.assumptions,
            "manifest": self.manifest,
            "book": self.book,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Background:
        """Return what :meth:`document` was made of."""
        setting = document["setting"]
        churn = tuple((segment, share) for segment, share in setting["churn"])
        doubts = tuple(_doubt(one) for one in setting["doubts"])
        return cls(
            Setting(**{**setting, "churn": churn, "doubts": doubts}),
            tuple(AssumptionRow(*row) for row in document["assumptions"]),
            document["manifest"],
            document["book"],
        )


def what_counts(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a manifest what results depend on: not in which engine cssim ran, nor what it recorded besides."""
    return {name: value for name, value in manifest.items() if name not in ("engine", "recording")}


def _doubt(document: Mapping[str, Any]) -> Doubt:
    decisive = document["decisive"]
    return Doubt(**{**document, "decisive": None if decisive is None else Decisive(**decisive)})
