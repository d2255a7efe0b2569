"""The clinical manual: all of the knowledge as chapters, the same in print and in the app."""

from plumbline.present.manual.blocks import Block, Chapter, Entry, words_of
from plumbline.present.manual.book import Manual
from plumbline.present.manual.markdown import chapter_markdown, opening_markdown

__all__ = [
    "Block",
    "Chapter",
    "Entry",
    "Manual",
    "chapter_markdown",
    "opening_markdown",
    "words_of",
]
