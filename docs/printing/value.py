"""What a week of exercise is worth, as the clinical manual prints it: every weight with its
status."""

from collections.abc import Iterator, Mapping
from typing import Any

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Basis, Number
from plumbline.logic.rulebook import Rulebook
from plumbline.present import value_words

from . import rules
from .basis import basis_line, number
from .markdown import bullets, code, heading, join, paragraph, plain, table


def value(rulebook: Rulebook, solved: str = "") -> str:
    """Every weight and every limit, with status, source and note; `solved` is what was measured
    of the solver."""
    knowledge = rulebook.knowledge
    what = knowledge.value
    return join(
        paragraph(plain(what.plain)),
        heading(3, "What each stage is about"),
        *_stages(knowledge),
        heading(3, "What changes it"),
        paragraph("Added (or taken away) where the rule is true; an unknown answer adds nothing."),
        *_shifts(rulebook),
        heading(3, "What somebody wants to do again"),
        table(["Goal", "Exercises that come closest"], _goals(knowledge)),
        basis_line(what.goals_basis),
        heading(3, "How many minutes are enough"),
        table(["Need", "Served in full by", "Status", "Note"], _full(knowledge)),
        paragraph(f"Each step brings: {_returns(knowledge)}.", basis_line(what.returns.basis)),
        heading(3, "Weights and limits"),
        table(["Weight or limit", "Value", "Status", "Note"], _numbers(knowledge)),
        heading(3, "Spinal load of a session"),
        paragraph(
            "Units by class:",
            ", ".join(f"{name} {units:g}" for name, units in what.load_units.items()) + ".",
            basis_line(what.load_units_basis).strip(),
        ),
        table(["Stage", "At most in one session", "Status", "Note"], _budgets(knowledge)),
        paragraph("Less than that where one of these rules is true, or cannot be ruled out:"),
        *_caps(rulebook),
        heading(3, "How well it is solved"),
        solved or paragraph("Not measured in this print: `make bench` measures it."),
    )


def numbers(knowledge: Knowledge) -> Iterator[tuple[str, Number]]:
    """Every single number of the file, by its name in the words of the page."""
    what = knowledge.value
    for place, points in enumerate(what.priorities, 1):
        yield f"What tests put in place {place}", points
    for name in type(what).model_fields:
        found: Any = getattr(what, name)
        if isinstance(found, Number):
            yield value_words.NUMBERS[name], found


def _stages(knowledge: Knowledge) -> Iterator[str]:
    for name, stage in knowledge.value.stages.items():
        yield paragraph(f"**{plain(knowledge.first_weeks[name].title)}** ({code(name)})")
        yield bullets(_points(knowledge, stage.needs))
        yield basis_line(stage.basis)


def _shifts(rulebook: Rulebook) -> Iterator[str]:
    for shift in rulebook.knowledge.value.shifts:
        words = next(iter(rules.rules_of(rulebook, f"value/{shift.id}")), None)
        yield paragraph(f"**{plain(shift.id.replace('_', ' ').capitalize())}**, when:")
        yield rules.in_words(words) if words else paragraph(code(shift.when))
        yield bullets(_points(rulebook.knowledge, shift.needs))
        yield basis_line(shift.basis)


def _points(knowledge: Knowledge, needs: Mapping[str, float]) -> Iterator[str]:
    """Needs that share a size stand in one line."""
    by_size: dict[float, list[str]] = {}
    for name, points in needs.items():
        by_size.setdefault(points, []).append(_need(knowledge, name))
    for points, names in sorted(by_size.items(), reverse=True):
        yield f"{points:+g}: {', '.join(names)}"


def _need(knowledge: Knowledge, name: str) -> str:
    kind, _, what = name.partition("/")
    if kind == "exercise":
        return f"“{plain(knowledge.exercises[what].title)}”"
    return code(name)


def _goals(knowledge: Knowledge) -> Iterator[list[str]]:
    for goal in knowledge.value.goals:
        finding = knowledge.findings[goal.finding]
        titles = [plain(knowledge.exercises[name].title) for name in goal.exercises]
        yield [plain(finding.item or finding.question), ", ".join(titles)]


def _full(knowledge: Knowledge) -> Iterator[list[str]]:
    for row in knowledge.value.full:
        yield [", ".join(map(code, row.needs)), *_told(row.minutes)]


def _returns(knowledge: Knowledge) -> str:
    steps = knowledge.value.returns.steps
    return ", then ".join(
        f"{step.share:.0%} of the minutes {step.points:.0%} of the points" for step in steps
    )


def _numbers(knowledge: Knowledge) -> Iterator[list[str]]:
    for name, given in numbers(knowledge):
        yield [plain(name), *_told(given)]


def _budgets(knowledge: Knowledge) -> Iterator[list[str]]:
    for budget in knowledge.value.budgets:
        yield [code(budget.stage), *_told(budget.units)]


def _caps(rulebook: Rulebook) -> Iterator[str]:
    for cap in rulebook.knowledge.value.caps:
        yield paragraph(f"**{number(cap.units)}**, when ({code(cap.when)}):")
        yield basis_line(cap.units.basis)


def _told(given: Number) -> list[str]:
    return [number(given), given.basis.status, _rest(given.basis)]


def _rest(basis: Basis) -> str:
    """A basis without its status, which has a column of its own."""
    return basis_line(basis).strip().partition("*")[2].partition("*")[2].strip()
