"""Figures for authors: one movement as a file, or a page with both ends of every movement."""

import difflib
import math
from collections.abc import Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Final

from plumbline.errors import BadInput
from plumbline.knowledge import Knowledge, load
from plumbline.motion import Movement, farthest, read_movement
from plumbline.motion.load_order import against_standing
from plumbline.present.figure import figure
from plumbline.present.pictures import drawn_titles
from plumbline.present.words import _, language

SIDES: Final = ("left", "right")
PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | Plumbline</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.4 system-ui, sans-serif }}
body {{ margin: 0 auto; max-width: 96rem; padding: 1rem }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(26rem, 1fr)); gap: 1rem }}
article {{ border: 1px solid #8885; border-radius: .6rem; padding: .6rem .8rem }}
h2 {{ font-size: 1rem; margin: 0 }}
p {{ margin: .2rem 0 .5rem; font-size: .875rem }}
article div {{ display: grid; grid-template-columns: 1fr 1fr; gap: .5rem }}
figure {{ margin: 0 }}
figcaption {{ font-size: .8125rem; text-align: center }}
@media (max-width: 30rem) {{ main {{ grid-template-columns: 1fr }} }}
{css}</style>
</head>
<body>
<h1>{title}</h1>
<p>{about}</p>
<main>
{articles}
</main>
</body>
</html>
"""


def draw(name: str, out: Path | None, side: str | None, still: float | None) -> None:
    """One movement as an SVG file that stands alone; without `out` it is printed."""
    knowledge = load()
    movement = _movement(knowledge, name)
    if still is not None and not (math.isfinite(still) and 0 <= still <= movement.period):
        allowed = f"from 0 to {movement.period:g}"
        raise BadInput("--still", f"no moment of {name}: {still:g}", allowed=allowed)
    text = figure(movement, side=_side(side), title=_title(knowledge, name), name=name, still=still)
    begin, _sep, rest = text.partition(">")
    # A file that stands alone brings its own colours; a page has them in its style sheet.
    alone = f"{begin}>\n<style>\n{_css()}</style>{rest}\n"
    if out is None:
        print(alone, end="")
        return
    _write(out, alone)
    print(_("%(name)s is in %(file)s") % {"name": name, "file": out})


def gallery(names: Sequence[str], folder: Path, side: str | None) -> None:
    """A page with both ends of these movements, or of all: `index.html` in the folder."""
    knowledge = load()
    chosen = list(names) or sorted(knowledge.movements)
    articles = [_article(knowledge, name, _side(side)) for name in chosen]
    page = PAGE.format(
        language=language(),
        title=escape(_("Movements")),
        about=escape(
            _(
                "Every movement at its start and at its far end. “Times standing” is what a simple "
                "model gives for the lower back; it is for authors, and often wrong."
            )
        ),
        css=_css(),
        articles="\n".join(articles),
    )
    file = folder / "index.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput("--gallery", f"cannot be made ({error.strerror})") from None
    _write(file, page, "--gallery")
    print(_("%(count)s movements are in %(file)s") % {"count": len(chosen), "file": file})


def check_words(names: Sequence[str], out: Path | None, folder: Path | None) -> None:
    """Raises BadInput where the words of the command do not go together."""
    if folder is None and len(names) != 1:
        raise BadInput("figure", "needs one movement", allowed="a NAME, or --gallery FOLDER")
    if folder is not None and out is not None:
        raise BadInput("--out", "does not go with --gallery", allowed="one of the two")


def _movement(knowledge: Knowledge, name: str) -> Movement:
    if name not in knowledge.movements:
        near = difflib.get_close_matches(name, sorted(knowledge.movements), n=3)
        allowed = ", ".join(near) or "see `plumbline figure --gallery FOLDER`"
        raise BadInput(name[:80], "no such movement", allowed=allowed)
    return read_movement(knowledge.movements[name].authored, name)


def _side(side: str | None) -> str | None:
    if side not in (None, *SIDES):
        raise BadInput(f"--side {side[:20]}", "no such side", allowed=" or ".join(SIDES))
    return side


def _article(knowledge: Knowledge, name: str, side: str | None) -> str:
    movement = _movement(knowledge, name)
    title = _title(knowledge, name)
    ends = (movement.keys[0], farthest(movement))
    pictures = [
        f"<figure>{_still(movement, side, title, name, place, key.at)}"
        f'<figcaption translate="no">{escape(key.name)}, {key.at:g} s</figcaption></figure>'
        for place, key in enumerate(ends)
    ]
    facts = " · ".join((*_load(knowledge, movement, name), movement.base.replace("_", " ")))
    return (
        f'<article id="{name}"><h2>{escape(title)} <code>{name}</code></h2>'
        f"<p>{escape(facts)}</p><div>{''.join(pictures)}</div></article>"
    )


def _still(
    movement: Movement, side: str | None, title: str, name: str, place: int, at: float
) -> str:
    return figure(movement, side=side, title=title, name=f"{name}-{place}", still=at)


def _load(knowledge: Knowledge, movement: Movement, name: str) -> list[str]:
    """What is said of the load: the published class, and the model's ratio."""
    exercise = knowledge.exercises.get(name)
    ratio = against_standing(movement)
    said = [_("class %(letter)s") % {"letter": exercise.load.spine}] if exercise else []
    if ratio is None:
        return [*said, _("the model cannot tell")]
    return [*said, _("%(ratio)s times standing") % {"ratio": f"{ratio:.1f}"}]


def _title(knowledge: Knowledge, name: str) -> str:
    return drawn_titles(knowledge).get(name, name.replace("_", " "))


def _css() -> str:
    file = resources.files("plumbline") / "web" / "static" / "css" / "figure.css"
    return file.read_text(encoding="utf-8")


def _write(file: Path, text: str, option: str = "--out") -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        problem = f"{file} cannot be written ({error.strerror})"
        raise BadInput(option, problem, allowed="a file in a folder that exists") from None
