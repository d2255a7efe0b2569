"""What a made-up person answers, whatever is asked: there is no list of questions here.

How they feel comes from the body, signs from what is true of them today, and all else from a
stream of chance that bears the finding's name: a new finding needs nothing new here.
"""

from datetime import date, timedelta
from random import Random

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value
from plumbline.simulate.body import Body
from plumbline.simulate.chance import stream
from plumbline.simulate.model import Feeling, People
from plumbline.simulate.person import WORST, Person

DUE_IN = timedelta(days=100)
"""A day that lies ahead, where one is asked for."""


class Voice:
    """One person's answers. `seen` is the last day somebody qualified looked at them."""

    def __init__(self, people: People, knowledge: Knowledge, body: Body, began: date) -> None:
        self._people = people
        self._knowledge = knowledge
        self._body = body
        self._person: Person = body.person
        self._began = began
        self._times: dict[str, int] = {}
        self._items = {name for one in knowledge.instruments.values() for name in one.items}
        self.told_new: set[str] = set()
        """New signs that were spoken of."""
        self.seen: int | None = None

    def answer(self, name: str) -> Value:
        """The answer to one finding today; None is "I don't know"."""
        self._times[name] = self._times.get(name, 0) + 1
        feeling = self._people.feels.get(name)
        if feeling is not None:
            return self._feels(feeling)
        sure = self._stream(name, "unsure").random()
        habits = self._people.habits
        first = habits.unsure_for_good + habits.unsure_first
        if sure < habits.unsure_for_good or (sure < first and self._times[name] == 1):
            return None
        return self.truth(name)

    def truth(self, name: str) -> Value:
        """What is true today of a finding that is no feeling."""
        finding = self._knowledge.findings[name]
        if name in self._person.truth:
            told = self._person.truth[name]
            return self._within(finding, told)
        match finding.type:
            case "boolean":
                return self._yes(finding)
            case "integer" | "number":
                return self._amount(finding)
            case "choice":
                return (finding.danger_order or tuple(one.id for one in finding.choices))[0]
            case "date":
                ahead = finding.input != "ago"
                return self._began + (DUE_IN if ahead else -timedelta(self._person.onset_days))

    def new_signs(self) -> set[str]:
        """Signs that are there today and were not yet spoken of."""
        return self._signs() - self.told_new

    def _feels(self, feeling: Feeling) -> Value:
        body, week = self._body, self._body.week
        match feeling:
            case "now":
                return round(body.pain)
            case "usual":
                return round(sum(week) / len(week))
            case "worst":
                return round(max(week))
            case "day_worst":
                return min(int(WORST), round(body.pain) + 1)
            case "spread":
                return self._spreads()
            case "felt":
                return self._felt()
            case "morning":
                return self._morning()
            case "new":
                return self._anything_new()
            case "onset":
                return self._began - timedelta(days=self._person.onset_days)
            case "age":
                return self._person.age
            case "sex":
                return self._person.sex

    def _felt(self) -> str:
        dose, ratio = self._people.dose, self._body.ratio
        if ratio is None or ratio < dose.feels_right_from:
            return "easy"
        if ratio < dose.feels_hard_from:
            return "right"
        return "hard" if ratio < dose.feels_too_hard_from else "too_hard"

    def _morning(self) -> str:
        body = self._body
        if body.session_day == body.day:
            return "not_yet"
        if body.sore >= self._people.dose.worse_morning_from or body.flare_begins:
            return "worse"
        return "same" if body.pain >= sum(body.week) / len(body.week) - 1 else "better"

    def _spreads(self) -> bool:
        leg = self._person.truth.get("pain_below_knee") is True
        luck = self._person.luck.tells[self._body.day]
        return leg and self._body.flare_begins and luck < self._people.flares.spreads_down

    def _anything_new(self) -> bool:
        """Somebody says so for a new sign, by their habit, and now and then for nothing."""
        person, day = self._person, self._body.day
        luck = person.luck.tells[day]
        new, serious = self.new_signs(), person.serious
        if serious and day >= serious.day and new & set(serious.cause.signs):
            says = luck < serious.cause.says
        elif new:
            says = luck < self._people.signs.says_new
        else:
            says = luck < self._people.signs.says_new_for_nothing
        if says:
            self.told_new |= new
        return says

    def _signs(self) -> set[str]:
        person, day = self._person, self._body.day
        found = {name for name, since, until in person.passing if since <= day < until}
        if person.serious and day >= person.serious.day:
            found |= set(person.serious.cause.signs)
        return found

    def _yes(self, finding: Finding) -> bool:
        signs, luck = self._people.signs, self._stream(finding.id, "yes").random()
        if finding.id in self._signs():
            return True
        if finding.id in signs.severe_from:
            return self._body.pain >= signs.severe_from[finding.id]
        if finding.id in signs.common:
            return luck < signs.common[finding.id]
        if finding.id in self._items:
            return luck < signs.item_share * self._body.pain / WORST
        if finding.danger == "no":
            return self.seen is not None
        if finding.danger == "yes":
            # What lasts for ever, and what would come again at each asking, is rare indeed.
            return finding.valid_days is None and luck < signs.rare_share
        return luck < signs.other_share

    def _amount(self, finding: Finding) -> Value:
        """A score follows the pain; what is no score lies at a place of its own."""
        share = self._body.pain / WORST * self._people.signs.item_share
        if finding.danger == "lower":
            share = 1 - share
        elif finding.danger == "none":
            share = self._stream(finding.id, "amount").random()
        least, most = finding.min or 0.0, finding.max or 0.0
        return self._within(finding, least + share * (most - least))

    def _within(self, finding: Finding, told: Value) -> Value:
        if isinstance(told, bool) or not isinstance(told, int | float):
            return told
        inside = min(max(told, finding.min or 0.0), finding.max or 0.0)
        return round(inside) if finding.type == "integer" else float(inside)

    def _stream(self, name: str, what: str) -> Random:
        return stream(self._person.seed, self._person.number, name, what)
