"""`plumbline knowledge check` on broken knowledge: each defect is found, by file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.functional.cli_user import SOURCE, plumbline

KNOWLEDGE = SOURCE / "plumbline" / "knowledge"
Edit = tuple[str, str, str, str]

# file, what is there, what to put in its place, what the problem says
EDITS: dict[str, Edit] = {
    "unknown finding in a rule": (
        "red_flags/retention.yaml",
        "no_urine_8h AND",
        "no_urine_9h AND",
        "no_urine_9h",
    ),
    "missing source": (
        "red_flags/cauda_equina.yaml",
        "[girft_ces,",
        "[nobody_knows,",
        "the source nobody_knows does not exist",
    ),
    "verified without a source": (
        "exercises/bridge.yaml",
        "status: verified\n        sources: [gmax_gmed_ranges]\n",
        "status: verified\n",
        "is verified, yet names no source",
    ),
    "id differs from the file": (
        "red_flags/retention.yaml",
        "id: retention",
        "id: retentions",
        "differs from the name of the file",
    ),
    "two findings alike": (
        "findings/cancer.yaml",
        "- id: cancer_history",
        "- id: age_years",
        "the id age_years stands twice",
    ),
    "unverified in use": (
        "red_flags/cauda_equina.yaml",
        "status: expert",
        "status: unverified",
        "is unverified, yet stands where it is shown or used",
    ),
    "mirror that is not mirrored": (
        "findings/nerves.yaml",
        "mirror: leg_weakness_left",
        "mirror: leg_numbness_left",
        "mirror",
    ),
    "list that is not there": (
        "findings/nerves.yaml",
        "list: cord_signs",
        "list: cord_sings",
        "the list cord_sings does not exist",
    ),
    "exercise that is not there": (
        "exercises/bridge.yaml",
        "regression: glute_squeeze",
        "regression: glute_squeezes",
        "the exercise glute_squeezes does not exist",
    ),
    "chain with a loop": (
        "exercises/bridge.yaml",
        "regression: glute_squeeze",
        "regression: bridge",
        "comes back to where it began",
    ),
    "group that is not there": (
        "exercises/bridge.yaml",
        "treatment_groups: [exercise_any, exercise_supine, any_plan]",
        "treatment_groups: [exercise_any, any_plan]",
        "does not stand in the group exercise_supine",
    ),
    "kit nobody is asked about": (
        "findings/plan.yaml",
        "id: kit_gym",
        "id: kit_hall",
        "the finding kit_gym does not exist",
    ),
    "rule true of nobody": (
        "red_flags/retention.yaml",
        "no_urine_8h AND",
        "age_years > 130 AND",
        "can never be true of anybody",
    ),
    "rule cut off by its gate": (
        "red_flags/retention.yaml",
        "no_urine_8h AND",
        "(NOT no_urine_8h) AND",
        "can never be true of anybody",
    ),
    "level an earlier one takes": (
        "red_flags/shingles.yaml",
        "when: shingles_signs AND (shingles_eye_face OR immunity_suppressed OR pregnant)",
        "when: shingles_signs",
        "that the rules before it leave over",
    ),
    "red flag nobody can answer": (
        "findings/kidney_belly.yaml",
        "- id: no_urine_8h\n",
        "- id: no_urine_8h\n    asked_of: clinician\n",
        "hangs on no_urine_8h, which nobody asks the person",
    ),
    "reassuring expert": (
        "patterns/radicular.yaml",
        "- band: possible",
        "- band: unlikely",
        "reassures, yet is only expert",
    ),
    "expert effect": (
        "patterns/radicular.yaml",
        "        status: verified\n        sources: [konstantinou18]",
        "        status: expert\n        sources: [konstantinou18]",
        "can never be expert",
    ),
    "country without contacts": (
        "findings/about_you.yaml",
        "{id: se,",
        "{id: xz,",
        "the contact file xz does not exist",
    ),
    "hazard without its control": (
        "hazards/unknown_as_no.yaml",
        "- plumbline.care.triage",
        "- plumbline.care.trriage",
        "the control plumbline.care.trriage does not exist",
    ),
    "emergency that can wait": (
        "red_flags/cauda_equina.yaml",
        "see_within_hours: 0",
        "see_within_hours: 24",
        "emergency_now is to be seen within 0 hours",
    ),
    "field nobody knows": ("red_flags/retention.yaml", "title:", "titel:", "titel"),
    "key twice": ("red_flags/retention.yaml", "title:", "id: x\ntitle:", "id stands twice"),
    "no when_unknown": ("red_flags/retention.yaml", "when_unknown:", "#", "when_unknown"),
}


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


def problems(folder: Path) -> tuple[int, list[str]]:
    said = plumbline("knowledge", "check", "--folder", str(folder))
    return said.code, [row for row in said.out.splitlines()[:-1] if ": warning: " not in row]


@pytest.mark.parametrize("defect", EDITS)
def test_defect_is_found(knowledge: Path, defect: str) -> None:
    name, old, new, says = EDITS[defect]
    file = knowledge / name
    text = file.read_text()
    assert old in text, "the knowledge has moved on: choose another place to break"
    file.write_text(text.replace(old, new, 1))
    code, found = problems(knowledge)
    assert code == 1
    hits = [row for row in found if says in row]
    assert hits, found
    path, line, _ = hits[0].split(":", 2)
    assert (knowledge / path).is_file()
    assert 1 <= int(line) <= len((knowledge / path).read_text().splitlines())


def test_line_is_the_line_of_the_defect(knowledge: Path) -> None:
    file = knowledge / "exercises" / "bridge.yaml"
    rows = file.read_text().splitlines()
    place = next(n for n, row in enumerate(rows, 1) if row.startswith("regression:"))
    file.write_text("\n".join(rows).replace("regression: glute_squeeze", "regression: nothing"))
    assert (
        f"exercises/bridge.yaml:{place}: the exercise nothing does not exist"
        in problems(knowledge)[1]
    )


@pytest.mark.parametrize(
    ("remove", "says"),
    [
        ("contacts/unknown.yaml", "contact file unknown"),
        ("programme/rules.yaml", "programme/rules.yaml"),
        ("exercises/glute_squeeze.yaml", "glute_squeeze does not exist"),
        ("treatments/any_plan.yaml", "the treatment any_plan does not exist"),
    ],
)
def test_missing_file_is_found(knowledge: Path, remove: str, says: str) -> None:
    (knowledge / remove).unlink()
    code, found = problems(knowledge)
    assert code == 1
    assert any(says in row for row in found), found


def test_a_file_that_is_no_yaml_is_named_with_its_line(knowledge: Path) -> None:
    (knowledge / "red_flags" / "retention.yaml").write_text("id: retention\ntitle: [\n")
    code, found = problems(knowledge)
    assert code == 1
    assert found[0].startswith("red_flags/retention.yaml:")


def edited(folder: Path, name: str, change: Callable[[dict], None]) -> None:
    file = folder / name
    data = yaml.load(file.read_text(), Loader=yaml.BaseLoader)
    change(data)
    file.write_text(yaml.safe_dump(data, sort_keys=False))


def test_exercise_without_cautions(knowledge: Path) -> None:
    edited(knowledge, "exercises/bridge.yaml", lambda data: data.update(cautions=[]))
    code, found = problems(knowledge)
    assert code == 1
    assert any("an exercise without cautions" in row for row in found), found
