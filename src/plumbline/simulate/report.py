"""What a simulation came to: a page that stands alone, and the same as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from plumbline.knowledge import Knowledge
from plumbline.present.words import _, language
from plumbline.simulate.charts import delay_chart, pain_chart, policy_names
from plumbline.simulate.count import Counts, Curve, Delays, Following, count, curve, delay
from plumbline.simulate.log import Life
from plumbline.simulate.model import People
from plumbline.simulate.page import PAGE
from plumbline.simulate.run import Lives, Order, in_columns


@dataclass(frozen=True, slots=True)
class Report:
    """A simulation, counted."""

    order: Order
    knowledge_version: str
    people: People
    counts: tuple[Counts, ...]
    curves: tuple[Curve, ...]
    lives: tuple[Life, ...]
    """Those with Plumbline."""

    @property
    def real(self) -> Counts:
        """The counts of Plumbline itself."""
        return self.counts[0]


def made_up() -> str:
    """What must be read first, of every report."""
    return _(
        "These people are made up. A benefit that is seen here was put in by us: a simulated "
        "benefit is no evidence of benefit. What this can show is how the code behaves, and "
        "whether it breaks a promise."
    )


def report(people: People, knowledge: Knowledge, order: Order, lives: Sequence[Lives]) -> Report:
    """Everything that a report says of these lives."""
    columns = in_columns(lives)
    return Report(
        order=order,
        knowledge_version=knowledge.version,
        people=people,
        counts=tuple(count(name, column, people.counting) for name, column in columns.items()),
        curves=tuple(
            curve(name, column)
            for name, column in columns.items()
            if any(life.cause is None for life in column)
        ),
        lives=next(iter(columns.values())),
    )


def as_json(told: Report) -> dict[str, Any]:
    """A report for other programs: the same for the same order, whatever the number of workers."""
    order = asdict(told.order)
    del order["workers"]
    return {
        "read_this_first": made_up(),
        "order": order,
        "knowledge_version": told.knowledge_version,
        "policies": {counts.policy: counts.to_json() for counts in told.counts},
        "pain_by_day": {one.policy: asdict(one) for one in told.curves},
        "numbers": {name: asdict_basis(basis) for name, basis in told.people.blocks().items()},
    }


def asdict_basis(basis: Any) -> dict[str, Any]:
    """What a block of numbers rests on."""
    return {"status": basis.status, "sources": list(basis.sources), "note": basis.note}


def as_html(told: Report, data: str) -> str:
    """A page that needs nothing else; `data`, the report as JSON, is kept inside it."""
    names = {cause.id: cause.id.replace("_", " ") for cause in told.people.causes.each}
    delays = {one.cause: _days(told.lives, one.cause) for one in told.real.safety.delays}
    missed = {one.cause: one.missed for one in told.real.safety.delays}
    return PAGE.format(
        language=language(),
        title=escape(_("Simulated lives")),
        warning=escape(made_up()),
        about=escape(_about(told)),
        promises_title=escape(_("What must not happen")),
        promises=_promises(told),
        causes_title=escape(_("Serious causes that show late")),
        causes_about=escape(_oversampled()),
        delays=_wide(delay_chart(delays, missed, names)) if delays else "",
        causes=_causes(told.real.safety.delays, names),
        pain_title=escape(_("Pain")),
        pain_about=escape(
            _(
                "The lines are means, the band holds the middle eight of ten people with "
                "Plumbline. How far the lines lie apart was put in by us."
            )
        ),
        pain=_wide(pain_chart(told.curves)) if told.curves else "",
        going_title=escape(_("How it went")),
        going=_going(told),
        numbers_title=escape(_("What the people are drawn from")),
        numbers=_numbers(told.people),
        # Nothing in the data may end the element that holds it.
        data=data.replace("</", "<\\/"),
    )


def _oversampled() -> str:
    return _(
        "Far more people here have a serious cause than in life, where it is fewer than one in a "
        "hundred. Missed: the app was used after the first sign, and nobody was told to be seen. "
        "With a fixed plan, or with nothing, nobody asks, and all of them are missed."
    )


def _about(told: Report) -> str:
    return _("%(people)s people, %(days)s days, seed %(seed)s, knowledge %(version)s.") % {
        "people": told.order.people,
        "days": told.order.days,
        "seed": told.order.seed,
        "version": told.knowledge_version,
    }


def _days(lives: Iterable[Life], cause: str) -> list[int]:
    found = (delay(life) for life in lives if life.cause == cause)
    return sorted(days for days in found if days is not None)


def _promises(told: Report) -> str:
    safety = told.real.safety
    rows = [
        (_("More was asked for after worse pain (must be 0)"), safety.raised_after_worse, True),
        (_("More was asked for without a yes (must be 0)"), safety.raised_without_yes, True),
        (_("Serious causes missed (must be 0)"), safety.missed, True),
        (_("Times that more was asked for, with a yes"), safety.raised, False),
        (_("Told to be seen without a cause"), safety.false_alarms, False),
        (_("... for every 100 months of a person"), safety.false_alarms_per_100_months, False),
    ]
    return _table(
        (_("What"), _("Plumbline")),
        [(said, _mark(number) if must else f"{number:,}") for said, number, must in rows],
    )


def _mark(number: float) -> str:
    return f"{number:,} \N{CHECK MARK}" if not number else f"{number:,} !"


def _causes(delays: Sequence[Delays], names: dict[str, str]) -> str:
    heads = (
        _("Cause"),
        _("People"),
        _("Told to be seen"),
        _("Missed"),
        _("Not there to be asked"),
        _("Days: median"),
        _("nine in ten"),
        _("longest"),
    )
    rows = [
        (
            names[one.cause],
            *(f"{n}" for n in (one.people, one.told, one.missed, one.not_there)),
            *(_or_dash(n) for n in (one.median_days, one.nine_in_ten_days, one.longest_days)),
        )
        for one in delays
    ]
    return _table(heads, rows)


def _or_dash(number: float | None) -> str:
    return "–" if number is None else f"{number:g}"


def _going(told: Report) -> str:
    heads = (_("What"), *(policy_names()[one.policy] for one in told.counts))
    each = [one.following for one in told.counts]
    rows = [
        (_("Serious causes missed"), *(f"{one.safety.missed:,}" for one in told.counts)),
        (_("People who got a plan"), *(f"{one.got_a_plan:,}" for one in each)),
        (_("Days on which the app was opened"), *(_of(o.days_opened, _asked(o)) for o in each)),
        (_("Check-ins"), *(f"{one.check_ins:,}" for one in each)),
        (_("Questions answered"), *(f"{one.questions:,}" for one in each)),
        (_("Days with the advice to wait"), *(_of(o.days_stopped, _asked(o)) for o in each)),
        (_("Days with the advice to rest"), *(_of(o.days_rested, _asked(o)) for o in each)),
        (_("Days with nothing left in a plan"), *(_of(o.days_emptied, _asked(o)) for o in each)),
        (
            _("Good check-ins with a step offered in time"),
            *(_of(one.steps_on_time, one.good_check_ins) for one in each),
        ),
        (
            _("Came back after a silent week, and that was noticed"),
            *(_of(one.silences_noticed, one.silences) for one in each),
        ),
        (_("People who never came back"), *(f"{one.never_back:,}" for one in each)),
        (
            _("Check-ins after which every symptom was asked again"),
            *(f"{one.looked_different:,}" for one in each),
        ),
        (_("People who took the lighter plan after recovery"), *(f"{o.well:,}" for o in each)),
        (_("Reviews, by what comes next"), *(_levels(one.reviews) for one in each)),
        (_("Mean pain on the last day"), *(f"{one.mean[-1]:.1f}" for one in told.curves)),
    ]
    return _table(heads, rows)


def _asked(going: Following) -> int:
    """The days of people who have an app at all."""
    return going.days if going.days_opened else 0


def _of(part: int, whole: int) -> str:
    """A part of a whole; a dash where there is none: nobody opened an app."""
    return f"{part:,} / {whole:,} ({100 * part / whole:.1f} %)" if whole else "–"


def _levels(reviews: Mapping[str, int]) -> str:
    return ", ".join(f"{level.replace('_', ' ')} {n:,}" for level, n in reviews.items()) or "–"


def _numbers(people: People) -> str:
    """Every block of numbers with its status; the words are those of the file."""
    rows = [(name, basis.status, basis.note) for name, basis in people.blocks().items()]
    return _table((_("Numbers"), _("Status"), _("Note")), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    return _wide(table)


def _wide(what: str) -> str:
    """What may be wider than a phone scrolls by itself."""
    return f'<div class="wide">{what}</div>'
