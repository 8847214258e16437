"""What waiting, complaints and being passed on cost."""

from __future__ import annotations

from cssim.part import Part, field
from cssim.quantities import Length, Number, Share, Whole


class Service(Part):
    """Being left waiting, and having had to complain."""

    level: Number = field(
        -0.8, about="worst effect on the log-odds of renewing for a year", unit="log-odds", low=-1.6, high=-0.4,
        off=0.0,
        evidence="guess", source="[87] unresolved problems raise the intent to leave from 5 to 25 %", ge=-5, le=0,
    )  # fmt: skip
    half_life: Length = field(
        "4 months", about="time in which half of it is forgotten", unit="months", low=2.0, high=8.0, evidence="guess",
        source="[82] the effect of a complaint fades fast", gt=0,
    )  # fmt: skip
    late: Share = field(
        0.08, about="share of the gap closed by a very late answer; half of it at twice the promised time",
        unit="share",
        low=0.04, high=0.16, off=0.0, evidence="derived", drawn=True,
        source="[57,88,89] far faster answers moved satisfaction by 0 to 2 points: a small effect",
    )  # fmt: skip
    raised: Share = field(
        0.02, about="share closed by having a problem at all", unit="share", low=0.01, high=0.04, off=0.0,
        evidence="guess", drawn=True,
    )  # fmt: skip
    raised_complaint: Share = field(
        0.10, about="share closed by having to complain", unit="share", low=0.05, high=0.2, off=0.0,
        evidence="guess", source="[82]", drawn=True,
    )  # fmt: skip
    restore: Share = field(
        0.5, about="share of what a problem took that its good answer gives back", unit="share", low=0.25, high=1.0,
        off=0.0, evidence="guess", source="[82] recovery helps but does not fully offset",
    )  # fmt: skip
    wrong: Share = field(
        0.4, about="share of the gap to wrong_level that a wrong answer closes, or a question left open", unit="share",
        low=0.2, high=0.8, off=0.0, evidence="derived", drawn=True,
        source="[87] intent to leave 5 % after one contact, 9 % after several, 25 % unresolved",
    )  # fmt: skip
    wrong_level: Number = field(
        -1.2, about="worst effect on the log-odds of renewing for a year of wrong answers", unit="log-odds", low=-2.4,
        high=-0.6, off=0.0, evidence="derived", source="[87]; three times in the quarter after it", ge=-5, le=0,
    )  # fmt: skip


class Transfers(Part):
    """Being passed on, and meeting ever new faces."""

    level: Number = field(
        -0.6, about="worst effect on the log-odds of renewing for a year", unit="log-odds", low=-1.2, high=-0.3,
        off=0.0,
        evidence="guess", source="[86] -12 % top satisfaction per transferred call", ge=-5, le=0,
    )  # fmt: skip
    half_life: Length = field(
        "4 months",
        about="time in which half of it is forgotten",
        unit="months",
        low=2.0,
        high=8.0,
        evidence="guess",
        gt=0,
    )
    each: Share = field(
        0.08, about="share of the gap closed by a transfer to another person", unit="share", low=0.03,
        high=0.12, off=0.0,
        evidence="derived", source="[86] satisfaction -3, -8, -12 %", drawn=True,
    )  # fmt: skip
    warm: Share = field(
        0.04, about="share of the gap closed by a warm transfer, in which the next person knows what it is about",
        unit="share", low=0.02, high=0.08, off=0.0, evidence="derived", source="[86] warm beats cold", drawn=True,
    )  # fmt: skip
    explain_twice: Share = field(
        0.05, about="share closed by explaining it all again, after a cold transfer to somebody who does not know the "
        "account; less the better he does",
        unit="share", low=0.025, high=0.1, off=0.0, evidence="guess", source="[67] the customer explains twice",
        drawn=True,
    )  # fmt: skip
    extra_face: Share = field(
        0.05, about="share closed by a new person beyond the free ones", unit="share", low=0.025, high=0.1, off=0.0,
        evidence="guess", drawn=True,
    )  # fmt: skip
    free_faces: Whole = field(
        3, about="people that a customer meets without minding", unit="people", low=2, high=6, evidence="guess", ge=0
    )
