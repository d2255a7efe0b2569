"""The example persons: their story, what stands out in their answers, and what comes out."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plumbline.knowledge import Knowledge
from plumbline.knowledge.yaml_file import read
from plumbline.present.manual.safety import how_soon

from .markdown import bullets, code, heading, join, paragraph, plain

EXPECTED = "expected.yaml"
TRAIN_FIRST = "train_first"


def examples(knowledge: Knowledge, folder: Path) -> str:
    """All of them as one Markdown document, in the order of `expected.yaml`."""
    expected: Mapping[str, Mapping[str, Any]] = read(folder / EXPECTED).value
    told = [_example(knowledge, folder / f"{name}.yaml", expected[name]) for name in expected]
    return join(
        heading(1, "Examples"),
        paragraph(
            "Made-up persons, each with a complete file of answers. A test runs every one of them",
            "through the same code as a real person and compares what comes out with what stands",
            "here.",
        ),
        *told,
    )


def story(text: str) -> tuple[str, ...]:
    """The paragraphs of the comment on top of an example."""
    top = text.split("\n\n")[0]
    paragraphs = "\n".join(line.removeprefix("#").strip() for line in top.splitlines())
    return tuple(" ".join(part.split()) for part in paragraphs.split("\n\n"))


def _example(knowledge: Knowledge, file: Path, expected: Mapping[str, Any]) -> str:
    text = file.read_text(encoding="utf-8")
    stands_out = text.split("# What stands out\n")[1].split("\n\n")[0]
    return join(
        heading(2, plain(file.stem.replace("_", " ").capitalize())),
        *(paragraph(plain(part)) for part in story(text)),
        paragraph("What stands out in the file (the rest is answered with no):"),
        f"```yaml\n{stands_out.strip()}\n```\n",
        bullets(_outcome(knowledge, expected)),
        paragraph(
            "Try it:",
            code(f"plumbline {_command(expected)} --answers examples/{file.name}"),
        ),
    )


def _command(expected: Mapping[str, Any]) -> str:
    return "test" if TRAIN_FIRST in expected else "check"


def _outcome(knowledge: Knowledge, expected: Mapping[str, Any]) -> Iterator[str]:
    urgency = expected["urgency"]
    yield f"**{plain(how_soon(urgency, expected['see_within_hours']))}**"
    flags = [plain(knowledge.red_flags[name].title) for name in expected["red_flags"]]
    yield f"Red flags open: {'; '.join(flags) or 'none'}"
    yield f"Exercise: {'allowed' if expected['exercise_allowed'] else 'not until that is settled'}"
    week = expected["plan"]
    if TRAIN_FIRST in expected:
        yield f"To train first: {', '.join(map(code, expected[TRAIN_FIRST])) or 'nothing'}"
    yield f"First week: {plain(knowledge.first_weeks[week].title) if week else 'none'}"
