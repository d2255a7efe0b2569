"""The parts of a letter in words: story, safety questions, signs, what was tried and is wanted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from plumbline.care.record import State
from plumbline.care.triage import FlagState, level_names
from plumbline.knowledge.schema import Finding
from plumbline.logic.expression import columns
from plumbline.present import wording
from plumbline.present.letter_case import Case, Part, Tried
from plumbline.present.words import N_, _, ngettext

MOST_TYPED: Final = 240
"""Characters of what somebody typed that fit beside the rest on one page."""
MOST_SIGNS, MOST_EXERCISES, MOST_FLAGS = 12, 12, 6
MONTHS_FROM_DAYS: Final = 180
"""A spell at least this long is told in months."""
DAYS_A_MONTH: Final = 30.44
_WORSE_WITH, _PLACES = "what_changes_it", "pain_where"
_NAMED_FIRST: Mapping[str, int] = {"nerves": 10, "cancer": 3, "infection": 3, "injury_bones": 3}
"""How many of the signs answered with no are named, by topic."""
_PURPOSES: Mapping[str, str] = {
    "aerobic": N_("fitness"),
    "balance": N_("balance"),
    "comfort": N_("easing pain"),
    "control": N_("control of the trunk"),
    "mobility": N_("mobility"),
    "strength": N_("strength"),
    "stretch": N_("stretching"),
}
_SEX: Mapping[str, str] = {"female": N_("female"), "male": N_("male")}


def who(case: Case) -> str:
    """Age and sex, as far as they were told."""
    known = case.standing.known.values
    age, sex = known.get("age_years"), known.get("sex_at_birth")
    told = [ngettext("%(n)s year", "%(n)s years", age) % {"n": age}] if isinstance(age, int) else []
    return ", ".join([*told, *([_(_SEX[str(sex)])] if sex in _SEX else [])])


def story(case: Case) -> Part:
    """Where and how long it hurts, and which pattern the answers fit."""
    return Part(_("My story"), tuple(_story(case)))


def safety(case: Case) -> Part:
    """What the safety questions found, and what was answered with no."""
    return Part(_("Safety questions"), tuple(_safety(case)))


def signs(case: Case) -> Part:
    """What was answered with yes."""
    return Part(_("What I answered with yes"), tuple(_signs(case)))


def home_tests(case: Case) -> Part:
    """What the home tests found."""
    results = shortened("; ".join(case.found))
    return Part(_("Home tests"), (results,) if results else ())


def tried(case: Case) -> Part:
    """What was tried, how much of it, and for how long."""
    return Part(_("What I have tried"), tuple(_tried(case)))


def wants(case: Case) -> Part:
    """What the person would like to do again."""
    findings = _answered_yes(case, lambda finding: finding.list == "goals")
    lines = ["; ".join(wording.fact(finding) for finding in findings), shortened(case.wants)]
    return Part(_("What I would like to do again"), tuple(line for line in lines if line))


def shortened(typed: str, most: int = MOST_TYPED) -> str:
    """What somebody typed, on one line, and cut at a word where it is too long for the page."""
    line = " ".join(typed.split())
    if len(line) <= most:
        return line
    return f"{line[: most - 1].rsplit(' ', 1)[0]}…"


def _story(case: Case) -> Iterator[str]:
    knowledge, known = case.rulebook.knowledge, case.standing.known
    places = _answered_yes(case, lambda finding: finding.list == _PLACES)
    if places:
        where = "; ".join(wording.fact(finding) for finding in places)
        yield _("Where: %(places)s.") % {"places": where}
    worst = known.values.get("pain_main_place")
    if isinstance(worst, str):
        finding = knowledge.findings["pain_main_place"]
        yield _("Worst place: %(place)s.") % {"place": wording.value(finding, worst)}
    lasted, since = known.values.get("episode_days"), known.values.get("onset_date")
    if isinstance(lasted, int) and isinstance(since, date):
        yield _("Since about %(day)s (%(time)s).") % {
            "day": wording.day(since),
            "time": _how_long(lasted),
        }
    yield from _patterns(case)


def _patterns(case: Case) -> Iterator[str]:
    titles = {
        band: "; ".join(
            _(case.rulebook.knowledge.patterns[fit.id].title)
            for fit in case.standing.patterns
            if fit.band == band
        )
        for band in ("likely", "possible")
    }
    if titles["likely"]:
        yield _("My answers fit well with: %(patterns)s.") % {"patterns": titles["likely"]}
    if titles["possible"]:
        yield _("My answers may fit with: %(patterns)s.") % {"patterns": titles["possible"]}


def _how_long(lasted: int) -> str:
    if lasted >= MONTHS_FROM_DAYS:
        months = round(lasted / DAYS_A_MONTH)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    weeks = max(1, lasted // 7)
    return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}


def _safety(case: Case) -> Iterator[str]:
    flags = case.rulebook.knowledge.red_flags
    told = [
        state
        for state in case.standing.triage.flags
        if not flags[state.id].crisis
        and (state.cleared_by or state.open or state.counted_as_unknown)
    ]
    # On one page there is not room for every sign: the most urgent that nobody has looked at yet
    # come first.
    told.sort(key=lambda state: (state.open, state.cleared_by is None, state.rank), reverse=True)
    for state in told[:MOST_FLAGS]:
        yield _flag(_(flags[state.id].title), state)
    more = len(told) - MOST_FLAGS
    if more > 0:
        rest = ngettext(
            "And %(n)s more: please ask me about it.",
            "And %(n)s more: please ask me about them.",
            more,
        )
        yield rest % {"n": more}
    yield from _said_no(case)


def _flag(title: str, state: FlagState) -> str:
    """What is said of one danger sign that was not answered with no."""
    if state.cleared_by is not None:
        return _("%(sign)s: seen by %(who)s on %(day)s, who said exercise may go on.") % {
            "sign": title,
            "who": shortened(state.cleared_by.seen_by, 60),
            "day": wording.day(state.cleared_by.on),
        }
    if state.open:
        return _("Please look at this as well: %(sign)s.") % {"sign": title}
    return _("I was not sure about: %(sign)s.") % {"sign": title}


def _said_no(case: Case) -> Iterator[str]:
    """Danger signs that were answered with no: those a letter about a back names, and how many
    more there were."""
    topics, values = case.rulebook.knowledge.topics, case.standing.known.values
    asked = [finding for finding in _all_asked(case) if values.get(finding.id) is False]
    if not asked:
        return
    ids, named = {finding.id for finding in asked}, list[str]()
    for topic, most in _NAMED_FIRST.items():
        denied = [f for f in topics[topic].findings if f.id in ids]
        # A sign that stands on no list is told by its question.
        named += [wording.fact(finding).rstrip("?") for finding in denied[:most]]
    more = len(asked) - len(named)
    rest = ngettext("and %(n)s more sign", "and %(n)s more signs", more) % {"n": more}
    signs = "; ".join([*named, *([rest] if more else [])])
    yield _("Answered with no: %(signs)s.") % {"signs": signs}


def _all_asked(case: Case) -> tuple[Finding, ...]:
    """The signs behind every red flag, but for those about how safe somebody feels."""
    flags = case.rulebook.knowledge.red_flags
    every = (f for name, flag in flags.items() if not flag.crisis for f in _asked(case, name))
    return tuple({finding.id: finding for finding in every}.values())


def _asked(case: Case, name: str) -> list[Finding]:
    """The signs behind a red flag that this person was really asked about."""
    rules = level_names(case.rulebook.knowledge.red_flags[name])
    read = frozenset[str]().union(*(columns(case.rulebook.rules[rule]) for rule in rules))
    findings = case.rulebook.knowledge.findings
    return [
        finding
        for finding in map(findings.__getitem__, sorted(case.rulebook.behind(read)))
        if finding.type == "boolean"
        and finding.danger == "yes"
        and case.standing.known.states.get(finding.id) is State.ANSWERED
    ]


def _signs(case: Case) -> Iterator[str]:
    knowledge = case.rulebook.knowledge
    dangers = {finding.id for finding in _all_asked(case)}
    features = {finding.id for finding in knowledge.topics["features"].findings}
    told = [
        *_answered_yes(case, lambda f: f.id in dangers),
        *_answered_yes(case, lambda f: f.id in features - dangers and f.list != _WORSE_WITH),
    ]
    said = [wording.fact(finding) for finding in told if finding.list != _PLACES]
    if said:
        yield f"{'; '.join(said[:MOST_SIGNS])}."
    worse = _answered_yes(case, lambda finding: finding.list == _WORSE_WITH)
    if worse:
        what = "; ".join(wording.fact(finding) for finding in worse)
        yield _("It gets worse with: %(what)s.") % {"what": what}


def _answered_yes(case: Case, wanted: Callable[[Finding], bool]) -> list[Finding]:
    """True-or-false findings that were answered with yes."""
    known = case.standing.known.values
    every = case.rulebook.knowledge.findings.values()
    return [f for f in every if f.type == "boolean" and known.get(f.id) is True and wanted(f)]


def _tried(case: Case) -> Iterator[str]:
    done = case.tried
    if done is not None:
        yield _plan(done)
        yield from _exercises(case, done.exercises[:MOST_EXERCISES])
        if done.changes:
            changed = ngettext(
                "The plan was changed once.", "The plan was changed %(n)s times.", done.changes
            )
            yield changed % {"n": done.changes}
        if done.flares:
            flares = ngettext(
                "%(n)s flare-up in that time.", "%(n)s flare-ups in that time.", done.flares
            )
            yield flares % {"n": done.flares}
    if case.medicines.strip():
        yield _("Medicines: %(told)s") % {"told": shortened(case.medicines)}


def _plan(done: Tried) -> str:
    weeks = ngettext("%(n)s week", "%(n)s weeks", done.weeks) % {"n": done.weeks}
    how_long = weeks if done.weeks else _("less than a week")
    plan = _("A plan of exercise and walking at home for %(time)s.") % {"time": how_long}
    if not done.sessions_planned:
        return plan
    sessions = _("I did %(done)s of %(planned)s sessions.")
    return f"{plan} {sessions % {'done': done.sessions_done, 'planned': done.sessions_planned}}"


def _exercises(case: Case, names: Sequence[str]) -> Iterator[str]:
    """Exercises by what they are mostly for."""
    by_purpose: dict[str, list[str]] = {}
    for name in names:
        exercise = case.rulebook.knowledge.exercises[name]
        by_purpose.setdefault(exercise.purpose[0], []).append(_(exercise.title))
    said = [
        _("%(purpose)s (%(exercises)s)")
        % {"purpose": _(_PURPOSES.get(purpose, purpose)), "exercises": ", ".join(titles)}
        for purpose, titles in by_purpose.items()
    ]
    if said:
        yield _("Exercises: %(list)s.") % {"list": "; ".join(said)}
