"""What the letter for a clinician is written from, out of the journal."""

from datetime import date

from plumbline.errors import NotReady
from plumbline.journal.casebook import Casebook
from plumbline.journal.so_far import SoFar
from plumbline.logic.rulebook import Rulebook
from plumbline.present.assessment_findings import measured
from plumbline.present.letter_case import Case, Followed, Tried

NOT_YET = "there is no letter yet: it comes after a look at the plan, in the app under Progress"
NO_LETTER = "there is no letter: the last look at the plan asks nobody else"


def letter_case(book: Casebook, rulebook: Rulebook, today: date, name: str = "") -> Case:
    """The letter of the last review. Raises NotReady where there was none, or where it asks nobody
    else. An empty `name` leaves a line to write on."""
    last, followed = book.last_step(), book.following.followed
    if last is None or followed is None:
        raise NotReady(NOT_YET)
    if not last[1].steps_up:
        raise NotReady(NO_LETTER)
    so_far, record = SoFar(book, rulebook, followed, today), book.record()
    tests = rulebook.knowledge.test_findings
    results = {n: answer.value for n, answer in record.answers.items() if n in tests}
    return Case(
        rulebook=rulebook,
        standing=book.standing(today),
        step=last[1],
        on=today,
        scores=tuple(Followed(*each) for each in so_far.scores()),
        reviews=so_far.reviews,
        tried=Tried(
            weeks=(today - followed.began).days // 7,
            sessions_done=len(so_far.done_on),
            sessions_planned=so_far.planned,
            exercises=so_far.exercises,
            changes=so_far.changes,
            flares=so_far.flares,
        ),
        found=measured(rulebook.knowledge, results),
        name=name,
    )
