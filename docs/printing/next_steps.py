"""What a review may lead to: each step with its rule, its words, and what bodies say about it."""

from plumbline.knowledge.schema import NextStep
from plumbline.knowledge.schema.next_steps import STEP_LEVELS, Position, StepLevel
from plumbline.logic.rulebook import Rulebook

from . import rules
from .basis import basis_line
from .markdown import bullets, code, heading, join, paragraph, plain, table

LEVELS: dict[StepLevel, str] = {
    "carry_on": "Carry on",
    "cannot_tell": "Cannot tell yet: more entries are asked for",
    "change_plan": "Change the plan",
    "supervised_physiotherapy": "Physiotherapy in person",
    "gp_review": "A doctor's review",
    "specialist_review": "A specialist's review",
    "look_first": "Safety first: back to triage",
}


def next_steps(rulebook: Rulebook) -> str:
    """All of them, in the order in which they are asked."""
    files = sorted(rulebook.knowledge.next_steps.values(), key=lambda file: file.order)
    rows = [
        [f"[{plain(file.title)}](#{file.id})", LEVELS[file.level], _for_whom(rulebook, file)]
        for file in files
    ]
    return join(
        paragraph(
            "Triage speaks first: while a red flag keeps somebody from exercise, or a safety",
            "question is open, nothing else is said. Then the first of these decides whose rule is",
            "true and whose pattern fits; of the same level, one for a likely pattern comes before",
            "one for a possible pattern. Where none is true we cannot tell. Sudden worsening leads",
            "to triage, never to surgery.",
        ),
        paragraph("From calm to grave:", ", ".join(LEVELS[level] for level in STEP_LEVELS) + "."),
        table(["Step", "Level", "For"], rows),
        *(_step(rulebook, file) for file in files),
    )


def _for_whom(rulebook: Rulebook, file: NextStep) -> str:
    patterns = rulebook.knowledge.patterns
    if not file.patterns:
        return "everybody"
    named = "; ".join(plain(patterns[name].title) for name in file.patterns)
    return f"{named} ({'likely' if file.fits == 'likely' else 'likely or possible'})"


def _step(rulebook: Rulebook, file: NextStep) -> str:
    (rule,) = rules.rules_of(rulebook, f"next_steps/{file.id}")
    unknown = "counts as true" if file.when_unknown == "holds" else "counts as not true"
    return join(
        heading(3, plain(file.id)),
        paragraph(f"**{plain(file.title)}.**", f"{LEVELS[file.level]}; {code(rule.name)} when:"),
        rules.in_words(rule),
        paragraph(f"Unknown {unknown}. For {_for_whom(rulebook, file)}."),
        paragraph("Said:", plain(file.say), plain(file.why)),
        bullets(plain(step) for step in file.do),
        paragraph("**The letter asks:**", plain(file.question)) if file.question else "",
        *(_position(position) for position in file.positions),
        basis_line(file.basis),
    )


def _position(position: Position) -> str:
    return join(
        paragraph(f"**{plain(position.body)}:**", plain(position.says)),
        basis_line(position.basis),
    )
