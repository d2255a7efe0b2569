"""The columns a table may have, printed from the findings."""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.cohort.facts import needed_findings
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """One column: its finding, and whether a decision of a population rests on it."""

    finding: Finding
    used: bool

    @property
    def range(self) -> str:
        """What it may hold."""
        match self.finding.type:
            case "boolean":
                return "true, false"
            case "integer" | "number":
                return f"{self.finding.min:g} to {self.finding.max:g}"
            case "choice":
                return ", ".join(choice.id for choice in self.finding.choices)
            case "date":
                return "2026-01-31"


def column_dictionary(rulebook: Rulebook) -> Iterator[ColumnEntry]:
    """Every finding as a column, in the order of the files."""
    used = needed_findings(rulebook)
    for finding in rulebook.knowledge.findings.values():
        yield ColumnEntry(finding, finding.id in used)
