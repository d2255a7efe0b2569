"""The calendar file: what stands in it, what does not, and that 18:00 stays 18:00."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from plumbline.care.programme.appointment import Appointment, Times
from plumbline.present import agenda

STAMP = datetime(2026, 3, 1, 8, tzinfo=UTC)


def file_of(*days: date, at: time | None = None, zone: str | None = None, **more: int) -> str:
    found = [Appointment(f"{n}@plumbline", on, 25) for n, on in enumerate(days)]
    times = Times(at, more.get("remind"), zone)
    made = agenda.calendar_file(found, times, stamp=STAMP, sequence=more.get("sequence", 0))
    return made.decode()


def events(text: str) -> list[dict[str, str]]:
    found = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL)
    return [dict(line.split(":", 1) for line in one.splitlines()) for one in found]


def test_without_a_time_a_session_takes_the_day_and_no_zone_is_needed() -> None:
    text = file_of(date(2026, 12, 31), remind=30)
    (event,) = events(text)
    assert event["DTSTART;VALUE=DATE"] == "20261231"
    assert event["DTEND;VALUE=DATE"] == "20270101"
    assert "VTIMEZONE" not in text
    assert "VALARM" not in text


def test_the_file_says_session_and_nothing_else() -> None:
    text = file_of(date(2026, 3, 3), at=time(18), zone="Europe/London", remind=30, sequence=4)
    (event,) = events(text)
    assert event["SUMMARY"] == "Session"
    assert event["SEQUENCE"] == "4"
    assert event["DTSTAMP"] == "20260301T080000Z"
    assert event["UID"] == "0@plumbline"
    assert event["DURATION"] == "PT25M"
    assert event["TRIGGER"] == "-PT30M"
    words = "SUMMARY DURATION DTSTAMP UID SEQUENCE CLASS LAST-MODIFIED BEGIN ACTION DESCRIPTION"
    allowed = {*words.split(), "TRIGGER", "END", "DTSTART;TZID=Europe/London"}
    assert set(event) == allowed
    assert not re.search("back|pain|exercise|walk|spine", text, re.IGNORECASE)


def test_the_same_days_give_the_same_bytes_and_lines_end_as_they_must() -> None:
    one, two = (file_of(date(2026, 3, 3), at=time(18), zone="Asia/Tokyo") for _ in range(2))
    assert one == two
    assert "\n" not in one.replace("\r\n", "")


SPRING_AND_AUTUMN = [
    ("Europe/London", date(2026, 3, 28), date(2026, 3, 30)),
    ("Europe/London", date(2026, 10, 24), date(2026, 10, 26)),
    ("America/New_York", date(2026, 3, 7), date(2026, 3, 9)),
    ("America/New_York", date(2026, 10, 31), date(2026, 11, 2)),
    ("Australia/Lord_Howe", date(2026, 4, 4), date(2026, 4, 6)),
    ("Pacific/Apia", date(2011, 12, 29), date(2011, 12, 31)),
    ("Europe/London", date(2028, 2, 28), date(2028, 3, 1)),
    ("Africa/Casablanca", date(2026, 2, 14), date(2026, 2, 16)),
]


@pytest.mark.parametrize(("zone", "before", "after"), SPRING_AND_AUTUMN)
def test_eighteen_o_clock_stays_eighteen_o_clock(zone: str, before: date, after: date) -> None:
    text = file_of(before, after, at=time(18), zone=zone)
    told = [event[f"DTSTART;TZID={zone}"] for event in events(text)]
    assert told == [f"{on:%Y%m%d}T180000" for on in (before, after)]
    # Read by the zone in the file alone, each stands at the moment our own database says.
    for on, moment in zip((before, after), read_by_its_own_zone(text), strict=True):
        assert moment == datetime.combine(on, time(18), ZoneInfo(zone)).astimezone(UTC)


def read_by_its_own_zone(text: str) -> list[datetime]:
    """The moments of the events, by the file's own VTIMEZONE (RFC 5545, 3.6.5)."""
    calendar = Calendar.from_ical(text)
    (zone,) = calendar.walk("VTIMEZONE")
    onsets = sorted(
        (part.decoded("dtstart"), part.decoded("tzoffsetto")) for part in zone.subcomponents
    )
    found = []
    for event in calendar.walk("VEVENT"):
        local = event.decoded("dtstart").replace(tzinfo=None)
        offset = [after for onset, after in onsets if onset <= local][-1]
        found.append((local - offset).replace(tzinfo=UTC))
    return found


@pytest.mark.parametrize(
    ("zone", "onset"),
    [
        ("Europe/London", "DTSTART:20260329T010000"),
        ("America/New_York", "DTSTART:20260308T020000"),
        ("Australia/Lord_Howe", "DTSTART:20261004T020000"),
    ],
)
def test_summer_time_begins_at_the_time_valid_before_it(zone: str, onset: str) -> None:
    assert onset in file_of(date(2026, 6, 1), at=time(18), zone=zone)


def test_a_zone_without_summer_time_has_one_rule() -> None:
    assert file_of(date(2026, 6, 1), at=time(18), zone="Asia/Kolkata").count("TZOFFSETTO") == 1
