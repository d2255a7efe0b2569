"""A note for an employer, made of nothing but what somebody chose to say.

No illness stands in it unless its writer put it there, and it never says what others should think
of it: it says what can be done, what would help, and for how long.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from plumbline.present.words import N_, _

ABLE: Mapping[str, str] = {
    "usual": N_("I can do most of my usual work."),
    "light": N_("I can do lighter tasks."),
    "part_days": N_("I can work part of the day."),
    "from_home": N_("I can do some of my work from home."),
    "not_yet": N_("I cannot work just yet. I would like to agree on a day to begin."),
}
"""How things stand, by id."""
HELPS: Mapping[str, str] = {
    "lift_less": N_("Lighter loads, or help with heavy ones"),
    "change_position": N_("Changing between sitting, standing and walking when I need to"),
    "breaks": N_("Short extra breaks"),
    "shorter_days": N_("Shorter days at first, with more hours added step by step"),
    "no_long_drives": N_("No long drives, or breaks on the way"),
    "desk": N_("A look at my desk and chair"),
    "times": N_("Times that let me keep my exercise and treatment appointments"),
    "contact": N_("A short talk once a week on how it goes"),
}
"""What would help, by id."""
WEEKS = (2, 4, 6, 8, 12)
LONGEST = 400
"""Letters in a field of one's own."""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody chose; empty fields are left out of the note."""

    name: str = ""
    to: str = ""
    able: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    weeks: int | None = None
    says_back: bool = False
    """The note may say that it is about back pain."""
    own: str = ""

    @property
    def empty(self) -> bool:
        return not (self.able or self.helps or self.own)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, and the list that follows it."""

    say: str
    items: tuple[str, ...] = ()


def note_parts(note: Note) -> tuple[Part, ...]:
    """The note in paragraphs. Raises KeyError for a choice that is none of ours."""
    parts = [Part(_("To %(name)s") % {"name": note.to} if note.to else _("To whom it may concern"))]
    if note.says_back:
        parts.append(Part(_("I have back pain. I want to be at work as far as it goes.")))
    else:
        parts.append(Part(_("For health reasons I need some changes at work for a time.")))
    if note.able:
        parts.append(Part(_("How things stand:"), tuple(_(ABLE[one]) for one in note.able)))
    if note.helps:
        parts.append(Part(_("This would help me:"), tuple(_(HELPS[one]) for one in note.helps)))
    if note.own:
        parts.append(Part(note.own))
    if note.weeks is not None:
        asked = _("I ask for this for %(n)s weeks. Then let us look at it together.")
        parts.append(Part(asked % {"n": note.weeks}))
    parts.append(Part(_("Thank you.")))
    if note.name:
        parts.append(Part(note.name))
    return tuple(parts)


def note_text(note: Note) -> str:
    """The note as plain text, to copy into a message."""
    lines: list[str] = []
    for part in note_parts(note):
        lines += [part.say, *(f"- {item}" for item in part.items), ""]
    return "\n".join(lines).rstrip() + "\n"
