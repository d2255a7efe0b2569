"""Can what is asked over the weeks be asked, and is there an answer for everybody?"""

from collections.abc import Iterator

from plumbline.care.knowledge_check.walk import Finder, Place
from plumbline.knowledge import Knowledge, Problem
from plumbline.knowledge.schema import Rhythm
from plumbline.knowledge.schema.findings import Holds
from plumbline.knowledge.schema.rhythm import Round


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
