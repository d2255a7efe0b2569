"""What Plumbline knows, on a terminal: explanations and the list of findings."""

from rich.console import Console
from rich.text import Text

from plumbline.care.answers import allowed
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding, Model, Source
from plumbline.present import wording
from plumbline.present.explain import ExplainedRule, Explanation
from plumbline.present.words import _


def explanation(out: Console, item: Explanation) -> None:
    """A thing or a rule: in words, as a rule, and what it rests on."""
    out.print(Text(item.title, style="bold underline"))
    out.print(Text(f"{item.kind}/{item.id}", style="dim"))
    for text in item.plain:
        out.print(Text(text))
    if item.status:
        out.print(Text(wording.status(item.status), style="bold"))
    for rule in item.rules:
        _rule(out, rule)
    if item.numbers:
        out.print()
        out.print(Text(_("Numbers"), style="bold"))
    for number in item.numbers:
        out.print(Text(f"- {number.what}: {number.value} ({wording.status(number.status)})"))
        if number.note:
            out.print(Text(f"  {number.note}", style="dim"))
    if item.sources:
        out.print()
        out.print(Text(_("Sources"), style="bold"))
        for source in item.sources:
            out.print(Text(f"- {cited(source)}"))
            out.print(Text("  " + _("What we read: %(seen)s") % {"seen": source.seen}))
    _names(out, _("Used by"), item.used_by)
    _names(out, _("See also"), item.also)


def cited(source: Source) -> str:
    """A source as a reference: authors, year, title, journal, DOI."""
    year = f"({source.year})" if source.year else ""
    doi = f"doi:{source.doi}" if source.doi else ""
    pmid = f"PMID {source.pmid}" if source.pmid else ""
    parts = (source.authors, year, source.title, source.journal, doi, pmid, source.url or "")
    return " ".join(part for part in parts if part)


def findings(out: Console, knowledge: Knowledge) -> None:
    """Every finding with its question and what it accepts, by topic."""
    for topic in knowledge.topics.values():
        out.print()
        out.print(Text(_(topic.title), style="bold underline"))
        for finding in topic.findings:
            out.print(Text(finding.id, style="bold"))
            out.print(Text(f"  {_(finding.question)}"))
            out.print(Text("  " + _("Answer: %(allowed)s") % {"allowed": allowed(finding)}))


def title_of(thing: Model) -> str:
    """The words that name a thing."""
    if isinstance(thing, Finding):
        return wording.fact(thing)
    if isinstance(thing, Source):
        return cited(thing)
    names = ("title", "meaning", "question", "heard", "topic")
    return _(next((str(getattr(thing, name)) for name in names if hasattr(thing, name)), ""))


def _rule(out: Console, rule: ExplainedRule) -> None:
    out.print()
    out.print(Text(f"{rule.name}: {rule.follows}", style="bold"))
    for text in rule.says:
        if text:
            out.print(Text(f"  {text}"))
    out.print(Text("  " + _("when"), style="dim"))
    for depth, text in rule.words.lines(2):
        out.print(Text("  " * depth + text))
    out.print(Text("  " + _("as a rule: %(rule)s") % {"rule": rule.text}, style="dim"))
    if rule.status:
        out.print(Text(f"  {wording.status(rule.status)}", style="dim"))


def _names(out: Console, title: str, names: tuple[str, ...]) -> None:
    if names:
        out.print()
        out.print(Text(title, style="bold"))
        out.print(Text(", ".join(names)))
