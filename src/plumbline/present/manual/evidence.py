"""How far everything was checked: every basis in the knowledge, where it stands, and the sources
that things rest on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from plumbline.knowledge import Knowledge
from plumbline.knowledge.model import SINGLE, THING_KINDS
from plumbline.knowledge.schema import Basis, Model, Status
from plumbline.present.manual.blocks import Block, Code, Line, Ref, Strong, Subheading, Table
from plumbline.present.manual.parts import UNVERIFIED, bullets, line
from plumbline.present.wording import status
from plumbline.present.words import _

STATUSES: tuple[Status, ...] = get_args(Status)
_INSIDE = {"impairments": ("muscles", "chains")}
"""Parts of a single file that are things of their own."""
_IN_REVIEW = ("In review", "General knowledge; no page checked")


@dataclass(frozen=True, slots=True)
class Checked:
    """One basis: the thing it is in, its place there, and what it says."""

    thing: str
    place: str
    basis: Basis
    why_hidden: str = ""
    """A number that was read but is not shown, and the reason."""

    @property
    def kind(self) -> str:
        return self.thing.partition("/")[0]

    @property
    def in_review(self) -> bool:
        """In force, though no page was seen that says so: practice alone, and said so."""
        return self.basis.status == "expert" and self.basis.note.startswith(_IN_REVIEW)


@dataclass(frozen=True)
class Evidence:
    """Every basis of the knowledge, in the order of the files."""

    checked: tuple[Checked, ...]
    resting_on: Mapping[str, tuple[str, ...]]
    """Source -> the things that rest on it."""

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Evidence":
        found = tuple(_all(knowledge))
        rests: dict[str, dict[str, None]] = {}
        for one in found:
            for name in one.basis.sources:
                rests.setdefault(name, {})[one.thing] = None
        return cls(found, {name: tuple(things) for name, things in rests.items()})


def things(knowledge: Knowledge) -> Iterator[tuple[str, Model]]:
    """Every thing by its path; those of which there is only one come last."""
    for kind in THING_KINDS:
        for name, thing in getattr(knowledge, kind).items():
            yield f"{kind}/{name}", thing
    for kind in SINGLE:
        one = getattr(knowledge, kind)
        yield f"{kind}/{getattr(one, 'id', kind)}", one


def _all(knowledge: Knowledge) -> Iterator[Checked]:
    for path, thing in things(knowledge):
        parts = _INSIDE.get(path.partition("/")[0], ())
        for name in type(thing).model_fields:
            if name not in parts:
                yield from _walk(path, name, getattr(thing, name), "")


def _walk(thing: str, place: str, value: Any, hidden: str) -> Iterator[Checked]:
    if isinstance(value, Basis):
        yield Checked(thing, place, value, hidden)
    elif isinstance(value, Model):
        hidden = getattr(value, "not_shown", "") or hidden
        for name in type(value).model_fields:
            yield from _walk(thing, f"{place}.{name}", getattr(value, name), hidden)
    elif isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[Any, ...]", value)):
            name = getattr(item, "id", None) or getattr(item, "row", None) or index
            yield from _walk(thing, f"{place}.{name}", item, hidden)
    elif isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield from _walk(thing, f"{place}.{key}", item, hidden)


def counts(evidence: Evidence) -> Mapping[str, Counter[Status]]:
    """Kind -> how many bases have each status."""
    found: dict[str, Counter[Status]] = {}
    for one in evidence.checked:
        found.setdefault(one.kind, Counter())[one.basis.status] += 1
    return found


def status_list(evidence: Evidence) -> Iterator[Block]:
    """What is not yet verified: what waits, what is in force on practice alone, and all counts."""
    yield line(_("What stands here has not been checked to the end. It is printed from the files."))
    yield Subheading(_("Waiting: not shown and not used until somebody has read the source"))
    yield from _list([one for one in evidence.checked if one.basis.status == UNVERIFIED])
    yield Subheading(_("In review: usual practice, in force on the safe side, no page seen"))
    yield from _list([one for one in evidence.checked if one.in_review])
    yield Subheading(_("Read, and not shown because it would mislead"))
    shown = [one for one in evidence.checked if one.why_hidden and one.basis.status != UNVERIFIED]
    yield from _lines((*_place(one), ": ", _(one.why_hidden)) for one in shown)
    yield Subheading(_("How many of each status"))
    yield from bullets((Code(name), ": ", f"{status(name)}.") for name in STATUSES)
    yield _table(evidence)


def _list(found: list[Checked]) -> Iterator[Block]:
    yield line(Strong(_("Together: %(n)s") % {"n": len(found)}))
    yield from _lines((*_place(one), *_sources(one.basis)) for one in found)


def _lines(lines: Iterator[Line]) -> tuple[Block, ...]:
    return bullets(lines) or (line(_("Nothing.")),)


def _place(one: Checked) -> Line:
    return (Ref(one.thing, one.thing, original=True), " ", Code(one.place))


def _sources(basis: Basis) -> Line:
    links: list[Ref | str] = []
    for name in basis.sources:
        links += [", " if links else " ", Ref(name, f"sources/{name}", original=True)]
    return tuple(links)


def _table(evidence: Evidence) -> Table:
    rows: list[tuple[Line, ...]] = []
    total: Counter[Status] = Counter()
    for kind, found in counts(evidence).items():
        rows.append(((Code(kind),), *((f"{found[name]}",) for name in STATUSES)))
        total += found
    rows.append(((Strong(_("Together")),), *((f"{total[name]}",) for name in STATUSES)))
    return Table((_("Kind"), *(f"{status(name)}" for name in STATUSES)), tuple(rows))
