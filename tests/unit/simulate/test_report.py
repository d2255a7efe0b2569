"""The page of a simulation: it says first what it is not, stands alone, and holds its numbers."""

import json
import re
from html.parser import HTMLParser

from plumbline.simulate import Order, as_html, as_json, made_up, report
from plumbline.simulate.log import Life
from plumbline.simulate.model import people
from plumbline.simulate.report import Report
from tests.unit.care.people import knowledge
from tests.unit.simulate.test_count import CALM

VOID = {"meta", "br"}


def lived() -> tuple[Life, Life, Life]:
    from dataclasses import replace

    return CALM, replace(CALM, policy="fixed"), replace(CALM, policy="nothing")


def told() -> Report:
    return report(people(), knowledge(), Order(1, 60, 1), [lived()])


def test_it_says_first_that_the_people_are_made_up() -> None:
    page = as_html(told(), "{}")
    assert "no evidence of benefit" in made_up()
    heads = page.index("<h2>")
    assert page.index("no evidence of benefit") < heads
    assert as_json(told())["read_this_first"] == made_up()


def test_it_stands_alone_and_its_pictures_have_no_style_of_their_own() -> None:
    page = as_html(told(), "{}")
    assert not re.search(r"(src|href)=", page)
    assert "style=" not in page
    assert page.count("<svg") == page.count("</svg>") >= 1


def test_every_element_is_closed() -> None:
    open_: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in VOID:
                open_.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_.pop() == tag

    Reader().feed(as_html(told(), "{}"))
    assert open_ == []


def test_the_data_inside_cannot_end_its_element() -> None:
    page = as_html(told(), json.dumps({"a": "</script><b>"}))
    inside = page.split('id="report">', 1)[1].split("</script>", 1)[0]
    assert json.loads(inside) == {"a": "</script><b>"}


def test_the_json_does_not_depend_on_the_workers() -> None:
    one, two = (report(people(), knowledge(), Order(1, 60, 1, w), [lived()]) for w in (1, 2))
    assert as_json(one) == as_json(two)


def test_every_block_of_numbers_is_listed_with_its_status() -> None:
    page = as_html(told(), "{}")
    for name in people().blocks():
        assert f'<th scope="row">{name}</th><td>expert</td>' in page
