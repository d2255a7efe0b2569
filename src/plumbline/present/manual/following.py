"""Check-ins, reviews, the trend of scores, what is asked when, and the short pages to read."""

from collections.abc import Iterator

from plumbline.knowledge.schema import NextStep, Response
from plumbline.knowledge.schema.next_steps import STEP_LEVELS
from plumbline.knowledge.schema.rhythm import Round
from plumbline.knowledge.schema.trials import Arm, Method
from plumbline.present.manual.blocks import Block, Code, Line, Original, Strong, Subheading, Table
from plumbline.present.manual.parts import (
    Desk,
    basis_line,
    bullets,
    line,
    numbers_in,
    prose,
    rests,
    said,
)
from plumbline.present.manual.safety import step_blocks
from plumbline.present.words import _


def monitoring(desk: Desk, name: str) -> Iterator[Block]:
    """The pain-monitoring model: the first response whose rule is true answers."""
    model = desk.knowledge.monitoring
    yield from prose(model.plain)
    yield line(_("Asked:"), " ", *desk.named("findings", model.needs))
    yield line(
        _("The first rule that is true answers. One that backs off counts as true while it is"
          " not known; one that adds load never does.")
    )  # fmt: skip
    for response in model.responses:
        yield from desk.whole_rule(f"monitoring/{response.id}")
        yield from bullets(_consequences(response))
    yield line(Strong(_("In every other case")), " ", Code(f"monitoring/{model.otherwise.id}"))
    yield from desk.rule(f"monitoring/{model.otherwise.id}")
    yield said(f"{_(model.otherwise.say)} {_(model.otherwise.why)}")
    yield from rests(model.otherwise.basis)
    yield from rests(model.basis)


def _consequences(response: Response) -> Iterator[Line]:
    if response.rest_days:
        yield (_("Days without a session that follow: %(n)s") % {"n": response.rest_days},)
    if response.asks_again_within_days:
        text = _("Within so many days, every symptom is asked again instead: %(n)s")
        yield (text % {"n": response.asks_again_within_days},)
    if response.asks_again_say:
        yield (_("Said then:"), " ", _(response.asks_again_say))
    if response.drops_direction:
        yield (_("What is in the plan because one way of bending drew the pain in rests as well."),)


def about_steps(desk: Desk) -> Iterator[Block]:
    yield line(
        _("Triage speaks first: while a red flag keeps somebody from exercise, or a safety"
          " question is open, nothing else is said. Then the first of these decides whose rule"
          " is true and whose pattern fits; of the same level, one for a likely pattern comes"
          " before one for a possible pattern. Where none is true we cannot tell. Sudden"
          " worsening leads to triage, never to surgery.")
    )  # fmt: skip
    yield line(_("From calm to grave:"), " ", Code(", ".join(STEP_LEVELS)))


def next_step(desk: Desk, name: str) -> Iterator[Block]:
    step = desk.knowledge.next_steps[name]
    yield line(_("Level:"), " ", Code(step.level), "; ", *_for_whom(desk, step))
    yield from desk.whole_rule(f"next_steps/{name}")
    holds = step.when_unknown == "holds"
    yield line(_("Unknown counts as true.") if holds else _("Unknown counts as not true."))
    yield from bullets((_(one),) for one in step.do)
    if step.question:
        yield line(Strong(_("The letter asks:")), " ", _(step.question))
    for position in step.positions:
        yield line(Strong(_(position.body)), ": ", _(position.says))
        yield from rests(position.basis)


def _for_whom(desk: Desk, step: NextStep) -> Line:
    if not step.patterns:
        return (_("for everybody"),)
    sure = _("only where it is likely") if step.fits == "likely" else _("likely or possible")
    return (_("for:"), " ", *desk.named("patterns", step.patterns), f" ({sure})")


def trend(desk: Desk, name: str) -> Iterator[Block]:
    model = desk.knowledge.trend
    yield from prose(model.plain)
    yield line(Strong(_("When the safety questions are asked again")))
    yield from prose(model.worsening.say, model.worsening.why)
    yield from rests(model.worsening.basis)
    yield line(Strong(_("When somebody counts as better")))
    yield line(
        _("Asked after so many weeks:"), " ", ", ".join(map(str, model.improvement.weeks))
    )  # fmt: skip
    yield from rests(model.improvement.basis)
    yield from numbers_in(model)
    yield from rests(model.basis)


def rhythm(desk: Desk, name: str) -> Iterator[Block]:
    model = desk.knowledge.rhythm
    yield from prose(model.plain)
    yield line(
        Strong(_("Every check-in asks:")),
        " ",
        *desk.named("findings", model.each_check_in.questions),
    )
    yield from rests(model.each_check_in.basis)
    direct = model.direct_question
    after = desk.named("derived", (direct.after,))
    asked = desk.named("findings", (direct.question,))
    yield line(*asked, " ", _("is asked at once when this is true:"), " ", *after)
    yield from rests(direct.basis)
    for one in model.rounds:
        yield from _round(desk, one)
    yield from _other_times(desk)
    yield from numbers_in(model)
    yield from rests(model.basis)


def _round(desk: Desk, one: Round) -> Iterator[Block]:
    sizes = {"days": one.every_days, "apart": one.apart_days}
    often = _("every %(days)s days, and not within %(apart)s days of the last time") % sizes
    yield line(Strong(_(one.why)), " ", Code(one.id), " ", often)
    if one.instrument:
        yield line(*desk.named("instruments", (one.instrument,)))
    asked = (*one.questions, *one.instead, *one.if_chosen)
    if asked:
        yield line(*desk.named("findings", asked))
    yield from rests(one.basis)


def _other_times(desk: Desk) -> Iterator[Block]:
    model = desk.knowledge.rhythm
    retests, silence = model.retests, model.silence
    sizes = {"days": retests.every_days, "apart": retests.apart_days}
    yield line(Strong(_(retests.why)))
    yield line(_("every %(days)s days, and not within %(apart)s days of the last time") % sizes)
    yield from rests(retests.basis)
    rows = (
        (_("Days of silence before a smaller plan is offered"), silence.smaller_after_days),
        (_("Days of silence before the plan steps back once"), silence.lighter_after_days),
        (_("Share of a session that a smaller plan keeps"), silence.smaller_share),
        (_("Exercises that stay in it at least"), silence.smaller_keeps),
        (_("Days before a plan for a flare-up is offered"), model.flare_plan.offered_after_days),
        (_("Most movements in it"), model.flare_plan.most_movements),
        (_("Days before something to read comes again"), model.modules.again_after_days),
    )
    bases = [silence.basis] * 4 + [model.flare_plan.basis] * 2 + [model.modules.basis]
    yield Table(
        (_("Number"), _("Value"), _("What it rests on")),
        tuple(
            ((what,), (f"{size:g}",), basis_line(basis))
            for (what, size), basis in zip(rows, bases, strict=True)
        ),
    )


def staying_well(desk: Desk, name: str) -> Iterator[Block]:
    model = desk.knowledge.staying_well
    yield from prose(model.plain)
    yield said(f"{_(model.say)} {_(model.why)}")
    yield said(f"{_(model.back_say)} {_(model.back_why)}")
    yield from numbers_in(model)
    yield from rests(model.basis)


def module(desk: Desk, name: str) -> Iterator[Block]:
    page = desk.knowledge.modules[name]
    yield from desk.whole_rule(f"modules/{name}")
    yield from prose(page.crisis_first, page.never)
    for index, step in enumerate(page.steps):
        yield from step_blocks(desk, f"modules/{name}/{index}", step)
    yield Subheading(_("What helps beyond Plumbline"))
    for more in page.more_help:
        yield line(Strong(_(more.say)))
        yield from prose(more.why)
        yield from rests(more.basis)
    yield from prose(page.talk)


def trial(desk: Desk, name: str) -> Iterator[Block]:
    """A trial of one's own: what is compared, how, and every size of its sums."""
    one = desk.knowledge.trials[name]
    yield line(Strong(_(one.question)))
    yield from prose(one.plain)
    for arm in (one.a, one.b):
        yield from _arm(desk, arm)
    scores = tuple(
        ((*desk.named("findings", (o.finding,)),), (Code(o.better),), (f"{o.lag_days}",))
        for o in one.outcomes
    )
    yield Table((_("What decides it"), _("Better is"), _("Days later")), scores)
    lengths = (
        (_("Days of one period"), one.period_days),
        (_("Days after each change that do not count"), one.washout_days),
        (_("Pairs of periods"), one.blocks),
        (_("Pairs of periods at most"), one.most_blocks),
    )
    yield Table((_("Number"), _("Value")), tuple(((what,), (f"{n}",)) for what, n in lengths))
    yield from rests(one.rhythm)
    for known in one.known:
        yield from prose(known.say)
        yield from rests(known.basis)
    if one.method:
        yield from _method(one.method)
    if one.method_of:
        yield line(_("Its sums are those of:"), " ", *desk.named("trials", (one.method_of,)))
    yield from numbers_in(one)
    yield from rests(one.basis)


def _arm(desk: Desk, arm: Arm) -> Iterator[Block]:
    yield line(Strong(_(arm.title)), ": ", _(arm.today))
    yield from bullets((_(text),) for text in arm.how)
    if arm.treatments:
        yield line(_("Contraindications of:"), " ", *desk.named("treatments", arm.treatments))


def _method(method: Method) -> Iterator[Block]:
    sayings = method.sayings
    for name in type(sayings).model_fields:
        saying = getattr(sayings, name)
        if name != "basis":
            yield line(
                Original(name.replace("_", " ")), ": ", f"“{_(saying.say)} {_(saying.then)}”"
            )
    yield from rests(sayings.basis)
