"""What a wish may ask for after a step back, and that nothing is solved for a form of before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plumbline.journal.wishing import Weighed, weigh
from plumbline.web import plan_wishes
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import WebUser

__all__ = ["living", "planned"]
Living = Callable[[], WebUser]


@pytest.mark.hazard("load_raised_after_worse")
def test_after_a_step_back_no_bigger_dose_is_offered(living: Living) -> None:
    user = living()
    plan = book(user).programme()
    assert plan is not None
    assert {one.dose for one in plan.exercises} == {0}
    user.get("/plan/wishes?by=clinician")
    assert '<option value="1"' in user.page.text
    book(user).flare(user.clock.today)
    user.get("/plan/wishes?by=clinician")
    assert "Exercises of the plan" in user.text()
    assert '<option value="1"' not in user.page.text


def test_a_form_of_before_is_not_weighed(living: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    user, weighed = living(), list[str]()

    def counted(*told: object, **more: object) -> Weighed:
        weighed.append(user.page.request.method)
        return weigh(*told, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(plan_wishes, "weigh", counted)
    user.get("/plan/wishes")
    exercise = user.form("/plan/wish").values("exercise")[0]
    user.send("GET", "/plan/wish", params={"exercise": exercise, "wish": "ban"})
    assert len(weighed) == 1
    user.submit("/plan/wish", {"ticket": "of another day"})
    assert "Please look at it once more." in user.text()
    assert len(weighed) == 2, "once for the page that shows it anew, not for the form"
