"""How far something was checked and where it was read, in one line; and the list of sources."""

import re

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Basis, Number, Source
from plumbline.present import wording

from .markdown import code, heading, join, paragraph, plain


def basis_line(basis: Basis | None) -> str:
    """Status, sources and note."""
    if basis is None:
        return ""
    sources = ", ".join(f"[{plain(name)}](#source-{name})" for name in basis.sources)
    parts = [f"*{plain(wording.status(basis.status))}.*"]
    if sources:
        parts.append(f"Sources: {sources}.")
    if basis.note:
        parts.append(plain(basis.note))
    return paragraph(*parts)


def number(given: Number) -> str:
    """A number with its interval and unit; one that is not verified is never shown."""
    if given.basis.status == "unverified":
        return "(waiting to be checked)"
    interval = ""
    if given.low is not None and given.high is not None:
        interval = f" ({given.low:g} to {given.high:g})"
    return plain(f"{given.value:g}{interval} {given.unit}".strip())


def sources(knowledge: Knowledge) -> str:
    """Every source, where it was read, and what of it was seen."""
    ordered = sorted(knowledge.sources.values(), key=lambda source: source.id)
    return join(*(join(heading(4, f"Source {plain(s.id)}"), _source(s)) for s in ordered))


def _source(source: Source) -> str:
    year = f" ({source.year})" if source.year else ""
    places = [f"[doi {plain(source.doi)}](https://doi.org/{source.doi})"] if source.doi else []
    places += [f"PMID {source.pmid}"] if source.pmid else []
    places += [_address(source.url)] if source.url else []
    return paragraph(
        plain(f"{source.authors.rstrip('.')}{year}."),
        plain(f"{source.title.rstrip('.')}."),
        plain(f"{source.journal.rstrip('.')}.") if source.journal else "",
        f"{', '.join(places)}." if places else "",
        f"Seen: {plain(source.seen)}",
    )


def _address(url: str) -> str:
    return f"[page]({url})" if re.fullmatch(r"https?://[^\s()<>]+", url) else code(url)
