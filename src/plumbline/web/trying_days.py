"""The days of a trial of one's own, for a page: what is asked, what was told, and the pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from starlette.datastructures import FormData

from plumbline.journal.own_trials import OwnTrial
from plumbline.journal.trying import ONE, SAFETY, Trying
from plumbline.present import trial_words
from plumbline.present.trial_chart import Day, Difference, days_chart, difference_chart
from plumbline.present.words import _
from plumbline.web.case import Case
from plumbline.web.forms import text
from plumbline.web.progress_view import NOTHING, PHONE, WIDE, Drawn

STEPS = {str(score) for score in range(11)}
YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Row:
    """A day in the table."""

    on: date
    way: str
    told: str
    kept: str
    counts: bool


@dataclass(frozen=True)
class Told:
    """The form of a day as it was filled in; `problem` is empty where all is well."""

    on: date
    kept: dict[date, bool]
    score: int | None
    problem: str = ""
    safe: Mapping[str, bool] = field(default_factory=dict[str, bool])
    """The answers about safety that go with pain."""


def trying(case: Case) -> Trying:
    """The trials of the open profile."""
    return Trying(case.book)


def read_form(case: Case, own: OwnTrial, form: FormData) -> Told:
    """What was told of a day. The form says of which: midnight may have passed since."""
    try:
        on = date.fromisoformat(text(form, "on"))
    except ValueError:
        on = case.today
    # First of all, so that no day outside the calendar is reckoned with.
    if not case.today - ONE <= on <= case.today:
        line = _("This page was from another day. Please say how today was; nothing is stored yet.")
        return Told(case.today, {}, None, line)
    days = {day: text(form, f"kept.{day.isoformat()}") for day in (on, on - ONE)}
    kept = {
        day: YES_NO[said]
        for day, said in days.items()
        if said in YES_NO and own.design.arm_on(day) is not None
    }
    said = text(form, "score")
    score = int(said) if said in STEPS else None
    asks = trying(case).asks_safety(own, case.today)
    given = {name: text(form, f"choice.{name}") for name in SAFETY if asks}
    safe = {name: YES_NO[one] for name, one in given.items() if one in YES_NO}
    return Told(on, kept, score, _problem(case, own, (kept, score, safe)), safe)


def _problem(
    case: Case, own: OwnTrial, told: tuple[dict[date, bool], int | None, dict[str, bool]]
) -> str:
    """What is still wrong with a form, in a sentence; empty where all is well."""
    kept, score, safe = told
    if score is not None and trying(case).in_check_in(own, case.today):
        return _("Your pain of the day comes from your check-in. Nothing is stored yet.")
    asks = trying(case).asks_safety(own, case.today)
    if asks and (score is not None or safe) and len(safe) < len(SAFETY):
        return _("Please answer the two questions after your pain, too. Nothing is stored yet.")
    if not kept and score is None and not safe:
        return _("Please choose an answer. A no is fine too.")
    return ""


def score_due(case: Case, own: OwnTrial) -> bool:
    """Whether today's score speaks of a day of the trial, and was not told yet."""
    lag = timedelta(days=trying(case).outcome(own).lag_days)
    told = {one.on for one in trying(case).entries(own) if one.score is not None}
    return own.design.arm_on(case.today - lag) is not None and case.today not in told


def kept_due(own: OwnTrial, today: date) -> tuple[date, ...]:
    days = (today, today - ONE)
    return tuple(day for day in days if own.design.arm_on(day) and day not in own.kept)


def _planned(case: Case, own: OwnTrial) -> list[Day]:
    """Every day until today with the score that speaks of it."""
    design = own.design
    lag = timedelta(days=trying(case).outcome(own).lag_days)
    scores = {one.on - lag: one.score for one in trying(case).entries(own)}
    until = own.ended.on if own.ended else case.today
    every = (design.first_day + timedelta(days=day) for day in range(design.days))
    return [
        Day(day, arm, scores.get(day), own.kept.get(day) is True and design.counts(day))
        for day in every
        if day <= until and (arm := design.arm_on(day)) is not None
    ]


def pictures(case: Case, own: OwnTrial, *, looked: bool) -> tuple[Drawn, Drawn]:
    days = _planned(case, own)
    if not any(day.score is not None for day in days):
        return NOTHING, NOTHING
    tried, trial = trying(case), trying(case).trial_of(own)
    title = _(trial_words.OUTCOMES[own.design.outcome])
    small, wide = (
        days_chart(days, title=title, width=width, name=f"days-{width}") for width in (PHONE, WIDE)
    )
    state = tried.state(own, case.today)
    if not looked or state.mean_a is None or state.mean_b is None:
        return Drawn(small, wide), NOTHING
    found = Difference(state.effect, state.low, state.high, tried.outcome(own).matters.value)
    ways = trial_words.title_of(trial, "a"), trial_words.title_of(trial, "b")
    named_ = _("The difference for you")
    spans = [
        difference_chart(found, ways=ways, title=named_, width=width, name=f"span-{width}")
        for width in (PHONE, WIDE)
    ]
    return Drawn(small, wide), Drawn(*spans)


def rows(case: Case, own: OwnTrial) -> Iterator[Row]:
    says = {True: _("yes"), False: _("no"), None: ""}
    trial = trying(case).trial_of(own)
    for day in reversed(_planned(case, own)):
        told = "" if day.score is None else f"{day.score:g}"
        kept = says[own.kept.get(day.on)]
        counts = day.counts and day.score is not None
        yield Row(day.on, trial_words.title_of(trial, day.arm), told, kept, counts)
