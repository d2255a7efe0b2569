"""Wishes about exercises in words: who asked for what, and what a wish would do."""

from collections.abc import Mapping
from typing import Any

from plumbline.care.decision import read_wish
from plumbline.care.programme import By, Wish, WishKind
from plumbline.knowledge import Knowledge
from plumbline.present import wording
from plumbline.present.programme_words import titles
from plumbline.present.words import N_, _

_SAYS: Mapping[By, Mapping[WishKind, str]] = {
    "person": {
        "like": N_("You like it: it comes first among equals."),
        "pin": N_("You asked to keep it always."),
        "ban": N_("You asked to leave it out."),
        "dose": N_("You asked for this dose: %(dose)s."),
    },
    "clinician": {
        "like": N_("Your doctor or physiotherapist likes it for you: it comes first among equals."),
        "pin": N_("Your doctor or physiotherapist asked to keep it always."),
        "ban": N_("Your doctor or physiotherapist asked to leave it out."),
        "dose": N_("Your doctor or physiotherapist asked for this dose: %(dose)s."),
    },
}
_HAPPENED: Mapping[By, Mapping[WishKind, str]] = {
    "person": {
        "like": N_("You said that you like it"),
        "pin": N_("You asked to keep it always"),
        "ban": N_("You asked to leave it out"),
        "dose": N_("You asked for one dose"),
    },
    "clinician": {
        "like": N_("Your doctor or physiotherapist said that it suits you"),
        "pin": N_("Your doctor or physiotherapist asked to keep it always"),
        "ban": N_("Your doctor or physiotherapist asked to leave it out"),
        "dose": N_("Your doctor or physiotherapist asked for one dose"),
    },
}
_WITHOUT: Mapping[By, str] = {
    "person": N_("You took a wish back"),
    "clinician": N_("Your doctor or physiotherapist took a wish back"),
}


def says(knowledge: Knowledge, wish: Wish) -> str:
    """A wish that stands, in one sentence."""
    return _(_SAYS[wish.by][wish.kind]) % {"dose": _dose(knowledge, wish)}


def said(knowledge: Knowledge, data: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """A stored wish as an event of the history: who said what, and about which exercise."""
    if "without" in data:
        by: By = "clinician" if data["by"] == "clinician" else "person"
        return _(_WITHOUT[by]), (titles(knowledge, [data["without"]]),)
    wish = read_wish(data["wish"])
    title = titles(knowledge, [wish.exercise])
    detail = f"{title}: {_dose(knowledge, wish)}" if wish.kind == "dose" else title
    return _(_HAPPENED[wish.by][wish.kind]), (detail,)


def conflict(knowledge: Knowledge, names: tuple[str, ...]) -> str:
    """Which wishes do not fit together."""
    if len(names) == 1:
        return _("%(names)s does not fit into your week with what you told us.") % {
            "names": titles(knowledge, names)
        }
    return _("These do not all fit into one week: %(names)s.") % {
        "names": titles(knowledge, names, most=len(names))
    }


def ways_out(names: tuple[str, ...], minutes: int | None, *, forms: bool = False) -> str:
    """How the wishes could be kept after all; `forms`: they are forms of one exercise."""
    if forms and len(names) > 1:
        return _("They are forms of the same exercise, and a week holds one of them.")
    one = _("Leave one of them out, and the others fit.") if len(names) > 1 else ""
    if minutes is None:
        more = _("More time a day would not change that.")
    else:
        more = _("With %(minutes)s a day all would fit.") % {"minutes": wording.minutes(minutes)}
    return f"{one} {more}".strip()


def _dose(knowledge: Knowledge, wish: Wish) -> str:
    doses = knowledge.exercises[wish.exercise].doses
    return wording.dose(doses[wish.dose]) if wish.dose is not None else ""
