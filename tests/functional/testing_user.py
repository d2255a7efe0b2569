"""A user at the tests' pages: a person whose check is answered, and the ways to tell a try."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value
from tests import intake
from tests.functional.web_user import BEGIN, ORDINARY, Clock, Told, WebUser, book, rulebook


def settle(home: Path, **told: Value) -> Path:
    """A home with one person whose check is answered to its end."""
    user = WebUser(home, Clock())
    user.arrive()
    answer_all(user, told)
    user.app.state.house.journal.close()
    user.close()
    return home


def arrive(home: Path, pain: int | None = 3) -> WebUser:
    """The person of a home at the tests' page; pain now is told unless it is None."""
    user = WebUser(home, Clock())
    user.get("/")
    user.submit("/open")
    user.get("/tests")
    if pain is not None:
        user.submit("/tests/pain", {"pain": str(pain)})
    return user


def answer_all(user: WebUser, told: Told) -> None:
    """Answer what the check asks today: as told, else in the way that means least danger."""
    said = {**ORDINARY, "country": "gb", **told}
    intake.answer_all(book(user), user.clock.today, said, harmless)


def wake_up(user: WebUser, days: int) -> None:
    """Days later: sign in again, and answer what has grown old."""
    user.clock.pass_time(days=days)
    answer_all(user, {})
    user.get("/")
    user.submit("/open")


def harmless(finding: Finding) -> Value:
    match finding.type:
        case "boolean":
            return finding.danger == "no"
        case "choice":
            return (finding.danger_order or [choice.id for choice in finding.choices])[0]
        case "date":
            return BEGIN.date() - timedelta(weeks=3) if finding.input == "ago" else None
        case _:
            least = finding.max if finding.danger == "lower" else finding.min
            return int(least or 0) if finding.type == "integer" else least


def measured(user: WebUser, finding: str) -> list[Value]:
    return [answer.value for answer in book(user).record().readings.get(finding, ())]


def begin(user: WebUser, test: str) -> WebUser:
    user.get("/tests")
    user.send("POST", "/tests/start", data={**token(user), "test": test})
    assert user.page.url.path == "/tests/now", user.text()
    return user


def token(user: WebUser) -> dict[str, str]:
    return {"token": user.forms()[0].values("token")[0]}


def tell(user: WebUser, **fields: str) -> None:
    user.submit("/tests/now", fields)


def title(test: str) -> str:
    return rulebook().knowledge.tests[test].title


RESPONSE = {
    "how": "response",
    "before_reach": "3",
    "before_pain": "4",
    "after_reach": "1",
    "after_pain": "5",
    "new_place": "no",
}


def finish(user: WebUser) -> list[str]:
    """Do every test that is offered, in the calmest way; gives their titles in order."""
    done: list[str] = []
    for _ in range(60):
        user.get("/tests/now")
        if not any(form.action == "/tests/now" for form in user.forms()):
            return done
        heading = user.page.text.partition("<h1>")[2].partition("</h1>")[0]
        done += [heading] if heading not in done else []
        ways = {value for form in user.forms() for value in form.values("how")}
        if "response" in ways:
            tell(user, **{**RESPONSE, "after_reach": "3", "after_pain": "4"})
        elif "reached" in ways:
            tell(user, how="reached", reached="yes")
        else:
            tell(user, how="amount", amount="20")
    raise AssertionError(done)
