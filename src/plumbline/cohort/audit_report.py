"""A report of all audits: a page to read, and the same numbers as Parquet and CSV."""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from plumbline.cohort import audit_charts
from plumbline.cohort.audit_page import PAGE
from plumbline.cohort.audits import Counted, Measure, count, measures
from plumbline.cohort.claims import Claims
from plumbline.cohort.disclosure import SMALLEST, STEP, Shown, as_table, protect, rounded
from plumbline.cohort.episodes import GAP_DAYS
from plumbline.cohort.manifest import sync, write_synced, write_through, writing
from plumbline.knowledge import load
from plumbline.knowledge.schema import Basis, Source, Status
from plumbline.present.words import _

PAGE_NAME = "index.html"


@dataclass(frozen=True, slots=True)
class Report:
    """What may be shown of all audits, and what was left out of them."""

    shown: tuple[Shown, ...]
    left_out: Mapping[tuple[str, str], int | None]
    episodes: int | None
    people: int | None
    first: str
    last: str

    def of(self, audit: str, level: str) -> list[Shown]:
        return [each for each in self.shown if (each.audit, each.level) == (audit, level)]


def audit(claims: Claims, out: Path, progress: Callable[[int, int], None] | None = None) -> Report:
    """Count every audit and write the folder `out`; it appears whole or not at all. Raises
    BadInput."""
    report = report_of(claims, count(claims, progress))
    work = out.parent / f".{out.name}.unfinished"
    with writing(out):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        table = as_table(report.shown)
        write_through(work / "audits.parquet", lambda place: table.write_parquet(place))
        write_through(work / "audits.csv", lambda place: table.write_csv(place))
        write_synced(work / PAGE_NAME, as_html(report).encode())
        sync(work)
        work.replace(out)
        sync(out.parent)
    return report


def report_of(claims: Claims, counted: Counted) -> Report:
    """Only what may be shown of exact counts."""
    return Report(
        protect(counted.groups),
        {
            (row["audit"], row["reason"]): rounded(row["episodes"])
            for row in counted.left_out.iter_rows(named=True)
        },
        rounded(counted.episodes),
        rounded(counted.people),
        claims.first.isoformat(),
        claims.last.isoformat(),
    )


def as_html(report: Report) -> str:
    """The page."""
    return PAGE.format(
        language="en",
        title=escape(_("How back pain was cared for")),
        about=escape(_about(report)),
        disclosure_title=escape(_("What may be read from it.")),
        disclosure=escape(_disclosure()),
        overview=_overview(report),
        audits="\n".join(_section(report, measure) for measure in measures()),
        made=escape(_("Made with Plumbline. A measure is a place to look, never a verdict.")),
    )


def _about(report: Report) -> str:
    return _(
        "%(episodes)s new episodes of back pain of %(people)s people, in data from %(first)s to "
        "%(last)s. An episode is new after more than %(gap)s days without care for the back, so "
        "those that begin in the first %(gap)s days of the data are left out."
    ) % {
        "episodes": _told(report.episodes),
        "people": _told(report.people),
        "first": report.first,
        "last": report.last,
        "gap": GAP_DAYS,
    }


def _disclosure() -> str:
    return _(
        "Counts under %(least)s are hidden, and those that would give them away; the others are "
        "rounded to %(step)s, and shares come from rounded counts. Before it leaves your "
        "organisation, let the person look at it who answers for data protection: two reports of "
        "nearly the same people can still tell something about a few."
    ) % {"least": SMALLEST, "step": STEP}


def _overview(report: Report) -> str:
    rows: list[Sequence[str]] = []
    for measure in measures():
        for each in report.of(measure.audit.id, "all"):
            link = f'<a href="#{measure.audit.id}">{escape(_(measure.audit.title))}</a>'
            wanted = _("low is good") if measure.audit.wanted == "low" else _("high is good")
            rows.append((link, *_cells(each), escape(wanted)))
    heads = (_("Measure"), *_heads(), _("Which way"))
    return _table(heads, rows)


def _section(report: Report, measure: Measure) -> str:
    told = measure.audit
    everybody = next(iter(report.of(told.id, "all")), None)
    parts = [
        f'<h2 id="{told.id}">{escape(_(told.title))}</h2>',
        f"<p>{escape(_(told.plain))}</p>",
        f"<p>{escape(_(told.why))}</p>",
    ]
    if everybody is None:
        return "".join([*parts, f"<p>{escape(_('No episode can be judged by it.'))}</p>"])
    parts.append(f'<p class="big"><strong>{escape(_sentence(everybody))}</strong></p>')
    if everybody.unknown != 0:
        said = _("Of %(n)s more it cannot be said.") % {"n": _told(everybody.unknown)}
        parts.append(f"<p>{escape(said)}</p>")
    parts += _pictures(report, told.id, everybody)
    parts += _details(report, measure)
    return "\n".join(parts)


def _pictures(report: Report, name: str, everybody: Shown) -> Iterable[str]:
    providers, quarters = report.of(name, "provider"), report.of(name, "quarter")
    if everybody.share is not None:
        caption = _(
            "Each dot is a provider. Between the dotted lines lie 95 in 100 of those who differ by "
            "chance alone, between the dashed lines 998 in 1000. A provider outside may treat "
            "other people, or write things down in another way. Whose counts are hidden has no dot."
        )
        yield _figure(audit_charts.funnel(everybody.share, providers), caption)
    yield _figure(audit_charts.trend(quarters), _("By the quarter in which the episode began."))
    for level, title in ((providers, _("By provider")), (quarters, _("By quarter"))):
        rows = [(escape(each.group), *_cells(each)) for each in level]
        table = _table((title, *_heads()), rows)
        yield f"<details><summary>{escape(title)}</summary>{table}</details>"


def _details(report: Report, measure: Measure) -> Iterable[str]:
    told = measure.audit
    if told.exclusions:
        rows = [
            (escape(_(each.say)), _told(report.left_out.get((told.id, each.id), 0)))
            for each in told.exclusions
        ]
        table = _table((_("Left out because"), _("Episodes")), rows)
        yield f"<details><summary>{escape(_('Who is left out'))}</summary>{table}</details>"
    for title, lines in (
        (_("How it differs from the published measure"), told.differences),
        (_("What it cannot show"), told.limits),
    ):
        if lines:
            listed = "".join(f"<li>{escape(_(line))}</li>" for line in lines)
            yield f"<details><summary>{escape(title)}</summary><ul>{listed}</ul></details>"
    yield _rules(measure)
    yield _basis(told.basis)


def _rules(measure: Measure) -> str:
    """The measure as it is run."""
    told = measure.audit
    days = _("in data for %(n)s days after the episode began") % {"n": told.follow_days}
    among = f"<code>{escape(told.among)}</code>, " if told.among else ""
    rows = [
        (escape(_("Episodes")), among + escape(days)),
        *((escape(_("left out")), f"<code>{escape(each.when)}</code>") for each in told.exclusions),
        (escape(_("Counted")), f"<code>{escape(told.counted)}</code>"),
    ]
    table = _table((_("Which"), _("Rule")), rows)
    title = escape(_("The rules as they are run"))
    return f'<details class="rules"><summary>{title}</summary>{table}</details>'


def _basis(basis: Basis) -> str:
    said = _("Rests on: %(status)s. %(note)s") % {
        "status": _status(basis.status),
        "note": basis.note,
    }
    sources = load().sources
    cited = "".join(f"<li>{_cited(sources[name])}</li>" for name in basis.sources)
    return f'<div class="soft"><p>{escape(said)}</p>{f"<ul>{cited}</ul>" if cited else ""}</div>'


def _cited(source: Source) -> str:
    """As text: the page leads nowhere."""
    head = f"{source.authors.rstrip('.')} ({source.year})" if source.year else source.authors
    doi = f"doi {source.doi}" if source.doi else ""
    parts = (head, source.title, source.journal, doi)
    return escape(". ".join(part.rstrip(".") for part in parts if part))


def _sentence(each: Shown) -> str:
    if each.share is None:
        return _("Too few to show.")
    return _(
        "%(counted)s of %(among)s episodes: %(share)s (95 %% interval %(low)s to %(high)s)"
    ) % {
        "counted": each.counted,
        "among": each.among,
        "share": _percent(each.share),
        "low": _percent(each.low),
        "high": _percent(each.high),
    }


def _heads() -> tuple[str, ...]:
    return (_("Counted"), _("Episodes"), _("Share"), _("95 % interval"))


def _cells(each: Shown) -> tuple[str, ...]:
    interval = f"{_percent(each.low)} – {_percent(each.high)}" if each.low is not None else ""
    counted = escape(_("hidden")) if each.counted is None else str(each.counted)
    return (counted, _told(each.among), _percent(each.share), interval)


def _told(number: int | None) -> str:
    return _("under %(n)s") % {"n": SMALLEST} if number is None else str(number)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f}\u00a0%"


def _status(status: Status) -> str:
    names: Mapping[Status, str] = {
        "verified": _("read in the source"),
        "secondary": _("read where others quote it"),
        "derived": _("worked out"),
        "measured": _("measured by us"),
        "expert": _("usual practice"),
        "unverified": _("not checked"),
    }
    return names[status]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; heads are plain words, cells HTML."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    opening = '<div class="wide"><table><thead>'
    return f"{opening}<tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _figure(picture: str, caption: str) -> str:
    if not picture:
        return ""
    words = f"<figcaption>{escape(caption)}</figcaption>"
    return f'<figure><div class="wide">{picture}</div>{words}</figure>'
