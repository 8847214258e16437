"""The report is one page that needs nothing else, shows names as they are, and is the same text every time."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest
from tests.unit.reporting.studies import setting, study, with_verdicts

import cssim
from cssim.reporting.report import AssumptionRow, Background, report
from cssim.reporting.report.background import what_counts
from cssim.reporting.report.markup import paragraph, table, text
from cssim.reporting.tables import Table
from cssim.results.statistics import Verdict
from cssim.results.studies import Comparison

SECTIONS = ["answer", "comparison", "bridge", "fan", "work", "people", "cost", "why", "assumptions", "definitions",
            "methods", "manifest"]  # fmt: skip
HOSTILE = '<script>alert("x")</script><img src=http://evil.example/x onerror=y> & \x1b[31m -- --> 漢字'
EMPTY = {"meta", "img", "br", "hr", "link"}


class Reader(HTMLParser):
    """Collects tags, attributes and words, and checks that every tag is closed where it should be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Reader:
    found = Reader()
    found.feed(page)
    assert not found.open, "every tag is closed"
    return found


@cache
def explained() -> Comparison:
    """Return a comparison that recorded why."""
    return cssim.compare(cssim.load("cssim:tiny", ["recording=money"]), seed=3, engine="simpy")


def background(**changes: object) -> Background:
    rows = (AssumptionRow("effect of a check-in", "health.adoption.check_in", "0.08 share", "0.04 to 0.16", "guess"),)
    manifest = {"command": "cssim compare x.yaml", "seed": 3, "engine": "auto", "versions": {"cssim": "0.1.0"}}
    return Background(setting(), rows, what_counts(manifest), book=False)._replace(**changes)  # type: ignore[arg-type]


@cache
def made() -> str:
    """Return the report of it."""
    return report(explained(), background())


def test_every_section_is_there_and_linked() -> None:
    found = read(made())
    ids = [value for name, value in found.attributes if name == "id" and value in SECTIONS]
    assert ids == SECTIONS
    assert [value[1:] for name, value in found.attributes if name == "href" and value[1:] in SECTIONS] == SECTIONS


def test_without_the_facts_there_is_no_why() -> None:
    assert 'id="why"' not in report(study(), background())
    assert study().steps == ()


def test_it_is_the_same_text_every_time() -> None:
    assert made() == report(explained(), background())


def test_it_asks_for_nothing_from_outside_and_runs_nothing() -> None:
    page = made()
    found = read(page)
    assert not {"script", "link", "img", "iframe", "object", "image"} & set(found.tags)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in found.attributes
    for name, value in found.attributes:
        assert not name.startswith("on")
        if name in ("href", "src", "xlink:href"):
            assert value.startswith("#")
    outside = set(re.findall(r"https?://[^\s\"'<>]+", page))
    assert outside <= {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"}, "names of XML, never fetched"
    assert "url(#" in page and not re.search(r"url\((?!#)", page) and "@import" not in page


def test_ids_are_unique_and_what_refers_to_them_finds_them() -> None:
    page = made()
    found = read(page)
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    refers = {value[1:] for name, value in found.attributes if name in ("href", "xlink:href")}
    refers |= set(re.findall(r"url\(#([^)]+)\)", page))
    assert refers <= set(ids)


def hostile() -> str:
    """Return a report in which every name is an attack."""
    one = explained()
    results = tuple(
        replace(result, design=f"{result.design}{HOSTILE}", name=HOSTILE,
                labels=result.labels._replace(teams=result.labels.teams))
        for result in one.results
    )  # fmt: skip
    rows = (AssumptionRow(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    changed = Comparison(results, one.decision)
    said = setting(question=HOSTILE, customers=HOSTILE, churn=())
    return report(changed, background(setting=said, assumptions=rows, manifest={HOSTILE: [HOSTILE]}))


def test_hostile_names_are_shown_and_do_nothing() -> None:
    page = hostile()
    found = read(page)
    assert not {"script", "img"} & set(found.tags)
    assert not any(name in ("onerror", "src") for name, _ in found.attributes)
    assert "\x1b" not in page and "<!--" not in page
    assert any('<script>alert("x")</script>' in words for words in found.words)
    assert any("漢字" in words for words in found.words)


def test_figures_say_what_their_bands_are_and_where_they_come_from() -> None:
    page = made()
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", page, flags=re.DOTALL)
    assert len(captions) == 5
    assert all("imulated" in caption for caption in captions)
    assert "certainty of the mean (95 %)" in captions[0] and "range of outcomes (P10–P90" in captions[2]
    assert "generated book" in captions[1]
    assert "from your customer list" in report(explained(), background(book=True))


def test_at_most_four_numbers_stand_out_under_one_sentence() -> None:
    page = made()
    assert 1 <= page.count('class="number"') <= 4
    assert page.count('class="lead"') == 1
    [lead] = re.findall(r'<p class="lead">(.*?)</p>', page)
    assert "on retained ARR" in lead


def test_statistics_words_stay_in_the_methods() -> None:
    before = made().split('id="methods"')[0].lower()
    for word in ("student", "posterior", "bonferroni", "prediction interval", "p-value", "significan"):
        assert word not in before


def test_the_manifest_leaves_out_what_changes_no_number() -> None:
    page = made()
    assert "cssim compare x.yaml" in page and "cssim 0.1.0" in page and "<dt>engine</dt>" not in page


def test_one_design_is_a_report_too() -> None:
    page = report(with_verdicts(), background())
    assert "nothing to compare" in page and 'class="number"' not in page


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_page(verdict: Verdict) -> None:
    found = with_verdicts(verdict)
    found.__dict__["standings"] = study().standings[:1]
    found.__dict__["expected_gap"] = lambda design: study().expected_gap("pooled")
    assert verdict.value in report(found, background())


def test_pieces() -> None:
    assert text("a<b & \"c\" 'd'") == "a&lt;b &amp; &quot;c&quot; &#x27;d&#x27;"
    assert paragraph("x", "lead") == '<p class="lead">x</p>'
    assert table(Table(["a"], [])) == ""
    assert 'colspan="99"' in table(Table(["a", "b"], [["heading"], ["1", "2"]]))
