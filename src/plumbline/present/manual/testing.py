"""The physical tests, what each loads, and the numbers of the model that reads them together."""

from collections.abc import Iterable, Iterator

from plumbline.knowledge.schema import Band, LoadRow, Norm, PhysicalTest
from plumbline.present.manual.blocks import (
    Block,
    Code,
    Figure,
    Inline,
    Line,
    Steps,
    Strong,
    Subheading,
    Table,
)
from plumbline.present.manual.parts import (
    UNVERIFIED,
    Desk,
    bullets,
    line,
    number,
    number_table,
    numbers_of,
    prose,
    rests,
)
from plumbline.present.words import N_, _

BATTERIES = {"home": N_("Tests at home"), "clinic": N_("Tests in a clinic")}
_SEX = {"female": N_("women"), "male": N_("men"), None: N_("everybody")}


def about_tests(desk: Desk) -> Iterator[Block]:
    limit = desk.knowledge.impairments.pain_at_most
    yield line(
        _("There is no testing while a red flag or a question about safety is open, none with pain"
          " over %(limit)s, and none for somebody for whom no exercise is right. A test carries"
          " cautions like an exercise of its position and direction; while it is not known"
          " whether an absolute or relative one holds, the test is left out.")
        % {"limit": number(limit)}
    )  # fmt: skip
    yield from rests(limit.basis)


def test(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.tests[name]
    yield from prose(f"{one.plain}", one.why)
    yield from _figure(desk, one)
    yield from bullets((_(text),) for text in one.prepare)
    yield Steps(tuple((_(step),) for step in one.steps))
    yield line(Strong(_("It ends:")), " ", _(one.ends))
    yield from bullets(_facts(desk, one))
    yield from _norms(one)
    yield from _bands(one.bands)
    yield from _error(one)
    yield line(Strong(_("What it does not say:")), " ", _(one.limits))
    yield from desk.cautions(f"tests/{name}", one.cautions)
    yield from rests(one.basis)


def _figure(desk: Desk, one: PhysicalTest) -> Iterator[Block]:
    """The figure; of tests that share a movement, the first shows it."""
    if not one.movement or one.movement not in desk.knowledge.movements:
        return
    first = next(t for t in desk.knowledge.tests.values() if t.movement == one.movement)
    if first.id == one.id:
        yield Figure(one.movement, _(one.title))
    else:
        yield line(_("It looks like:"), " ", *desk.named("tests", (first.id,)))


def _facts(desk: Desk, one: PhysicalTest) -> Iterator[Line]:
    unit = (" ", _(one.unit)) if one.unit else ()
    yield (_("Result:"), " ", Code(one.measure), *unit)
    if one.better:
        yield (_("Better is:"), " ", Code(one.better))
    if one.cap is not None:
        yield (_("It ends at: %(n)s") % {"n": f"{one.cap:g}"}, *unit)
    if one.attempts > 1:
        yield (_("Attempts: %(n)s; this one counts:") % {"n": one.attempts}, " ", Code(one.take))
    times = {"minutes": f"{one.minutes:g}", "days": one.retest_days}
    yield (_("%(minutes)s minutes; again after %(days)s days") % times, " ", Code(one.scale))
    yield (_("Position:"), " ", Code(one.position), "; ", _("direction:"), " ", Code(one.direction))
    kit: tuple[Inline, ...] = (Code(", ".join(one.kit)),) if one.kit else (_("none"),)
    yield (_("Kit:"), " ", *kit)
    if one.helper:
        yield (_("Somebody has to help."),)
    if one.stands_in_for:
        yield (_("An easier version of:"), " ", *desk.named("tests", (one.stands_in_for,)))
    loads = next((row for row in desk.knowledge.impairments.loads if row.test == one.id), None)
    yield (_("It loads:"), " ", Code(_weights(loads)) if loads else _("no chain"))
    kept = [name for r in one.results for name in (r.value, r.pain) if name]
    yield (_("Kept as:"), " ", *desk.named("findings", kept))
    against = _("What speaks against these speaks against it too:")
    yield (against, " ", *desk.named("treatments", one.treatment_groups))


def _norms(one: PhysicalTest) -> Iterator[Block]:
    shown = [norm for norm in one.norms if norm.basis.status != UNVERIFIED]
    if not shown:
        yield line(
            Strong(_("Norms:")),
            " ",
            _("none. Only the sides and the person's own change count."),
        )
    for norm in shown:
        whom = {"who": _(_SEX[norm.sex]), "low": norm.age_from, "high": norm.age_to}
        yield line(
            Strong(_("Norm for %(who)s, %(low)s to %(high)s years:") % whom),
            " ",
            f"{_(norm.sample)}: ",
            *_points(one, norm),
        )
        yield from rests(norm.basis)
        if norm.doubt:
            yield line(_("Doubt about it:"), " ", number(norm.doubt))
            yield from rests(norm.doubt.basis)
    if len(shown) < len(one.norms):
        yield line(_("Other norms wait to be checked. They are not shown and not used."))


def _points(one: PhysicalTest, norm: Norm) -> Line:
    parts: list[str] = []
    if norm.mean is not None and norm.sd is not None:
        sizes = {"mean": f"{norm.mean:g}", "sd": f"{norm.sd:g}"}
        parts.append(_("mean %(mean)s, SD %(sd)s") % sizes)
        if norm.per_year:
            yearly = {"n": f"{norm.per_year:+g}", "age": f"{norm.at_age:g}"}
            parts.append(_("%(n)s a year from %(age)s on") % yearly)
    for point in norm.percentiles:
        share = {"percent": f"{point.percent:g}", "value": f"{point.value:g}"}
        parts.append(_("%(percent)s%% score %(value)s or worse") % share)
    return ("; ".join(parts), *((" (", _(one.unit), ")") if one.unit else ()))


def _bands(bands: Iterable[Band]) -> Iterator[Block]:
    for band in bands:
        if band.basis.status == UNVERIFIED:
            continue
        low = _("from %(n)s") % {"n": f"{band.at_least:g}"} if band.at_least is not None else ""
        high = _("up to %(n)s") % {"n": f"{band.at_most:g}"} if band.at_most is not None else ""
        whom = f"{_(_SEX[band.sex])}, {band.age_from}-{band.age_to}"
        yield line(Strong(f"{low} {high}".strip()), f" ({whom}): ", _(band.say))
        yield from rests(band.basis)


def _error(one: PhysicalTest) -> Iterator[Block]:
    given = (
        (_("Error of one reading (SEM)"), one.error.sem),
        (_("Error of one reading (SEM of the logarithm)"), one.error.log_sem),
        (_("More than noise between two days"), one.error.detectable),
        (_("A difference between the sides worth naming"), one.side_difference),
    )
    if one.error.sem is None and one.error.log_sem is None and one.measure != "response":
        yield line(_("The error of one reading is not known; the model's own is used."))
    yield from number_table((what, size) for what, size in given if size is not None)


def model(desk: Desk, name: str) -> Iterator[Block]:
    """What the tests can tell apart, what each loads, and every number."""
    what = desk.knowledge.impairments
    yield from prose(what.plain)
    yield line(Strong(_(what.limits)))
    for often in what.often_said:
        yield line(f"“{_(often.say)}” ", _(often.truth))
        yield from rests(often.basis)
    yield Subheading(_("What each test loads"))
    yield line(
        _("Sum: the result is the weighted sum of the chains. Weakest: the weakest of them decides,"
          " and the weights only name them.")
    )  # fmt: skip
    heads = (_("Test"), _("Chains and weights"), _("Together"))
    yield Table(
        heads,
        tuple(
            (desk.named("tests", (row.test,)), (Code(_weights(row)),), (Code(row.combine),))
            for row in what.loads
        ),
    )
    yield from rests(what.loads_basis)
    yield Subheading(_("Numbers of the model"))
    yield from number_table((Code(place), one) for place, one in numbers_of(what))


def _weights(row: LoadRow) -> str:
    return ", ".join(f"{name} {weight:g}" for name, weight in row.chains.items())


def chain(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.chains[name]
    sides = _("left and right") if one.paired else _("one")
    yield line(Code(f"{one.id}, {one.anatomical}, {one.quality}"), " ", sides)
    yield line(_("Muscles:"), " ", *desk.named("muscles", one.muscles))
    yield line(Strong(_("Low:")), " ", _(one.low))
    yield line(Strong(_("What trains it:")), " ", _(one.train))


def muscle(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.muscles[name]
    chains = [c.id for c in desk.knowledge.chains.values() if name in c.muscles]
    yield line(Code(one.anatomical))
    if chains:
        yield line(_("Part of:"), " ", *desk.named("chains", chains))
    else:
        yield line(_("No test here speaks of it."))
