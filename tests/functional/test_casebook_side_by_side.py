"""Two pages of one person at the same time: nothing that was worked out before an answer came in
may stand for what is known after it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plumbline.care.standing import Standing
from plumbline.care.standing import standing as care_standing
from plumbline.journal import Journal, casebook
from plumbline.journal.casebook import Casebook
from tests.unit.care.people import TODAY, calm_values, rulebook


@pytest.mark.hazard("danger_undercalled")
def test_a_danger_told_meanwhile_is_not_covered_by_an_older_standing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(tmp_path, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)) as journal:
        book = Casebook(journal, rulebook(), journal.create_profile("Ann").id)
        book.answer(calm_values(), TODAY)
        seen: list[bool] = []

        def slow(*given: Any) -> Standing:
            """Another page stores a danger and reads it, while this one is still at work."""
            if not seen:
                seen.append(True)
                book.answer({"saddle_numbness": True}, TODAY)
                assert not book.standing(TODAY).triage.exercise_allowed
            return care_standing(*given)

        monkeypatch.setattr(casebook, "standing", slow)
        assert book.standing(TODAY).triage.exercise_allowed, "what the older record said"
        assert not book.standing(TODAY).triage.exercise_allowed
        assert book.battery(TODAY).next is None, "no test while somebody has to look first"
