"""Short pages to read: which are open for somebody, and which they have read."""

from datetime import date, timedelta

from plumbline.care.modules import OpenModule, open_modules, sign_of_self_harm
from plumbline.errors import BadInput
from plumbline.journal.casebook import Casebook
from plumbline.journal.reading import data_of

READ, OPEN = "module_read", "modules_open"


class Modules:
    """A profile's short pages."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._rulebook = book.rulebook

    def crisis(self, today: date) -> bool:
        """Any sign that somebody may harm themselves: then help comes first, and no page."""
        standing = self._book.standing(today)
        return standing.triage.crisis or sign_of_self_harm(self._rulebook, standing.known)

    def open(self, today: date) -> tuple[OpenModule, ...]:
        """The pages that are open. What was open stays so until an answer closes it, so it is
        noted when it changes."""
        if self.crisis(today):
            return ()
        standing, before = self._book.standing(today), self._open_before()
        allowed = standing.triage.exercise_allowed
        found = open_modules(self._rulebook, standing.known, before, exercise_allowed=allowed)
        # What waits for exercise to be allowed again is not closed by that.
        waits = () if allowed else tuple(name for name in before if self._moves(name))
        now = tuple(dict.fromkeys((*(one.id for one in found), *waits)))
        if set(now) != set(before):
            self._book.store([(OPEN, {"on": today.isoformat(), "open": list(now)})])
        return found

    def suggested(self, today: date) -> str | None:
        """One open page that was not read lately."""
        wait = timedelta(days=self._rulebook.knowledge.rhythm.modules.again_after_days)
        read = self._read_on()
        fresh = (
            one.id for one in self.open(today) if one.id not in read or today - read[one.id] >= wait
        )
        return next(fresh, None)

    def read(self, module: str, today: date) -> None:
        """Note that a page was opened, once a day. Raises BadInput for a page there is not."""
        if module not in self._rulebook.knowledge.modules:
            raise BadInput("page", "is not one of ours")
        if self._read_on().get(module) != today:
            self._book.store([(READ, {"on": today.isoformat(), "module": module})])

    def _read_on(self) -> dict[str, date]:
        events = map(data_of, self._book.events(READ))
        return {told["module"]: date.fromisoformat(told["on"]) for told in events}

    def _open_before(self) -> tuple[str, ...]:
        event = self._book.latest(OPEN)
        there = self._rulebook.knowledge.modules
        told: list[str] = data_of(event)["open"] if event else []
        return tuple(name for name in told if name in there)

    def _moves(self, module: str) -> bool:
        return self._rulebook.knowledge.modules[module].moves
