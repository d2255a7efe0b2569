"""How it is going, in words: what can be said of the followed score, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plumbline.care.monitoring.improvement import Improvement
from plumbline.care.monitoring.outcome import Because, Outcome
from plumbline.care.monitoring.trend import Point, Trend, chance_improved, drawn
from plumbline.knowledge.schema import TrendModel
from plumbline.present.words import N_, _, ngettext

OF_TEN = 10

NAMES: Mapping[Because, str] = {
    "usual": N_("Your pain"),
    "nerve_pain_likely": N_("Your leg pain"),
    "little_pain": N_("What you can do"),
}
"""What is followed, as a heading."""
_SCALES: Mapping[Because, str] = {
    "usual": N_("Average pain of the day, from 0 (none) to 10 (the worst)"),
    "nerve_pain_likely": N_("Average leg pain of the day, from 0 (none) to 10 (the worst)"),
    "little_pain": N_(
        "The activities you chose, from 0 (cannot do it) to 10 (as well as before the pain)"
    ),
}
_CHOSEN: Mapping[Because, str] = {
    "usual": N_("We follow your average pain of the day."),
    "nerve_pain_likely": N_(
        "We follow the pain in your leg, because it is what changes most where a nerve takes part."
    ),
    "little_pain": N_(
        "We follow what you can do, because you had little pain when you began: what you can do "
        "tells more."
    ),
}
_CLEARLY: Mapping[Because, str] = {
    "usual": N_("Your pain is clearly lower than when you began."),
    "nerve_pain_likely": N_("Your leg pain is clearly lower than when you began."),
    "little_pain": N_("You can clearly do more than when you began."),
}
_BETTER: Mapping[Because, str] = {
    "usual": N_("Your pain is probably lower than when you began."),
    "nerve_pain_likely": N_("Your leg pain is probably lower than when you began."),
    "little_pain": N_("You can probably do more than when you began."),
}
_WORSE: Mapping[Because, str] = {
    "usual": N_("Your pain is probably higher than when you began."),
    "nerve_pain_likely": N_("Your leg pain is probably higher than when you began."),
    "little_pain": N_("You can probably do less than when you began."),
}
_ALIKE: Mapping[Because, str] = {
    "usual": N_("Your pain is about as it was when you began."),
    "nerve_pain_likely": N_("Your leg pain is about as it was when you began."),
    "little_pain": N_("You can do about as much as when you began."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What can be said today: a heading, then sentences."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How somebody has been followed until today."""

    model: TrendModel
    followed: Outcome
    began: date
    line: Trend
    improvement: Improvement

    @property
    def weeks(self) -> int:
        return (self.line.until - self.began).days // 7

    @property
    def since_began(self) -> tuple[date, ...]:
        """The days with a score since the plan began."""
        return tuple(on for on in self.line.told if on >= self.began)

    @property
    def missing(self) -> int:
        """How many scores are still wanting before anything may be said."""
        return max(0, round(self.model.improvement.least_entries.value) - len(self.since_began))

    @property
    def silent_days(self) -> int:
        """Days since the last score."""
        return (self.line.until - max(self.line.told)).days

    @property
    def tells(self) -> bool:
        """Whether there are scores enough, and fresh ones."""
        return not self.missing and self.silent_days < self.model.improvement.recent_days.value

    @property
    def chance_better(self) -> float:
        """How likely the level is better than when the plan began, by however little."""
        first = max(0, (self.began - self.line.began).days)
        return chance_improved(self.line, 0, 0, self.followed.better, first)

    @property
    def worse(self) -> bool:
        """Whether the level is probably worse than when the plan began."""
        clear = self.improvement.says == "improving"
        return not clear and self.chance_better < self.model.improvement.not_improving_below.value


def scale(followed: Outcome) -> str:
    """What the score is, and which end is which."""
    return _(_SCALES[followed.because])


def chosen(followed: Outcome) -> str:
    """Why this score is followed."""
    return _(_CHOSEN[followed.because])


def can_say(course: Course) -> Said:
    """What can be said of the way since the plan began, and what cannot yet."""
    if not course.tells:
        return Said(_("We cannot tell yet."), (_wanting(course),))
    title, sure = _title(course)
    parts = (sure, _levels(course), _by_enough(course), _no_room(course))
    return Said(title, tuple(part for part in parts if part))


def of_ten(chance: float) -> str:
    """How sure something is: never nothing, never everything."""
    n = min(OF_TEN - 1, max(1, round(OF_TEN * chance)))
    return _("We are about %(n)s in 10 sure of that.") % {"n": n}


def points_of(course: Course) -> tuple[Point, ...]:
    """The line as it is drawn, with its band and the days ahead."""
    model = course.model
    ahead = round(model.forecast_days.value)
    return drawn(course.line, model.sizes.interval.value, ahead)


def _title(course: Course) -> tuple[str, str]:
    """The heading, and how sure it is."""
    because, rule = course.followed.because, course.model.improvement
    says, better = course.improvement.says, course.chance_better
    if says == "improving":
        chance = course.improvement.chance
        return _(_CLEARLY[because]), of_ten(chance) if chance is not None else ""
    if better > rule.improving_above.value:
        return _(_BETTER[because]), of_ten(better)
    if course.worse:
        return _(_WORSE[because]), of_ten(1 - better)
    if says == "not_improving":
        return _(_ALIKE[because]), ""
    return _("We cannot tell yet."), _("It may be a little better or a little worse.")


def _levels(course: Course) -> str:
    first = max(0, (course.began - course.line.began).days)
    points = points_of(course)
    then, now = points[first], points[len(course.line.levels) - 1]
    line = _(
        "The line under your days was at %(then)s when you began. It is at %(now)s now, probably "
        "between %(low)s and %(high)s."
    )
    told = {"then": then.level, "now": now.level, "low": now.low, "high": now.high}
    return line % {name: f"{value:.1f}" for name, value in told.items()}


def _by_enough(course: Course) -> str:
    """Whether the change is one that matters."""
    if course.worse:
        return _(
            "When it goes that way for weeks, it is worth looking at together. That is not your "
            "fault, and there is something to do about it."
        )
    followed = course.followed
    told = {"points": f"{followed.points:g}", "percent": f"{followed.percent:g}"}
    matters = (
        _(
            "A change that matters to most people is at least %(points)s points, and at least "
            "%(percent)s %% of where you began."
        )
        if followed.percent
        else _("A change that matters to most people is at least %(points)s points.")
    ) % told
    match course.improvement.says:
        case "improving":
            said = _("The change is as large as one that matters.")
        case "not_improving":
            said = _(
                "The change is not yet as large as one that matters. That is not your fault: it "
                "tells us to change something."
            )
        case "cannot_tell":
            said = _(
                "Whether the change is as large as one that matters, we cannot tell yet. A few "
                "more entries will help."
            )
        case "not_yet":
            return _next_look(course)
    return f"{matters} {said}"


def _next_look(course: Course) -> str:
    weeks = course.model.improvement.weeks
    week = next((each for each in weeks if each > course.weeks), weeks[-1])
    return _("We look at it together when you have had your plan for %(n)s weeks.") % {"n": week}


def _no_room(course: Course) -> str:
    if not course.improvement.no_room:
        return ""
    return _(
        "You were so well when you began that there is little room to get better. That is good."
    )


def _wanting(course: Course) -> str:
    if course.missing:
        more = ngettext(
            "%(n)s more check-in on another day, and we can say more.",
            "%(n)s more check-ins on other days, and we can say more.",
            course.missing,
        )
        return more % {"n": course.missing}
    ago = ngettext(
        "Your last entry was %(n)s day ago. A new one tells us how it is now.",
        "Your last entry was %(n)s days ago. A new one tells us how it is now.",
        course.silent_days,
    )
    return ago % {"n": course.silent_days}
