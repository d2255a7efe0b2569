"""One self-contained page from one Markdown document: no script, nothing loaded from elsewhere."""

import html
import re
from collections.abc import Mapping
from importlib import resources

from markdown_it import MarkdownIt
from markdown_it.token import Token

CSS = """
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --link: #0b57a4 }
@media (prefers-color-scheme: dark) { :root { --link: #8ab8ee } }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 52rem; margin: 0 auto; padding: 1rem }
a { color: var(--link) }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 .5em }
h2 { border-top: 1px solid var(--line); padding-top: 1em }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem }
nav details ul { display: block; columns: 16rem }
code { font-size: .9em; background: var(--soft); padding: .1em .25em; overflow-wrap: anywhere }
pre { background: var(--soft); padding: .8rem; overflow-x: auto }
pre code { background: none; padding: 0 }
.table { overflow-x: auto }
table { border-collapse: collapse; margin: .5em 0; font-size: .95em }
th, td { border: 1px solid var(--line); padding: .3em .6em; text-align: left; vertical-align: top }
th { background: var(--soft) }
img { max-width: 100% }
.rests { font-size: .9em; opacity: .85; padding-left: .7rem; border-left: 2px solid var(--line) }
.drawing { max-width: 20rem }
.entry { overflow-wrap: anywhere }
.letter ul, .on-page ul { columns: 16rem; list-style: none; padding: 0 }
.contents { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem }
.letters a { display: inline-block; padding: .4rem .6rem }
@media print {
  nav, .on-page, .letters { display: none }
  body { max-width: none; font-size: 10pt }
  h2, h3, h4 { break-after: avoid }
  tr, pre { break-inside: avoid }
}
"""
FIGURES = (resources.files("plumbline.web") / "static/css/figure.css").read_text(encoding="utf-8")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | Plumbline</title>
<style>{css}</style>
</head>
<body>
<nav aria-label="Documents"><ul>{pages}</ul>{contents}</nav>
<main>
{body}
</main>
</body>
</html>
"""


def page(name: str, markdown: str, menu: Mapping[str, str]) -> str:
    """The page of document `name`; `menu`: the documents to choose from, by name."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    headings = _name_headings(tokens)
    _point_to_pages(tokens)
    body = reader.renderer.render(tokens, reader.options, {})
    wide = body.replace("<table>", '<div class="table"><table>')
    whole = wide.replace("</table>", "</table></div>")
    return framed(name, menu[name], whole, menu, _contents(headings))


def framed(name: str, title: str, body: str, menu: Mapping[str, str], contents: str = "") -> str:
    """A page around what was made already."""
    pages = "".join(_item(f"{other}.html", words, other == name) for other, words in menu.items())
    css = CSS + (FIGURES if 'class="figure"' in body else "")
    return PAGE.format(
        title=html.escape(title), css=css, pages=pages, contents=contents, body=body
    )  # fmt: skip


def slug(text: str, taken: set[str]) -> str:
    """The anchor of a heading, as the usual Markdown viewers make it."""
    base = re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-")
    name, count = base, 0
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    taken.add(name)
    return name


def _name_headings(tokens: list[Token]) -> list[tuple[int, str, str]]:
    """Give every heading its anchor; level, anchor and text of each."""
    taken: set[str] = set()
    found: list[tuple[int, str, str]] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            inline = tokens[place + 1].children or []
            text = "".join(child.content for child in inline)
            anchor = slug(text, taken)
            token.attrSet("id", anchor)
            found.append((int(token.tag[1]), anchor, text))
    return found


def _point_to_pages(tokens: list[Token]) -> None:
    """Links between documents lead to their pages."""
    for token in tokens:
        for child in token.children or []:
            target = str(child.attrGet("href") or "")
            if child.type == "link_open" and "://" not in target:
                child.attrSet("href", re.sub(r"\.md(?=#|$)", ".html", target))


def _contents(headings: list[tuple[int, str, str]]) -> str:
    shown = [(anchor, text) for level, anchor, text in headings if level in (2, 3)]
    if len(shown) < 4:
        return ""
    items = "".join(_item(f"#{anchor}", text, False) for anchor, text in shown)
    return f"<details><summary>On this page</summary><ul>{items}</ul></details>"


def _item(target: str, text: str, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<li><a href="{html.escape(target)}"{current}>{html.escape(text)}</a></li>'
