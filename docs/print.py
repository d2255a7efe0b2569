"""Print the documents: `python docs/print.py --hazards build/hazards.json --out build/docs`.

Everything comes as Markdown and as one self-contained HTML page. Exit code 1 when a hazard has no
passing test (the documents are printed all the same, so that one can read which), 2 when an input
is missing.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from printing import safety_case
from printing.examples import examples
from printing.html import page
from printing.manual import manual
from printing.plans import plans
from printing.specs import chapters
from printing.written import name_of, title_of, written

from plumbline.knowledge import Knowledge, load
from plumbline.logic.rulebook import compile_rules

ROOT = Path(__file__).resolve().parents[1]
HANDBOOK = (
    "intended-purpose.md",
    "how-it-decides.md",
    "what-to-train-first.md",
    "the-programme.md",
    "your-calendar.md",
    "day-by-day.md",
    "trying.md",
    "simulation.md",
    "movement-and-load.md",
    "for-clinicians.md",
    "for-developers.md",
    "operations.md",
    "limits.md",
)
MEASURED = ("impairments.md", "programme.md")
"""What `make bench` writes of the tests' model and of the solver."""
PLANS = "example-plans"
BESIDE = ("README.md", "GLOSSARY.md", "SECURITY.md", "CONTRIBUTING.md")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Print manual, safety case and handbook.")
    parser.add_argument("--hazards", type=Path, required=True, help="what `make test` wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for the documents")
    parser.add_argument(
        "--without-plans", action="store_true", help="leave the example plans out: they take long"
    )
    chosen = parser.parse_args(arguments)
    try:
        ledger = json.loads(chosen.hazards.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problem = f"{chosen.hazards}: cannot be read ({type(error).__name__}); run `make test`"
        print(f"print: {problem}", file=sys.stderr)
        return 2
    knowledge = load()
    made = measured(chosen.hazards.parent)
    documents = all_documents(knowledge, ledger, made, with_plans=not chosen.without_plans)
    write(documents, chosen.out)
    print(f"{len(documents)} documents in {chosen.out}")
    open_ = safety_case.problems(knowledge, ledger)
    for problem in open_:
        print(f"print: {problem}", file=sys.stderr)
    return 1 if open_ else 0


def measured(folder: Path) -> tuple[str, str]:
    """What `make bench` measured of the tests' model and of the solver, where it did; it lies
    beside the hazards."""
    model, solver = (folder / name for name in MEASURED)
    return _text(model), _text(solver)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def all_documents(
    knowledge: Knowledge,
    ledger: safety_case.Ledger,
    made: tuple[str, str] = ("", ""),
    *,
    with_plans: bool = True,
) -> dict[str, str]:
    """Name -> Markdown of every document, in the order of the menu."""
    by_hand = [
        ROOT / BESIDE[0],
        *(ROOT / "docs" / "handbook" / name for name in HANDBOOK),
        *(ROOT / name for name in BESIDE[1:]),
    ]
    names = {file.name: name_of(file) for file in by_hand}
    hand = {name_of(file): written(file, names) for file in by_hand}
    readme = hand.pop("readme")
    specs = chapters(ROOT / "tests" / "spec")
    rulebook = compile_rules(knowledge)
    folder = ROOT / "examples"
    return {
        "readme": readme,
        "clinical-manual": manual(rulebook, specs, *made),
        "safety-case": safety_case.safety_case(knowledge, ledger, ROOT),
        "examples": examples(knowledge, folder),
        **({PLANS: plans(rulebook, folder / "plans")} if with_plans else {}),
        **hand,
    }


def write(documents: Mapping[str, str], folder: Path) -> None:
    """Each document as Markdown and as a page; the first is also the index."""
    folder.mkdir(parents=True, exist_ok=True)
    titles = {name: title_of(text) for name, text in documents.items()}
    for place, (name, text) in enumerate(documents.items()):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        printed = page(name, text, titles)
        (folder / f"{name}.html").write_text(printed, encoding="utf-8")
        if place == 0:
            (folder / "index.html").write_text(printed, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
