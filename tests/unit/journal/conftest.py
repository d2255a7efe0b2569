"""A journal in a fresh home with a clock that the test sets."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plumbline.journal import Journal, Profile


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    with Journal.open(tmp_path / "home", clock=clock) as opened:
        opened.remember_knowledge("k1", '{"findings":["pain_now_nrs"]}')
        yield opened


@pytest.fixture
def ann(journal: Journal) -> Profile:
    return journal.create_profile("Ann")
