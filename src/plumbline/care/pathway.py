"""What comes next at a review: carry on, change the plan, or ask somebody else.

Triage speaks first: while somebody has to look, or a safety question is open, nothing here is said
of plans. Then the first file of `knowledge/next_steps/` decides whose rule holds and whose pattern
fits. What is unknown never calms: without entries the answer is that we cannot tell, and where
nothing holds at all as well. Sudden worsening leads back to the safety questions, never to surgery.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from plumbline.care.patterns import Band
from plumbline.care.record import Facts
from plumbline.care.standing import Standing
from plumbline.care.triage import Triage
from plumbline.errors import KnowledgeError
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Basis
from plumbline.knowledge.schema import NextStep as StepFile
from plumbline.knowledge.schema.next_steps import STEP_LEVELS, Position, StepLevel
from plumbline.logic.expression import Between, Compare, In, columns, leaves
from plumbline.logic.reasons import carried_by
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value

STEPS = "next_steps/"
"""Where the rules stand."""
WEEKS = "plan_weeks"
"""Only grows: what would have been earlier is not told as a change."""
_Decided = Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Turn:
    """What would change it: with this value of one finding the level would be another."""

    finding: str
    value: Value
    level: StepLevel


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, whole: the rule, its words, what it rests on, and what would change it.

    Words are English messages of the knowledge, to be translated where they are shown.
    """

    level: StepLevel
    rule: str
    """`next_steps/<id>`, or `red_flags/<id>` where the words are those of triage."""
    title: str
    say: str
    why: str
    do: tuple[str, ...]
    because: tuple[str, ...]
    """Findings that carried the rule."""
    pattern: str | None
    """The pattern for which this step is made; None where it is for everybody."""
    positions: tuple[Position, ...]
    question: str
    """What a letter asks the clinician; empty where no letter is written."""
    turns: tuple[Turn, ...]
    """What would change it, one finding at a time."""
    asks: tuple[str, ...]
    """Unknown findings on which it still hangs."""
    mention: tuple[str, ...]
    """Open red flags that may wait for an ordinary appointment, to be mentioned there."""
    basis: Basis

    @property
    def steps_up(self) -> bool:
        """Whether somebody else is asked, with a letter."""
        return bool(self.question)


def severity(level: StepLevel) -> int:
    """A number that is larger the further a level is from carrying on."""
    return STEP_LEVELS.index(level)


def review_step(rulebook: Rulebook, today: Standing, known: Facts) -> NextStep:
    """What comes next for somebody who stands so today. `known` holds the findings that are worked
    out from the journal (`knowledge/findings/following_up.yaml`). A pure function."""
    flag = _must_look(today.triage)
    if flag is not None:
        return _told_by_triage(rulebook.knowledge, today.triage, flag)
    at_work = _Choice(rulebook, {fit.id: fit.band for fit in today.patterns}, known)
    if not today.triage.exercise_allowed:
        first = at_work.only("look_first")
        return _step(first, (), today.triage.still_matter, today.triage)
    chosen = at_work.choose(known.outcomes)
    return _step(
        chosen,
        at_work.because(chosen),
        at_work.unknown(chosen),
        today.triage,
        pattern=at_work.pattern(chosen),
        turns=tuple(at_work.turns(chosen)),
    )


def _must_look(triage: Triage) -> str | None:
    """The most urgent red flag that keeps somebody from exercise."""
    if triage.exercise_allowed or not triage.urgency:
        return None
    return next((flag.id for flag in triage.open_flags if _blocks(triage, flag.id)), None)


def _blocks(triage: Triage, flag: str) -> bool:
    return triage.flag(flag).urgency not in (None, "routine", "self_care")


@dataclass(frozen=True)
class _Choice:
    """The files of next steps, with what is known of one person."""

    rulebook: Rulebook
    bands: Mapping[str, Band]
    known: Facts

    @cached_property
    def files(self) -> tuple[StepFile, ...]:
        """Those that fit the person's patterns, in their order."""
        every = self.rulebook.knowledge.next_steps.values()
        fitting = (file for file in every if not file.patterns or self.pattern(file))
        return tuple(sorted(fitting, key=lambda file: file.order))

    def pattern(self, file: StepFile) -> str | None:
        """The pattern for which a file is meant here: a likely one before a possible one."""
        for band in ("likely", "possible")[: 1 if file.fits == "likely" else 2]:
            for name in file.patterns:
                if self.bands.get(name) == band:
                    return name
        return None

    def only(self, level: StepLevel) -> StepFile:
        """The one file of a level that stands for itself. Raises KnowledgeError where none does."""
        for file in self.files:
            if file.level == level:
                return file
        raise KnowledgeError(f"next_steps: no file for {level}")

    def choose(self, decided: _Decided) -> StepFile:
        """The first that holds sets the level; of its level, one whose pattern is likely is told
        before one whose pattern is only possible. Where none holds, we cannot tell."""
        held = [file for file in self.files if _holds(file, decided)]
        if not held:
            return self.only("cannot_tell")
        alike = [file for file in held if file.level == held[0].level]
        likely = (f for f in alike if self.bands.get(self.pattern(f) or "") == "likely")
        return next(likely, alike[0])

    def because(self, file: StepFile) -> tuple[str, ...]:
        carried = carried_by(self.rulebook.rules[_name(file)], self.known.values)
        return tuple(sorted(self.rulebook.behind(carried)))

    def unknown(self, file: StepFile) -> tuple[str, ...]:
        """What is not known of what this step rests on; where we cannot tell, of all of them."""
        asked = self.files if file.level == "cannot_tell" else (file,)
        read = frozenset[str]().union(*(columns(self.rulebook.rules[_name(f)]) for f in asked))
        missing = (name for name in read if self.known.values.get(name) is None)
        return tuple(sorted(self.rulebook.behind(missing)))

    def turns(self, file: StepFile) -> Iterator[Turn]:
        """The nearest value of each finding, asked of nobody but the journal, that would lead
        somewhere else."""
        for name, values in self._literals.items():
            now = self.known.values.get(name)
            told: set[StepLevel] = {file.level}
            for value in sorted(values, key=lambda value: _far(now, value)):
                if value == now or (name == WEEKS and _falls(now, value)):
                    continue
                decided = self.known.decide({**self.known.values, name: value})
                level = self.choose(decided).level
                if level not in told:
                    told.add(level)
                    yield Turn(name, value, level)

    @cached_property
    def _literals(self) -> Mapping[str, tuple[Value, ...]]:
        """Values that the rules can tell apart, of the findings that are worked out."""
        findings, found = self.rulebook.knowledge.findings, dict[str, dict[Value, None]]()
        for file in self.files:
            for leaf in leaves(self.rulebook.rules[_name(file)]):
                finding = findings.get(leaf.column.name)
                if finding is None or finding.asked_of != "journal":
                    continue
                values = found.setdefault(finding.id, {})
                match leaf:
                    case Compare(_, _, int() as at) if finding.type == "integer":
                        values |= dict.fromkeys((at - 1, at))
                    case Between(_, int() as low, int() as high):
                        values |= dict.fromkeys((low - 1, low, high, high + 1))
                    case Compare() | In():
                        values |= dict.fromkeys(choice.id for choice in finding.choices)
                    case _:
                        values |= dict.fromkeys((True, False))
        return {name: tuple(values) for name, values in found.items()}


def _holds(file: StepFile, decided: _Decided) -> bool:
    outcome = decided[_name(file)]
    return file.when_unknown == "holds" if outcome is None else outcome


def _name(file: StepFile) -> str:
    return f"{STEPS}{file.id}"


def _far(now: Value, value: Value) -> int:
    """How far a number is from what it is now; anything else keeps its place."""
    return abs(value - now) if isinstance(now, int) and isinstance(value, int) else 0


def _falls(now: Value, value: Value) -> bool:
    return isinstance(now, int) and isinstance(value, int) and value < now


def _step(
    file: StepFile,
    because: tuple[str, ...],
    asks: tuple[str, ...],
    triage: Triage,
    *,
    pattern: str | None = None,
    turns: tuple[Turn, ...] = (),
) -> NextStep:
    return NextStep(
        level=file.level,
        rule=_name(file),
        title=file.title,
        say=file.say,
        why=file.why,
        do=file.do,
        because=because,
        pattern=pattern,
        positions=tuple(p for p in file.positions if p.basis.status != "unverified"),
        question=file.question or "",
        turns=turns,
        asks=asks,
        mention=tuple(flag.id for flag in triage.open_flags),
        basis=file.basis,
    )


def _told_by_triage(knowledge: Knowledge, triage: Triage, name: str) -> NextStep:
    """The words of the red flag itself."""
    flag, state = knowledge.red_flags[name], triage.flag(name)
    fired = flag.levels[state.level] if state.level is not None else None
    by_level = fired is not None and fired.urgency == state.urgency
    return NextStep(
        level="look_first",
        rule=f"red_flags/{name}",
        title=flag.title,
        say=fired.why if fired is not None and by_level else flag.unknown_means,
        why=flag.plain,
        do=flag.steps(state.urgency),
        because=state.because,
        pattern=None,
        positions=(),
        question="",
        turns=(),
        asks=triage.still_matter,
        mention=tuple(other.id for other in triage.open_flags if other.id != name),
        basis=flag.basis,
    )
