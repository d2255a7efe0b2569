"""The example persons' plans: who, the whole week, why it is so, and what was left out."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from plumbline.care.cautions import objections
from plumbline.care.explanation import explain
from plumbline.care.impairments import assess
from plumbline.care.programme import Left, Planned, Programme
from plumbline.care.record import Facts, facts
from plumbline.knowledge import Knowledge
from plumbline.logic.rulebook import Rulebook
from plumbline.present import programme_words, wording

from .example_persons import Person, later, persons, planned
from .examples import story
from .markdown import bullets, code, heading, join, paragraph, plain, table

BY_RULE = ("contraindicated", "cannot_rule_out")
OTHERS = {
    "banned": "Somebody asked to leave it out",
    "hurt": "Stopped because of pain",
    "wish": "Wished for, and no room for it",
    "why_not": "Not planned for anybody",
    "place": "The position is out of reach",
    "kit": "The kit is not there",
    "level": "Harder than what has been shown",
    "purpose": "For something this week is not about",
    "room": "No room",
    "enough": "Possible, and less worth now",
}
"""What keeps an exercise out besides a caution, in the order of the page."""


def plans(rulebook: Rulebook, folder: Path, only: Collection[str] = ()) -> str:
    """All of them, or `only` those of these names, as one Markdown document."""
    chosen = (one for one in persons(rulebook, folder) if not only or one.name in only)
    return join(
        heading(1, "Example plans"),
        paragraph(
            "Made-up persons with their whole first week, printed by the same code that makes a",
            "real one. Points are not shown: they say what comes before what, and are no unit of",
            "health. Where weeks are printed that lie ahead, each of them went well and each step",
            "up got a yes.",
        ),
        *(_person(rulebook, person) for person in chosen),
    )


def _person(rulebook: Rulebook, person: Person) -> str:
    knowledge = rulebook.knowledge
    decision, programme = planned(rulebook, person)
    found = explain(rulebook, decision, person.about)
    reasons = dict(_reasons(rulebook, person))
    said = programme_words.why(knowledge, found, reasons)
    return join(
        heading(2, plain(person.spoken)),
        *(paragraph(plain(part)) for part in story(person.text)),
        *_stands_out(person),
        paragraph(f"**{plain(knowledge.first_weeks[programme.stage].title)}.**"),
        _week(rulebook, person, programme),
        heading(3, f"Why: {plain(person.spoken)}"),
        paragraph(plain(said.proof)),
        bullets(
            f"**{_title(knowledge, one.exercise)}.** {plain(one.because)} {plain(one.without)}"
            for one in said.chosen
        ),
        bullets(plain(line) for line in said.levers),
        paragraph("Asked about:") if person.about else "",
        bullets(_asked(rulebook, person, programme, said.not_chosen)),
        heading(3, f"Left out: {plain(person.spoken)}"),
        bullets(_left_out(rulebook, person, programme)),
        *_ahead(rulebook, person, programme),
    )


def _ahead(rulebook: Rulebook, person: Person, programme: Programme) -> Iterator[str]:
    ahead = later(rulebook, person, programme)
    if ahead:
        yield heading(3, f"If all goes well: {plain(person.spoken)}, week {person.weeks}")
        yield _week(rulebook, person, ahead)


def _stands_out(person: Person) -> Iterator[str]:
    yield paragraph("What stands out in the file (the rest is answered with no):")
    stands_out = person.text.split("# What stands out\n")[1].split("\n\n")[0]
    yield f"```yaml\n{stands_out.strip()}\n```\n"
    told = [
        f"Cleared by {c.seen_by}, {c.on.isoformat()}: {c.note} ({code(c.red_flag)})"
        for c in person.record.clearances
    ]
    told += [f"Wish of the {w.by}: {w.kind} {code(w.exercise)}" for w in person.wishes.all]
    if told:
        yield bullets(told)


def _week(rulebook: Rulebook, person: Person, programme: Programme) -> str:
    knowledge = rulebook.knowledge
    days = table(
        [f"Day {place}" for place in range(1, len(programme.days) + 1)],
        [[_day(knowledge, programme, place) for place in range(len(programme.days))]],
    )
    return join(
        days,
        *(
            join(
                paragraph(f"Session {template}, {_minutes(programme.session(template))}:"),
                table(
                    ["Exercise", "How much", "Time", "With care"],
                    [_row(rulebook, person, one) for one in programme.session(template)],
                ),
            )
            for template in programme.templates
        ),
    )


def _day(knowledge: Knowledge, programme: Programme, place: int) -> str:
    day = programme.days[place]
    parts = [f"session {day.template}"] if day.session else []
    if day.walk_minutes:
        moving = _title(knowledge, programme.aerobic).lower()
        parts.append(f"{moving} {wording.minutes(day.walk_minutes)}")
    return ", ".join(parts) or "rest"


def _row(rulebook: Rulebook, person: Person, one: Planned) -> list[str]:
    exercise = rulebook.knowledge.exercises[one.exercise]
    return [
        f"{plain(exercise.title)} ({code(exercise.id)})",
        plain(wording.dose(exercise.doses[one.dose], one.more_on)),
        plain(wording.minutes(one.minutes)),
        plain(" ".join(_says(rulebook, _known(rulebook, person), one.exercise, one.warnings))),
    ]


def _asked(
    rulebook: Rulebook,
    person: Person,
    programme: Programme,
    answers: Iterable[programme_words.WhyNot],
) -> Iterator[str]:
    """What is said of each exercise that was asked about."""
    left = {one.exercise: one for one in programme.left_out}
    for one in answers:
        title = _title(rulebook.knowledge, one.exercise)
        if any(one.exercise == held.exercise for held in programme.exercises):
            yield f"**{title}**: it is in."
        elif one.say:
            yield f"**{title}**: {plain(one.say)}"
        else:
            yield f"**{title}**: {_by(rulebook, person, left[one.exercise])}"


def _left_out(rulebook: Rulebook, person: Person, programme: Programme) -> Iterator[str]:
    """What was left out: by a rule first, each rule's words once, then the rest by its kind."""
    by_rule: dict[str, list[Left]] = {}
    for one in programme.left_out:
        if one.kind in BY_RULE and one.exercise not in rulebook.knowledge.programme.aerobic:
            by_rule.setdefault(_said(rulebook, person, one), []).append(one)
    for said, several in by_rule.items():
        names = ", ".join(_title(rulebook.knowledge, one.exercise) for one in several)
        rules = ", ".join(dict.fromkeys(code(one.rule) for one in several))
        yield f"**{names}**: {said} ({rules})"
    for kind, words in OTHERS.items():
        names = [
            _title(rulebook.knowledge, one.exercise)
            for one in programme.left_out
            if one.kind == kind and one.exercise not in rulebook.knowledge.programme.aerobic
        ]
        if names:
            yield f"{words}: {', '.join(names)}"


def _by(rulebook: Rulebook, person: Person, left: Left) -> str:
    against = rulebook.knowledge.exercises[left.exercise].why_not
    if against and left.kind == "why_not":
        instead = _title(rulebook.knowledge, against.instead)
        return f"{plain(against.say)} Instead: {instead}."
    return _said(rulebook, person, left) if left.kind in BY_RULE else f"{OTHERS[left.kind]}."


def _said(rulebook: Rulebook, person: Person, left: Left) -> str:
    known = _known(rulebook, person)
    return plain(" ".join(_says(rulebook, known, left.exercise, (left.rule,))))


def _says(rulebook: Rulebook, known: Facts, exercise: str, which: Iterable[str]) -> list[str]:
    """The words of some cautions of an exercise."""
    wanted = set(which)
    against = objections(rulebook, known, rulebook.knowledge.exercises[exercise])
    return [one.say for one in against if one.rule in wanted]


def _reasons(rulebook: Rulebook, person: Person) -> Iterator[tuple[str, str]]:
    """What tests found, in words, by its rule."""
    known = _known(rulebook, person)
    for one in assess(rulebook.knowledge, person.record, known).priorities:
        yield one.rule, rulebook.knowledge.chains[one.chain].low


def _known(rulebook: Rulebook, person: Person) -> Facts:
    return facts(rulebook, person.record, person.as_of)


def _title(knowledge: Knowledge, exercise: str) -> str:
    return plain(knowledge.exercises[exercise].title)


def _minutes(session: Iterable[Planned]) -> str:
    return plain(wording.minutes(sum(one.minutes for one in session)))
