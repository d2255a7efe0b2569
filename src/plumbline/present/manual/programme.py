"""How a week is put together, and what a week of exercise is worth."""

from collections.abc import Iterator, Mapping

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Number
from plumbline.present import value_words
from plumbline.present.manual.blocks import Block, Code, Inline, Line, Strong, Subheading, Table
from plumbline.present.manual.parts import (
    Desk,
    basis_line,
    bullets,
    line,
    number,
    number_table,
    numbers_of,
    prose,
    rests,
)
from plumbline.present.words import _


def rules(desk: Desk, name: str) -> Iterator[Block]:
    """What a programme has to know, and its numbers."""
    programme = desk.knowledge.programme
    yield line(_("Before a programme is made, these must be answered:"))
    for need in programme.needs:
        yield line(*desk.named("findings", (need.finding,)))
        if need.when:
            rule = f"programme/needs/{need.finding}"
            yield line(_("Only when:"), " ", Code(rule))
            yield from desk.rule(rule)
    yield from number_table(
        (Code(place), one) for place, one in numbers_of(programme)
    )  # fmt: skip
    what = _("What gets somebody moving: the first of these that suits is used:")
    yield line(what, " ", *desk.named("exercises", programme.aerobic))
    for first in programme.aerobic_first:
        rule = f"programme/aerobic_first/{first.exercise}"
        before = _("comes before them, when:")
        yield line(*desk.named("exercises", (first.exercise,)), " ", before, " ", Code(rule))
        yield from desk.rule(rule)
        yield from rests(first.basis)


def about_weeks(desk: Desk) -> Iterator[Block]:
    yield line(_("The first of the weeks whose rule is true is used."))


def first_week(desk: Desk, name: str) -> Iterator[Block]:
    week = desk.knowledge.first_weeks[name]
    yield from prose(week.plain)
    yield from desk.whole_rule(f"first_weeks/{name}")
    sizes = {"least": week.exercises.at_least, "most": week.exercises.at_most}
    held = _("%(least)s to %(most)s exercises, up to level %(level)s, for:") % {
        **sizes,
        "level": week.max_level,
    }
    yield from bullets(
        (
            (held, " ", Code(", ".join(week.exercises.purposes))),
            (_("sessions on %(n)s days") % {"n": week.session_days},),
            (_("walking as well") if week.walking else _("no walking"),),
        )
    )


def value(desk: Desk, name: str) -> Iterator[Block]:
    """Every weight and every limit, with what it rests on."""
    what = desk.knowledge.value
    yield from prose(what.plain)
    yield Subheading(_("What each stage is about"))
    for stage, worth in what.stages.items():
        yield line(Strong(_(desk.knowledge.first_weeks[stage].title)), " ", Code(stage))
        yield from bullets(_points(desk, worth.needs))
        yield from rests(worth.basis)
    yield Subheading(_("What changes it"))
    yield line(
        _("Added (or taken away) where the rule is true; an unknown answer adds nothing.")
    )  # fmt: skip
    for shift in what.shifts:
        yield from desk.whole_rule(f"value/{shift.id}")
        yield from bullets(_points(desk, shift.needs))
    yield Subheading(_("What somebody wants to do again"))
    rows = tuple(
        (desk.named("findings", (goal.finding,)), desk.named("exercises", goal.exercises))
        for goal in what.goals
    )
    yield Table((_("Goal"), _("Exercises that come closest")), rows)
    yield from rests(what.goals_basis)
    yield from _minutes(desk.knowledge)
    yield Subheading(_("Weights and limits"))
    yield from number_table(weights(desk.knowledge))
    yield from _loads(desk)


def weights(knowledge: Knowledge) -> Iterator[tuple[Inline, Number]]:
    """Every single number of the file, by its name in the words of the page."""
    for place, points in enumerate(knowledge.value.priorities, 1):
        yield _("What your tests put first, place %(n)s") % {"n": place}, points
    for name in type(knowledge.value).model_fields:
        found = getattr(knowledge.value, name)
        if isinstance(found, Number):
            yield _(value_words.NUMBERS[name]), found


def _minutes(knowledge: Knowledge) -> Iterator[Block]:
    what = knowledge.value
    yield Subheading(_("How many minutes are enough"))
    yield from number_table((Code(", ".join(row.needs)), row.minutes) for row in what.full)
    steps = "; ".join(f"{step.share:.0%}: {step.points:.0%}" for step in what.returns.steps)
    yield line(_("Share of the minutes: share of the points"), " ", steps)
    yield from rests(what.returns.basis)


def _loads(desk: Desk) -> Iterator[Block]:
    what = desk.knowledge.value
    yield Subheading(_("Spinal load of a session"))
    units = ", ".join(f"{name} {size:g}" for name, size in what.load_units.items())
    yield line(_("Units of load by class"), ": ", Code(units))
    yield from rests(what.load_units_basis)
    rows = tuple(
        (
            desk.named("first_weeks", (budget.stage,)),
            (number(budget.units),),
            basis_line(budget.units.basis),
        )
        for budget in what.budgets
    )
    yield Table((_("Stage"), _("At most in one session"), _("What it rests on")), rows)
    yield line(_("Less than that where one of these rules is true, or cannot be ruled out:"))
    for cap in what.caps:
        yield line(Strong(number(cap.units)), _(", when:"), " ", Code(f"value/{cap.id}"))
        yield from desk.rule(f"value/{cap.id}")
        yield from rests(cap.units.basis)


def _points(desk: Desk, needs: Mapping[str, float]) -> Iterator[Line]:
    """Needs that share a size stand in one line."""
    by_size: dict[float, list[str]] = {}
    for name, points in needs.items():
        by_size.setdefault(points, []).append(name)
    for points, names in sorted(by_size.items(), reverse=True):
        shown: list[Inline] = [f"{points:+g}: "]
        for name in names:
            kind, _sep, what = name.partition("/")
            exercise = kind == "exercise"
            shown += desk.named("exercises", (what,)) if exercise else (Code(name),)
            shown.append(", ")
        yield tuple(shown[:-1])
