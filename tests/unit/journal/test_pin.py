from datetime import UTC, datetime, timedelta

import pytest

from plumbline.errors import BadInput, JournalError, ProfileLocked
from plumbline.journal import Journal, Profile
from plumbline.journal.pin import Tries, hash_pin, pin_matches, wait_after

from .conftest import Clock

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def ben(journal: Journal) -> Profile:
    return journal.create_profile("Ben", "2468")


def wrong(journal: Journal, profile: Profile, times: int) -> None:
    for _ in range(times):
        with pytest.raises(ProfileLocked):
            journal.unlock(profile.id, "0000")


def test_the_hash_is_argon2id_and_differs_each_time() -> None:
    one, other = hash_pin("2468"), hash_pin("2468")
    assert one.startswith("$argon2id$")
    assert one != other
    assert pin_matches(one, "2468")
    assert pin_matches(one, "２４６８"), "full-width digits of another keyboard"
    assert not pin_matches(one, "2469")


def test_a_damaged_hash_is_an_error_and_not_a_wrong_pin() -> None:
    with pytest.raises(JournalError, match="damaged"):
        pin_matches("nonsense", "2468")


@pytest.mark.parametrize("pin", ["", "123", "x" * 65])
def test_a_pin_has_4_to_64_characters(journal: Journal, pin: str) -> None:
    with pytest.raises(BadInput, match="PIN"):
        journal.create_profile("Ben", pin)
    assert journal.profiles() == []


def test_waits_grow_to_an_hour() -> None:
    assert [wait_after(n).total_seconds() for n in (0, 4, 5, 6, 7, 11, 12, 10_000)] == [
        0, 0, 30, 60, 120, 1920, 3600, 3600,
    ]  # fmt: skip


def test_a_clock_put_back_does_not_lock_the_person_out() -> None:
    tries = Tries(5, NOON + timedelta(days=400))
    assert tries.wait(NOON) == timedelta(seconds=30)


def test_the_right_pin_unlocks_and_a_wrong_one_does_not(journal: Journal, ben: Profile) -> None:
    assert ben.has_pin
    assert journal.unlock(ben.id, "2468") == ben
    with pytest.raises(ProfileLocked, match="4 times more"):
        journal.unlock(ben.id, "2469")
    with pytest.raises(ProfileLocked, match="needs its PIN"):
        journal.unlock(ben.id, None)


def test_without_a_pin_the_profile_is_open(journal: Journal, ann: Profile) -> None:
    assert journal.unlock(ann.id, None) == ann
    assert journal.unlock(ann.id, "0000") == ann


def test_after_five_wrong_tries_even_the_right_pin_waits(
    journal: Journal, ben: Profile, clock: Clock
) -> None:
    wrong(journal, ben, 4)
    with pytest.raises(ProfileLocked, match="wait 30 seconds"):
        journal.unlock(ben.id, "0000")
    with pytest.raises(ProfileLocked, match="wait 30 seconds"):
        journal.unlock(ben.id, "2468")
    clock.move(seconds=29)
    with pytest.raises(ProfileLocked, match="wait 1 seconds"):
        journal.unlock(ben.id, "2468")
    assert journal.profile(ben.id).locked_until == clock.now + timedelta(seconds=1)
    clock.move(seconds=1)
    assert journal.unlock(ben.id, "2468").locked_until is None
    wrong(journal, ben, 4)
    assert journal.profile(ben.id).locked_until is None, "a right PIN starts the count anew"


def test_the_wait_outlives_a_restart(journal: Journal, ben: Profile, clock: Clock) -> None:
    wrong(journal, ben, 6 - 1)
    journal.close()
    with (
        Journal.open(journal.home, clock=clock) as again,
        pytest.raises(ProfileLocked, match="wait"),
    ):
        again.unlock(ben.id, "2468")


def test_a_set_pin_is_needed_to_change_it(journal: Journal, ben: Profile) -> None:
    with pytest.raises(ProfileLocked):
        journal.set_pin(ben.id, "1357")
    with pytest.raises(ProfileLocked):
        journal.set_pin(ben.id, None, current="0000")
    journal.set_pin(ben.id, "1357", current="2468")
    assert journal.unlock(ben.id, "1357").has_pin
    assert not journal.set_pin(ben.id, None, current="1357").has_pin
    assert journal.set_pin(ben.id, "8642").has_pin
