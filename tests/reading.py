"""How hard a text is to read: the grade of Flesch and Kincaid (US Navy report 8-75, 1975).

Syllables are counted by the hyphenation rules of `pyphen`, which miss some: a word has at least as
many as groups of vowels would give, so the grade errs on the strict side.
"""

import re
from functools import cache

import pyphen

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouydt]ed|[^laeiouy]e)$")


def grade(texts: list[str]) -> float:
    """The grade of texts read one after the other; each ends a sentence."""
    text = "\n".join(texts)
    words = _WORD.findall(text)
    sentences = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@cache
def _syllables(word: str) -> int:
    low = word.lower().replace("’", "'")
    by_rule = _dictionary().inserted(low).count("-") + 1
    by_vowels = len(_VOWELS.findall(_SILENT.sub(lambda m: m.group(0)[:1], low)))
    return max(1, by_rule, by_vowels)


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")
