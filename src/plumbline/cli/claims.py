"""What people may have read, on the command line: search the claims, and see what is true."""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from plumbline.cli import as_json as json_of
from plumbline.cli import show
from plumbline.cli.options import JsonOption
from plumbline.cli.profiles import our_rulebook
from plumbline.cli.reference import cited
from plumbline.cli.show_week import heading
from plumbline.errors import BadInput
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema.claims import Claim, Contradiction
from plumbline.present import claim_words, wording
from plumbline.present.claims_search import Found, near_ids, search
from plumbline.present.words import N_, _

HELP = N_("What you may have read or heard about backs, and what is true of it.")
EXAMPLES = N_(
    "Examples: plumbline claims sciatica goes to the arms | plumbline claims c038 | "
    "plumbline claims --verdict contradicted"
)
_ID = re.compile(r"c\d{1,4}", re.IGNORECASE)


def claims(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help=_("What you have heard, or a claim's id.")),
    ] = None,
    verdict: Annotated[
        str | None,
        typer.Option("--verdict", metavar="VERDICT", help=_("Only claims with this verdict.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """The claims that were asked for; all of them where nothing was."""
    knowledge, asked = our_rulebook().knowledge, words or []
    if verdict is not None and verdict not in claim_words.VERDICTS:
        allowed = ", ".join(claim_words.VERDICTS)
        raise BadInput("--verdict", f"there is no verdict {verdict[:40]!r}", allowed=allowed)
    named = bool(asked) and all(_ID.fullmatch(word) for word in asked)
    if named:
        found = Found(tuple(_claim(knowledge, word) for word in asked), (), "")
    elif asked:
        found = search(knowledge, " ".join(asked))
    else:
        found = Found(tuple(knowledge.claims.values()), (), "")
    kept = [one for one in found.claims if verdict in (None, one.verdict)]
    if as_json:
        json_of.show([_as_json(one) for one in kept])
    elif asked:
        _show(show.console(), knowledge, kept, found, whole=named)
    else:
        _list(show.console(), knowledge, kept)


def _claim(knowledge: Knowledge, name: str) -> Claim:
    claim = knowledge.claims.get(name.lower())
    if claim is None:
        raise BadInput(name, "there is no such claim", allowed=near_ids(knowledge, name.lower()))
    return claim


def _show(
    out: Console, knowledge: Knowledge, claims: Sequence[Claim], found: Found, *, whole: bool
) -> None:
    if found.read_as:
        out.print(Text(_("Looked for: %(words)s") % {"words": found.read_as}, style="dim"))
    if not claims:
        out.print(_("Nothing like that is among the claims we checked. Try other words."))
    for claim in claims:
        _one(out, knowledge, claim, whole=whole)
    for one in found.contradictions:
        _sides(out, one)


def _one(out: Console, knowledge: Knowledge, claim: Claim, *, whole: bool) -> None:
    out.print()
    out.print(Text(_("You may have read: %(heard)s") % {"heard": _(claim.heard)}))
    out.print(Text(claim_words.verdict(claim.verdict), style="bold"))
    out.print(Text(_(claim.answer)))
    place = f"{claim.place.kind}/{claim.place.id}"
    out.print(Text(f"{claim.id} · {_lives(place)}", style="dim"))
    if whole:
        out.print(Text(wording.status(claim.basis.status), style="dim"))
        if claim.basis.note:
            out.print(Text(_(claim.basis.note), style="dim"))
        for source in claim.basis.sources:
            out.print(Text(f"- {cited(knowledge.sources[source])}", style="dim"))


def _lives(place: str) -> str:
    if place.startswith("page/"):
        return _("in the app: %(page)s") % {"page": place.removeprefix("page/")}
    return _("more: plumbline explain %(name)s") % {"name": place}


def _sides(out: Console, one: Contradiction) -> None:
    out.print(heading(_(one.topic)))
    for side in one.sides:
        out.print(Text(_("One says: %(says)s") % {"says": _(side.says)}))
    out.print(Text(_(one.answer), style="bold"))


def _list(out: Console, knowledge: Knowledge, claims: Iterable[Claim]) -> None:
    """One line for each claim, by topic."""
    kept = {claim.id for claim in claims}
    for file in knowledge.claim_files.values():
        here = [claim for claim in file.claims if claim.id in kept]
        if here:
            out.print(heading(_(file.title)))
        for claim in here:
            said = claim_words.verdict(claim.verdict)
            out.print(Text(f"{claim.id}  {said}: {_(claim.heard)}"))


def _as_json(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "article": claim.article,
        "heard": _(claim.heard),
        "verdict": claim.verdict,
        "says": claim_words.verdict(claim.verdict),
        "answer": _(claim.answer),
        "place": {"kind": claim.place.kind, "id": claim.place.id},
        "status": claim.basis.status,
        "sources": list(claim.basis.sources),
        "note": claim.basis.note,
    }
