"""The knowledge check of tests and of the model that reads them: every defect is found."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from plumbline.care.knowledge_check.basis import check_basis
from plumbline.care.knowledge_check.references import check_references
from plumbline.care.knowledge_check.walk import Finder, Place, walk
from plumbline.knowledge import Knowledge, Loaded, Problem
from plumbline.knowledge.schema import (
    Basis,
    ImpairmentModel,
    LoadRow,
    Model,
    Norm,
    Number,
    PhysicalTest,
    Topic,
)
from plumbline.knowledge.yaml_file import Document
from tests.unit.care.people import knowledge

LINE = 7
UNVERIFIED = Basis(status="unverified")
NOTED = Basis(status="expert", note="Ours.")


class Anywhere(dict[Place, int]):
    """Every place stands on the line of its own length, so a wrong place is seen."""

    def __contains__(self, place: object) -> bool:
        return True

    def get(self, place: Place, default: int = 0) -> int:  # type: ignore[override]
        return LINE + len(place)


def finder(kind: str, model: Model) -> Finder:
    return Finder(Loaded(kind, Document(f"{kind}/x.yaml", {}, Anywhere()), model))


def problems(knows: Knowledge, model: Model) -> set[Problem]:
    at = finder("tests", model)
    return {*check_references(knows, model, at), *check_basis(knows, model, at)}


def said(found: set[Problem]) -> list[str]:
    return sorted(problem.text for problem in found)


def side_bridge(**changes: Any) -> PhysicalTest:
    return knowledge().tests["side_bridge"].model_copy(update=changes)


def norm(**changes: Any) -> Norm:
    made: dict[str, Any] = {
        "sample": "Ten people",
        "age_from": 20,
        "age_to": 30,
        "mean": 60.0,
        "sd": 20.0,
        "basis": Basis(status="verified", sources=("stkate_core",)),
        **changes,
    }
    return Norm(**made)


def percentiles(*values: float) -> Norm:
    points = tuple(
        {"percent": 10.0 * (index + 1), "value": value} for index, value in enumerate(values)
    )
    return norm(mean=None, sd=None, percentiles=points)


def with_finding(name: str, **changes: Any) -> Knowledge:
    """Our knowledge, with one finding of a test changed."""
    topics: dict[str, Topic] = {}
    for key, topic in knowledge().topics.items():
        findings = tuple(
            f.model_copy(update=changes) if f.id == name else f for f in topic.findings
        )
        topics[key] = topic.model_copy(update={"findings": findings})
    return replace(knowledge(), topics=topics)


def results(**changes: Any) -> dict[str, Any]:
    """The two results of the side bridge, the left one changed."""
    left, right = side_bridge().results
    return {"results": (left.model_copy(update=changes), right)}


def test_what_ships_has_no_problem() -> None:
    for test in knowledge().tests.values():
        assert said(problems(knowledge(), test)) == []
    assert said(problems(knowledge(), knowledge().impairments)) == []


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (results(value="nobody_s"), "the finding nobody_s does not exist"),
        (results(pain="nobody_pain"), "the finding nobody_pain does not exist"),
        (results(pain="side_bridge_left_s"), "the finding side_bridge_left_s is no yes or no"),
        (results(pain=None), "only one side has pain"),
        (results(side="right"), "two results are not left and right"),
        ({"results": (side_bridge().results[0],)}, "has one side without the other"),
        ({"results": (side_bridge().results[0],)}, "compares sides, yet the test has only one"),
        ({"measure": "reached"}, "reached cannot be kept in side_bridge_left_s, a number"),
        ({"unit": "cm"}, "side_bridge_left_s is in s, not in cm"),
        ({"treatment_groups": ("exercise_any",)}, "does not stand in the group any_plan"),
        ({"position": "supine"}, "does not stand in the group exercise_supine"),
        (
            {"treatment_groups": ("exercise_any", "any_plan", "nothing")},
            "the treatment nothing does not exist",
        ),
        ({"stands_in_for": "nothing"}, "the test nothing does not exist"),
        ({"stands_in_for": "side_bridge"}, "the test side_bridge does not exist"),
        ({"norms": (percentiles(20, 20),)}, "20 is not better than 20"),
        ({"norms": (percentiles(30, 20),)}, "20 is not better than 30"),
        ({"better": "lower", "norms": (percentiles(20, 30),)}, "30 is not better than 20"),
        ({"better": None}, "is a norm, yet neither more nor less is better"),
    ],
)
def test_a_defect_of_a_test_is_found(changes: dict[str, Any], text: str) -> None:
    broken = side_bridge(**changes)
    assert text in said(problems(_with_test(broken), broken))


def _with_test(test: PhysicalTest) -> Knowledge:
    return replace(knowledge(), tests={**knowledge().tests, test.id: test})


@pytest.mark.parametrize("values", [(20, 30, 40), (40, 30, 20)])
def test_percentiles_run_towards_the_better(values: tuple[float, ...]) -> None:
    better = "higher" if values[0] < values[-1] else "lower"
    good = side_bridge(better=better, norms=(percentiles(*values),), bands=())
    assert said(problems(_with_test(good), good)) == []


def test_a_result_belongs_to_one_test() -> None:
    twin = side_bridge(id="side_bridge_twin")
    found = problems(_with_test(twin), side_bridge())
    assert "the finding side_bridge_left_s belongs to more than one result" in said(found)


def test_a_result_is_asked_of_a_test() -> None:
    knows = with_finding("side_bridge_left_s", asked_of="person")
    text = "the finding side_bridge_left_s is asked of person, not of a test"
    assert text in said(problems(knows, side_bridge()))


@pytest.mark.hazard("side_matters")
@pytest.mark.parametrize("name", ["side_bridge_left_s", "side_bridge_left_pain"])
def test_the_sides_mirror_each_other(name: str) -> None:
    knows = with_finding(name, mirror=None)
    assert any(
        text.startswith(f"{name} does not mirror") for text in said(problems(knows, side_bridge()))
    )


@pytest.mark.hazard("number_without_source")
@pytest.mark.parametrize(
    ("basis", "wrong"),
    [
        (UNVERIFIED, True),
        (Basis(status="unverified", sources=("stkate_core",)), True),
        (Basis(status="verified"), True),
        (Basis(status="secondary"), True),
        (Basis(status="measured", note="Here."), True),
        (Basis(status="expert"), True),
        (Basis(status="derived"), True),
        (NOTED, False),
        (Basis(status="derived", note="a + b"), False),
        (Basis(status="secondary", sources=("stkate_core",)), False),
    ],
)
def test_a_norm_rests_on_something(basis: Basis, wrong: bool) -> None:
    test = side_bridge(norms=(norm(basis=basis),))
    assert bool(problems(_with_test(test), test)) is wrong


def numbers(model: Model) -> Iterator[Place]:
    return (place for place, part in walk(model) if isinstance(part, Basis))


def spoilt(value: Any, place: Place) -> Any:
    """The value with the basis at a place made unverified."""
    if not place:
        return UNVERIFIED
    first, *rest = place
    if isinstance(value, Model):
        inner = spoilt(getattr(value, str(first)), tuple(rest))
        return value.model_copy(update={str(first): inner})
    if isinstance(value, dict):
        return {**value, first: spoilt(value[first], tuple(rest))}
    return tuple(spoilt(v, tuple(rest)) if i == first else v for i, v in enumerate(value))


@pytest.mark.hazard("number_without_source")
def test_nothing_unverified_is_used_anywhere_in_tests_and_model() -> None:
    """Norms, errors, side differences, bands, cautions and every number of the inference."""
    missed: list[str] = []
    things = [*knowledge().tests.values(), knowledge().impairments]
    for thing in things:
        for place in numbers(thing):
            found = check_basis(knowledge(), spoilt(thing, place), finder("tests", thing))
            if not any("is unverified" in problem.text for problem in found):
                missed.append(f"{thing.id} {place}")
    assert missed == []


def test_the_walk_sees_numbers_kept_by_name() -> None:
    places = dict(walk(knowledge().impairments))
    shares = [place for place in places if place[0:1] == ("general_share",)]
    assert ("general_share", "strength", "basis") in shares
    assert isinstance(places["general_share", "mobility"], Number)


def model(**changes: Any) -> ImpairmentModel:
    return knowledge().impairments.model_copy(update=changes)


def loads(**changes: Any) -> dict[str, Any]:
    """The rows of what each test loads, the first one changed."""
    first, *rest = knowledge().impairments.loads
    return {"loads": (first.model_copy(update=changes), *rest)}


def chains(**changes: Any) -> dict[str, Any]:
    """The chains, the last one changed."""
    *rest, last = knowledge().impairments.chains
    return {"chains": (*rest, last.model_copy(update=changes))}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (loads(test="nothing"), "the test nothing does not exist"),
        (loads(chains={"nothing": 1.0}), "the chain nothing does not exist"),
        (loads(chains={}), "loads nothing"),
        (loads(chains={"side": 0.0}), "the weight 0 is not over 0 and up to 1"),
        (loads(chains={"side": -0.5}), "the weight -0.5 is not over 0 and up to 1"),
        (loads(chains={"side": 1.5}), "the weight 1.5 is not over 0 and up to 1"),
        (loads(chains={"side": 0.7, "back": 0.4}), "the weights add up to more than 1"),
        (
            {"loads": (*model().loads, LoadRow(test="side_bridge", chains={"side": 1.0}))},
            "the test side_bridge stands twice",
        ),
        (chains(muscles=("nothing",)), "the muscle nothing does not exist"),
        (chains(id="new_chain"), "no test loads the chain new_chain"),
        (chains(id="new_chain"), "no exercise trains the chain new_chain"),
    ],
)
def test_a_defect_of_the_model_is_found(changes: dict[str, Any], text: str) -> None:
    assert text in said(problems(knowledge(), model(**changes)))


def test_a_chain_that_is_not_shown_needs_no_exercise() -> None:
    hidden = model(**chains(id="new_chain", shown=False))
    assert "no exercise trains the chain new_chain" not in said(problems(knowledge(), hidden))


def test_weights_that_add_up_to_one_in_decimals_are_fine() -> None:
    thirds = {"side": 0.3334, "back": 0.3333, "front": 0.3333}
    texts = said(problems(knowledge(), model(**loads(chains=thirds))))
    assert "the weights add up to more than 1" not in texts


def test_an_exercise_trains_chains_that_exist() -> None:
    exercise = knowledge().exercises["bridge"].model_copy(update={"chains": ("nothing",)})
    assert "the chain nothing does not exist" in said(problems(knowledge(), exercise))


def test_a_problem_is_placed_where_it_stands() -> None:
    broken = side_bridge(norms=(norm(), percentiles(20, 30, 25)))
    found = [p for p in problems(knowledge(), broken) if "is not better" in p.text]
    assert [p.line for p in found] == [LINE + len(("norms", 1, "percentiles", 2))]
