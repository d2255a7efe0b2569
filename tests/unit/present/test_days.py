"""Days in words, in the language in use."""

from datetime import date, time, timedelta

import pytest

from plumbline.present import days, words
from plumbline.present.words import use

ON = date(2026, 3, 3)


def test_days_in_english() -> None:
    assert days.written_out(ON) == "3 March 2026"
    assert days.day_name(ON) == "Tuesday 3 March"
    assert days.short_day(ON) == "Tue 3 Mar"
    assert days.short_date(ON) == "3 Mar"
    assert days.month_name(ON) == "March 2026"
    assert days.weekday_name(ON) == "Tuesday"
    assert days.weekday_short(ON) == "Tue"
    assert days.days_list([ON, ON + timedelta(days=2)]) == "Tue 3 Mar, Thu 5 Mar"
    assert days.clock(time(18)) == "18:00"


def test_days_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "available", lambda: ("de", "en"))
    with use("de"):
        assert days.weekday_name(ON) == "Dienstag"
        assert days.written_out(ON) == "3. März 2026"


def test_a_language_without_known_dates_has_british_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "available", lambda: ("en", "zzz"))
    with use("zzz"):
        assert days.weekday_name(ON) == "Tuesday"


def test_every_day_passes_through_the_catalogue() -> None:
    with use("xx"):
        told = [
            days.written_out(ON),
            days.day_name(ON),
            days.short_day(ON),
            days.short_date(ON),
            days.month_name(ON),
            days.weekday_name(ON),
            days.weekday_short(ON),
        ]
    assert [line for line in told if not line.startswith("⟦")] == []
