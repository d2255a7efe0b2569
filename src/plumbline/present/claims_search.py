"""Finding a claim by the words somebody remembers of it.

The claims stand in a small full-text table in memory (SQLite FTS5 with Porter's stemmer), made
anew for each search: that takes some milliseconds, keeps nothing that anybody looked for, and
speaks the language in use.
"""

import difflib
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from plumbline.errors import BadInput
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema.claims import Claim, Contradiction
from plumbline.present.words import _

LONGEST = 200
"""Characters of a search that are read."""
MOST = 12
"""Claims that are shown."""
_AROUND = (
    "a about am an and any are as at back be because been but by can could did do does for from "
    "get gets go goes good has have help helps how i if in into is it its just make makes many may "
    "me more most much my no not of on or our really s say says should so some t than that the "
    "their them there these they this those to true us use very was way we what when where which "
    "who why will with work works would you your"
)
_COMMON = frozenset(_AROUND.split())
"""Words that are looked for only where a search has no others."""
_FIRST = 3
_LIKE = 0.76
"""How alike two spellings must be (difflib's ratio) for one to be taken for the other."""
_WEIGHTS = "0.0, 4.0, 1.0, 6.0"
"""Of the columns: what was heard, the answer, and the words for searching count differently."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first."""

    claims: tuple[Claim, ...]
    contradictions: tuple[Contradiction, ...]
    read_as: str
    """The words that were looked for, where a spelling was taken for another; else empty."""


def search(knowledge: Knowledge, text: str) -> Found:
    """The claims and contradictions that hold all the words, or else any of them.

    Raises BadInput where there is no word in `text`, or more than `LONGEST` characters.
    """
    words = asked(text)
    with closing(_table(knowledge)) as table:
        read = _spelt(table, words)
        names = _matching(table, read)
    claims = tuple(knowledge.claims[name] for name in names if name in knowledge.claims)[:MOST]
    return Found(
        claims,
        tuple(_near(knowledge.contradictions.values(), claims, names)),
        " ".join(read) if read != words else "",
    )


def _near(
    every: Iterable[Contradiction], claims: Sequence[Claim], names: Sequence[str]
) -> Iterator[Contradiction]:
    """The contradictions that were found and are about one of the first claims."""
    first = {claim.id for claim in claims[:_FIRST]}
    return (one for one in every if one.id in names and first & set(one.claims))


def asked(text: str) -> list[str]:
    """The words of a search that matter, in order and each once; all of them where none does."""
    if len(text) > LONGEST:
        raise BadInput(
            _("your search"), _("is too long"), allowed=_("up to %(n)d letters") % {"n": LONGEST}
        )
    every = list(dict.fromkeys(_words(text)))
    if not every:
        raise BadInput(_("your search"), _("holds no word"), allowed=_("one word or more"))
    return [word for word in every if word not in _COMMON] or every


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _table(knowledge: Knowledge) -> sqlite3.Connection:
    table = sqlite3.connect(":memory:")
    table.execute(
        "CREATE VIRTUAL TABLE said USING "
        "fts5(name UNINDEXED, heard, answer, words, tokenize='porter unicode61')"
    )
    table.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", _rows(knowledge))
    return table


def _rows(knowledge: Knowledge) -> Iterator[tuple[str, str, str, str]]:
    for claim in knowledge.claims.values():
        yield claim.id, _(claim.heard), _(claim.answer), " ".join(claim.words)
    for one in knowledge.contradictions.values():
        sides = " ".join(_(side.says) for side in one.sides)
        yield one.id, f"{_(one.topic)} {sides}", _(one.answer), ""


def _spelt(table: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """The words as they stand in the claims; one that nothing is like stays as it is."""
    vocabulary: list[str] | None = None
    read: list[str] = []
    for word in words:
        if len(word) < 4 or _rank(table, [word], " "):
            read.append(word)
            continue
        vocabulary = vocabulary or _vocabulary(table)
        near = difflib.get_close_matches(word, vocabulary, n=1, cutoff=_LIKE)
        read.append(near[0] if near else word)
    return list(dict.fromkeys(read))


def _vocabulary(table: sqlite3.Connection) -> list[str]:
    """Every word of the claims, as written, the most frequent first."""
    texts = table.execute("SELECT heard || ' ' || answer || ' ' || words FROM said")
    counted = Counter(word for (text,) in texts for word in _words(text))
    return [word for word, _n in counted.most_common() if len(word) > 3]


def _matching(table: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """Names by rank: first those that hold all the words, then those that hold the most."""
    whole = _rank(table, words, " AND ")
    if len(words) == 1:
        return whole
    held = Counter(name for word in words for name in _rank(table, [word], " "))
    some = [name for name in _rank(table, words, " OR ") if name not in whole]
    # A claim that shares one word of many is noise, once another shares more.
    enough = max((held[name] for name in (*whole, *some)), default=0) / 2
    kept = [name for name in some if held[name] >= enough]
    return [*whole, *sorted(kept, key=lambda name: -held[name])]


def _rank(table: sqlite3.Connection, words: Iterable[str], joined: str) -> list[str]:
    quoted = joined.join(f'"{word}"' for word in words)
    query = f"SELECT name FROM said WHERE said MATCH ? ORDER BY bm25(said, {_WEIGHTS}), name"
    return [name for (name,) in table.execute(query, (quoted,))]


def near_ids(knowledge: Knowledge, name: str) -> str:
    """The ids of claims nearest to one that is not there, for a hint."""
    return ", ".join(difflib.get_close_matches(name, list(knowledge.claims), n=3, cutoff=0.5))
