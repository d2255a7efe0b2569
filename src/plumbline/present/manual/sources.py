"""Every source: what of it was seen, and what rests on it."""

import re
from collections.abc import Iterator

from plumbline.knowledge.schema import Source
from plumbline.present.manual.blocks import (
    Address,
    Block,
    Code,
    Inline,
    Line,
    Original,
    Paragraph,
    Ref,
)
from plumbline.present.manual.evidence import Evidence
from plumbline.present.manual.parts import Desk, line
from plumbline.present.words import _

_WEB = re.compile(r"https?://[^\s()<>]+")


def source(desk: Desk, evidence: Evidence, name: str) -> Iterator[Block]:
    one = desk.knowledge.sources[name]
    yield Paragraph(_cited(one))
    yield line(_("Seen:"), " ", Original(one.seen))
    rests = evidence.resting_on.get(name, ())
    if not rests:
        yield line(_("Nothing rests on it yet."))
        return
    links: list[Inline] = [_("What rests on it:"), " "]
    for path in rests:
        links += [Ref(path, path, original=True), ", "]
    yield Paragraph(tuple(links[:-1]))


def _cited(one: Source) -> Line:
    year = f" ({one.year})" if one.year else ""
    parts: list[Inline] = [Original(f"{one.authors.rstrip('.')}{year}. {one.title.rstrip('.')}.")]
    if one.journal:
        parts += [" ", Original(f"{one.journal.rstrip('.')}.")]
    if one.doi:
        parts += [" ", Address(f"doi {one.doi}", f"https://doi.org/{one.doi}")]
    if one.pmid:
        parts += [" ", Original(f"PMID {one.pmid}")]
    if one.url:
        web = _WEB.fullmatch(one.url)
        parts += [" ", Address(one.url, one.url) if web else Code(one.url)]
    return tuple(parts)
