"""Conditions, work and daily life, for a page; the note for an employer; what a guide says to a
weight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TypeVar, get_args

from starlette.datastructures import FormData

from plumbline.care.advice import Occasion, occasion
from plumbline.care.lifting import Factor, Lift, Mark, Says
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Condition, Source
from plumbline.knowledge.schema.lifting import Duration, Grip
from plumbline.present import segment
from plumbline.present.employer_note import ABLE, HELPS, LONGEST, WEEKS, Note
from plumbline.present.words import N_, _
from plumbline.web.case import Case
from plumbline.web.forms import text, texts
from plumbline.web.spoken import cited

T = TypeVar("T", Duration, Grip)
WORK = "work"
WORK_LIST = "work_now"
LINKS: Mapping[str, tuple[str, str]] = {
    "treatments": ("/treatments/", N_("Treatments")),
    "exercises": ("/why/", N_("Exercises")),
    "modules": ("/learn/", N_("Short pages")),
    "red_flags": ("/why/", N_("Warning signs we look for")),
    "patterns": ("/why/", N_("How we tell it apart")),
}
"""Where things of each kind are shown, and what they are called together."""
DURATIONS: Mapping[Duration, str] = {
    "short": N_("Up to an hour, with as much rest after it"),
    "moderate": N_("Up to two hours"),
    "long": N_("Longer, up to eight hours"),
}
GRIPS: Mapping[Grip, str] = {
    "good": N_("Good: handles, or edges I can get my hands round"),
    "fair": N_("Fair: it works, with bent fingers"),
    "poor": N_("Poor: no grip, soft, slippery or too big"),
}
FACTORS: Mapping[Factor, str] = {
    "reach": N_("how far away from you it is"),
    "height": N_("how low or high your hands are"),
    "way": N_("how far up or down it goes"),
    "turn": N_("how far you twist"),
    "often": N_("how often you lift"),
    "grip": N_("how well you can hold it"),
}
SAYS: Mapping[Says, str] = {
    "within": N_(
        "The guide would count this as a weight for nearly all healthy workers. That is no promise "
        "for your back. Go by how it feels, now and the next morning."
    ),
    "above": N_(
        "The guide would ask to make this lift easier: it is above its mark. Some people do lift "
        "it. For a back that hurts, look for a way round it."
    ),
    "far_above": N_(
        "The guide would ask to change this lift: it is far above its mark for nearly everybody. "
        "Share it, split it, or use a trolley or a hoist."
    ),
    "outside": N_(
        "The guide has no weight at all for such a lift: too far away, too high, too far round or "
        "too often. Change that first."
    ),
}
LIMITS: Mapping[str, tuple[str, float, float]] = {
    "kg": (N_("How heavy is it, in kg?"), 0.5, 200),
    "reach": (N_("How far are your hands in front of your ankles, in cm?"), 10, 100),
    "start": (N_("How high are your hands when you pick it up, in cm above the floor?"), 0, 220),
    "end": (N_("How high are they when you put it down, in cm?"), 0, 220),
    "turn": (N_("How far do you twist to the side, in degrees? 0 is not at all, 90 a quarter."),
             0, 180),
    "per_minute": (N_("How often do you lift it in a minute? Less than once is fine: 0.2."),
                   0, 30),
}  # fmt: skip
"""The fields of a lift: what is asked, the least and the most that is taken."""
USUAL: Mapping[str, str] = {"turn": "0", "per_minute": "0.2", "reach": "30"}


@dataclass(frozen=True)
class Linked:
    """Things of one kind that a page names: address and title of each."""

    kind: str
    title: str
    things: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Drawn:
    """The drawing in both views, and its key."""

    side: str
    top: str
    key: tuple[segment.Named, ...]


@dataclass(frozen=True)
class Shown:
    """One page."""

    condition: Condition
    drawn: Drawn | None
    links: tuple[Linked, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Listed:
    """A page in the list, and what its address calls it: nothing of somebody's health."""

    condition: Condition
    href: str


@dataclass(frozen=True)
class LiftForm:
    """A form as typed, its problems by field, and the lift where there are none."""

    typed: Mapping[str, str]
    problems: Mapping[str, str]
    lift: Lift | None


def listed(case: Case, section: str) -> tuple[Listed, ...]:
    """The pages of a section, in their order."""
    found = (one for one in case.knowledge.conditions.values() if one.section == section)
    return tuple(
        Listed(one, href(case, one.id)) for one in sorted(found, key=lambda one: one.order)
    )


def href(case: Case, condition: str) -> str:
    """Where a page stands; work has an address of its own."""
    if condition == WORK:
        return "/work"
    return "/conditions/" + case.session.name_for(f"conditions/{condition}")


def named(case: Case, name: str) -> str:
    """The condition an address means: by its opaque name, or by its own."""
    return case.session.opaque.get(name, name).removeprefix("conditions/")


def shown(case: Case, condition: str) -> Shown:
    """One page. Raises KeyError for a condition that there is not."""
    found = case.knowledge.conditions[condition]
    said = (*found.what, *found.helps, *found.watch, *found.sure)
    sources = [name for one in (*said, found) for name in one.basis.sources]
    return Shown(found, _drawn(found), _links(case, found), tuple(cited(case.knowledge, sources)))


def _drawn(found: Condition) -> Drawn | None:
    if found.drawing is None:
        return None
    about = _(found.drawing_says or "")
    side, top = (
        segment.segment(found.drawing, view, name=f"segment-{view}", about=about)
        for view in ("side", "top")
    )
    return Drawn(side, top, segment.names(found.drawing))


def _links(case: Case, found: Condition) -> tuple[Linked, ...]:
    linked: list[Linked] = []
    for kind, (address, title) in LINKS.items():
        names: Iterable[str] = getattr(found, kind)
        there = getattr(case.knowledge, kind)
        things = tuple(
            (address + case.session.name_for(f"{kind}/{name}"), _(there[name].title))
            for name in names
            if name in there
        )
        if things:
            linked.append(Linked(kind, _(title), things))
    return tuple(linked)


def work_steps(case: Case) -> Occasion:
    """What suits this person's work, from what they ticked."""
    return occasion(case.rulebook, case.book.standing(case.today).known, WORK)


def work_questions(knowledge: Knowledge) -> tuple[str, ...]:
    """The tick list on work, to be asked (again)."""
    return tuple(f.id for f in knowledge.findings.values() if f.list == WORK_LIST)


def read_note(form: FormData) -> Note:
    """What was chosen for the note; what is none of ours is left out."""
    weeks = text(form, "weeks")
    return Note(
        name=_short(text(form, "name")),
        to=_short(text(form, "to")),
        able=tuple(one for one in ABLE if one in texts(form, "able")),
        helps=tuple(one for one in HELPS if one in texts(form, "helps")),
        weeks=int(weeks) if weeks in {str(one) for one in WEEKS} else None,
        says_back=text(form, "says_back") == "yes",
        own=_short(text(form, "own")),
    )


def _short(words: str) -> str:
    return words[:LONGEST]


def read_lift(form: FormData) -> LiftForm:
    """A lift as typed; every field with its problem in words."""
    names = (*LIMITS, "lasts", "grip")
    typed = {name: text(form, name) for name in names}
    values, problems = dict[str, float](), dict[str, str]()
    for name, (_asks, least, most) in LIMITS.items():
        number = _number(typed[name])
        if number is None or not least <= number <= most:
            problems[name] = _("A number from %(least)g to %(most)g, please.") % {
                "least": least, "most": most,
            }  # fmt: skip
        else:
            values[name] = number
    lasts = _chosen(get_args(Duration), typed["lasts"])
    grip = _chosen(get_args(Grip), typed["grip"])
    if lasts is None:
        problems["lasts"] = _("Please choose one.")
    if grip is None:
        problems["grip"] = _("Please choose one.")
    if problems or lasts is None or grip is None:
        return LiftForm(typed, problems, None)
    return LiftForm(typed, {}, Lift(**values, lasts=lasts, grip=grip))


def _chosen(ids: tuple[T, ...], typed: str) -> T | None:
    return next((one for one in ids if one == typed), None)


def _number(typed: str) -> float | None:
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def lowered_by(found: Mark) -> str | None:
    """What lowers the mark most, in words."""
    return _(FACTORS[found.most]) if found.most else None
