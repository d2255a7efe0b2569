"""The whole set of documents: which there are, and how they are written to a folder."""

from collections.abc import Mapping
from pathlib import Path

from plumbline.knowledge import Knowledge

from . import safety_case
from .examples import examples
from .html import framed, page
from .manual import MANUAL, Print
from .written import name_of, title_of, written

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = (
    "intended-purpose.md",
    "how-it-decides.md",
    "what-to-train-first.md",
    "the-programme.md",
    "your-calendar.md",
    "day-by-day.md",
    "trying.md",
    "treatments.md",
    "simulation.md",
    "populations.md",
    "populations-on-a-cluster.md",
    "movement-and-load.md",
    "for-clinicians.md",
    "for-developers.md",
    "operations.md",
    "limits.md",
)
"""In this order; a chapter that is not named here comes last."""
README, PLANS = "readme", "example-plans"
BESIDE = ("README.md", "GLOSSARY.md", "SECURITY.md", "CONTRIBUTING.md")


def by_name(knowledge: Knowledge, ledger: safety_case.Ledger) -> dict[str, str]:
    """Name -> Markdown of every document but the manual and the plans, the README first."""
    handbook = ROOT / "docs" / "handbook"
    others = sorted({file.name for file in handbook.glob("*.md")} - set(HANDBOOK))
    by_hand = [
        ROOT / BESIDE[0],
        *(handbook / name for name in (*HANDBOOK, *others)),
        *(ROOT / name for name in BESIDE[1:]),
    ]
    names = {file.name: name_of(file) for file in by_hand}
    hand = {name_of(file): written(file, names) for file in by_hand}
    return {
        README: hand.pop(README),
        "safety-case": safety_case.safety_case(knowledge, ledger, ROOT),
        "examples": examples(knowledge, ROOT / "examples"),
        **hand,
    }


def write(documents: Mapping[str, str], manual: Print | None, folder: Path) -> int:
    """Each document as Markdown and as a page, the manual by chapters; the README is also the
    index. How many documents there are."""
    folder.mkdir(parents=True, exist_ok=True)
    menu = _menu(documents, manual)
    for name, text in documents.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        printed = page(name, text, menu)
        (folder / f"{name}.html").write_text(printed, encoding="utf-8")
        if name == README:
            (folder / "index.html").write_text(printed, encoding="utf-8")
    return len(documents) + (_write_manual(manual, menu, folder) if manual else 0)


def _menu(documents: Mapping[str, str], manual: Print | None) -> dict[str, str]:
    """Name -> title of what there is to choose from; the manual comes second."""
    titles = [(name, title_of(text)) for name, text in documents.items()]
    own = [(MANUAL, manual.titles()[MANUAL])] if manual else []
    return dict([*titles[:1], *own, *titles[1:]])


def _write_manual(manual: Print, menu: Mapping[str, str], folder: Path) -> int:
    titles, chapters = manual.titles(), tuple(manual.chapters())
    for name, text in manual.markdown(chapters):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    for name, body in manual.html(chapters):
        printed = framed(MANUAL, titles[name], body, menu)
        (folder / f"{name}.html").write_text(printed, encoding="utf-8")
    return len(titles)
