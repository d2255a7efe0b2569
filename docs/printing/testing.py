"""The physical tests of the clinical manual, what they load, and the numbers of their model."""

from collections.abc import Iterable, Iterator

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Band, Chain, LoadRow, Norm, Number, PhysicalTest
from plumbline.logic.rulebook import Rulebook

from . import rules
from .basis import basis_line, number
from .markdown import bullets, code, heading, join, numbered, paragraph, plain, table

BATTERIES = {"home": "Home battery", "clinic": "Clinic battery"}
UNVERIFIED = "unverified"


def tests(rulebook: Rulebook) -> str:
    """Each test whole: protocol, gate, norms, error, what it loads, limits and sources."""
    knowledge = rulebook.knowledge
    limit = knowledge.impairments.pain_at_most
    return join(
        paragraph(
            "There is no testing while a red flag or a question about safety is open, none with",
            f"pain over {number(limit)}, and none for somebody for whom no exercise is right.",
            "A test carries cautions like an exercise of its position and direction; while it is",
            "not known whether an absolute or relative one holds, the test is left out.",
        ),
        basis_line(limit.basis),
        *(_battery(rulebook, name, title) for name, title in BATTERIES.items()),
    )


def model(knowledge: Knowledge, calibration: str = "") -> str:
    """What the tests can tell apart, what each loads, every number, and how far it is right."""
    what = knowledge.impairments
    return join(
        paragraph(plain(what.plain)),
        paragraph(f"**{plain(what.limits)}**"),
        heading(3, "Chains"),
        *(_chain(knowledge, chain) for chain in what.chains if chain.shown),
        heading(3, "Muscle groups"),
        paragraph("Names for the chains on the body map; they are not findings of their own."),
        table(["Name", "In plain words", "In anatomy", "Chains"], _muscles(knowledge)),
        heading(3, "What each test loads"),
        paragraph(
            "Sum: the result is the weighted sum of the chains. Weakest: the weakest of them",
            "decides, and the weights only name them.",
        ),
        table(["Test", "Chains and weights", "Together", "Note"], map(_loads, what.loads)),
        basis_line(what.loads_basis),
        heading(3, "Numbers of the model"),
        table(["Number", "Value", "Status", "Note"], _numbers(knowledge)),
        heading(3, "How far it is right"),
        calibration or paragraph("Not measured in this print: `make bench` measures it."),
    )


def _battery(rulebook: Rulebook, name: str, title: str) -> str:
    found = [test for test in rulebook.knowledge.tests.values() if test.battery == name]
    if not found:
        return ""
    rows = [
        [f"[{plain(t.title)}](#test-{t.id})", f"{t.minutes:g}", _unit(t), _whose(t)] for t in found
    ]
    whole = sum(test.minutes for test in found if test.stands_in_for is None)
    return join(
        heading(3, title),
        paragraph(f"Together {whole:g} minutes, easier versions not counted."),
        table(["Test", "Minutes", "Result", "Norms"], rows),
        *(_test(rulebook, test) for test in found),
    )


def _test(rulebook: Rulebook, test: PhysicalTest) -> str:
    explained = rules.rules_of(rulebook, f"tests/{test.id}")
    cautions = [
        rules.whole(rule, caution) for rule, caution in zip(explained, test.cautions, strict=True)
    ]
    return join(
        heading(4, f"Test {plain(test.id)}"),
        paragraph(f"**{plain(test.title)}.**", plain(test.plain), plain(test.why)),
        bullets(plain(text) for text in test.prepare) if test.prepare else "",
        numbered(plain(step) for step in test.steps),
        paragraph("**It ends:**", plain(test.ends)),
        bullets(_facts(rulebook.knowledge, test)),
        *_norms(test),
        *_bands(test.bands),
        *_error(test),
        paragraph("**What it does not say:**", plain(test.limits)),
        *cautions,
        basis_line(test.basis),
    )


def _facts(knowledge: Knowledge, test: PhysicalTest) -> Iterator[str]:
    yield f"Result: {_unit(test)}{_better(test)}"
    if test.cap is not None:
        cap = f"{test.cap:g} {plain(test.unit)}"
        told = f"{cap} or longer" if test.better == "lower" else f"at least {cap}"
        yield f"Ends at {cap}; the result is then “{told}”"
    if test.attempts > 1:
        yield f"{test.attempts} attempts; the {test.take} counts"
    scale = ", read on its logarithm" if test.scale == "log" else ""
    yield f"{test.minutes:g} minutes; repeated after {test.retest_days} days{scale}"
    yield f"Position: {test.position.replace('_', ' ')}; direction: {test.direction}"
    helper = "; somebody has to help" if test.helper else ""
    yield f"Kit: {', '.join(test.kit).replace('_', ' ') or 'none'}{helper}"
    if test.stands_in_for:
        yield f"An easier version of {plain(knowledge.tests[test.stands_in_for].title)}"
    loads = next((row for row in knowledge.impairments.loads if row.test == test.id), None)
    chains = _chains(loads) if loads else "no chain; it is read by itself"
    yield f"Loads: {chains}"
    yield f"Findings: {', '.join(code(n) for r in test.results for n in (r.value, r.pain) if n)}"
    yield f"Contraindications also of: {', '.join(map(code, test.treatment_groups))}"


def _norms(test: PhysicalTest) -> Iterator[str]:
    shown = [norm for norm in test.norms if norm.basis.status != UNVERIFIED]
    if not shown:
        yield paragraph("**Norms:** none. Only the sides and the person's own change count.")
    for place, norm in enumerate(shown, 1):
        whom = {"female": "women", "male": "men", None: "everybody"}[norm.sex]
        yield paragraph(
            f"**Norm {place}** ({whom}, {norm.age_from} to {norm.age_to} years):",
            f"{plain(norm.sample)}: {_points(test, norm)}.",
            basis_line(norm.basis).strip(),
            f"Doubt about it: {number(norm.doubt)}." if norm.doubt else "",
            basis_line(norm.doubt.basis).strip() if norm.doubt else "",
        )
    if len(shown) < len(test.norms):
        yield paragraph("Other norms wait to be checked. They are not shown and not used.")


def _points(test: PhysicalTest, norm: Norm) -> str:
    unit = plain(test.unit)
    parts: list[str] = []
    if norm.mean is not None and norm.sd is not None:
        yearly = f", {norm.per_year:+g} a year from {norm.at_age:g} on" if norm.per_year else ""
        parts.append(f"mean {norm.mean:g}{yearly}, SD {norm.sd:g} {unit}".strip())
    parts += [f"{p.percent:g} % score {p.value:g} {unit} or worse" for p in norm.percentiles]
    return "; ".join(parts)


def _bands(bands: Iterable[Band]) -> Iterator[str]:
    for band in bands:
        if band.basis.status == UNVERIFIED:
            continue
        low = f"from {band.at_least:g}" if band.at_least is not None else ""
        high = f"up to {band.at_most:g}" if band.at_most is not None else ""
        whom = {"female": "women", "male": "men", None: "everybody"}[band.sex]
        yield paragraph(
            f"**Band** {' '.join(part for part in (low, high) if part)}",
            f"({whom}, {band.age_from} to {band.age_to} years): {plain(band.say)}",
            basis_line(band.basis).strip(),
        )


def _error(test: PhysicalTest) -> Iterator[str]:
    given = (
        ("Error of one reading (SEM)", test.error.sem),
        ("Error of one reading (SEM of the logarithm)", test.error.log_sem),
        ("More than noise between two days", test.error.detectable),
        ("A difference between the sides worth naming", test.side_difference),
    )
    known = [(name, value) for name, value in given if value is not None]
    if test.error.sem is None and test.error.log_sem is None and test.measure != "response":
        yield paragraph("**Error of one reading:** not known; the model's own is used.")
    for name, value in known:
        yield paragraph(f"**{name}:** {number(value)}.", basis_line(value.basis).strip())


def _chain(knowledge: Knowledge, chain: Chain) -> str:
    muscles = ", ".join(
        f"{plain(knowledge.muscles[name].title)} ({plain(knowledge.muscles[name].anatomical)})"
        for name in chain.muscles
    )
    sides = "left and right" if chain.paired else "one"
    return join(
        paragraph(
            f"**{plain(chain.title)}** ({code(chain.id)}, {plain(chain.anatomical)};",
            f"{chain.quality}, {sides}).",
            f"Muscles: {muscles}.",
        ),
        paragraph("Low:", plain(chain.low), "What trains it:", plain(chain.train)),
    )


def _muscles(knowledge: Knowledge) -> Iterator[list[str]]:
    for muscle in knowledge.muscles.values():
        chains = [plain(c.id) for c in knowledge.chains.values() if muscle.id in c.muscles]
        yield [
            code(muscle.id),
            plain(muscle.title),
            plain(muscle.anatomical),
            ", ".join(chains) or "none: no test here speaks of it",
        ]


def _chains(row: LoadRow) -> str:
    weights = ", ".join(f"{name} {weight:g}" for name, weight in row.chains.items())
    return plain(weights)


def _loads(row: LoadRow) -> list[str]:
    return [f"[{plain(row.test)}](#test-{row.test})", _chains(row), row.combine, plain(row.note)]


def _numbers(knowledge: Knowledge) -> Iterator[list[str]]:
    what = knowledge.impairments
    for name in type(what).model_fields:
        value = getattr(what, name)
        if isinstance(value, Number):
            yield _number_row(name, value)
        elif name == "general_share":
            for quality, share in what.general_share.items():
                yield _number_row(f"{name}, {quality}", share)


def _number_row(name: str, value: Number) -> list[str]:
    return [plain(name), number(value), value.basis.status, plain(value.basis.note)]


def _unit(test: PhysicalTest) -> str:
    words = {"reached": "reached or not", "response": "how the pain answers"}
    return words.get(test.measure, f"{test.measure} in {plain(test.unit)}")


def _better(test: PhysicalTest) -> str:
    return f"; {test.better} is better" if test.better else ""


def _whose(test: PhysicalTest) -> str:
    shown = [norm for norm in test.norms if norm.basis.status != UNVERIFIED]
    if not shown:
        return "none"
    spans = {f"{norm.age_from} to {norm.age_to}" for norm in shown}
    return f"ages {', '.join(sorted(spans))}"
