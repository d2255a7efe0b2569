"""One view of the journal while a page is made."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from plumbline.journal.steady import closed_view, once, steady


def counter():  # type: ignore[no-untyped-def]
    calls: list[int] = []

    def read() -> int:
        calls.append(1)
        return len(calls)

    return read


def test_without_a_view_everything_is_read_each_time() -> None:
    read = counter()
    assert [once(("a",), read), once(("a",), read)] == [1, 2]


def test_within_a_view_each_thing_is_read_once_also_when_it_is_nothing() -> None:
    read, nothing = counter(), counter()
    with steady():
        assert [once(("a",), read), once(("a",), read), once(("b",), read)] == [1, 1, 2]
        assert once(("n",), lambda: nothing() and None) is None
        assert once(("n",), lambda: nothing() and None) is None
    assert nothing() == 2
    assert once(("a",), read) == 3


def test_what_is_stored_is_seen_by_the_rest_of_the_page() -> None:
    read = counter()
    with steady():
        assert once(("a",), read) == 1
        with closed_view():
            assert once(("a",), read) == 1
        assert once(("a",), read) == 2


def test_a_thread_of_the_page_shares_its_view_and_another_page_does_not() -> None:
    read = counter()
    with steady(), ThreadPoolExecutor(1) as threads:
        assert once(("a",), read) == 1
        assert threads.submit(copy_context().run, once, ("a",), read).result() == 1
        assert threads.submit(once, ("a",), read).result() == 2
