"""A week on a terminal, piece by piece: sessions, days, reasons, and what was left out."""

from collections.abc import Iterable

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from plumbline.care.impairments import Assessment
from plumbline.care.programme import Left, Programme, Template, Wishes
from plumbline.care.today import Able, Barred
from plumbline.knowledge import Knowledge
from plumbline.present import left_words, programme_words, wording
from plumbline.present.assessment import reason_of
from plumbline.present.words import _


def heading(text: str) -> RenderableType:
    return Padding(Text(text, style="bold underline"), (1, 0, 0, 0))


def session(out: Console, knowledge: Knowledge, week: Programme, template: Template) -> None:
    """One session as a table; its letter is said where there are two."""
    planned = week.session(template)
    minutes = wording.minutes(round(sum(item.minutes for item in planned)))
    if len(week.templates) > 1:
        told = {"letter": template, "minutes": minutes}
        out.print(heading(_("Session %(letter)s, about %(minutes)s") % told))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in (_("Exercise"), _("How much"), _("Time")):
        table.add_column(title, overflow="fold")
    for item in planned:
        exercise = knowledge.exercises[item.exercise]
        how_much = wording.dose(exercise.doses[item.dose], item.more_on)
        table.add_row(_(exercise.title), how_much, wording.minutes(item.minutes))
    out.print(table)


def days(out: Console, knowledge: Knowledge, week: Programme) -> None:
    out.print(heading(_("Your week")))
    two = len(week.templates) > 1
    for day in week.days:
        session = _("session %(letter)s") % {"letter": day.template} if two else _("exercises")
        parts = [session] if day.session else []
        if day.walk_minutes:
            moving = {"what": _(knowledge.exercises[week.aerobic].title)}
            parts.append(f"{_('%(what)s:') % moving} {wording.minutes(day.walk_minutes)}")
        out.print(Text(f"- {wording.day(day.on)}: {', '.join(parts) or _('rest')}"))


def reasons(out: Console, knowledge: Knowledge, week: Programme, found: Assessment | None) -> None:
    """Why each exercise: what tests found, else what it is for."""
    if not week.exercises:
        return
    out.print(heading(_("Why these exercises")))
    for planned in week.exercises:
        exercise = knowledge.exercises[planned.exercise]
        reason = reason_of(knowledge, found, planned.because) if found else ""
        out.print(Text(f"- {_(exercise.title)}: {reason or _(exercise.why)}"))


def proof(out: Console, week: Programme) -> None:
    """How good the week is known to be; nothing where it has changed since."""
    if week.proof is not None:
        out.print()
        out.print(Text(programme_words.proof(week.proof)))


def warnings(out: Console, knowledge: Knowledge, now: Able) -> None:
    """What to take care of in each exercise and on the move; it says so where we do not know
    whether it holds."""
    week = now.programme
    moving = [week.aerobic] if any(day.walk_minutes for day in week.days) else []
    for name in dict.fromkeys([*(planned.exercise for planned in week.exercises), *moving]):
        for one in now.warnings[name]:
            told = {"exercise": _(knowledge.exercises[name].title)}
            told["care"] = left_words.take_care(one)
            out.print(Text(_("Take care with %(exercise)s. %(care)s") % told))


def not_today(out: Console, knowledge: Knowledge, barred: Iterable[Barred]) -> None:
    """What is in the plan and must not be done today, with the reason and without a dose."""
    for one in barred:
        told = {
            "exercise": _(knowledge.exercises[one.exercise].title),
            "why": _(one.objection.say),
        }
        out.print(Text(_("Not today: %(exercise)s. %(why)s") % told, style="bold"))
        if not one.objection.known:
            said = _("We could not rule this out. An answer could change that.")
            out.print(Text(said, style="dim"))
        why = _("Why: plumbline explain %(rule)s") % {"rule": one.objection.rule}
        out.print(Text(why, style="dim"))


def left_out(out: Console, knowledge: Knowledge, items: Iterable[Left], wishes: Wishes) -> None:
    """What is not in the week, reason by reason; `wishes` tell who asked for that."""
    out.print(heading(_("What was left out, and why")))
    titles: dict[str, list[str]] = {}
    for left in items:
        # The week holds one way of moving about, whatever is said of the others.
        if left.exercise not in knowledge.programme.aerobic:
            wish = wishes.on(left.exercise)
            reason = left_words.reason(knowledge, left, by=wish.by if wish else "person")
            titles.setdefault(reason, []).append(_(knowledge.exercises[left.exercise].title))
    for reason, named in titles.items():
        out.print(Text(f"- {reason}"))
        out.print(Padding(Text("; ".join(named), style="dim"), (0, 0, 0, 2)))
