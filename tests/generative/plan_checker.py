"""Whether a week may be shown to a person, judged from the knowledge and the week alone.

Written without the code that puts a week together: it reads what the knowledge says of each
exercise, what the person said, and what they did, and names every rule that the week breaks.

Length: every rule of a week in one place, each a few lines.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from plumbline.care.programme import Day, Planned, Practice, Programme, Template, Wishes
from plumbline.care.record import Facts
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Exercise
from plumbline.logic import evaluate
from plumbline.logic.rulebook import Rulebook

AT_HOME = {"chair", "wall", "bed", "doorway", "towel", "strap", "weight", "mat"}
DOWN = {"supine", "prone", "side_lying", "quadruped", "kneeling"}
FEET = {"standing", "walking"}
WORK = {"strength", "control"}
EPS = 1e-6


@dataclass(frozen=True)
class Checker:
    """One week, and what it was made for."""

    rulebook: Rulebook
    known: Facts
    week: Programme
    practice: Practice = field(default_factory=Practice)
    wishes: Wishes = field(default_factory=Wishes)

    def faults(self) -> list[str]:
        """Every rule that the week breaks, in words."""
        rules = (
            self.each_exercise, self.each_dose, self.whole_list, self.calendar, self.rest,
            self.sessions, self.amounts, self.asked_for, self.steps, self.no_more, self.enough,
        )  # fmt: skip
        return [fault for rule in rules for fault in rule()]

    @property
    def knowledge(self) -> Knowledge:
        return self.rulebook.knowledge

    @property
    def before(self) -> Programme | None:
        return self.practice.before

    @property
    def builds(self) -> bool:
        """Whether this stage of pain trains strength or control."""
        return bool(WORK & set(self.stage.exercises.purposes))

    @property
    def stage(self):
        return self.knowledge.first_weeks[self.week.stage]

    def of(self, planned: Planned) -> Exercise:
        return self.knowledge.exercises[planned.exercise]

    def units(self, week: Programme, name: Template) -> float:
        units = self.knowledge.value.load_units
        return sum(units[self.of(planned).load.spine] for planned in week.session(name))

    def each_exercise(self) -> Iterator[str]:
        for planned in self.week.exercises:
            exercise = self.of(planned)
            if exercise.why_not:
                yield f"{exercise.id} is never planned"
            yield from self.speaks_against(planned)
            yield from self.place(exercise)
            if not set(exercise.purpose) & set(self.stage.exercises.purposes):
                yield f"{exercise.id} is not for this stage"
            if exercise.level > self.highest(exercise):
                yield f"{exercise.id} is above what has been shown"

    def speaks_against(self, planned: Planned) -> Iterator[str]:
        exercise = self.of(planned)
        rules = {f"exercises/{exercise.id}/{c.id}": c.level for c in exercise.cautions}
        for group in exercise.treatment_groups:
            for caution in self.knowledge.treatments[group].contraindications:
                rules[f"treatments/{group}/{caution.id}"] = caution.level
        for rule, level in rules.items():
            clear = evaluate(self.rulebook.rules[rule], self.known.values) is False
            if level != "caution" and not clear:
                yield f"{rule} speaks against {exercise.id}"
            if level == "caution" and clear is (rule in planned.warnings):
                yield f"{rule} is shown wrongly"
        said = self.known.values
        bends = exercise.direction == "flexion" and exercise.end_range
        spread = said["repeated_flexion_response"] in ("spread", "worse")
        if bends and (spread or said["leg_pain_worse_bending"] is not False):
            yield f"{exercise.id} bends to the end though bending makes it worse"

    def place(self, exercise: Exercise) -> Iterator[str]:
        said = self.known.values
        for kit in set(exercise.kit) - AT_HOME:
            if said[f"kit_{kit}"] is not True:
                yield f"{exercise.id} needs {kit}"
        if exercise.position in FEET and not (
            said["uses_wheelchair"] is False and said["stays_in_bed"] is False
        ):
            yield f"{exercise.id} is done on the feet"
        on_floor = exercise.position in DOWN and not exercise.seated_or_bed
        if on_floor and said["can_get_to_floor"] is not True:
            yield f"{exercise.id} is done on the floor"

    def highest(self, exercise: Exercise) -> int:
        """The level of the stage; after the first week also what is held, and where a step is
        earned one above what was done often enough for the same chain."""
        levels = [self.stage.max_level]
        if self.before and self.builds:
            if exercise.id in self.practice.doses:
                levels.append(exercise.level)
            if self.practice.earned:
                levels += [
                    other.level + 1
                    for name, times in self.practice.done.items()
                    if times >= self.knowledge.value.shown_after.value
                    and (other := self.knowledge.exercises[name]).chains[:1] == exercise.chains[:1]
                ]
                levels.append(1)
        return max(levels)

    def each_dose(self) -> Iterator[str]:
        raised = 0
        for planned in self.week.exercises:
            dose = self.of(planned).doses[planned.dose]
            more = dose.minutes / dose.sets / 2 if planned.more_on else 0.0
            if abs(planned.minutes - dose.minutes - more) > EPS:
                yield f"{planned.exercise} has the wrong minutes"
            if planned.more_on and not dose.each_side:
                yield f"{planned.exercise} has no sides"
            held = self.practice.doses.get(planned.exercise, 0)
            wish = self.wishes.on(planned.exercise)
            fixed = wish is not None and wish.kind == "dose"
            if fixed and planned.dose > max(wish.dose or 0, 0):
                yield f"{planned.exercise} is above the dose that was asked for"
            if planned.dose > held:
                raised += not fixed
                new = planned.exercise not in self.practice.doses
                if planned.dose > held + 1 or (new and not fixed):
                    yield f"{planned.exercise} rises too far"
        if raised > int(self.practice.earned and self.practice.may_grow):
            yield f"{raised} doses rise by themselves"

    def whole_list(self) -> Iterator[str]:
        names = [planned.exercise for planned in self.week.exercises]
        left = [each.exercise for each in self.week.left_out]
        if len(set(names)) < len(names):
            yield "an exercise stands twice"
        if len(set(left)) < len(left):
            yield "an exercise is left out twice"
        if set(names) & set(left):
            yield f"both in and out: {sorted(set(names) & set(left))}"
        if set(names) | set(left) != set(self.knowledge.exercises):
            yield "not every exercise is in or out"
        most = self.stage.exercises.at_most
        if self.before and self.builds:
            most = int(self.knowledge.value.most_exercises.value)
        if len(names) > most:
            yield f"{len(names)} exercises"
        for planned in self.week.exercises:
            easier = self.easier(self.of(planned))
            if easier is not None and easier.id in names:
                yield f"{planned.exercise} beside its easier form {easier.id}"

    def easier(self, exercise: Exercise) -> Exercise | None:
        """The easier form for the same chain of muscles."""
        if exercise.regression is None:
            return None
        form = self.knowledge.exercises[exercise.regression]
        return form if form.chains[:1] == exercise.chains[:1] != () else None

    def calendar(self) -> Iterator[str]:
        minutes, days = self.told("minutes_per_day"), self.told("days_per_week")
        if self.week.minutes_a_day != minutes:
            yield "not the minutes that were told"
        start = self.week.start
        if [day.on for day in self.week.days] != [start + timedelta(days=i) for i in range(7)]:
            yield "not seven days in a row"
        if sum(day.session or day.walk_minutes > 0 for day in self.week.days) > days:
            yield "something to do on too many days"
        for day in self.week.days:
            if self.minutes_on(day) + day.walk_minutes > minutes + EPS:
                yield f"{day.on} takes too long"
            if day.walk_minutes and (
                day.walk_minutes < self.knowledge.programme.walk_shortest_minutes.value
            ):
                yield f"{day.on} has a walk too short to plan"
            if day.session and self.week.exercises and not self.week.exercises_on(day.on):
                yield f"{day.on} has a session with nothing in it"
        used = {day.template for day in self.week.days if day.session}
        for planned in self.week.exercises:
            if not set(planned.templates) & used:
                yield f"{planned.exercise} is on no day"
        walks = self.week.aerobic
        if any(day.walk_minutes for day in self.week.days):
            rules = Planned(walks, 0, 0, (), "")
            yield from (f for f in self.speaks_against(rules) if "wrongly" not in f)
            yield from self.place(self.knowledge.exercises[walks])

    def told(self, name: str) -> int:
        value = self.known.values[name]
        rules = self.knowledge.programme
        guess = {"minutes_per_day": rules.minutes_default, "days_per_week": rules.days_default}
        return value if isinstance(value, int) else int(guess[name].value)

    def minutes_on(self, day: Day) -> float:
        return sum(planned.minutes for planned in self.week.exercises_on(day.on))

    def rest(self) -> Iterator[str]:
        """What builds strength rests a day, also from one week to the next and after the last
        session. In the first weeks of pain nothing builds strength."""
        works = [self.works(self.week.exercises_on(day.on)) for day in self.week.days]
        for index, here in enumerate(works):
            if here and works[(index + 1) % 7]:
                yield f"strength on day {index} and the day after"
        last = self.practice.last_session
        for day, here in zip(self.week.days, works, strict=True):
            if last and here and (day.on - last).days < 2:
                yield f"strength on {day.on}, too soon after the last session"
            if last and day.session and day.on <= last:
                yield f"a second session on {day.on}"

    def works(self, held: tuple[Planned, ...]) -> bool:
        return self.builds and any(self.of(planned).purpose[0] in WORK for planned in held)

    def sessions(self) -> Iterator[str]:
        value = self.knowledge.value
        budget = next(b.units.value for b in value.budgets if b.stage == self.week.stage)
        for name in self.week.templates:
            held = self.week.session(name)
            if self.units(self.week, name) > budget:
                yield f"session {name} loads the spine too much"
            places = [place for place, _ in groupby(self.where(self.of(p)) for p in held)]
            if len(places) > len(set(places)):
                yield f"session {name} goes back to a place it had left"
            if len(set(places)) > value.most_stations.value:
                yield f"session {name} needs too many places"
            new = [p for p in held if p.exercise not in self.practice.doses]
            if self.before and len(new) > value.new_a_session.value:
                yield f"session {name} has {len(new)} new exercises"

    def where(self, exercise: Exercise) -> str:
        if exercise.position in FEET:
            return "feet"
        return "down" if exercise.position in DOWN else "chair"

    def amounts(self) -> Iterator[str]:
        """Sets of a week for one chain, on the side that gets more; minutes of stretching."""
        sets: Counter[str] = Counter()
        stretch: Counter[str] = Counter()
        for day in self.week.days:
            for planned in self.week.exercises_on(day.on):
                exercise = self.of(planned)
                more = 1 if planned.more_on else 0
                for chain in exercise.chains[:1]:
                    sets[chain] += exercise.doses[planned.dose].sets + more
                if exercise.purpose[0] == "stretch":
                    stretch[(exercise.chains or (exercise.id,))[0]] += planned.minutes
        value = self.knowledge.value
        yield from (f"{n} sets for {c}" for c, n in sets.items() if n > value.most_sets.value)
        most = value.most_stretch_minutes.value + EPS
        yield from (f"{n} min of stretching {c}" for c, n in stretch.items() if n > most)

    def asked_for(self) -> Iterator[str]:
        names = {planned.exercise for planned in self.week.exercises}
        left = {each.exercise: each.kind for each in self.week.left_out}
        for name in names & (self.wishes.of("ban") | self.practice.hurt):
            yield f"{name} is there though it was banned or hurt"
        for name in self.wishes.of("pin") | self.wishes.of("dose"):
            if name not in names and left[name] == "enough":
                yield f"{name} was asked for and left out without a word"
        for planned in self.week.exercises:
            wish = self.wishes.on(planned.exercise)
            if wish and wish.kind in ("pin", "dose") and planned.because != f"wishes/{wish.by}":
                yield f"{planned.exercise} does not say that it was asked for"

    def steps(self) -> Iterator[str]:
        """How far the week may go from the one before."""
        before = self.before
        if before is None:
            return
        if self.week.version != before.version + 1:
            yield "the version does not count on"
        now, was = longest_walk(self.week), longest_walk(before)
        step = max(1, int(was * self.knowledge.programme.walk_step_percent.value / 100))
        earned = self.practice.earned
        if was and before.aerobic == self.week.aerobic:
            if now > was + (step if earned else 0):
                yield "the walk grows too much"
        elif now > (self.walk_beginning() if earned else min(was, self.walk_beginning())):
            yield "the walk begins with too much"

    def walk_beginning(self) -> int:
        """Minutes of the first walk: a share of what is comfortable, less with strong pain."""
        rules, value, said = self.knowledge.programme, self.knowledge.value, self.known.values
        usual = rules.walk_default_minutes.value
        if self.week.aerobic == "walking" and isinstance(said["walk_minutes_comfortable"], int):
            usual = said["walk_minutes_comfortable"]
        pain = said["pain_usual_nrs"]
        strong = not isinstance(pain, int) or pain >= value.graded_activity_from.value
        percent = value.graded_activity_percent if strong else rules.walk_start_percent
        return int(usual * percent.value / 100)

    def no_more(self) -> Iterator[str]:
        """After a check-in that backed off nothing is more than before."""
        before = self.before
        if before is None or self.practice.may_grow:
            return
        measures = {
            "exercises": lambda week: len(week.exercises),
            "sessions": lambda week: sum(day.session for day in week.days if week.exercises),
            "minutes of the week": session_minutes,
            "the longest walk": longest_walk,
            "load of a session": lambda week: max(
                (self.units(week, name) for name in week.templates), default=0
            ),
        }
        for name, measure in measures.items():
            if measure(self.week) > measure(before) + EPS:
                yield f"{name}: {measure(before)} -> {measure(self.week)} after backing off"
        for planned in self.week.exercises:
            if planned.dose > self.practice.doses.get(planned.exercise, 0):
                yield f"{planned.exercise} rises after backing off"

    def enough(self) -> Iterator[str]:
        """A first week with too few exercises holds all that fits."""
        goal = self.stage.exercises.at_least
        if self.before or len(self.week.exercises) >= goal:
            return
        for left in self.week.left_out:
            if left.kind != "enough":
                continue
            exercise = self.knowledge.exercises[left.exercise]
            room = self.told("minutes_per_day") - max(
                (sum(p.minutes for p in self.week.session(name)) for name in self.week.templates),
                default=0.0,
            )
            kin = {self.of(p).chains[:1] for p in self.week.exercises if self.of(p).chains}
            light = exercise.load.spine == "A"
            if light and exercise.doses[0].minutes * 1.5 <= room and exercise.chains[:1] not in kin:
                yield f"{exercise.id} would have fitted, and the week has too few"


def session_minutes(week: Programme) -> float:
    """Minutes of exercises in all sessions of the week."""
    return sum(planned.minutes for day in week.days for planned in week.exercises_on(day.on))


def longest_day(week: Programme) -> float:
    """Minutes of the fullest day: the session it has, with its walk."""
    return max(
        day.walk_minutes + sum(planned.minutes for planned in week.exercises_on(day.on))
        for day in week.days
    )


def longest_walk(week: Programme) -> int:
    return max((day.walk_minutes for day in week.days), default=0)


def faults(
    rulebook: Rulebook,
    known: Facts,
    week: Programme,
    practice: Practice | None = None,
    wishes: Wishes | None = None,
) -> list[str]:
    """Every rule that a week breaks."""
    return Checker(rulebook, known, week, practice or Practice(), wishes or Wishes()).faults()
