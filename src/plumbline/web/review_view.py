"""The last review of the plan for a page: what it says, why, what guidelines say, what would turn
it; and the letter that goes with a step up."""

from dataclasses import dataclass
from datetime import date

from plumbline.care.decision import Decision, record_from_json
from plumbline.care.pathway import NextStep
from plumbline.care.record import Record
from plumbline.journal.following import REVIEWED
from plumbline.journal.reading import data_of
from plumbline.knowledge.schema import Finding, Source
from plumbline.knowledge.schema.next_steps import Position
from plumbline.present import review_words
from plumbline.present.words import _
from plumbline.web.case import Case
from plumbline.web.spoken import cited

FLAGS = "red_flags/"


@dataclass(frozen=True)
class PositionView:
    """What one body says, with where it was read."""

    position: Position
    sources: list[Source]


@dataclass(frozen=True)
class Reviewed:
    """A review that was held, in words."""

    on: date
    step: NextStep
    because: tuple[str, ...]
    positions: tuple[PositionView, ...]
    turns: tuple[str, ...]
    asks: tuple[Finding, ...]
    more_entries: bool
    mention: tuple[str, ...]
    pattern: str
    sources: list[Source]

    @property
    def ways_on(self) -> str:
        """Where a review that puts safety first leads: the page that says so, or the questions."""
        return "/verdict" if self.step.rule.startswith(FLAGS) else "/check"


@dataclass(frozen=True)
class Reviewing:
    """What the page shows; `reviewed` is None before the first review."""

    reviewed: Reviewed | None
    due: int | None
    """The week whose review has come."""
    has_plan: bool
    safe: bool
    """Whether the safety questions, as they stand today, let exercise go on."""


def look(case: Case) -> Reviewing:
    """The last review, and whether another one has come."""
    return Reviewing(
        reviewed=_reviewed(case),
        due=case.following.review_due(case.today),
        has_plan=case.book.programme() is not None,
        safe=case.book.standing(case.today).triage.exercise_allowed,
    )


def hold(case: Case) -> None:
    """Look at the plan; a second tap, with nothing told in between, is the same review."""
    last = case.book.latest(REVIEWED)
    again = last is not None and last.id == case.book.place()
    if last is None or not again or data_of(last)["as_of"] != case.today.isoformat():
        case.book.review_plan(case.today)


def _reviewed(case: Case) -> Reviewed | None:
    event, last = case.book.latest(REVIEWED), case.book.last_step()
    if event is None or last is None:
        return None
    on, step = last
    knowledge = case.knowledge
    record = _record_of(case, Decision.from_json(data_of(event)))
    values = {name: answer.value for name, answer in record.answers.items()}
    findings = knowledge.findings
    return Reviewed(
        on=on,
        step=step,
        because=review_words.because(knowledge, values, step.because),
        positions=tuple(
            PositionView(each, cited(knowledge, each.basis.sources)) for each in step.positions
        ),
        turns=tuple(review_words.turn(knowledge, each) for each in step.turns),
        asks=tuple(findings[name] for name in review_words.asked(knowledge, step)),
        more_entries=review_words.more_entries(knowledge, step),
        mention=tuple(
            _(knowledge.red_flags[name].title)
            for name in step.mention
            if name in knowledge.red_flags
        ),
        pattern=_(knowledge.patterns[step.pattern].title) if step.pattern else "",
        sources=cited(knowledge, step.basis.sources),
    )


def _record_of(case: Case, decision: Decision) -> Record:
    """What the review knew, as it was stored with it."""
    return record_from_json(case.knowledge.findings, decision.inputs["record"])
