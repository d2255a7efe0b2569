"""Why the plan is as it is, on the command line."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from plumbline.care.decision import Decision, decide, read_programme
from plumbline.care.explanation import MOST_ASKED, Explanation, explain
from plumbline.care.impairments import assess
from plumbline.care.programme import Programme, Wishes
from plumbline.care.programme.explain import NotChosen
from plumbline.care.record import Record
from plumbline.care.standing import Standing, standing
from plumbline.cli import as_json as json_of
from plumbline.cli import show
from plumbline.cli.answers_file import one_of, read_answers
from plumbline.cli.plan import Printing
from plumbline.cli.profiles import open_case, our_rulebook
from plumbline.cli.show_week import heading
from plumbline.errors import BadInput, NotReady
from plumbline.journal.casebook import Casebook, replayable
from plumbline.knowledge import Knowledge
from plumbline.logic.rulebook import Rulebook
from plumbline.present import left_words, programme_words
from plumbline.present.assessment import reason_of
from plumbline.present.programme_words import Why
from plumbline.present.words import _


@dataclass(frozen=True, slots=True)
class Made:
    """A plan, what it was made of, and where the person stands."""

    decision: Decision
    programme: Programme
    record: Record
    standing: Standing
    wishes: Wishes


def why(
    answers: Path | None,
    profile: str | None,
    home: Path,
    today: date,
    about: Sequence[str] | None,
    printing: Printing | None,
    *,
    as_json: bool,
) -> None:
    """Why a plan is as it is, and why not the exercises it is asked about."""
    one_of(answers, profile)
    if printing:
        raise BadInput("--why", "does not go with --pdf", allowed="one of the two")
    if not answers and not profile:
        raise BadInput("--why", "needs a plan", allowed="--answers FILE or --profile NAME")
    rulebook = our_rulebook()
    about = about or ()
    _check(rulebook.knowledge, about)
    made = _of_profile(rulebook, profile, home, today) if profile else None
    made = made or _of_answers(rulebook, answers, today)
    planned = {one.exercise for one in made.programme.exercises}
    found = explain(rulebook, made.decision, [name for name in about if name not in planned])
    said = _words(rulebook, made, found)
    if as_json:
        json_of.show(_as_json(found, said))
    else:
        _show(show.console(), rulebook, made, found, said)


def _check(knowledge: Knowledge, about: Sequence[str]) -> None:
    if len(set(about)) > MOST_ASKED:
        raise BadInput("--about", "names too many exercises", allowed=f"at most {MOST_ASKED}")
    for name in about:
        if name not in knowledge.exercises:
            hint = "see `plumbline knowledge list exercises`"
            raise BadInput("--about", f"is not one of our exercises: {name[:40]!r}", allowed=hint)
        if name in knowledge.programme.aerobic:
            hint = "an exercise of the sessions"
            raise BadInput("--about", f"{name} fills the time on the move", allowed=hint)


def _of_profile(rulebook: Rulebook, profile: str, home: Path, today: date) -> Made:
    with open_case(home, profile, rulebook) as case:
        programme, decision = case.programme(), _last_decision(case)
        now = case.standing(today)
        if programme is None or decision is None:
            raise NotReady("there is no plan yet: `plumbline plan` makes one")
        if programme.suspended or not now.may_plan:
            raise NotReady("the plan waits: `plumbline check` says for what")
        return Made(decision, programme, case.record(), now, case.wishes())


def _last_decision(case: Casebook) -> Decision | None:
    made = case.latest("decision")
    return replayable(made) if made else None


def _of_answers(rulebook: Rulebook, answers: Path | None, today: date) -> Made:
    assert answers is not None, "asked for before"
    told = read_answers(answers, rulebook.knowledge.findings, today)
    record, on = told.record(), told.as_of
    now = standing(rulebook, record, on)
    decision = decide(rulebook, "programme", record, on)
    if decision.outcome is None:
        named = ", ".join(json_of.in_the_way(now))
        raise NotReady(f"there is no plan to explain yet, because of: {named}")
    return Made(decision, read_programme(decision.outcome), record, now, Wishes())


def _words(rulebook: Rulebook, made: Made, found: Explanation) -> Why:
    tests = assess(rulebook.knowledge, made.record, made.standing.known)
    rules = {one.because for one in found.chosen}
    reasons = {rule: reason_of(rulebook.knowledge, tests, rule) for rule in rules}
    return programme_words.why(rulebook.knowledge, found, reasons)


def _show(out: Console, rulebook: Rulebook, made: Made, found: Explanation, said: Why) -> None:
    knowledge = rulebook.knowledge
    out.print(heading(_("Why this plan?")))
    out.print(Text(said.proof))
    if made.programme.proof is None:
        changed = _("The plan has changed since it was put together, by: %(rule)s.")
        out.print(Text(changed % {"rule": made.programme.changed_by}))
    for one in said.chosen:
        out.print(heading(_(knowledge.exercises[one.exercise].title)))
        out.print(Text(f"{one.because} {one.without}"))
        named = one.rule or f"exercises/{one.exercise}"
        out.print(Text(_("Why: plumbline explain %(rule)s") % {"rule": named}, style="dim"))
    if said.not_chosen:
        out.print(heading(_("Why is something else not in it?")))
    for one, not_in in zip(said.not_chosen, found.not_chosen, strict=True):
        title = _(knowledge.exercises[one.exercise].title)
        out.print(Text(f"- {title}: {_not_in(rulebook, made, not_in) or one.say}"))
    out.print(heading(_("What would more time or more things add?")))
    for line in said.levers:
        out.print(Text(f"- {line}"))
    out.print()
    sure = _("How sure is this? The points are usual practice: plumbline explain %(name)s")
    out.print(Text(sure % {"name": programme_words.VALUE}, style="dim"))


def _not_in(rulebook: Rulebook, made: Made, one: NotChosen) -> str:
    """The words of the rule that keeps an exercise out; empty where none does."""
    if one.left is None:
        return ""
    wish = made.wishes.on(one.exercise)
    by = wish.by if wish else "person"
    told = left_words.told_behind(rulebook, made.standing.known, one.left)
    return " ".join([left_words.reason(rulebook.knowledge, one.left, by=by), *told])


def _as_json(found: Explanation, said: Why) -> dict[str, Any]:
    return {
        "chosen": [
            {
                "exercise": one.exercise,
                "because": one.because,
                "loses": one.loses,
                "serves": dict(one.serves),
                "displaced": list(one.displaced),
                "says": [words.because, words.without],
            }
            for one, words in zip(found.chosen, said.chosen, strict=True)
        ],
        "not_chosen": [
            {
                "exercise": one.exercise,
                "kind": one.left.kind if one.left else None,
                "rule": one.left.rule if one.left else None,
                "loses": one.loses,
                "would_go": list(one.would_go),
                "says": words.say,
            }
            for one, words in zip(found.not_chosen, said.not_chosen, strict=True)
        ],
        "levers": [asdict(one) for one in found.levers],
        "proof": asdict(found.proof),
    }
