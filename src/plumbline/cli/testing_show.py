"""Physical tests on a terminal: the list, one test, and what the results say."""

import math
from collections.abc import Iterable

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from plumbline.care.battery import Battery, Item
from plumbline.care.impairments import Assessment, ChainState, Change
from plumbline.care.record import Facts
from plumbline.care.standing import Standing
from plumbline.cli import show
from plumbline.cli.testing_json import MAY_TRAIN, usable, worth
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import PhysicalTest
from plumbline.logic.rulebook import Rulebook
from plumbline.present import assessment as words
from plumbline.present import wording
from plumbline.present.words import N_, _

UNITS = {
    "s": N_("seconds"),
    "cm": N_("centimetres"),
    "mm": N_("millimetres"),
    "m": N_("metres"),
    "deg": N_("degrees"),
    "reps": N_("times"),
    "kg": N_("kilograms"),
}
_BATTERIES = {
    "home": N_("At home, by yourself"),
    "clinic": N_("With somebody who was trained to do them"),
}
_GATES = {
    "see_someone": N_("Testing has to wait: somebody should look at you first."),
    "not_for_you": N_("Tests of strength are not right for you now. This is why:"),
    "check": N_(
        "Testing has to wait: some questions about your safety are still open. "
        "Next: plumbline check"
    ),
    "ask_pain": N_("Before testing we need to know how strong your pain is now."),
    "pain_high": N_(
        "Your pain is strong today. A test would tell of the pain and not of you, so leave it for "
        "a better day."
    ),
}


def tests(out: Console, knowledge: Knowledge) -> None:
    """Every test: name, minutes, unit, and whose norms it has."""
    for battery, title in _BATTERIES.items():
        members = [test for test in knowledge.tests.values() if test.battery == battery]
        if not members:
            continue
        out.print(heading(_(title)))
        for test in members:
            _one_of_list(out, test)
        whole = sum(test.minutes for test in members if test.stands_in_for is None)
        if battery == "home":
            told = {"minutes": minutes(whole)}
            out.print(Text(_("All of them take about %(minutes)s.") % told, style="bold"))


def gate(out: Console, rulebook: Rulebook, now: Standing, battery: Battery) -> None:
    """Why there is no testing today, and what comes next."""
    if battery.gate == "see_someone":
        out.print(show.verdict(rulebook.knowledge, now))
    out.print(Text(_(_GATES[battery.gate]), style="bold"))
    if battery.gate == "not_for_you":
        for objection in now.against_any_plan:
            if objection.blocks:
                out.print(Text(f"- {_(objection.say)}"))


def left_out(out: Console, knowledge: Knowledge, items: Iterable[Item]) -> None:
    """The tests that are not for this person, and why."""
    shut = [item for item in items if item.state in ("blocked", "waiting")]
    if shut:
        out.print(heading(_("Left out for you")))
    for item in shut:
        reason = next(objection for objection in item.against if objection.blocks)
        out.print(Text(f"- {_(knowledge.tests[item.test].title)}: {_(reason.say)}"))


def one_test(out: Console, test: PhysicalTest, item: Item, minutes_left: float) -> None:
    """One test: what to get ready, how it is done, when it is over."""
    out.print(heading(_(test.title)))
    left = {"minutes": minutes(minutes_left)}
    out.print(Text(_("All that is left takes about %(minutes)s.") % left, style="dim"))
    out.print(Text(_(test.plain)))
    for text in test.prepare:
        out.print(Text("- " + _("You need: %(what)s") % {"what": _(text)}))
    for objection in item.against:
        if not objection.blocks:
            out.print(Text(_("Take care: %(what)s") % {"what": _(objection.say)}, style="bold"))
    for number, step in enumerate(test.steps, 1):
        out.print(Text(f"{number}. {_(step)}"))
    out.print(Text(_(test.ends)))


def result(
    out: Console, rulebook: Rulebook, known: Facts, battery: Battery, changed: tuple[Change, ...]
) -> None:
    """What to train first, what is not clear, the sides, what has changed, and the limits."""
    knowledge, found = rulebook.knowledge, battery.assessment
    _first(out, knowledge, found, may_train=battery.gate in MAY_TRAIN)
    limits = Text(_(knowledge.impairments.limits), style="bold")
    out.print(Panel(limits, box=box.ROUNDED))
    _chains(out, knowledge, found)
    _sides(out, knowledge, found)
    _responses(out, knowledge, known)
    _list(out, _("What has changed"), (words.change(knowledge, each) for each in changed))
    _stopped(out, knowledge, found)
    _clearer(out, knowledge, battery)
    told = [words.whose(knowledge, state) for state in found.chains if state.says != "not_tested"]
    _list(out, _("Other people"), dict.fromkeys(told))
    why = _("Why: plumbline explain <name>, with a name of plumbline test --list")
    out.print(Text(why, style="dim"))


def minutes(how_many: float) -> str:
    """A time in whole minutes, rather too long than too short."""
    return wording.minutes(math.ceil(how_many))


def heading(text: str) -> Group:
    """A title with an empty line above it."""
    return Group(Text(), Text(text, style="bold underline"))


def _one_of_list(out: Console, test: PhysicalTest) -> None:
    out.print(Group(Text(), Text(_(test.title), style="bold"), Text(test.id, style="dim")))
    facts = [minutes(test.minutes)]
    if test.unit:
        unit = _(UNITS.get(test.unit, test.unit))
        facts.append(_("measured in %(unit)s") % {"unit": unit})
    if test.cap is not None:
        facts.append(_("ends at %(cap)s") % {"cap": f"{test.cap:g}"})
    if test.paired:
        facts.append(_("each side"))
    out.print(Text(f"  {', '.join(facts)}"))
    out.print(Text(f"  {', '.join(r.value for r in test.results)}", style="dim"))
    norms = [_(norm.sample) for norm in usable(test)]
    if not norms:
        out.print(Text("  " + _("No norms: only your sides and your own change count.")))
    for text in dict.fromkeys(norms):
        out.print(Text("  " + _("Norms of: %(whom)s") % {"whom": text}))


def _first(out: Console, knowledge: Knowledge, found: Assessment, *, may_train: bool) -> None:
    out.print(heading(_("What to train first")))
    if not found.tested:
        out.print(Text(_("There are no test results yet.")))
    elif not found.priorities:
        out.print(Text(_("Nothing stands out so far, so there is nothing to put first.")))
    for number, priority in enumerate(found.priorities, 1):
        chain = knowledge.chains[priority.chain]
        title = words.chain_name(chain, priority.side)
        out.print(Text(f"{number}. {title}", style="bold"))
        out.print(Text(f"   {words.reason(knowledge, found, priority)}"))
        if may_train:
            out.print(Text("   " + _("What helps: %(train)s") % {"train": _(chain.train)}))
        why = _("Why: plumbline explain %(rule)s") % {"rule": priority.rule}
        out.print(Text(f"   {why}", style="dim"))


def _chains(out: Console, knowledge: Knowledge, found: Assessment) -> None:
    def line(state: ChainState) -> str:
        name = words.chain_name(knowledge.chains[state.chain], state.side)
        return f"{name}: {words.level(state.says)}"

    told = [state for state in found.chains if state.says != "not_tested"]
    _list(out, _("What the tests say"), (line(state) for state in told))


def _sides(out: Console, knowledge: Knowledge, found: Assessment) -> None:
    told = [state for state in found.sides if state.days]
    lines = (f"{_(knowledge.tests[s.test].title)}: {words.side_says(s)}" for s in told)
    _list(out, _("Left against right"), lines)


def _responses(out: Console, knowledge: Knowledge, known: Facts) -> None:
    lines: list[str] = []
    for test in knowledge.tests.values():
        name = test.results[0].value
        told = known.values.get(name) if test.measure == "response" else None
        if told is not None:
            lines.append(f"{_(test.title)}: {wording.value(knowledge.findings[name], told)}")
    _list(out, _("How repeated movement felt"), lines)


def _stopped(out: Console, knowledge: Knowledge, found: Assessment) -> None:
    lines = [
        f"{words.test_name(knowledge.tests[each.test], each.side)} ({wording.day(each.on)})"
        for each in found.stopped
    ]
    _list(out, _("Stopped because of pain"), lines)
    if lines:
        out.print(Text(_("Stopping was right. It says nothing about how strong you are.")))


def _clearer(out: Console, knowledge: Knowledge, battery: Battery) -> None:
    lines = (
        f"{_(knowledge.tests[offer.test].title)} ({minutes(offer.minutes)})"
        for offer in worth(battery)
    )
    _list(out, _("What would make it clearer"), lines)
    if any(state.says == "once" for state in battery.assessment.sides):
        out.print(Text(_("A difference that was seen once: measure both sides on another day.")))


def _list(out: Console, title: str, lines: Iterable[str]) -> None:
    """A title with its lines; nothing where there are none."""
    shown = list(lines)
    if shown:
        out.print(heading(title))
    for line in shown:
        out.print(Text(f"- {line}"))
