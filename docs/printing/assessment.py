"""Patterns, questionnaires and courses of the clinical manual."""

from collections.abc import Iterator

from plumbline.knowledge.schema import Course, Instrument, Pattern
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording

from . import rules
from .basis import basis_line, number
from .markdown import bullets, code, heading, join, paragraph, plain, table


def patterns(rulebook: Rulebook) -> str:
    """Each pattern with its bands."""
    opening = paragraph(
        "The first band whose rule is true holds; where none is, Plumbline cannot say.",
        "A pattern is what answers fit with. It is not a diagnosis.",
    )
    found = rulebook.knowledge.patterns.values()
    return join(opening, *(_pattern(rulebook, pattern) for pattern in found))


def _pattern(rulebook: Rulebook, pattern: Pattern) -> str:
    explained = rules.rules_of(rulebook, f"patterns/{pattern.id}")
    bands = [
        join(
            paragraph(f"**{plain(wording.band(band.band)).capitalize()}** when:"),
            rules.in_words(rule),
            paragraph("Said:", plain(band.why)),
            basis_line(band.basis),
        )
        for band, rule in zip(pattern.bands, explained, strict=True)
    ]
    shown = [item for item in pattern.evidence if item.number.basis.status != "unverified"]
    evidence = [
        f"{plain(item.sign)}: {plain(item.measure)} {number(item.number)}."
        f" {basis_line(item.number.basis).strip()}"
        for item in shown
    ]
    limits = "There is no programme for it yet." if pattern.programme == "information_only" else ""
    return join(
        heading(3, plain(pattern.id)),
        paragraph(f"**{plain(pattern.title)}.**", plain(pattern.plain)),
        paragraph("What usually helps:", plain(pattern.helps), limits),
        *bands,
        paragraph("Published figures:") + "\n" + bullets(evidence) if evidence else "",
        basis_line(pattern.basis),
    )


def instruments(rulebook: Rulebook) -> str:
    """Each questionnaire: how it is scored, what it means, and whose words it needs."""
    found = rulebook.knowledge.instruments.values()
    return join(*(_instrument(rulebook, instrument) for instrument in found))


def _instrument(rulebook: Rulebook, tool: Instrument) -> str:
    return join(
        heading(3, plain(tool.abbreviation)),
        paragraph(f"**{plain(tool.title)}.**", plain(tool.measures)),
        bullets(_scoring(tool)),
        *_rules(rulebook, tool),
        basis_line(tool.basis),
    )


def _rules(rulebook: Rulebook, tool: Instrument) -> Iterator[str]:
    explained = rules.rules_of(rulebook, f"instruments/{tool.id}")
    for rule, explanation in zip(tool.rules, explained, strict=True):
        if rule.basis.status == "unverified":
            yield paragraph("A rule waits to be checked. It is not shown and not used.")
        else:
            yield rules.whole(explanation, rule)


def _scoring(tool: Instrument) -> Iterator[str]:
    yield f"{len(tool.items)} items, score: {tool.score}, from {tool.min:g} to {tool.max:g}"
    yield f"A higher score is {'worse' if tool.danger == 'higher' else 'better'}"
    if tool.window:
        yield f"Speaks of: {plain(tool.window)}"
    blanks = "; a blank counts as 0" if tool.blank_as_zero else ""
    yield f"At least {tool.needs} answered, or no score is shown{blanks}"
    for cut in tool.cutoffs:
        if cut.basis.status != "unverified":
            yield f"{cut.at_least:g} or more: {plain(cut.label)} {basis_line(cut.basis).strip()}"
    if tool.change and tool.change.basis.status != "unverified":
        sizes = [f"{tool.change.points:g} points"] if tool.change.points is not None else []
        sizes += [f"{tool.change.percent:g} %"] if tool.change.percent is not None else []
        basis = basis_line(tool.change.basis).strip()
        yield f"Smallest change that matters: {' or '.join(sizes)}. {basis}"
    shipped = tool.wording == "shipped"
    yield f"Wording: {'shipped' if shipped else 'not shipped, loaded by whoever holds a copy'}"
    yield plain(tool.licence)
    yield plain(tool.attribution)


def courses(rulebook: Rulebook) -> str:
    """The average course that is shown, and to whom."""
    found = rulebook.knowledge.courses.values()
    return join(*(_course(rulebook, course) for course in found))


def _course(rulebook: Rulebook, course: Course) -> str:
    explained = rules.rules_of(rulebook, f"courses/{course.id}")
    points = [
        [f"{point.week}", number(point.pain_0_100), code(point.pain_0_100.basis.status)]
        for point in course.points
        if point.pain_0_100.basis.status != "unverified"
    ]
    return join(
        heading(3, plain(course.title)),
        *(rules.whole(rule) for rule in explained),
        table(["Week", "Average pain", "Status"], points) if points else "",
        paragraph(plain(course.band_note)) if course.band_note else "",
        bullets(plain(fact) for fact in course.facts),
        basis_line(course.basis),
    )
