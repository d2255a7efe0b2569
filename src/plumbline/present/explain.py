"""Why we say so: any thing or rule of the knowledge, with its rule in words and its sources."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from plumbline.errors import BadInput
from plumbline.knowledge import Knowledge
from plumbline.knowledge.model import SINGLE as ONE_EACH
from plumbline.knowledge.schema import (
    Basis,
    Chain,
    Finding,
    Model,
    MuscleGroup,
    Source,
    Status,
    TickList,
)
from plumbline.knowledge.schema import findings as schema
from plumbline.logic.parsing import parse
from plumbline.logic.rulebook import Rulebook, rule_texts
from plumbline.logic.sql import to_text
from plumbline.present import assessment_why, value_words
from plumbline.present.assessment_why import ExplainedNumber
from plumbline.present.plain_words import plain
from plumbline.present.rule_effects import Effect, effect_of
from plumbline.present.rule_words import Clause, in_words
from plumbline.present.wording import fact
from plumbline.present.words import _

SINGLE = ("monitoring", "programme", "value")
"""Kinds that hold one thing only."""
OCCASIONS = {
    "programme/flare": "advice/flare_up",
    "programme/recheck": "monitoring/pain_monitoring",
    "programme/different": "monitoring/pain_monitoring",
    "programme/silence": "advice/coming_back",
    "programme/undone": "advice/coming_back",
    "triage": "monitoring/pain_monitoring",
    "impairments": assessment_why.MODEL,
}
"""What a programme may name as the cause of its change, beside a rule: where that is told."""


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    """One rule: its name, what follows from it, its canonical text, and the text in words."""

    name: str
    follows: str
    says: tuple[str, ...]
    text: str
    words: Clause
    reads: tuple[str, ...]
    """The findings and derived findings in it; each can be explained in turn."""
    status: Status | None
    note: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A thing of the knowledge, for "why do you say so?"."""

    id: str
    kind: str
    title: str
    plain: tuple[str, ...]
    rules: tuple[ExplainedRule, ...]
    sources: tuple[Source, ...]
    status: Status | None
    note: str
    used_by: tuple[str, ...]
    """Rules that read this finding, or things that rest on this source."""
    also: tuple[str, ...]
    """Other things of the same name, as `kind/id`."""
    numbers: tuple[ExplainedNumber, ...] = ()
    """The numbers of a test, or of the model that reads all of them."""
    anatomical: str = ""
    """What anatomists call it."""


def explain(rulebook: Rulebook, name: str) -> Explanation:
    """Explain an id (`cauda_equina`), a thing (`red_flags/cauda_equina`) or a rule's path.

    Raises BadInput with the nearest names where there is no such thing.
    """
    things, texts = _named(rulebook.knowledge)
    name = OCCASIONS.get(name, name)
    found = [path for path in things if path == name or path.split("/", 1)[1] == name]
    if found:
        path = found[0]
        rules = [rule for rule in texts if rule == path or rule.startswith(f"{path}/")]
        return _explanation(rulebook, path, things[path], rules, texts, tuple(found[1:]))
    if name in texts:
        path = _thing_of(rulebook.knowledge, name)
        return _explanation(rulebook, path, things[path], [name], texts, (path,))
    if name.startswith("impairments/") and assessment_why.rule(rulebook.knowledge, name):
        return _priority(rulebook, name)
    bare = {path.split("/", 1)[1] for path in things}
    near = difflib.get_close_matches(name, [*sorted(bare), *things, *texts], n=3)
    hint = ", ".join(near) if near else "see `plumbline knowledge list`"
    raise BadInput(name[:80], "no such thing", allowed=hint)


_prepared: dict[str, tuple[dict[str, Model], dict[str, str]]] = {}


def _named(knowledge: Knowledge) -> tuple[dict[str, Model], dict[str, str]]:
    """Every thing and every rule's text by name, worked out once for each version."""
    if knowledge.version not in _prepared:
        things = {f"{kind}/{key}": thing for kind, key, thing in _things(knowledge)}
        _prepared[knowledge.version] = things, _texts(knowledge)
    return _prepared[knowledge.version]


def _things(knowledge: Knowledge) -> Iterator[tuple[str, str, Model]]:
    """Every thing; tick lists last, since what they hold is what people mean by the name."""
    every = list(knowledge.things())
    yield from (thing for thing in every if thing[0] != "lists")
    for kind in ONE_EACH:
        one = getattr(knowledge, kind)
        yield kind, one.id, one
    yield from (thing for thing in every if thing[0] == "lists")


def _texts(knowledge: Knowledge) -> dict[str, str]:
    """Every rule's text by name, derived ones included."""
    texts = dict(rule_texts(knowledge))
    steady = knowledge.monitoring.otherwise
    texts[f"monitoring/{steady.id}"] = steady.when
    for name, item in knowledge.derived.items():
        match item:
            case schema.Holds():
                texts[f"derived/{name}"] = item.when
            case schema.Points():
                texts |= {f"derived/{name}/{i}": row.when for i, row in enumerate(item.table)}
            case schema.LikelihoodRatio():
                texts |= {f"derived/{name}/{i}": f.when for i, f in enumerate(item.features)}
            case _:
                pass
    return texts


def _thing_of(knowledge: Knowledge, rule: str) -> str:
    """The thing a rule stands in."""
    kind, key = rule.split("/")[:2]
    return f"{kind}/{getattr(knowledge, kind).id if kind in SINGLE else key}"


def _explanation(
    rulebook: Rulebook,
    path: str,
    thing: Model,
    rules: list[str],
    texts: dict[str, str],
    also: tuple[str, ...],
) -> Explanation:
    kind, key = path.split("/", 1)
    if kind in SINGLE and not rules:
        rules = [rule for rule in texts if rule.startswith(f"{kind}/")]
    basis = getattr(thing, "basis", None) or assessment_why.basis_of(rulebook.knowledge, thing)
    effects = {rule: effect_of(rulebook.knowledge, rule) for rule in rules}
    return Explanation(
        id=key,
        kind=kind,
        title=_title(key, thing),
        plain=tuple(text for text in plain(rulebook.knowledge, thing) if text),
        rules=tuple(_rule(rulebook, name, texts[name], effects[name]) for name in rules),
        sources=_sources(rulebook.knowledge, thing, effects.values(), len(rules) == 1),
        status=basis.status if isinstance(basis, Basis) else None,
        note=_(basis.note) if isinstance(basis, Basis) else "",
        used_by=_used_by(rulebook, kind, key, texts),
        also=also,
        numbers=assessment_why.numbers(thing) or value_words.numbers(rulebook.knowledge, thing),
        anatomical=thing.anatomical if isinstance(thing, Chain | MuscleGroup) else "",
    )


def _priority(rulebook: Rulebook, name: str) -> Explanation:
    """Why the tests put something first: its rule, its chain, and the numbers of the reading."""
    knowledge = rulebook.knowledge
    rule = assessment_why.rule(knowledge, name)
    assert rule is not None, "only names of such rules come here"
    chain = knowledge.chains[name.split("/")[2]]
    found = _explanation(rulebook, f"chains/{chain.id}", chain, [], {}, (assessment_why.MODEL,))
    status, note = rule.basis.status, _(rule.basis.note)
    own = ExplainedRule(name, rule.follows, rule.says, rule.text, rule.words, (), status, note)
    tests = assessment_why.tests_of(knowledge, chain)
    cited = [source for test in tests for source in _sources(knowledge, test, (), False)]
    return replace(
        found,
        rules=(own,),
        sources=tuple({source.id: source for source in cited}.values()),
        status=knowledge.impairments.loads_basis.status,
        note=_(knowledge.impairments.loads_basis.note),
        numbers=assessment_why.numbers(knowledge.impairments),
    )


def _rule(rulebook: Rulebook, name: str, text: str, effect: Effect) -> ExplainedRule:
    rule = parse(text, rulebook.columns)
    words = in_words(rulebook.knowledge, rule)
    basis = effect.basis
    return ExplainedRule(
        name=name,
        follows=effect.follows,
        says=effect.says,
        text=to_text(rule),
        words=words,
        reads=tuple(n for n in rulebook.columns if n in set(_words_of(text))),
        status=basis.status if basis else None,
        note=_(basis.note) if basis else "",
    )


@cache
def _words_of(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in text).split()


def _title(key: str, thing: Model) -> str:
    match thing:
        case Finding():
            return fact(thing)
        case TickList():
            return _(thing.question)
        case Source():
            return thing.title
        case _:
            names = ("title", "meaning", "heard", "topic")
            words = next((word for name in names if (word := getattr(thing, name, None))), None)
            return _(words) if words else key


def _sources(
    knowledge: Knowledge, thing: Model, effects: Iterable[Effect], one_rule: bool
) -> tuple[Source, ...]:
    """What it rests on; for a single rule its own basis first of all."""
    if isinstance(thing, Source):
        return (thing,)
    own = [effect.basis for effect in effects if effect.basis]
    names = [source for basis in own for source in basis.sources] if one_rule else []
    names += [source for basis in bases(thing) for source in basis.sources]
    return tuple(knowledge.sources[n] for n in dict.fromkeys(names) if n in knowledge.sources)


def bases(value: Any) -> Iterator[Basis]:
    """Every basis in a thing, its rules' and numbers' included."""
    if isinstance(value, Basis):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from bases(getattr(value, name))
    elif isinstance(value, tuple):
        for item in cast("tuple[Any, ...]", value):
            yield from bases(item)
    elif isinstance(value, dict):
        for item in cast("dict[str, Any]", value).values():
            yield from bases(item)


def _used_by(rulebook: Rulebook, kind: str, key: str, texts: dict[str, str]) -> tuple[str, ...]:
    if kind in ("findings", "derived"):
        return tuple(name for name, text in texts.items() if key in _words_of(text))
    if kind == "sources":
        return _resting(rulebook.knowledge).get(key, ())
    return ()


_rests: dict[str, dict[str, tuple[str, ...]]] = {}


def _resting(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """What rests on each source, worked out once for each version."""
    if knowledge.version not in _rests:
        found: dict[str, list[str]] = {}
        for kind, name, thing in _things(knowledge):
            for source in dict.fromkeys(s for basis in bases(thing) for s in basis.sources):
                found.setdefault(source, []).append(f"{kind}/{name}")
        _rests[knowledge.version] = {source: tuple(names) for source, names in found.items()}
    return _rests[knowledge.version]
