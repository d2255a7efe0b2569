"""Try it on yourself on the command line. Nothing begins without --yes."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from plumbline.care.decision import dump
from plumbline.care.n_of_1 import Power
from plumbline.cli import as_json as json_of
from plumbline.cli import show, trying_show
from plumbline.cli.home import home as data_home
from plumbline.cli.options import HomeOption, JsonOption, ProfileOption
from plumbline.cli.profiles import (
    local_time,
    only_profile,
    open_case,
    our_rulebook,
)
from plumbline.errors import BadInput, NotReady
from plumbline.journal.own_trials import OwnTrial
from plumbline.journal.trying import Trying
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Trial
from plumbline.present.words import N_, _

HELP = N_(
    "Try it on yourself: compare two ways in turn on your own days. `list` says what may be tried, "
    "`start NAME` begins with --yes, `today` says which way it is and takes what you tell, `stop` "
    "ends it."
)
EXAMPLES = N_(
    "Examples: plumbline try list | plumbline try start heat --outcome sleep_last_night --yes | "
    "plumbline try today --kept yes --score 6 | plumbline try stop"
)
ACTIONS = ("list", "start", "today", "stop")
RoundsOption = Annotated[
    int | None, typer.Option("--rounds", metavar="N", help=_("How many rounds of both ways."))
]
KnowsOption = Annotated[
    bool, typer.Option("--knows", help=_("Begin though the chance of an answer is low."))
]
KEPT = {"yes": True, "no": False}
MOST = 10


def try_(
    action: Annotated[str, typer.Argument(metavar="WHAT", help=_("list, start, today or stop."))],
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help=_("Which trial, for `start`."))
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", metavar="FINDING", help=_("The score that decides.")),
    ] = None,
    rounds: RoundsOption = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it; else it is only shown."))] = False,
    knows: KnowsOption = False,
    kept: Annotated[
        str | None,
        typer.Option("--kept", metavar="YES_NO", help=_("Did you do as today's plan said?")),
    ] = None,
    score: Annotated[
        int | None, typer.Option("--score", metavar="N", help=_("Today's score, 0 to 10."))
    ] = None,
    profile: ProfileOption = None,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Where nobody is named and there is one profile, it is meant."""
    _check(action, name, (outcome, rounds, yes or None, knows or None), (kept, score))
    today, knowledge = local_time().date(), our_rulebook().knowledge
    with _opened(data_home(home), profile) as tried:
        match action:
            case "list":
                told = _list(tried, today, as_json=as_json)
            case "start":
                which = _trial(knowledge, name or ""), outcome, rounds
                told = _start(tried, *which, today, yes=yes, knows=knows, as_json=as_json)
            case "today":
                told = _today(tried, knowledge, kept, score, today, as_json=as_json)
            case _:
                tried.stop(today)
                told = _today(tried, knowledge, kept, score, today, as_json=as_json)
    if as_json:
        json_of.show(told)


def _check(
    action: str, name: str | None, starting: tuple[object, ...], telling: tuple[object, ...]
) -> None:
    """Raises BadInput before anything is opened."""
    if action not in ACTIONS:
        raise BadInput("WHAT", f"is not one we know: {action[:20]!r}", allowed=", ".join(ACTIONS))
    if (action == "start") != (name is not None):
        raise BadInput("NAME", "goes with `try start`, and only there", allowed="try start NAME")
    if action != "start" and any(one is not None for one in starting):
        which = "--outcome, --rounds, --yes, --knows"
        raise BadInput(which, "go with `try start`", allowed="try start")
    if action != "today" and any(one is not None for one in telling):
        raise BadInput("--kept, --score", "go with `try today`", allowed="try today")
    kept, score = telling
    if kept is not None and kept not in KEPT:
        raise BadInput("--kept", "is not one we know", allowed="yes, no")
    if isinstance(score, int) and not 0 <= score <= MOST:
        raise BadInput("--score", "is not on the scale", allowed=f"0 to {MOST}")


@contextmanager
def _opened(where: Path, profile: str | None) -> Generator[Trying]:
    named = profile or only_profile(where)
    if named is None:
        raise BadInput("try", "does not know about whom", allowed="--profile NAME")
    with open_case(where, named, our_rulebook()) as case:
        yield Trying(case)


def _trial(knowledge: Knowledge, name: str) -> Trial:
    if name not in knowledge.trials:
        allowed = ", ".join(knowledge.trials)
        raise BadInput("NAME", f"is not one we know: {name[:20]!r}", allowed=allowed)
    return knowledge.trials[name]


def _list(tried: Trying, today: date, *, as_json: bool) -> Any:
    own, choices = tried.look(today), tried.choices(today)
    if not as_json:
        out = show.console()
        for choice in choices:
            trial = choice.trial
            out.print(Text(f"{trial.id}: {_(trial.question)}", style="bold"))
            for known in trial.known:
                out.print(Text(f"  {_(known.say)}"))
            for line in trying_show.against(choice):
                out.print(Text(f"  {line}", style="dim"))
        if own and own.ended is None:
            out.print(Text(_("%(trial)s goes on. One at a time.") % {"trial": own.design.trial}))
    return {
        "running": own.design.trial if own and own.ended is None else None,
        "trials": [
            {
                "id": choice.trial.id,
                "question": _(choice.trial.question),
                "allowed": choice.allowed,
                "safety_first": choice.may.safety_first,
                "needs_plan": choice.needs_plan,
                "objections": [_objection(one) for one in choice.may.objections],
                "questions": list(choice.may.questions),
                "outcomes": [one.finding for one in choice.trial.outcomes],
            }
            for choice in choices
        ],
    }


def _objection(one: Any) -> dict[str, Any]:
    return {"rule": one.rule, "level": one.level, "say": _(one.say), "known": one.known}


def _start(
    tried: Trying,
    trial: Trial,
    outcome: str | None,
    rounds: int | None,
    today: date,
    *,
    yes: bool,
    knows: bool,
    as_json: bool,
) -> Any:
    own, choice = tried.look(today), tried.choice(trial, today)
    if own and own.ended is None:
        raise NotReady(f"one trial at a time: {own.design.trial} goes on")
    if not choice.allowed:
        raise NotReady(" ".join(trying_show.against(choice)))
    finding = outcome or trial.outcomes[0].finding
    allowed = [one.finding for one in trial.outcomes]
    if finding not in allowed:
        raise BadInput("--outcome", "is not one of this trial", allowed=", ".join(allowed))
    if rounds is not None and not trial.blocks <= rounds <= trial.most_blocks:
        raise BadInput("--rounds", "is not possible", allowed=f"{trial.blocks}–{trial.most_blocks}")
    chance = tried.chance(trial, finding, today, rounds)
    if yes and not knows:
        _check_chance(trial, chance)
    begun = tried.start(trial, finding, today, chance) if yes else None
    if not as_json:
        trying_show.start(show.console(), our_rulebook().knowledge, trial, finding, chance, begun)
    return {
        "trial": trial.id,
        "outcome": finding,
        "chance": dump(chance),
        "begun": dump(begun.design) if begun else None,
    }


def _check_chance(trial: Trial, chance: Power) -> None:
    """Raises NotReady where an answer is not likely: nobody begins without having been told."""
    if chance.low:
        low = trying_show.low_power(our_rulebook().knowledge, trial)
        raise NotReady(f"{low} {_('To begin all the same, add --knows.')}")


def _today(
    tried: Trying,
    knowledge: Knowledge,
    kept: str | None,
    score: int | None,
    today: date,
    *,
    as_json: bool,
) -> Any:
    own = tried.look(today)
    if own is None:
        raise NotReady("nothing is being tried: `plumbline try list` says what may be")
    if kept is not None or score is not None:
        _tell(tried, own, kept, score, today)
        own = tried.look(today) or own
    waits = tried.waits(own, today) if own.ended is None else None
    trial, state = tried.trial_of(own), tried.state(own, today)
    arm = own.design.arm_on(today) if own.ended is None and waits is None else None
    if not as_json:
        trying_show.today(show.console(), knowledge, tried, own, waits, today)
    return {
        "trial": trial.id,
        "outcome": own.design.outcome,
        "first_day": own.design.first_day.isoformat(),
        "last_day": own.design.last_day.isoformat(),
        "arm": arm,
        "counts": own.design.counts(today),
        "waits": trying_show.against(waits) if waits else [],
        "state": dump(state),
        "ended": {"why": own.ended.why, "rules": list(own.ended.rules)} if own.ended else None,
    }


def _tell(tried: Trying, own: OwnTrial, kept: str | None, score: int | None, today: date) -> None:
    if kept is not None and own.design.arm_on(today) is None:
        raise NotReady("today is no day of this trial")
    if score is not None and tried.in_check_in(own, today):
        raise BadInput("--score", "is told at the check-in", allowed="plumbline checkin")
    tried.tell(today, {today: KEPT[kept]} if kept else {}, score)
