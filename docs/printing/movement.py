"""The first week, check-ins, contraindications and exercises of the clinical manual."""

from collections.abc import Iterator

from plumbline.knowledge.schema import Exercise, FirstWeek, Response
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording

from . import rules
from .basis import basis_line, number
from .markdown import bullets, code, heading, join, numbered, paragraph, plain, table

LEVELS = {
    "absolute": "Never",
    "relative": "Not without a clinician's word",
    "caution": "With a warning",
}


def first_weeks(rulebook: Rulebook) -> str:
    """What a programme has to know, its numbers, and how each first week is put together."""
    programme = rulebook.knowledge.programme
    needs = [
        code(need.finding) + (f", when {code(need.when)}" if need.when else "")
        for need in programme.needs
    ]
    numbers = (
        ("A first walk, as a share of what is comfortable", programme.walk_start_percent),
        ("A comfortable walk, where it is not known", programme.walk_default_minutes),
        ("A shorter walk is not planned", programme.walk_shortest_minutes),
        ("A walk grows by", programme.walk_step_percent),
    )
    weeks = rulebook.knowledge.first_weeks.values()
    return join(
        paragraph("Before a programme is made, these must be answered:"),
        bullets(needs),
        *(
            paragraph(f"{text}: {number(value)}.", basis_line(value.basis).strip())
            for text, value in numbers
        ),
        paragraph(
            "What gets somebody moving: the first of these that suits is used:",
            f"{', '.join(map(code, programme.aerobic))}.",
        ),
        *(
            join(
                paragraph(f"{code(first.exercise)} comes before them when ({code(first.when)})."),
                basis_line(first.basis),
            )
            for first in programme.aerobic_first
        ),
        paragraph("The first of the following weeks whose rule is true is used."),
        *(_first_week(rulebook, week) for week in weeks),
    )


def _first_week(rulebook: Rulebook, week: FirstWeek) -> str:
    return join(
        heading(3, plain(week.title)),
        paragraph(plain(week.plain)),
        *(rules.whole(rule) for rule in rules.rules_of(rulebook, f"first_weeks/{week.id}")),
        bullets(
            (
                f"{week.exercises.at_least} to {week.exercises.at_most} exercises for"
                f" {', '.join(week.exercises.purposes)}, up to level {week.max_level}",
                f"sessions on {week.session_days} days",
                "walking as well" if week.walking else "no walking",
            )
        ),
        basis_line(week.basis),
    )


def monitoring(rulebook: Rulebook) -> str:
    """The pain-monitoring model: the first response whose rule is true answers."""
    model = rulebook.knowledge.monitoring
    explained = {rule.name: rule for rule in rules.rules_of(rulebook, f"monitoring/{model.id}")}
    answers = [
        rules.whole(explained[f"monitoring/{response.id}"], response)
        for response in model.responses
    ]
    return join(
        paragraph(plain(model.plain)),
        paragraph("Asked:", ", ".join(code(need) for need in model.needs)),
        paragraph(
            "The first rule that is true answers. One that backs off counts as true while it is",
            "not known; one that adds load never does.",
        ),
        *answers,
        _otherwise(model.otherwise),
        basis_line(model.basis),
    )


def _otherwise(response: Response) -> str:
    said = paragraph("**In every other case**", plain(response.say), plain(response.why))
    return join(said, basis_line(response.basis))


def contraindications(rulebook: Rulebook) -> str:
    """What keeps a whole class of exercise or treatment away from somebody."""
    blocks = [
        paragraph(
            "While it is not known whether one holds, the first two kinds count as holding.",
            "Those of a single exercise stand with the exercise.",
        )
    ]
    for treatment in rulebook.knowledge.treatments.values():
        blocks += [heading(3, plain(treatment.title)), paragraph(plain(treatment.plain))]
        blocks += _cautions(rulebook, f"treatments/{treatment.id}", treatment.contraindications)
    return join(*blocks)


def _cautions(rulebook: Rulebook, path: str, cautions: tuple[object, ...]) -> Iterator[str]:
    explained = rules.rules_of(rulebook, path)
    for rule, caution in zip(explained, cautions, strict=True):
        yield rules.whole(rule, caution)  # type: ignore[arg-type]


def exercises(rulebook: Rulebook) -> str:
    """Each exercise as a person reads it, with its load, doses and cautions."""
    found = rulebook.knowledge.exercises.values()
    return join(*(_exercise(rulebook, exercise) for exercise in found))


def _exercise(rulebook: Rulebook, exercise: Exercise) -> str:
    doses = [
        [f"{step}", plain(wording.dose(dose)), plain(wording.minutes(dose.minutes))]
        for step, dose in enumerate(exercise.doses, 1)
    ]
    return join(
        heading(3, plain(exercise.title)),
        paragraph(code(exercise.id), plain(exercise.why)),
        numbered(plain(step) for step in exercise.steps),
        bullets(plain(text) for text in (*exercise.cues, exercise.error)),
        bullets(_facts(exercise)),
        basis_line(exercise.load.basis),
        table(["Step", "How much", "Time"], doses),
        *_cautions(rulebook, f"exercises/{exercise.id}", exercise.cautions),
        basis_line(exercise.basis),
    )


def _facts(exercise: Exercise) -> Iterator[str]:
    yield f"For: {', '.join(exercise.purpose)}; position: {exercise.position.replace('_', ' ')}"
    yield f"Direction: {exercise.direction}{', to the end of the range' * exercise.end_range}"
    yield f"Kit: {', '.join(exercise.kit) or 'none'}; level {exercise.level}"
    muscles = [f"{plain(m.anatomical)} ({m.rank})" for m in exercise.muscles]
    if muscles:
        yield f"Muscles: {', '.join(muscles)}"
    yield f"Contraindications also of: {', '.join(map(code, exercise.treatment_groups))}"
    yield f"Spinal load class: {exercise.load.spine} (A very low to E avoid by default)"
