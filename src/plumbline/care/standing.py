"""The whole care loop on one screen: from what we know to what comes next.

answers -> facts -> triage -+-> someone has to look first: what to do now, no exercise
                            +-> questions still open: the next one
                            +-> patterns, expected course, first week
check-in -> review -> the programme backs off at once, or steps up with a yes
"""

from dataclasses import dataclass
from datetime import date

from plumbline.care.cautions import Objection, plan_objections
from plumbline.care.impairments import assess
from plumbline.care.instruments import Score, scores
from plumbline.care.intake import Page, next_page_after
from plumbline.care.monitoring.check_in import Review, review
from plumbline.care.patterns import PatternState, patterns
from plumbline.care.prognosis import Prognosis, prognosis
from plumbline.care.programme import Practice, Programme, Wishes, adapt, first_week
from plumbline.care.record import Facts, Record, facts
from plumbline.care.triage import Triage, weigh
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands today: every decision, and the next question if there is one."""

    known: Facts
    triage: Triage
    next_page: Page | None
    patterns: tuple[PatternState, ...]
    prognosis: Prognosis | None
    against_any_plan: tuple[Objection, ...]
    scores: tuple[Score, ...]
    """Questionnaires of which something was answered."""
    information_only: tuple[str, ...]
    """Likely patterns for which there is no programme yet."""

    @property
    def to_settle(self) -> tuple[Objection, ...]:
        """What speaks against a plan and was told, once triage itself lets exercise be."""
        if not self.triage.exercise_allowed:
            return ()
        return tuple(
            objection
            for objection in self.against_any_plan
            if objection.known or set(objection.missing) <= self.known.dont_know
        )

    @property
    def may_plan(self) -> bool:
        """Whether a programme may be made: safe, asked to the end, nothing against it."""
        return (
            self.triage.exercise_allowed
            and self.next_page is None
            and not any(objection.blocks for objection in self.against_any_plan)
            and not self.information_only
        )


def standing(rulebook: Rulebook, record: Record, as_of: date) -> Standing:
    """Where a record stands on a day."""
    known = facts(rulebook, record, as_of)
    verdict = weigh(rulebook, record, known)
    fits = patterns(rulebook, known)
    return Standing(
        known=known,
        triage=verdict,
        next_page=next_page_after(rulebook, record, known, verdict),
        patterns=fits,
        prognosis=prognosis(rulebook, known),
        against_any_plan=plan_objections(rulebook, known),
        scores=scores(rulebook, known),
        information_only=tuple(
            fit.id
            for fit in fits
            if fit.band == "likely"
            and rulebook.knowledge.patterns[fit.id].programme == "information_only"
        ),
    )


def plan(
    rulebook: Rulebook,
    record: Record,
    today: Standing,
    practice: Practice | None = None,
    wishes: Wishes | None = None,
) -> Programme | None:
    """The coming week, turned to what tests found; None where there may be none."""
    if not today.may_plan:
        return None
    found = assess(rulebook.knowledge, record, today.known)
    start = today.known.as_of
    return first_week(rulebook, today.known, start, found.priorities, practice, wishes)


def check_in(
    rulebook: Rulebook, record: Record, programme: Programme, as_of: date, *, yes: bool = False
) -> tuple[Review, Programme]:
    """What a check-in leads to. Load is added only where the review allows it and `yes` is said."""
    known = facts(rulebook, record, as_of)
    verdict = weigh(rulebook, record, known)
    answer = review(rulebook, known)
    safe = verdict.exercise_allowed and not programme.suspended
    return answer, adapt(rulebook.knowledge, programme, answer, yes=yes and safe)
