"""A check-in on the command line: stored for a profile, only shown for files."""

from datetime import date
from pathlib import Path

from plumbline.care.monitoring.check_in import questions, told_at_check_in
from plumbline.care.standing import check_in, plan, standing
from plumbline.cli import as_json as json_of
from plumbline.cli import ask, show
from plumbline.cli.answers_file import AnswersFile, one_of, read_answers
from plumbline.cli.profiles import only_profile, open_case, our_rulebook
from plumbline.errors import BadInput, NotReady
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value


def checkin(
    answers: Path | None,
    profile: str | None,
    told: Path | None,
    home: Path,
    today: date,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """How the plan answers a check-in: stored for a profile, only shown for files.

    Where nobody is named and there is one profile, it is meant.
    """
    one_of(answers, profile)
    rulebook = our_rulebook()
    if not answers:
        profile = profile or only_profile(home)
    if profile:
        _checkin_of_profile(rulebook, profile, told, home, today, yes=yes, as_json=as_json)
    elif answers and told:
        _checkin_of_files(rulebook, answers, told, today, yes=yes, as_json=as_json)
    else:
        needed = "--profile NAME, or --answers FILE together with --checkin FILE"
        raise BadInput("checkin", "does not know about whom", allowed=needed)


def _checkin_of_profile(
    rulebook: Rulebook,
    profile: str,
    told: Path | None,
    home: Path,
    today: date,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    out, knowledge = show.console(), rulebook.knowledge
    file = read_answers(told, knowledge.findings, today) if told else None
    with open_case(home, profile, rulebook) as case:
        record, on = case.record(), file.as_of if file else today
        needs, due = questions(rulebook, record, on), case.following.due(record, on)
        if file:
            _whole(file, needs)
            values = dict(file.values)
        else:
            names = tuple(dict.fromkeys((*needs, *due.questions)))
            values = ask.ask_each(out, ask.from_keyboard, knowledge, names, today)
        answer = case.check_in(values, on)
        again = case.asked_again()
        direct = case.following.asks_directly(case.record(), on)
        if direct and not file:
            # A low mood is never just noted: how safe they are is asked at once.
            told_now = ask.ask_each(out, ask.from_keyboard, knowledge, (direct,), today)
            case.answer(told_now, today)
        offered = case.offer(today) is not None
        if yes and offered:
            case.accept_offer(today)
        week, now = case.programme(), case.standing(file.as_of if file else today)
        wishes = case.wishes()
    if week is None:
        raise NotReady("a check-in needs a programme")
    if as_json:
        json_of.show(json_of.review(rulebook, now, answer, week, offered))
    else:
        show.review(out, answer, again, offered=offered and not yes)
        show.programme(out, rulebook, now, week, wishes=wishes)


def _checkin_of_files(
    rulebook: Rulebook, answers: Path, told: Path, today: date, *, yes: bool, as_json: bool
) -> None:
    knowledge = rulebook.knowledge
    first = read_answers(answers, knowledge.findings, today)
    second = read_answers(told, knowledge.findings, max(today, first.as_of))
    _whole(second, knowledge.monitoring.needs)
    if second.as_of < first.as_of:
        problem = f"is before the answers ({first.as_of})"
        raise BadInput("as_of", problem, allowed="that day or later", where=second.where)
    record = first.record()
    before = standing(rulebook, record, first.as_of)
    week = plan(rulebook, record, before)
    if week is None:
        named = ", ".join(json_of.in_the_way(before))
        raise NotReady(f"these answers lead to no plan yet, because of: {named}")
    usual: dict[str, Value] = {"pain_usual_before_nrs": first.values.get("pain_usual_nrs")}
    before_it = first.record().tell_all(usual, first.as_of)
    record = told_at_check_in(knowledge, before_it, second.values, second.as_of, 1)
    answer, after = check_in(rulebook, record, week, second.as_of, yes=yes)
    offered = answer.action == "may_progress"
    now = standing(rulebook, record, second.as_of)
    if as_json:
        json_of.show(json_of.review(rulebook, now, answer, after, offered))
    else:
        out = show.console()
        show.review(out, answer, offered=offered and not yes)
        show.programme(out, rulebook, now, after)


def _whole(told: AnswersFile, needs: tuple[str, ...]) -> None:
    if told.days:
        hint = "them in the file of the answers, see `plumbline test --help`"
        raise BadInput("the check-in", "holds results of tests", allowed=hint, where=told.where)
    missing = [name for name in needs if name not in told.values]
    if missing:
        problem = f"does not answer {', '.join(missing)}"
        raise BadInput("the check-in", problem, allowed=", ".join(needs), where=told.where)
