"""Weeks that break one rule each, to see that the checker of weeks objects to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from plumbline.care.programme import Planned, Practice, Programme, Wish, Wishes
from plumbline.knowledge.schema import Exercise
from plumbline.logic import Value
from plumbline.logic.rulebook import Rulebook
from tests.generative.plan_checker import AT_HOME, DOWN, faults
from tests.generative.plan_people import Person
from tests.unit.care.people import TODAY, calm_values, knowledge, rulebook

KNOWN = knowledge().exercises


@dataclass(frozen=True)
class Spoilt:
    """A week, whom it is for, and what the checker should say of it."""

    says: str
    week: Programme
    person: Person
    rules: Rulebook

    def faults(self) -> list[str]:
        who = self.person
        return faults(self.rules, who.known, self.week, who.practice, who.wishes)


class Good:
    """A week that breaks no rule, and the person it is for."""

    def __init__(self) -> None:
        values = {**calm_values(), "onset_date": TODAY.replace(year=2025), "days_per_week": 4}
        self.person = Person({**values, "minutes_per_day": 20}, ())
        self.week = self.person.week()
        self.one, *self.others = self.week.exercises

    def says(self, says: str, week: Programme | None = None, **person: object) -> Spoilt:
        """The week, or another, for the same person changed."""
        return Spoilt(says, week or self.week, replace(self.person, **person), rulebook())  # type: ignore[arg-type]

    def told(self, **values: Value) -> dict[str, Value]:
        return {**self.person.values, **values}

    def first(self, **changed: object) -> Programme:
        """The week with its first exercise changed."""
        return self.holding(replace(self.one, **changed))  # type: ignore[arg-type]

    def holding(self, *planned: Planned) -> Programme:
        """The week with these in the place of its first exercise."""
        return replace(self.week, exercises=(*planned, *self.others))

    def before(self, **changed: object) -> Programme:
        return replace(self.week, **{"version": 0, **changed})  # type: ignore[arg-type]

    def walking(self, minutes: int, version: int = 1) -> Programme:
        """The week with a walk of so many minutes on its first day and no other."""
        days = [replace(day, walk_minutes=0) for day in self.week.days]
        days[0] = replace(days[0], walk_minutes=minutes)
        return replace(self.week, days=tuple(days), version=version)


def planned(exercise: Exercise, dose: int = 0) -> Planned:
    return Planned(exercise.id, dose, exercise.doses[dose].minutes, (), "", None, ("A", "B"))


def some(which: Callable[[Exercise], object]) -> Exercise:
    """The first exercise of that kind that may be planned at all."""
    return next(one for one in KNOWN.values() if not one.why_not and which(one))


def spoilt(good: Good) -> Iterator[Spoilt]:
    """Every message of the checker at least once."""
    yield from spoilt_exercises(good)
    yield from spoilt_places(good)
    yield from spoilt_doses(good)
    yield from spoilt_lists(good)
    yield from spoilt_days(good)
    yield from spoilt_sessions(good)
    yield from spoilt_wishes(good)
    yield from spoilt_steps(good)
    yield from more_after_backing_off(good)


def spoilt_exercises(good: Good) -> Iterator[Spoilt]:
    yield good.says("superman is never planned", good.first(exercise="superman"))
    new = Person(good.told(onset_date=TODAY - timedelta(days=10)), ())
    strong = some(lambda one: set(one.purpose) == {"strength"})
    acute = replace(new.week(), exercises=(planned(strong),))
    yield good.says(f"{strong.id} is not for this stage", acute, values=new.values)
    hard = some(lambda one: one.level > 2)
    yield good.says(f"{hard.id} is above what has been shown", good.holding(planned(hard)))
    clamshell = good.holding(planned(KNOWN["clamshell"]))
    barred = good.told(hip_replacement=True)
    yield good.says("speaks against clamshell", clamshell, values=barred)
    barred = good.told(hip_replacement=None)
    yield good.says("speaks against clamshell", clamshell, values=barred)
    careful = some(lambda one: any(c.level == "caution" for c in one.cautions))
    caution = next(c.id for c in careful.cautions if c.level == "caution")
    warned = replace(planned(careful), warnings=(f"exercises/{careful.id}/{caution}",))
    yield good.says(f"exercises/{careful.id}/{caution} is shown wrongly", good.holding(warned))


def spoilt_places(good: Good) -> Iterator[Spoilt]:
    bends = some(lambda one: one.direction == "flexion" and one.end_range)
    sore = good.told(leg_pain_worse_bending=True)
    yield good.says("bends to the end", good.holding(planned(bends)), values=sore)
    equipped = some(lambda one: set(one.kit) - AT_HOME)
    kit = next(iter(set(equipped.kit) - AT_HOME))
    without = good.told(**{f"kit_{kit}": False})
    yield good.says(f"needs {kit}", good.holding(planned(equipped)), values=without)
    stands = good.holding(planned(some(lambda one: one.position == "standing")))
    for off in ("uses_wheelchair", "stays_in_bed"):
        yield good.says("is done on the feet", stands, values=good.told(**{off: True}))
    lies = some(lambda one: one.position in DOWN and not one.seated_or_bed)
    stays_up = good.told(can_get_to_floor=False)
    yield good.says("is done on the floor", good.holding(planned(lies)), values=stays_up)


def spoilt_doses(good: Good) -> Iterator[Spoilt]:
    one = KNOWN[good.one.exercise]
    most = len(one.doses) - 1
    yield good.says("wrong minutes", good.first(minutes=99))
    even = some(lambda other: not other.doses[0].each_side)
    uneven = replace(planned(even), more_on="left")
    yield good.says(f"{even.id} has no sides", good.holding(uneven))
    fixed = Wishes((Wish("dose", one.id, "person", 0),))
    yield good.says("above the dose that was asked for", good.first(dose=1), wishes=fixed)
    yield good.says("rises too far", good.first(dose=most))
    held = Practice(before=good.before())
    yield good.says("1 doses rise by themselves", good.first(dose=1), practice=held)
    earned = replace(held, earned=True)
    two = (replace(each, dose=1) for each in good.week.exercises[:2])
    twice = replace(good.week, exercises=(*two, *good.week.exercises[2:]))
    yield good.says("2 doses rise by themselves", twice, practice=earned)


def spoilt_lists(good: Good) -> Iterator[Spoilt]:
    week, left = good.week, good.week.left_out
    yield good.says("an exercise stands twice", good.holding(good.one, good.one))
    twice = replace(week, left_out=(*left, left[0]))
    yield good.says("an exercise is left out twice", twice)
    both = good.first(exercise=left[-1].exercise)
    yield good.says("both in and out", both)
    yield good.says("not every exercise is in or out", replace(week, left_out=left[1:]))
    many = [planned(KNOWN[name]) for name in list(KNOWN)[:10]]
    yield good.says("10 exercises", replace(week, exercises=tuple(many)))
    held = Practice(before=good.before())
    yield good.says("10 exercises", replace(week, exercises=tuple(many)), practice=held)
    harder = some(
        lambda one: one.regression and KNOWN[one.regression].chains[:1] == one.chains[:1] != ()
    )
    pair = good.holding(planned(harder), planned(KNOWN[harder.regression or ""]))
    yield good.says(f"{harder.id} beside its easier form", pair)
    few = replace(week, exercises=week.exercises[:1])
    yield good.says("would have fitted, and the week has too few", few)


def spoilt_days(good: Good) -> Iterator[Spoilt]:
    week = good.week
    yield good.says("not the minutes that were told", replace(week, minutes_a_day=7))
    yield good.says("not seven days in a row", replace(week, days=week.days[1:]))
    busy = tuple(replace(day, session=True, template="A") for day in week.days)
    yield good.says("something to do on too many days", replace(week, days=busy))
    yield good.says("and the day after", replace(week, days=busy))
    yield good.says("takes too long", good.first(minutes=99))
    yield good.says("a walk too short to plan", good.walking(1))
    a_only = tuple(replace(each, templates=("A",)) for each in week.exercises)
    b_too = replace(week.days[0], session=True, template="B")
    empty = replace(week, exercises=a_only, days=(b_too, *week.days[1:]))
    yield good.says("a session with nothing in it", empty)
    never = tuple(replace(day, template="A") for day in week.days)
    b_only = replace(good.first(templates=("B",)), days=never)
    yield good.says(f"{good.one.exercise} is on no day", b_only)
    rested = Practice(before=good.before(), last_session=TODAY)
    yield good.says("too soon after the last session", practice=rested)
    yield good.says("a second session on", practice=rested)


def spoilt_sessions(good: Good) -> Iterator[Spoilt]:
    week, what = good.week, knowledge().value
    heavy = [one for one in KNOWN.values() if one.load.spine == "D" and not one.why_not]
    loaded = replace(week, exercises=tuple(planned(one) for one in heavy))
    yield good.says("loads the spine too much", loaded)
    back = replace(week, exercises=(*week.exercises, good.one))
    yield good.says("goes back to a place it had left", back)
    # There are three places, feet, chair and down, so that only a smaller number can be broken.
    fewer = what.model_copy(
        update={"most_stations": what.most_stations.model_copy(update={"value": 1})}
    )
    book = rulebook()
    strict = replace(book, knowledge=replace(book.knowledge, value=fewer))
    places = good.holding(
        planned(some(lambda one: one.position == "sitting")),
        planned(some(lambda one: one.position == "standing")),
    )
    yield Spoilt("needs too many places", places, good.person, strict)
    others = Practice(before=good.before(exercises=()))
    yield good.says("new exercises", practice=others)
    yield good.says("sets for", replace(week, exercises=week.exercises * 12))
    stretch = some(lambda one: one.purpose[0] == "stretch")
    long = good.holding(replace(planned(stretch), minutes=30))
    yield good.says("min of stretching", long)


def spoilt_wishes(good: Good) -> Iterator[Spoilt]:
    name = good.one.exercise
    ban = Wishes((Wish("ban", name),))
    yield good.says(f"{name} is there though it was banned or hurt", wishes=ban)
    sore = Practice(before=good.before(), hurt=frozenset({name}))
    yield good.says(f"{name} is there though it was banned or hurt", practice=sore)
    pin = Wishes((Wish("pin", name),))
    yield good.says("does not say that it was asked for", wishes=pin)
    enough = next(left.exercise for left in good.week.left_out if left.kind == "enough")
    pin = Wishes((Wish("pin", enough),))
    yield good.says(f"{enough} was asked for and left out without a word", wishes=pin)


def spoilt_steps(good: Good) -> Iterator[Spoilt]:
    again = Practice(before=good.week)
    yield good.says("the version does not count on", practice=again)
    for earned, most in ((False, 10), (True, 11)):
        grown = Practice(before=good.walking(10, version=0), earned=earned)
        yield good.says("the walk grows too much", good.walking(most + 1), practice=grown)
    none = Practice(before=good.walking(0, version=0))
    yield good.says("the walk begins with too much", good.walking(5), practice=none)
    # Comfortable are 20 minutes, and the pain is not strong.
    begun = int(20 * knowledge().programme.walk_start_percent.value / 100)
    none = replace(none, earned=True)
    yield good.says("the walk begins with too much", good.walking(begun + 1), practice=none)
    sore = good.told(pain_usual_nrs=7)
    yield good.says(
        "the walk begins with too much", good.walking(begun), practice=none, values=sore
    )


def more_after_backing_off(good: Good) -> Iterator[Spoilt]:
    """Each measure of a week that may not grow, grown."""
    week = good.week
    fewer = Practice(before=good.before(exercises=week.exercises[1:]), may_grow=False)
    for measure in ("exercises", "minutes of the week"):
        yield good.says(f"{measure}: ", practice=fewer)
    idle = tuple(replace(day, session=False) for day in week.days)
    rested = Practice(before=good.before(days=idle), may_grow=False)
    yield good.says("sessions: ", practice=rested)
    slow = Practice(before=good.walking(10, version=0), may_grow=False)
    yield good.says("the longest walk: 10 -> 12 after backing off", good.walking(12), practice=slow)
    light = some(lambda one: one.load.spine == "A")
    easy = Practice(before=good.before(exercises=(planned(light),)), may_grow=False)
    heavy = some(lambda one: one.load.spine == "D")
    loaded = replace(week, exercises=(planned(heavy),))
    yield good.says("load of a session: ", loaded, practice=easy)
    off = Practice(before=good.before(), may_grow=False)
    yield good.says("rises after backing off", good.first(dose=1), practice=off)
