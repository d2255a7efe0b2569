"""Treatments on the command line: what fits, what a question decides, what is not for somebody."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from plumbline.care.standing import Standing, standing
from plumbline.care.treatment_options import (
    Comparison,
    Option,
    Order,
    alike,
    comparisons,
    options,
    ordered,
    shown,
)
from plumbline.cli import as_json as json_of
from plumbline.cli import show
from plumbline.cli.answers_file import one_of, read_answers
from plumbline.cli.home import home as data_home
from plumbline.cli.options import AnswersOption, HomeOption, JsonOption, ProfileOption
from plumbline.cli.profiles import open_case, our_rulebook
from plumbline.errors import BadInput
from plumbline.logic.rulebook import Rulebook
from plumbline.present import treatment_words as words
from plumbline.present.words import N_, _

HELP = N_(
    "What could help, and what speaks against it: every treatment weighed for one person. With a "
    "NAME, one treatment whole."
)
EXAMPLES = N_(
    "Examples: plumbline treatments --profile Sam | plumbline treatments heat --answers me.yaml | "
    "plumbline treatments --answers me.yaml --by certainty --json"
)
SAFETY_FIRST = N_("Questions about safety come first, so nothing is offered. See plumbline check.")
OrderOption = Annotated[
    str, typer.Option("--by", metavar="WHAT", help=_("benefit, certainty, effort, cost or harm."))
]


def treatments(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help=_("One treatment, such as heat."))
    ] = None,
    answers: AnswersOption = None,
    profile: ProfileOption = None,
    by: OrderOption = "benefit",
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Compare all treatments for a person, or tell one whole."""
    one_of(answers, profile)
    order: Order | None = next((each for each in get_args(Order) if each == by), None)
    if order is None:
        raise BadInput("--by", f"is not an order: {by[:20]!r}", allowed=", ".join(get_args(Order)))
    if not answers and not profile:
        raise BadInput("treatments", "need a person", allowed="--answers FILE or --profile NAME")
    rulebook = our_rulebook()
    offered = [t.id for t in rulebook.knowledge.treatments.values() if t.uses]
    if name is not None and name not in offered:
        raise BadInput(name[:40], "is not one of our treatments", allowed=", ".join(offered))
    today = datetime.now().astimezone().date()
    stands = _standing(rulebook, answers, profile, data_home(home), today)
    found = options(rulebook, stands.known, stands.patterns)
    if as_json:
        wanted = [one for one in found if name in (None, one.treatment.id)]
        json_of.show([_as_json(one, stands) for one in wanted])
    elif name is not None:
        one = next(one for one in found if one.treatment.id == name)
        _whole(show.console(), one, waits=_waits(stands))
    else:
        _list(show.console(), found, order, stands)


def _standing(
    rulebook: Rulebook, answers: Path | None, profile: str | None, home: Path, today: date
) -> Standing:
    if profile is not None:
        with open_case(home, profile, rulebook) as case:
            return case.standing(today)
    assert answers is not None, "one of the two was given"
    file = read_answers(answers, rulebook.knowledge.findings, today)
    return standing(rulebook, file.record(), file.as_of)


def _waits(stands: Standing) -> bool:
    return bool(stands.triage.open_flags) or not stands.triage.exercise_allowed


def _list(out: Console, found: Sequence[Option], order: Order, stands: Standing) -> None:
    waits = _waits(stands)
    offered = [] if waits else [one for one in found if one.offered]
    kinds = comparisons(offered)
    kind = kinds[0] if kinds else None
    if waits:
        out.print(_(SAFETY_FIRST))
    else:
        out.print(_table(ordered(offered, order, kind), kind))
    groups: tuple[tuple[str, list[Option]], ...] = (
        (_("A question comes first"), [o for o in found if o.state == "ask" and _suits(o)]),
        (_("Ask a clinician first"), [o for o in found if o.state == "clear_first" and _suits(o)]),
        (_("Not for you"), [o for o in found if o.state == "not_for_you"]),
        (_("Nobody has tested these well"), [o for o in found if o.fit == "no_evidence"]),
        (_("Tested, and still unclear"), [o for o in found if o.fit == "unproven"]),
        (_("Tested: no difference"), [o for o in found if o.fit == "no_effect"]),
    )
    for title, members in groups:
        if members:
            names = ", ".join(one.treatment.id for one in members)
            out.print(Text.assemble((f"{title}: ", "bold"), names))
    out.print(Text(_("More on one: plumbline treatments NAME"), style="dim"))


def _suits(one: Option) -> bool:
    return one.fit in ("fits", "may_fit")


def _table(found: Sequence[Option], kind: Comparison | None) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=words.comparison(kind) if kind else None)
    for head in (_("Treatment"), _("What it does"), _("How sure"), _("Harm"), _("Effort")):
        table.add_column(head, overflow="fold")
    table.add_column(_("Cost"))
    for one in found:
        effect = alike(one.use, kind) if kind else None
        says = f"\n{words.effect(effect)}" if effect else ""
        care = f" ({_('with care')})" if one.state == "caution" else ""
        table.add_row(
            f"{_(one.treatment.title)}{care}",
            f"{_(words.VERDICTS[one.use.verdict])}{says}",
            _(words.CERTAINTIES[effect.certainty]) if effect else "-",
            _(words.HARMS[one.treatment.harm]),
            _(words.EFFORTS[one.treatment.effort]),
            _(words.COSTS[one.treatment.cost]),
        )
    return table


def _whole(out: Console, one: Option, *, waits: bool) -> None:
    treatment, use = one.treatment, one.use
    out.print(Text(_(treatment.title), style="bold"))
    out.print(_(treatment.plain))
    if waits:
        out.print(_(SAFETY_FIRST))
    else:
        out.print(f"{_(words.STATES[one.state])}. {_(words.FITS[one.fit])}.")
    for objection in one.objections:
        if objection.known or objection.level == "caution":
            out.print(Text(f"  ! {_(objection.say)} ({objection.rule})"))
    if one.questions:
        out.print(_("These answers would decide: %(names)s") % {"names": ", ".join(one.questions)})
    out.print(f"\n{_(words.VERDICTS[use.verdict])} ({_(use.title)}). {_(use.say)}")
    for effect in shown(use):
        sure = _(words.CERTAINTIES[effect.certainty])
        out.print(f"  - {words.effect(effect)}. {_('How sure:')} {sure}.")
    for position in use.positions:
        out.print(f"  - {_(words.BODIES[position.body])}: {words.position(position)}")
    for harm in treatment.harms:
        out.print(f"  - {_('Possible harm:')} {_(harm.say)}")
    if treatment.fair_trial:
        out.print(f"\n{_('A fair trial on yourself')}: {_(treatment.fair_trial.say)}")
    why = _("Why: plumbline explain %(rule)s") % {"rule": f"treatments/{treatment.id}"}
    out.print(Text(why, style="dim"))


def _as_json(one: Option, stands: Standing) -> dict[str, Any]:
    return {
        "treatment": one.treatment.id,
        "row": one.use.row,
        "offered": one.offered and not _waits(stands),
        "state": one.state,
        "fit": one.fit,
        "verdict": one.use.verdict,
        "because": [{"rule": o.rule, "level": o.level, "known": o.known} for o in one.objections],
        "questions": list(one.questions),
        "harm": one.treatment.harm,
        "effort": one.treatment.effort,
        "cost": one.treatment.cost,
        "effects": [effect.model_dump(mode="json") for effect in shown(one.use)],
    }
