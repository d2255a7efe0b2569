"""A week on a terminal, piece by piece: sessions, days, reasons, and what was left out."""

from collections.abc import Iterable

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from plumbline.care.impairments import Assessment
from plumbline.care.programme import Left, Programme, Template
from plumbline.care.today import Barred
from plumbline.knowledge import Knowledge
from plumbline.present import wording
from plumbline.present.assessment import reason_of
from plumbline.present.words import N_, _

_LEFT = {
    "contraindicated": N_("not right for you now"),
    "cannot_rule_out": N_("we cannot rule out that it is unsafe for you"),
    "why_not": N_("better left alone: something kinder does the same"),
    "kit": N_("needs things you do not have"),
    "place": N_("needs a position you cannot get into"),
    "level": N_("too hard for now"),
    "purpose": N_("not what comes first now"),
    "enough": N_("there is enough in the week already"),
    "room": N_("your minutes are used up by what comes first"),
    "banned": N_("somebody asked to leave it out"),
    "hurt": N_("it rests for two weeks, because it hurt"),
    "wish": N_("asked for, but it did not fit in"),
}


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
    """How good the week is known to be, where a solver looked for it."""
    if week.proof is None:
        return
    out.print()
    if week.proof.proven:
        said = _("No week within your limits scores higher by our points: this is proved.")
    else:
        share = f"{100 * week.proof.gap:.1f}"
        said = _("The best week found in time. At most %(share)s %% is missing to the best one.")
        said %= {"share": share}
    out.print(Text(said))


def warning(out: Console, knowledge: Knowledge, exercise: str, rule: str) -> None:
    kind, thing, name = rule.split("/")
    cautions = (
        knowledge.exercises[thing].cautions
        if kind == "exercises"
        else knowledge.treatments[thing].contraindications
    )
    say = next(caution.say for caution in cautions if caution.id == name)
    title = _(knowledge.exercises[exercise].title)
    out.print(Text(_("Take care with %(exercise)s:") % {"exercise": title} + f" {_(say)}"))


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


def left_out(out: Console, knowledge: Knowledge, items: Iterable[Left]) -> None:
    out.print(heading(_("What was left out, and why")))
    for left in items:
        title = _(knowledge.exercises[left.exercise].title)
        out.print(Text(f"- {title}: {_(_LEFT[left.kind])}"))
