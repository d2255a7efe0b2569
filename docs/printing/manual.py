"""The clinical manual: all a person can be told, with its rule, status and source."""

from collections.abc import Iterable, Iterator

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import RedFlag, Status, Urgency
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording

from . import load, rules, testing
from .assessment import courses, instruments, patterns
from .basis import basis_line, sources
from .markdown import bullets, code, heading, join, numbered, paragraph, plain, table
from .movement import contraindications, exercises, first_weeks, monitoring
from .next_steps import next_steps
from .questions import derived_findings, questions
from .specs import Chapter, print_chapter, print_statement
from .value import value

STATUSES: tuple[Status, ...] = (
    "verified",
    "secondary",
    "derived",
    "measured",
    "expert",
    "unverified",
)
FLAGS = "red_flags/"


def manual(
    rulebook: Rulebook, chapters: tuple[Chapter, ...], calibration: str = "", solved: str = ""
) -> str:
    """The whole manual as one Markdown document; `calibration` is what was measured of the tests'
    model, `solved` what was measured of the plan's."""
    knowledge = rulebook.knowledge
    about_flags = [chapter for chapter in chapters if _is_about_flags(chapter, knowledge)]
    others = [chapter for chapter in chapters if chapter not in about_flags]
    parts: tuple[tuple[str, str], ...] = (
        ("Red flags", _red_flags(rulebook, about_flags)),
        ("What the red flags hold to together", _together(about_flags, knowledge)),
        ("Patterns", patterns(rulebook)),
        ("Questionnaires", instruments(rulebook)),
        ("Courses", courses(rulebook)),
        ("The first week", first_weeks(rulebook)),
        ("What a week is worth", value(rulebook, solved)),
        ("Check-ins", monitoring(rulebook)),
        ("Reviews", next_steps(rulebook)),
        ("Contraindications", contraindications(rulebook)),
        ("Exercises", exercises(rulebook)),
        ("Spinal load", load.spinal_load()),
        ("Physical tests", testing.tests(rulebook)),
        ("What to train first", testing.model(knowledge, calibration)),
        ("Advice", _advice(knowledge)),
        ("Contacts", _contacts(knowledge)),
        ("Questions", questions(knowledge)),
        ("Derived findings", derived_findings(rulebook)),
        ("Decisions in tables", join(*(print_chapter(3, chapter) for chapter in others))),
        ("Sources", sources(knowledge)),
    )
    return join(_opening(knowledge), *(join(heading(2, name), text) for name, text in parts))


def how_soon(urgency: Urgency, hours: int | None) -> str:
    """An urgency with its time, in words."""
    # The other urgencies name their time themselves.
    soon = f" ({wording.see_within(hours, urgency)})" if urgency == "within_days" else ""
    return plain(f"{wording.urgency(urgency)}{soon}")


def _opening(knowledge: Knowledge) -> str:
    return join(
        heading(1, "Clinical manual"),
        paragraph(
            f"Printed from knowledge version {code(knowledge.version)}: what stands here is what",
            "the rules say and what people are shown. It is there to be checked.",
            "Nothing in it is a diagnosis, and it does not replace an examination.",
        ),
        paragraph("Each rule and each number carries a mark that says how far it was checked:"),
        bullets(f"{code(mark)}: {plain(wording.status(mark))}" for mark in STATUSES),
        paragraph(
            "A rule is given twice: in words, and as the text that is evaluated. A statement about",
            "something unknown is unknown, never false.",
        ),
    )


def _red_flags(rulebook: Rulebook, chapters: list[Chapter]) -> str:
    flags = rulebook.knowledge.red_flags
    rows = [
        [
            f"[{plain(flag.title)}](#{flag.id})",
            how_soon(level.urgency, level.see_within_hours),
        ]
        for flag in flags.values()
        for level in flag.levels[:1]
    ]
    return join(
        paragraph("The most urgent level of each; the rest stands below."),
        table(["Red flag", "Most urgent"], rows),
        *(_red_flag(rulebook, flag, chapters) for flag in flags.values()),
    )


def _red_flag(rulebook: Rulebook, flag: RedFlag, chapters: Iterable[Chapter]) -> str:
    return join(
        heading(3, plain(flag.id)),
        paragraph(f"**{plain(flag.title)}.**", plain(flag.plain)),
        *_levels(rulebook, flag),
        paragraph(
            "**Still not known after asking twice:**",
            f"{how_soon(flag.when_unknown, flag.unknown_see_within_hours)}.",
            plain(flag.unknown_means),
        ),
        *_to_do(flag),
        paragraph("**Until then still allowed:**", _meanwhile(flag)),
        paragraph("**It closes when:**", plain(flag.clearance)),
        paragraph("Crisis lines are shown at once.") if flag.crisis else "",
        basis_line(flag.basis),
        *(print_statement(s, flag.id) for chapter in chapters for s in chapter.about(flag.id)),
    )


def _levels(rulebook: Rulebook, flag: RedFlag) -> Iterator[str]:
    explained = rules.rules_of(rulebook, f"{FLAGS}{flag.id}")
    for level, rule in zip(flag.levels, explained, strict=True):
        yield paragraph(f"**{how_soon(level.urgency, level.see_within_hours)}** when:")
        yield rules.in_words(rule)
        yield paragraph("Said:", plain(level.why))


def _to_do(flag: RedFlag) -> Iterator[str]:
    """The steps, for each urgency apart where they depend on it."""
    for urgency, first in flag.do_at.items():
        yield paragraph(f"**First of all, at “{plain(wording.urgency(urgency))}”**")
        yield bullets(plain(step) for step in first)
    yield paragraph("**What to do**" if not flag.do_at else "**Then, always**")
    yield numbered(plain(step) for step in flag.do)


def _meanwhile(flag: RedFlag) -> str:
    if not flag.meanwhile:
        return "nothing is named; no exercise."
    words = {"walking": "ordinary walking", "positions": "comfortable positions"}
    return f"{' and '.join(words[item] for item in flag.meanwhile)}; no exercise."


def _is_about_flags(chapter: Chapter, knowledge: Knowledge) -> bool:
    flags = set(knowledge.red_flags)
    return chapter.path.startswith("triage/") or any(
        table.about in flags for statement in chapter.statements for table in statement.tables
    )


def _together(chapters: list[Chapter], knowledge: Knowledge) -> str:
    """The statements that are not about a single flag."""
    flags = set(knowledge.red_flags)
    general = [
        statement
        for chapter in chapters
        for statement in chapter.statements
        if not any(table.about in flags for table in statement.tables)
    ]
    return join(*(print_statement(statement) for statement in general))


def _advice(knowledge: Knowledge) -> str:
    blocks: list[str] = []
    for advice in knowledge.advice.values():
        blocks += [heading(3, plain(advice.title)), paragraph(plain(advice.intro))]
        for step in advice.steps:
            blocks.append(paragraph(f"**{plain(step.say)}**", plain(step.why or "")))
            if step.when:
                blocks.append(paragraph("Only when", code(step.when)))
            if step.not_when:
                blocks.append(paragraph("Not when this is so or not known:", code(step.not_when)))
            blocks.append(basis_line(step.basis))
    return join(*blocks)


def _contacts(knowledge: Knowledge) -> str:
    blocks: list[str] = []
    for contact in knowledge.contacts.values():
        blocks.append(heading(3, plain(contact.title)))
        kinds = (
            ("Emergency", contact.emergency),
            ("Urgent", contact.urgent),
            ("Crisis", contact.crisis),
        )
        for kind, lines in kinds:
            for line in lines:
                number = line.phone or (f"text {line.text}" if line.text else "no number")
                hours = f"{plain(line.hours)}." if line.hours else ""
                blocks.append(
                    paragraph(f"**{kind}: {plain(number)}**", f"{plain(line.name)}.", hours)
                )
                blocks.append(basis_line(line.basis))
    return join(*blocks)
