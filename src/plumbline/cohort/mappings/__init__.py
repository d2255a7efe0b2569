"""Mappings that ship with Plumbline, by name."""

from collections.abc import Mapping
from importlib import resources

from plumbline.cohort.mapping import SiteMapping, mapping_of
from plumbline.knowledge.schema import Finding


def names() -> tuple[str, ...]:
    """The shipped mappings."""
    here = resources.files(__name__)
    found = (item.name for item in here.iterdir() if item.name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in found))


def shipped(name: str, findings: Mapping[str, Finding]) -> SiteMapping | None:
    """A shipped mapping; None where there is none of that name."""
    if name not in names():
        return None
    text = (resources.files(__name__) / f"{name}.yaml").read_text(encoding="utf-8")
    return mapping_of(text, findings, name)
