"""The report of one design: the same kind of page as that of a comparison, with what one design can say."""

from __future__ import annotations

import re
from functools import cache

from tests.unit.reporting.studies import setting
from tests.unit.reporting.test_report import HOSTILE, background, read

import cssim
from cssim.reporting.numbers import money
from cssim.reporting.projection import blocks
from cssim.reporting.report import report_of_run
from cssim.results.studies import Result

SECTIONS = ["answer", "bridge", "fan", "years", "work", "people", "cost", "assumptions", "definitions", "methods",
            "manifest"]  # fmt: skip


@cache
def result() -> Result:
    """Return three months of a small company over two runs."""
    return cssim.run(cssim.load("cssim:tiny"), seed=3, engine="simpy")


@cache
def made() -> str:
    return report_of_run(result(), background())


def test_every_section_is_there_and_linked() -> None:
    found = read(made())
    assert [value for name, value in found.attributes if name == "id" and value in SECTIONS] == SECTIONS
    assert [value[1:] for name, value in found.attributes if name == "href" and value[1:] in SECTIONS] == SECTIONS


def test_it_is_the_same_text_every_time_and_asks_for_nothing() -> None:
    assert made() == report_of_run(result(), background())
    found = read(made())
    assert not {"script", "link", "img", "iframe", "object", "image"} & set(found.tags)
    assert all(value.startswith("#") for name, value in found.attributes if name in ("href", "src", "xlink:href"))


def test_the_answer_is_one_sentence_and_four_numbers() -> None:
    [lead] = re.findall(r'<p class="lead">(.*?)</p>', made())
    closing = float(result().figures("arr_closing.m3").mean())
    assert f"to {money(closing, 'USD')} in 3 months" in lead
    assert made().count('class="number"') == 4
    assert "net revenue retention" in made() and "since the start; range" in made(), "no year has gone by"


def test_the_figures_are_those_of_the_screen() -> None:
    words = read(made()).words
    for block in blocks(result()):
        for row in block.rows:
            assert all(cell.replace("−", "−\u2060") in words for cell in row)


def test_figures_say_what_their_bands_are() -> None:
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", made(), flags=re.DOTALL)
    assert len(captions) == 3
    assert "generated book" in captions[0] and "range of outcomes (P10–P90" in captions[1]
    assert "from your customer list" in report_of_run(result(), background(book=True))


def test_hostile_names_are_shown_and_do_nothing() -> None:
    page = report_of_run(result(), background(setting=setting(question=HOSTILE, customers=HOSTILE)))
    found = read(page)
    assert not {"script", "img"} & set(found.tags)
    assert any('<script>alert("x")</script>' in words for words in found.words)


def test_statistics_words_stay_in_the_methods() -> None:
    assert "student" not in made().split('id="methods"')[0].lower()
