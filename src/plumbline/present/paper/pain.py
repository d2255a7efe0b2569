"""How to answer pain without the app at hand: three boxes, from the very rules of the check-in."""

from collections.abc import Mapping
from datetime import date

from plumbline.care.monitoring.check_in import BACKS_OFF, review
from plumbline.care.record import Record, facts
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value
from plumbline.present.paper.sheet import Guide
from plumbline.present.words import _

BEFORE, USUAL, DAY = "pain_usual_before_nrs", "pain_usual_nrs", "pain_day_nrs"
_CALM: Mapping[str, Value] = {
    "next_morning": "same",
    "session_felt": "right",
    "spread_down_limb": False,
    "anything_new_or_worse": False,
}


def usual_pain(record: Record) -> int | None:
    """The pain a check-in compares with, from 0 to 10; None where it was never told."""
    told = record.answers.get(BEFORE) or record.answers.get(USUAL)
    return told.value if told and isinstance(told.value, int) else None


def too_much(rulebook: Rulebook, record: Record, on: date) -> int | None:
    """The smallest rise over the usual pain to which the plan answers with a step back; None
    where the usual pain is not known or too near the top of the scale to rise so far."""
    usual, most = usual_pain(record), rulebook.knowledge.findings[DAY].max
    if usual is None or most is None:
        return None
    for rise in range(1, int(most) - usual + 1):
        told: dict[str, Value] = {**_CALM, BEFORE: usual, DAY: usual + rise}
        # Times 2: an answer, also where it is "don't know".
        imagined = record.tell_all(told, on, times=2)
        if review(rulebook, facts(rulebook, imagined, on)).action in BACKS_OFF:
            return rise
    return None


def guides(rulebook: Rulebook, record: Record, on: date, *, walks: bool) -> tuple[Guide, ...]:
    """Go on, ease, stop: what each looks like, and what to do then."""
    rise, usual = too_much(rulebook, record, on), usual_pain(record)
    levels = None if rise is None or usual is None else (usual, usual + rise)
    return (
        Guide("go_on", _("Carry on"), _goes_well(levels), _go_on()),
        Guide("ease", _("Make it lighter"), _eases(levels), _ease(walks)),
        Guide("stop", _("Stop and check"), _stops(), _stop()),
    )


def _goes_well(levels: tuple[int, int] | None) -> tuple[str, ...]:
    near = (
        _("Your pain stays close to your usual.")
        if levels is None
        else _("Your pain stays at %(n)s out of 10 or less (your usual is %(usual)s).")
        % {"n": levels[1] - 1, "usual": levels[0]}
    )
    return near, _("The next morning is no worse than usual.")


def _go_on() -> str:
    return _("Do what is planned, and not more on a good day.")


def _eases(levels: tuple[int, int] | None) -> tuple[str, ...]:
    stronger = (
        _("Your pain is clearly stronger than usual.")
        if levels is None
        else _("Your pain goes up to %(n)s out of 10 or more.") % {"n": levels[1]}
    )
    return stronger, _("Your back is worse the next morning."), _("It felt too hard.")


def _ease(walks: bool) -> str:
    if walks:
        return _("Next time do about half, also of the walk. You have done nothing wrong.")
    return _("Next time do about half. You have done nothing wrong.")


def _stops() -> tuple[str, ...]:
    return (
        _("Pain spreads further down an arm or a leg."),
        _("Something is new or worse: numbness, weakness, or a sign from the last page."),
    )


def _stop() -> str:
    return _("Stop for now. Answer the questions in Plumbline, or ask a doctor, before you go on.")
