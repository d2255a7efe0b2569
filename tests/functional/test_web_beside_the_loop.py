"""What solves a week runs beside the event loop: nobody else waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from plumbline.web import results_plan
from plumbline.web.case import Case
from plumbline.web.results_plan import Turn
from tests.functional.test_web_session import living, planned
from tests.functional.web_user import WebUser

__all__ = ["living", "planned"]


@pytest.mark.parametrize("path", ["/tests/results", "/print/gp"])
def test_what_solves_a_week_runs_in_a_thread_of_its_own(
    living: Callable[[], WebUser], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    user, ran = living(), list[threading.Thread]()
    real = results_plan.turn

    def noted(case: Case) -> Turn:
        ran.append(threading.current_thread())
        return real(case)

    monkeypatch.setattr("plumbline.web.results_view.turn", noted)
    assert user.get(path).status_code == 200
    assert ran
    assert threading.main_thread() not in ran, "the loop of these tests runs in the main thread"
