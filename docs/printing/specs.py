"""The spec tests as documents: their sentences and tables, read from the source and not run.

A spec file's docstring is a chapter: its first line the title, the rest what it says. Each test is
one statement (its docstring) with the tables its `spec...` calls check; a call's first argument,
where it is not a table, says what the table is about (a red flag's id).
"""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plumbline.present.manual.blocks import Block, Code, Paragraph, Table


@dataclass(frozen=True, slots=True)
class SpecTable:
    """One table: what it is about, if that was said, its heads and its rows."""

    about: str | None
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One spec test: the sentence it holds, and the tables that show it."""

    test: str
    says: str
    tables: tuple[SpecTable, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    path: str
    title: str
    text: str
    statements: tuple[Statement, ...]

    def about(self, thing: str) -> Iterator[Statement]:
        """The statements with a table about this thing."""
        for statement in self.statements:
            if any(shown.about == thing for shown in statement.tables):
                yield statement


def chapters(folder: Path) -> tuple[Chapter, ...]:
    """Every spec file below `folder`, in order of its path."""
    return tuple(chapter(path, folder) for path in sorted(folder.rglob("test_*.py")))


def chapter(path: Path, folder: Path) -> Chapter:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    title, _, text = (ast.get_docstring(tree) or path.stem).partition("\n")
    return Chapter(
        path=path.relative_to(folder).as_posix(),
        title=title.rstrip("."),
        text=" ".join(text.split()),
        statements=tuple(_statements(tree)),
    )


def blocks(statement: Statement, about: str | None = None) -> Iterator[Block]:
    """The sentence and its tables; with `about`, only the tables on that thing."""
    yield Paragraph((statement.says,))
    for shown in statement.tables:
        if about is None or shown.about == about:
            if about is None and shown.about:
                yield Paragraph(("About ", Code(shown.about), ":"))
            yield Table(shown.heads, tuple(tuple((cell,) for cell in row) for row in shown.rows))


def told(whole: Chapter) -> Iterator[Block]:
    """What a chapter says, and all its statements."""
    if whole.text:
        yield Paragraph((whole.text,))
    for statement in whole.statements:
        yield from blocks(statement)


def _statements(tree: ast.Module) -> Iterator[Statement]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            says = " ".join((ast.get_docstring(node) or "").split()) or _sentence(node.name)
            yield Statement(node.name, says, tuple(_tables(node)))


def _sentence(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ")
    return words[:1].upper() + words[1:] + "."


def _tables(test: ast.FunctionDef) -> Iterator[SpecTable]:
    calls = [node for node in ast.walk(test) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: node.lineno):
        if isinstance(call.func, ast.Name) and call.func.id.startswith("spec"):
            texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
            words = [text for text in texts if isinstance(text, str)]
            about = next((text for text in words if "|" not in text), None)
            for text in words:
                if "|" in text and "\n" in text:
                    yield _read(text, about)


def _read(text: str, about: str | None) -> SpecTable:
    lines = [line for line in inspect.cleandoc(text).splitlines() if line.strip()]
    heads, *rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    return SpecTable(about, heads, tuple(rows))
