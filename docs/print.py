"""Print the documents: `python docs/print.py --hazards build/hazards.json --out build/docs`.

Everything comes as Markdown and as self-contained HTML pages. Exit code 1 when a hazard has no
passing test (the documents are printed all the same, so that one can read which), 2 when an input
is missing.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from printing import safety_case
from printing.documents import PLANS, ROOT, by_name, write
from printing.manual import MANUAL, Print
from printing.plans import plans
from printing.specs import chapters

from plumbline.knowledge import load
from plumbline.logic.rulebook import compile_rules

MEASURED = ("impairments.md", "programme.md")
"""What `make bench` writes of the tests' model and of the solver."""


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _options().parse_args(arguments)
    try:
        ledger = json.loads(chosen.hazards.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problem = f"{chosen.hazards}: cannot be read ({type(error).__name__}); run `make test`"
        print(f"print: {problem}", file=sys.stderr)
        return 2
    knowledge = load()
    rulebook = compile_rules(knowledge)
    wanted: list[str] = chosen.only
    documents = by_name(knowledge, ledger)
    if not chosen.without_plans and (not wanted or PLANS in wanted):
        documents[PLANS] = plans(rulebook, ROOT / "examples" / "plans")
    documents = {n: text for n, text in documents.items() if not wanted or n in wanted}
    manual = None
    if not wanted or MANUAL in wanted:
        specs = chapters(ROOT / "tests" / "spec")
        manual = Print.of(rulebook, specs, *measured(chosen.hazards.parent))
    print(f"{write(documents, manual, chosen.out)} documents in {chosen.out}")
    open_ = safety_case.problems(knowledge, ledger)
    for problem in open_:
        print(f"print: {problem}", file=sys.stderr)
    return 1 if open_ else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Print manual, safety case and handbook.")
    parser.add_argument("--hazards", type=Path, required=True, help="what `make test` wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for the documents")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help=f"print this document only (may be said again), such as {MANUAL} or safety-case",
    )
    parser.add_argument(
        "--without-plans", action="store_true", help="leave the example plans out: they take long"
    )
    return parser


def measured(folder: Path) -> tuple[str, str]:
    """What `make bench` measured of the tests' model and of the solver, where it did; it lies
    beside the hazards."""
    model, solver = (folder / name for name in MEASURED)
    return _text(model), _text(solver)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
