"""`plumbline figure`: a movement as a file, a page for authors, and one line for what is wrong."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.functional.cli_user import Said, plumbline

SVG = "{http://www.w3.org/2000/svg}"
HANGS = frozenset(("style", "onload", "onclick"))


def drawn(text: str) -> ElementTree.Element:
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    return root


def refused(said: Said, *named: str) -> None:
    assert said.code == 2, said
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1, said.err
    for word in named:
        assert word in said.err


def test_a_movement_becomes_a_file_that_stands_alone(tmp_path: Path) -> None:
    file = tmp_path / "bridge.svg"
    said = plumbline("figure", "bridge", "--out", str(file))
    assert (said.code, said.err) == (0, "")
    assert str(file) in said.out
    root = drawn(file.read_text(encoding="utf-8"))
    assert root.find(f"{SVG}title").text == "Bridge"  # type: ignore[union-attr]
    assert "--figure-skin" in (root.find(f"{SVG}style").text or "")  # type: ignore[union-attr]
    assert root.findall(f".//{SVG}animate")
    assert not [e for e in root.iter() if HANGS & set(e.attrib) or e.tag == f"{SVG}script"]


def test_without_a_file_it_is_printed_and_a_still_does_not_move() -> None:
    still = plumbline("figure", "bridge", "--still", "2.5")
    assert still.code == 0
    assert not drawn(still.out).findall(f".//{SVG}animate")
    assert drawn(still.out).get("viewBox") == drawn(plumbline("figure", "bridge").out).get(
        "viewBox"
    )


def test_the_side_that_is_asked_for_works() -> None:
    left, right = (
        plumbline("figure", "bird_dog_leg", "--side", side, "--still", "4").out
        for side in ("left", "right")
    )
    described = [drawn(text).find(f"{SVG}desc").text for text in (left, right)]  # type: ignore[union-attr]
    assert "left hip" in str(described[0])
    assert "left hip" not in str(described[1])
    assert left != right


class Found(HTMLParser):
    """What a page holds: ids, tags, and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        assert "style" not in given
        self.ids += [given["id"] or ""] if "id" in given else []
        self.loads += [str(given[name]) for name in ("src", "href") if name in given]


def test_the_gallery_shows_both_ends_and_loads_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pictures" / "new"
    said = plumbline("figure", "bridge", "cat_camel", "--gallery", str(folder))
    assert (said.code, said.err) == (0, "")
    text = (folder / "index.html").read_text(encoding="utf-8")
    found = Found(text)
    assert found.tags.count("svg") == 4
    assert found.tags.count("article") == 2
    assert "script" not in found.tags
    assert "animate" not in found.tags
    assert found.loads == []
    assert len(found.ids) == len(set(found.ids))
    assert re.findall(r"<figcaption[^>]*>(\w+), ", text)[:2] == ["lying", "lifted"]


def test_the_gallery_says_the_class_and_never_newtons(tmp_path: Path) -> None:
    names = ("bridge", "seated_band_row")
    assert plumbline("figure", *names, "--gallery", str(tmp_path)).code == 0
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    said = re.findall(r"<p>(class .*?)</p>", text)
    assert said[0].startswith("class C · 1.8 times standing")
    assert said[1].startswith("class B · the model cannot tell")
    assert "newton" not in text.lower()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["bird_doge"], ["bird_doge", "bird_dog_leg"]),
        (["zzz"], ["zzz", "plumbline figure --gallery"]),
        ([], ["needs one movement", "NAME"]),
        (["bridge", "cat_camel"], ["needs one movement"]),
        (["bridge", "--side", "up"], ["--side up", "left or right"]),
        (["bridge", "--still", "99"], ["--still", "from 0 to 7.5"]),
        (["bridge", "--still", "-1"], ["--still", "from 0 to 7.5"]),
        (["bridge", "--still", "nan"], ["--still", "nan"]),
        (["bridge", "--out", "/nowhere/at/all.svg"], ["--out", "cannot be written"]),
        (["bridge", "--out", "a.svg", "--gallery", "b"], ["--out", "one of the two"]),
        (["bird_doge", "--gallery", "nowhere"], ["bird_doge"]),
        (["bridge", "--gallery", "/proc/none"], ["--gallery"]),
    ],
)
def test_bad_words(words: list[str], named: list[str]) -> None:
    refused(plumbline("figure", *words), *named)


def test_help_has_examples() -> None:
    said = plumbline("figure", "--help")
    assert said.code == 0
    assert "plumbline figure bridge" in " ".join(said.out.split())
