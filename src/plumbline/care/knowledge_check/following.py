"""Can what is asked over the weeks be asked, and is there an answer for everybody?"""

from collections.abc import Iterator

from plumbline.care.knowledge_check.walk import Finder, Place
from plumbline.knowledge import Knowledge, Problem
from plumbline.knowledge.schema import NextStep, Rhythm
from plumbline.knowledge.schema.findings import Holds
from plumbline.knowledge.schema.rhythm import Round

ALONE = ("look_first", "cannot_tell")
"""Levels that one file stands for."""


def check_rhythm(knowledge: Knowledge, rhythm: Rhythm, at: Finder) -> Iterator[Problem]:
    """Problems with what the rhythm names, and with what no check-in could ever hold."""
    each: Place = ("each_check_in", "questions")
    yield from _asked(knowledge, rhythm.each_check_in.questions, each, at)
    direct: Place = ("direct_question", "question")
    yield from _asked(knowledge, (rhythm.direct_question.question,), direct, at)
    after = rhythm.direct_question.after
    if not isinstance(knowledge.derived.get(after), Holds):
        yield at(("direct_question", "after"), f"{after} is no derived finding that may hold")
    for index, one in enumerate(rhythm.rounds):
        here: Place = ("rounds", index)
        yield from _asked(knowledge, one.questions, (*here, "questions"), at)
        yield from _asked(knowledge, one.instead, (*here, "instead"), at)
        yield from _instrument(knowledge, one, here, at)


def check_next_step(knowledge: Knowledge, step: NextStep, at: Finder) -> Iterator[Problem]:
    """Problems with what a step of a review names, and with its place among the others."""
    for index, name in enumerate(step.patterns):
        if name not in knowledge.patterns:
            yield at(("patterns", index), f"the pattern {name} does not exist")
    for other in knowledge.next_steps.values():
        if other.id != step.id and other.order == step.order:
            yield at(("order",), f"the order {step.order} is that of {other.id} too")
        if other.id != step.id and other.level == step.level and step.level in ALONE:
            yield at(("level",), f"{other.id} has the level {step.level} too, and there is one")


def _asked(
    knowledge: Knowledge, names: tuple[str, ...], place: Place, at: Finder
) -> Iterator[Problem]:
    for name in names:
        finding = knowledge.findings.get(name)
        if finding is None:
            yield at(place, f"the finding {name} does not exist")
        elif finding.asked_of != "person":
            yield at(place, f"the finding {name} is asked of {finding.asked_of}")


def _instrument(knowledge: Knowledge, one: Round, here: Place, at: Finder) -> Iterator[Problem]:
    if one.instrument is None:
        return
    instrument = knowledge.instruments.get(one.instrument)
    if instrument is None:
        yield at((*here, "instrument"), f"the instrument {one.instrument} does not exist")
        return
    if instrument.wording == "shipped":
        yield at((*here, "instrument"), f"the wording of {one.instrument} is there: ask its items")
