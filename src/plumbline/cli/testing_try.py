"""One try of a test on a terminal: typed or clocked, yes or no, or how the pain answered."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Timer
from typing import Literal

from rich.console import Console
from rich.text import Text

from plumbline.care.answers import accept
from plumbline.cli.testing_show import UNITS
from plumbline.errors import BadInput
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding, PhysicalTest, Result
from plumbline.logic.schema import Value
from plumbline.present.words import _

Said = Literal["value", "spread", "pain", "skip", "later"]
VALUE: Said = "value"
SPREAD: Said = "spread"
PAIN: Said = "pain"
SKIP: Said = "skip"
LATER: Said = "later"
_KEYS: dict[str, Said] = {"p": PAIN, "s": SKIP, "q": LATER}
COULD_NOT = "n"
_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try ended. `best`: its cap was reached, so no other try can be better; `worst`: the
    person could not do it."""

    said: Said
    value: Value = None
    best: bool = False
    worst: bool = False


@dataclass(frozen=True)
class Tries:
    """Reads tries from the person; `clock` gives seconds that only rise."""

    out: Console
    read: Callable[[str], str]
    knowledge: Knowledge
    clock: Callable[[], float]

    def one(self, test: PhysicalTest, result: Result, attempt: int, today: date) -> Outcome:
        """One try of one side."""
        if test.attempts > 1:
            told = {"n": attempt, "of": test.attempts}
            self.out.print(Text(_("Try %(n)s of %(of)s") % told))
        finding = self.knowledge.findings[result.value]
        if test.measure == "response":
            return self._response(finding)
        self.out.print(Text(_keys(test, result), style="dim"))
        if test.measure == "reached":
            return self._reached(finding, result)
        return self._amount(test, result, finding, today)

    def yes(self, question: str) -> bool:
        """A question that is answered by y or n."""
        hint = _("y or n")
        while (told := self._told(f"{question} {hint}")) not in ("y", "n", "yes", "no"):
            self._again(hint)
        return told in ("y", "yes")

    def _response(self, finding: Finding) -> Outcome:
        self.out.print(Text(_(finding.question), style="bold"))
        for number, choice in enumerate(finding.choices, 1):
            self.out.print(Text(f"  {number}. {_(choice.label)}"))
        hint = _("a number from 1 to %(n)s, s to leave it out, q to stop here")
        hint %= {"n": len(finding.choices)}
        while True:
            told = self._told(hint)
            if told in ("s", "q"):
                return Outcome(_KEYS[told])
            if told.isascii() and told.isdigit() and 1 <= int(told) <= len(finding.choices):
                choice = finding.choices[int(told) - 1].id
                return Outcome(SPREAD if choice == "spread" else VALUE, choice)
            self._again(hint)

    def _reached(self, finding: Finding, result: Result) -> Outcome:
        self.out.print(Text(_(finding.question), style="bold"))
        hint = _("y or n")
        while True:
            told = self._told(hint)
            if (ended := _ended(told, result)) is not None:
                return ended
            if told in ("y", "yes", "n", "no"):
                reached = told in ("y", "yes")
                return Outcome(VALUE, reached, best=reached)
            self._again(hint)

    def _amount(self, test: PhysicalTest, result: Result, finding: Finding, today: date) -> Outcome:
        self.out.print(Text(_(finding.question), style="bold"))
        hint, timed = _range(test, finding), test.measure in ("hold", "time")
        asked = _("Enter starts the clock, or %(how)s") % {"how": hint} if timed else hint
        while True:
            told = self._told(asked)
            if told == "" and timed:
                told = self._clocked(test)
            if (ended := _ended(told, result)) is not None:
                return ended
            worst = could_not(test)
            if told == COULD_NOT and worst is not None:
                return Outcome(VALUE, worst, worst=True)
            value = _accepted(test, finding, told, today)
            if value is not None:
                best = test.take == "best" and test.better == "higher" and value == test.cap
                return Outcome(VALUE, value, best=best, worst=value == worst)
            self._again(asked)

    def _clocked(self, test: PhysicalTest) -> str:
        """Seconds from now until Enter, at most the cap; or what was typed instead."""
        bell = Timer(test.cap, self._at_cap) if test.cap is not None else None
        if bell:
            bell.daemon = True
            bell.start()
        began = self.clock()
        try:
            told = self._told(_("The clock runs. Enter stops it (p if pain stopped you)"))
        finally:
            if bell:
                bell.cancel()
        seconds = round(self.clock() - began, 1)
        seconds = seconds if test.cap is None else min(seconds, test.cap)
        if told == "":
            shown = {"seconds": f"{seconds:g}"}
            self.out.print(Text(_("%(seconds)s seconds") % shown, style="bold"))
        return told or f"{seconds:g}"

    def _at_cap(self) -> None:
        if self.out.is_terminal:
            self.out.bell()
        self.out.print(Text("\n" + _("That is the end of this test. Well done: press Enter.")))

    def _told(self, hint: str) -> str:
        return self.read(f"{hint} > ").strip().lower()

    def _again(self, hint: str) -> None:
        self.out.print(
            Text(_("Sorry, that was not understood. Please answer: %(how)s") % {"how": hint})
        )


def could_not(test: PhysicalTest) -> float | None:
    """What stands for "I could not do it": nothing held or counted, or the longest time; None
    where no number says it."""
    if test.measure in ("hold", "count") and test.better == "higher":
        return 0.0
    return test.cap if test.measure == "time" and test.better == "lower" else None


def _ended(told: str, result: Result) -> Outcome | None:
    said = _KEYS.get(told)
    if said is None or (said == PAIN and result.pain is None):
        return None
    return Outcome(said)


def _accepted(test: PhysicalTest, finding: Finding, told: str, today: date) -> float | None:
    """The number that was typed; None where it cannot be one of this test."""
    if not _NUMBER.fullmatch(told) or len(told) > 12:
        return None
    number = float(told.replace(",", "."))
    if test.cap is not None and number > test.cap:
        return None
    whole = finding.type == "integer" and number.is_integer()
    try:
        value = accept(finding, int(number) if whole else number, today)
    except BadInput:
        return None
    return float(value) if isinstance(value, int | float) else None


def _range(test: PhysicalTest, finding: Finding) -> str:
    most = finding.max if test.cap is None else test.cap
    told = {"low": f"{finding.min:g}", "high": f"{most:g}"}
    told["unit"] = _(UNITS.get(test.unit, test.unit))
    return _("a number from %(low)s to %(high)s (%(unit)s)") % told


def _keys(test: PhysicalTest, result: Result) -> str:
    keys = [_("p: I stopped because of pain")] if result.pain else []
    if could_not(test) is not None:
        keys.append(_("n: I could not do it"))
    keys += [_("s: leave it out today"), _("q: stop here, the rest later")]
    return ", ".join(keys)
