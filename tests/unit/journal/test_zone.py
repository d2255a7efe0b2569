"""Which zone this machine is in, and which zones there are."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from plumbline.journal.zone import is_zone, machine_zone, zones
from plumbline.web.app import local_time


def test_the_environment_speaks_first() -> None:
    assert machine_zone({"TZ": "Europe/London"}) == "Europe/London"
    assert machine_zone({"TZ": ":America/New_York"}) == "America/New_York"
    assert machine_zone({"TZ": "no zone at all"}) is None


def test_else_the_link_of_the_system(tmp_path: Path) -> None:
    zone = tmp_path / "zoneinfo" / "Asia" / "Tokyo"
    zone.parent.mkdir(parents=True)
    zone.touch()
    link = tmp_path / "localtime"
    link.symlink_to(zone)
    assert machine_zone({}, link) == "Asia/Tokyo"
    assert machine_zone({}, tmp_path / "missing") is None
    assert machine_zone({}, zone.parent) is None


@pytest.mark.parametrize(
    "name", ["", "../secret", "/etc/passwd", "Europe/Nowhere", "x" * 100, "\0"]
)
def test_what_is_no_zone(name: str) -> None:
    assert not is_zone(name)


def test_zones_are_places() -> None:
    assert {"Europe/London", "America/New_York", "Pacific/Apia"} <= set(zones())
    assert not [name for name in zones() if name.startswith(("Etc/", "posix/"))]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has no tzset")
def test_today_follows_a_machine_that_travels(monkeypatch: pytest.MonkeyPatch) -> None:
    offsets = []
    try:
        for name in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
            monkeypatch.setenv("TZ", name)
            offsets.append(local_time().utcoffset())
    finally:
        monkeypatch.undo()
        time.tzset()
    assert offsets == [timedelta(hours=14), timedelta(hours=-11)]
