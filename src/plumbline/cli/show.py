"""Decisions on a terminal: readable without colour, and an emergency that cannot be missed."""

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from plumbline.care.advice import occasion
from plumbline.care.cautions import Objection
from plumbline.care.impairments import Assessment
from plumbline.care.intake import Page
from plumbline.care.monitoring.check_in import Review
from plumbline.care.programme import Programme, Wishes
from plumbline.care.record import Facts
from plumbline.care.standing import Standing
from plumbline.care.today import able, may_follow
from plumbline.care.triage import FlagState
from plumbline.cli import show_week
from plumbline.cli.show_week import heading
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Contact, Line, Urgency
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording
from plumbline.present.words import _

if TYPE_CHECKING:
    # The journal is loaded only where it is wanted.
    from plumbline.journal.check_in import AskedAgain

_STYLE: dict[Urgency | None, str] = {
    "emergency_now": "bold red",
    "same_day": "bold yellow",
    "within_days": "yellow",
    "routine": "cyan",
    "self_care": "green",
    None: "white",
}


def console(*, stderr: bool = False) -> Console:
    """The terminal: knowledge and answers are shown as they stand, never read as markup."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=False)


def standing(
    out: Console, rulebook: Rulebook, today: Standing, week: Programme | None = None
) -> None:
    """The verdict, its reasons, the patterns, and what comes next; with a `week` that waits, that
    it does."""
    knowledge = rulebook.knowledge
    safety(out, knowledge, today)
    _show_patterns(out, knowledge, today)
    _show_scores(out, knowledge, today)
    if today.triage.urgency is not None:
        _show_advice(out, rulebook, today.known)
    _show_next(out, rulebook, today, week)
    out.print(_("Knowledge %(version)s") % {"version": knowledge.version}, style="dim")


def safety(out: Console, knowledge: Knowledge, today: Standing) -> None:
    """What comes before anything else: the verdict, its reasons, and what to do."""
    out.print(verdict(knowledge, today))
    for flag in today.triage.open_flags:
        out.print(_flag(knowledge, today.known, flag))
    for objection in today.to_settle:
        out.print(_objection(objection))


def question(out: Console, knowledge: Knowledge, page: Page) -> None:
    """The heading of one question or tick list."""
    first = knowledge.findings[page.findings[0]]
    if page.list:
        asked, help_text = knowledge.lists[page.list].question, knowledge.lists[page.list].help
    else:
        asked, help_text = (first.again if page.again else first.question), first.help
    out.print()
    out.print(Text(_(asked), style="bold"))
    if help_text:
        out.print(Text(_(help_text), style="dim"))


def programme(
    out: Console,
    rulebook: Rulebook,
    today: Standing,
    week: Programme,
    found: Assessment | None = None,
    wishes: Wishes | None = None,
) -> None:
    """The week as it may be done today: its sessions, on which days, why, and what was left out;
    with what tests `found`, also what they put first; `wishes` tell who asked for what. Where it
    may not be followed: why it waits, and no exercise."""
    if not may_follow(today, week):
        waits(out, rulebook, today, week)
        return
    knowledge = rulebook.knowledge
    out.print(heading(_(knowledge.first_weeks[week.stage].title)))
    out.print(Text(_(knowledge.first_weeks[week.stage].plain)))
    now = able(rulebook, today.known, week)
    left = now.programme
    for template in left.templates:
        show_week.session(out, knowledge, left, template)
    show_week.not_today(out, knowledge, now.barred)
    show_week.warnings(out, knowledge, now)
    show_week.days(out, knowledge, left)
    show_week.reasons(out, knowledge, left, found)
    show_week.proof(out, left)
    show_week.left_out(out, knowledge, left.left_out, wishes or Wishes())
    steps = _("What each exercise is and why: plumbline explain <name>")
    out.print(Text(steps, style="dim"))
    out.print(", ".join(planned.exercise for planned in left.exercises), style="dim")


def waits(out: Console, rulebook: Rulebook, today: Standing, week: Programme) -> None:
    """Where somebody stands whose plan may not be followed now, safety first."""
    standing(out, rulebook, today, week)
    if today.may_plan:
        said = _("Your plan waits, as you left it. You can take it up again in the app.")
    else:
        said = _("Your plan waits: what stands above comes first.")
    out.print(Text(said, style="bold"))


def review(
    out: Console, answer: Review, again: "AskedAgain | None" = None, *, offered: bool
) -> None:
    """The answer to a check-in, or that every symptom has to be asked again."""
    body = [Text(_((again or answer).say), style="bold"), Text(_((again or answer).why))]
    if answer.action == "stop_and_check" or again:
        body.append(Text(_("Next: plumbline check asks what is needed.")))
    if offered:
        body.append(Text(_("To take the step up, say so with --yes. Staying here is fine too.")))
    why = _("Why: plumbline explain %(rule)s") % {"rule": answer.rule}
    body.append(Text(f"{wording.status(answer.basis.status)}. {why}", style="dim"))
    out.print(Panel(Group(*body), box=box.ROUNDED))


def verdict(knowledge: Knowledge, today: Standing) -> RenderableType:
    """How urgent it is, and whom to call."""
    triage = today.triage
    soon = wording.see_within(triage.see_within_hours, triage.urgency)
    lines: list[Text] = []
    if triage.urgency == "emergency_now":
        lines.append(Text(_("This may be an emergency. Please act on it now."), style="bold"))
    elif soon:
        lines.append(Text(_("Be seen: %(when)s.") % {"when": soon}, style="bold"))
    if not triage.complete:
        lines.append(Text(_("Some questions that matter for your safety are still open.")))
    if triage.urgency is not None and not triage.exercise_allowed:
        lines.append(Text(_("No exercise plan until this is settled.")))
    lines += _contacts(knowledge, today)
    urgent = triage.urgency == "emergency_now"
    title = wording.urgency(triage.urgency)
    return Panel(
        Group(*(lines or [Text(_("Please read what to look out for, and keep it at hand."))])),
        title=Text(f"!!! {title.upper()} !!!" if urgent else title),
        box=box.HEAVY if urgent else box.ROUNDED,
        style=_STYLE[triage.urgency],
        padding=(1, 2) if urgent else (0, 1),
    )


def _contacts(knowledge: Knowledge, today: Standing) -> list[Text]:
    country = today.known.values.get("country")
    contact = knowledge.contacts.get(str(country)) or knowledge.contacts["unknown"]
    lines: list[Line] = []
    if today.triage.crisis:
        lines += contact.crisis
    if today.triage.urgency == "emergency_now" or today.triage.crisis:
        lines += contact.emergency
    elif today.triage.urgency == "same_day":
        lines += contact.urgent or contact.emergency
    return [_line(contact, line) for line in lines]


def _line(contact: Contact, line: Line) -> Text:
    number = line.phone or line.text or ""
    hours = f" ({_(line.hours)})" if line.hours else ""
    return Text(f"{number}  {_(line.name)}{hours}".strip(), style="bold")


def _flag(knowledge: Knowledge, known: Facts, state: FlagState) -> RenderableType:
    flag = knowledge.red_flags[state.id]
    soon = wording.see_within(state.see_within_hours, state.urgency)
    body: list[Text] = [Text(wording.flag_says(flag, state)), Text(_(flag.plain))]
    body += [Text(f"- {line}") for line in wording.because(knowledge, known, state.because)]
    body.append(Text(_("What to do:"), style="bold"))
    body += [Text(f"{n}. {_(step)}") for n, step in enumerate(flag.steps(state.urgency), 1)]
    why = _("Why: plumbline explain %(rule)s") % {"rule": f"red_flags/{state.id}"}
    body.append(Text(f"{wording.status(state.status)}. {why}", style="dim"))
    title = _(flag.title) + (f" ({soon})" if soon else "")
    return Padding(Group(Text(title, style="bold underline"), *body), (1, 0, 0, 0))


def _objection(objection: Objection) -> RenderableType:
    why = _("Why: plumbline explain %(rule)s") % {"rule": objection.rule}
    return Padding(
        Group(Text(_(objection.say), style="bold"), Text(why, style="dim")), (1, 0, 0, 0)
    )


def _show_patterns(out: Console, knowledge: Knowledge, today: Standing) -> None:
    fits = [state for state in today.patterns if state.band in ("likely", "possible")]
    if not fits:
        return
    out.print(heading(_("What your answers fit with")))
    for state in fits:
        pattern = knowledge.patterns[state.id]
        out.print(Text(f"{_(pattern.title)}: {wording.band(state.band)}", style="bold"))
        out.print(Text(_(state.why)))
        out.print(Text(_(pattern.helps)))


def _show_scores(out: Console, knowledge: Knowledge, today: Standing) -> None:
    if not today.scores:
        return
    out.print(heading(_("Questionnaires")))
    for score in today.scores:
        out.print(Text(wording.score(knowledge.instruments[score.instrument], score)))


def _show_advice(out: Console, rulebook: Rulebook, known: Facts) -> None:
    advice = rulebook.knowledge.advice.get("safety_net")
    if advice is None:
        return
    out.print(heading(_(advice.title)))
    out.print(Text(_(advice.intro)))
    for step in occasion(rulebook, known, advice.id).steps:
        out.print(Text(f"- {_(step.say)}"))


def _show_next(out: Console, rulebook: Rulebook, today: Standing, week: Programme | None) -> None:
    if today.next_page:
        out.print(heading(_("The next question")))
        question(out, rulebook.knowledge, today.next_page)
        for name in today.next_page.findings:
            item = rulebook.knowledge.findings[name]
            out.print(Text(f"- {name}: {wording.fact(item)}"))
    elif today.may_plan and week is None:
        out.print(Text(_("Next: plumbline plan makes your first week."), style="bold"))
