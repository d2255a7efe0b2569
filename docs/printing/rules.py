"""Rules as people read them: what follows, the rule in words, and the text the machine reads."""

from plumbline.knowledge.schema import Model
from plumbline.logic.rulebook import Rulebook
from plumbline.present.explain import ExplainedRule, explain

from .basis import basis_line
from .markdown import code, join, nested, paragraph, plain


def rules_of(rulebook: Rulebook, path: str) -> tuple[ExplainedRule, ...]:
    """Every rule of a thing (`red_flags/cauda_equina`)."""
    return explain(rulebook, path).rules


def in_words(rule: ExplainedRule) -> str:
    """The rule as a nested list, then its canonical text."""
    lines = [(depth, plain(text)) for depth, text in rule.words.lines()]
    return join(nested(lines), paragraph(code(rule.text)))


def whole(rule: ExplainedRule, thing: Model | None = None) -> str:
    """What follows, what is said, the rule, and (from `thing`) what it rests on."""
    says = [plain(text) for text in rule.says if text]
    return join(
        paragraph(f"**{plain(rule.follows)}**", f"when ({code(rule.name)}):"),
        in_words(rule),
        paragraph("Said:", *says) if says else "",
        basis_line(getattr(thing, "basis", None)),
    )
