"""Sessions as an iCalendar file (RFC 5545).

Whoever sees the file learns the days and nothing else: the title is "Session", and there is no
name, no exercise and no word about health in it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
)

from plumbline import __version__
from plumbline.care.programme.appointment import Appointment, Times
from plumbline.present.words import _

ASK_AGAIN = timedelta(hours=1)
"""How often a calendar that follows the feed is asked to look."""


def calendar_file(
    appointments: Sequence[Appointment], times: Times, *, stamp: datetime, sequence: int
) -> bytes:
    """The sessions as the bytes of an .ics file: the same input gives the same bytes.

    With a time of day each session stands at that time on the wall clock of `times.zone`, whatever
    the clocks do in between; without one it takes the whole day. `stamp` is when the days last
    changed (with its zone), `sequence` rises with every change.
    """
    calendar = Calendar()
    _add(calendar, "prodid", f"-//Plumbline//{__version__}//EN")
    _add(calendar, "version", "2.0")
    _add(calendar, "calscale", "GREGORIAN")
    _add(calendar, "x-wr-calname", _("Sessions"))
    _add(calendar, "refresh-interval", ASK_AGAIN, VALUE="DURATION")
    if times.at is not None and times.zone is not None and appointments:
        days = [one.on for one in appointments]
        calendar.add_component(_timezone(times.zone, min(days), max(days)))
    for one in appointments:
        calendar.add_component(_event(one, times, stamp, sequence))
    return calendar.to_ical()


def _event(one: Appointment, times: Times, stamp: datetime, sequence: int) -> Event:
    event = Event()
    _add(event, "uid", one.uid)
    _add(event, "dtstamp", stamp.astimezone(UTC))
    _add(event, "last-modified", stamp.astimezone(UTC))
    _add(event, "sequence", sequence)
    _add(event, "summary", _("Session"))
    _add(event, "class", "PRIVATE")
    if times.at is None or times.zone is None:
        _add(event, "dtstart", one.on)
        _add(event, "dtend", one.on + timedelta(days=1))
        _add(event, "transp", "TRANSPARENT")
        return event
    _add(event, "dtstart", datetime.combine(one.on, times.at, ZoneInfo(times.zone)))
    # A length and not an end: on the night the clocks change it stays as long as it is.
    _add(event, "duration", timedelta(minutes=one.minutes))
    if times.remind is not None:
        alarm = Alarm()
        _add(alarm, "action", "DISPLAY")
        _add(alarm, "description", _("Session"))
        _add(alarm, "trigger", timedelta(minutes=-times.remind))
        event.add_component(alarm)
    return event


def _timezone(name: str, first: date, last: date) -> Timezone:
    """The zone's rules from the year of the first day to that of the last.

    Made here because the onset of an observance must be told in the time that was valid before it
    (RFC 5545, 3.6.5); the library tells it in the one after.
    """
    zone = ZoneInfo(name)
    component = Timezone()
    _add(component, "tzid", name)
    begins = datetime(first.year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    ends = datetime(last.year + 1, 1, 1, tzinfo=UTC) + timedelta(days=1)
    component.add_component(_observance(zone, begins, before=begins))
    for onset in _onsets(zone, begins, ends):
        component.add_component(_observance(zone, onset, before=onset - timedelta(seconds=1)))
    return component


def _observance(zone: tzinfo, onset: datetime, before: datetime) -> Component:
    """One stretch of standard or summer time, from `onset` on."""
    was, now = before.astimezone(zone), onset.astimezone(zone)
    component = TimezoneDaylight() if now.dst() else TimezoneStandard()
    _add(component, "dtstart", (onset + _offset(was)).replace(tzinfo=None))
    _add(component, "tzoffsetfrom", _offset(was))
    _add(component, "tzoffsetto", _offset(now))
    _add(component, "tzname", now.tzname() or "")
    return component


def _onsets(zone: tzinfo, begins: datetime, ends: datetime) -> Iterator[datetime]:
    """The moments (UTC, whole seconds) between the two at which the zone's clocks change."""
    day = begins
    while day < ends:
        following = day + timedelta(days=1)
        if _rule(zone, day) != _rule(zone, following):
            before, after = day, following
            while after - before > timedelta(seconds=1):
                middle = before + timedelta(seconds=(after - before).total_seconds() // 2)
                same = _rule(zone, middle) == _rule(zone, day)
                before, after = (middle, after) if same else (before, middle)
            yield after
        day = following


def _rule(zone: tzinfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _add(component: Component, name: str, value: object, **parameters: str) -> None:
    # The library leaves the type of a value open.
    component.add(name, value, parameters=parameters)  # pyright: ignore[reportUnknownMemberType]


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta(0)
