"""Small pieces of Markdown, with everything that is not ours to format escaped."""

from collections.abc import Iterable

from plumbline.present.manual.markdown import (
    code,
    heading,
    join,
    numbered,
    paragraph,
    plain,
    table,
)

__all__ = ["bullets", "code", "heading", "join", "numbered", "paragraph", "plain", "table"]


def bullets(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)
