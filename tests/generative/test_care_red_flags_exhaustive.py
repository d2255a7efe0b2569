"""Every red flag on every combination of its findings: yes, no and unknown.

One frame per flag holds every combination, in counting order: column by column, the last one
changing fastest. Two rows that differ in one column then stand a fixed number of rows apart, so a
whole frame is compared with its neighbours at once.

Factoring, where a flag reads more than `WIDEST` columns: findings that stand side by side in one
OR, and nowhere else in the flag, are merged there into a single three-valued column (the OR of
them), one after the other until it fits. The OR of such a block is itself held on all of its own
combinations against "yes if any is yes, no if all are no, else unknown"; and on random full rows
the flag must equal its factored form.

Length: one method from the frame to the factoring; in pieces it could not be checked by reading.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import product

import polars as pl
import pytest

from plumbline.care.record import facts
from plumbline.care.triage import Rank, level_names, triage
from plumbline.knowledge.schema import RedFlag
from plumbline.logic import (
    And,
    AtLeast,
    Column,
    Expression,
    Kind,
    Known,
    Not,
    Or,
    Value,
    compile_person,
    evaluate,
    evaluate_table,
)
from plumbline.logic.expression import columns_of, leaves
from tests.generative.logic_cases import SCALE
from tests.unit.care.flags import BOOLEANS, values_of, weighed
from tests.unit.care.people import TODAY, calm_values, knowledge, record_of, rulebook

WIDEST = 12 if SCALE == 1 else 13
EVERY_ROW = 200_000
"""Up to here the person's function sees every row, beyond it every few."""
SAMPLE = 2_000
TRIAGE_SAMPLE = 60
OPENED_BY = {
    ("cauda_equina_old", "cauda_assessed_unchanged"),
    ("motor_deficit_old", "motor_assessed_unchanged"),
}
"""Rows that take over what a mitigator calmed; judged together with the row they relieve."""
FLAGS = sorted(knowledge().red_flags)
DTYPES = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.NUMBER: pl.Float64,
    Kind.CHOICE: pl.String,
}


@dataclass(frozen=True)
class Case:
    """A flag with its levels as compiled, and factored so that it can be enumerated whole."""

    flag: RedFlag
    levels: tuple[Expression, ...]
    factored: tuple[Expression, ...]
    blocks: Mapping[str, tuple[str, ...]]
    """Merged column -> the findings it is the OR of."""

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.factored)


@cache
def case(name: str) -> Case:
    flag = knowledge().red_flags[name]
    levels = tuple(rulebook().rules[each] for each in level_names(flag))
    factored, blocks = levels, {}
    while len(columns_of(factored)) > WIDEST:
        factored, block = merge_one(factored, f"merged_{len(blocks)}")
        blocks[block[0]] = block[1]
    return Case(flag, levels, factored, expand(blocks))


def merge_one(
    levels: tuple[Expression, ...], name: str
) -> tuple[tuple[Expression, ...], tuple[str, tuple[str, ...]]]:
    """The levels with two neighbouring findings of the widest OR merged into one column."""
    uses = [leaf.column.name for level in levels for leaf in leaves(level)]
    once = {each for each in uses if uses.count(each) == 1}
    siblings = max(
        (
            [arg for arg in node.args if isinstance(arg, Known) and arg.column.name in once]
            for level in levels
            for node in nodes(level)
            if isinstance(node, Or)
        ),
        key=len,
    )
    assert len(siblings) >= 2, "too wide to enumerate, and nothing to merge: factor it otherwise"
    gone = siblings[:2]
    merged = Known(Column(name, Kind.BOOLEAN))
    after = tuple(replace(level, gone, merged) for level in levels)
    return after, (name, tuple(each.column.name for each in gone))


def nodes(expression: Expression) -> Iterator[Expression]:
    yield expression
    match expression:
        case Not(operand):
            yield from nodes(operand)
        case And(args) | Or(args) | AtLeast(_, args):
            for arg in args:
                yield from nodes(arg)
        case _:
            pass


def replace(expression: Expression, gone: Sequence[Expression], merged: Known) -> Expression:
    match expression:
        case Not(operand):
            return Not(replace(operand, gone, merged))
        case And(args):
            return And(tuple(replace(arg, gone, merged) for arg in args))
        case Or(args) if gone[0] in args:
            rest = tuple(arg for arg in args if arg not in gone)
            return Or((merged, *rest)) if rest else merged
        case Or(args):
            return Or(tuple(replace(arg, gone, merged) for arg in args))
        case AtLeast(k, args):
            return AtLeast(k, tuple(replace(arg, gone, merged) for arg in args))
        case _:
            return expression


def expand(blocks: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Merged columns as findings, and only those that were not merged again."""

    def findings(name: str) -> tuple[str, ...]:
        if name not in blocks:
            return (name,)
        return tuple(each for part in blocks[name] for each in findings(part))

    inner = {part for parts in blocks.values() for part in parts}
    return {name: findings(name) for name in blocks if name not in inner}


def everything(columns: Sequence[Column], levels: Sequence[Expression]) -> pl.DataFrame:
    """All combinations, in counting order."""
    frame = pl.DataFrame({"": [0]})
    for column in columns:
        values = pl.DataFrame(
            {column.name: values_of(column, levels)}, schema={column.name: DTYPES[column.kind]}
        )
        frame = frame.join(values, how="cross", maintain_order="left_right")
    return frame.drop("")


def outcomes(levels: Sequence[Expression], frame: pl.DataFrame) -> pl.DataFrame:
    rules = {str(index): level for index, level in enumerate(levels)}
    return evaluate_table(rules, frame.lazy()).collect()


def strides(case: Case) -> dict[str, tuple[int, tuple[Value, ...]]]:
    """For each column, how many rows apart its next value stands, and its values."""
    stride, found = 1, {}
    for column in reversed(case.columns):
        values = values_of(column, case.factored)
        found[column.name] = (stride, values)
        stride *= len(values)
    return found


@cache
def frame_of(name: str) -> pl.DataFrame:
    return everything(case(name).columns, case(name).factored)


@cache
def outcomes_of(name: str) -> pl.DataFrame:
    return outcomes(case(name).factored, frame_of(name))


def sample(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    return frame if frame.height <= rows else frame.sample(rows, seed=1)


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("name", FLAGS)
def test_table_person_and_reference_agree(name: str) -> None:
    """Polars on every row, the person's function on (nearly) every, the reference on a sample."""
    levels = case(name).factored
    person = compile_person({str(index): level for index, level in enumerate(levels)})
    table = outcomes_of(name)
    whole = frame_of(name).hstack(table)
    step = 1 + whole.height // EVERY_ROW
    step += step % 3 == 0  # a stride of 3 would always see the same value of the last column
    given, shown = list(frame_of(name).columns), list(table.columns)
    for row in whole.gather_every(step).iter_rows():
        values = dict(zip(given, row, strict=False))
        assert person(values) == dict(zip(shown, row[len(given) :], strict=True)), values
    joined = sample(whole, SAMPLE if whole.height > 20_000 else 20_000)
    for values in joined.iter_rows(named=True):
        for index, level in enumerate(levels):
            assert evaluate(level, values) is values[str(index)], values


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("name", FLAGS)
def test_what_is_known_stays_whatever_the_unknowns_are(name: str) -> None:
    """A rule that is known with a column unknown has the same outcome for each of its values."""
    table = outcomes_of(name)
    for column, (stride, values) in strides(case(name)).items():
        unknown = frame_of(name)[column].is_null()
        place = values.index(None)
        for level in table.columns:
            result = table[level]
            for other in range(len(values)):
                if other == place:
                    continue
                moved = result.shift((place - other) * stride)
                broken = unknown & result.is_not_null() & result.ne_missing(moved)
                assert not broken.any(), f"{name} {level} {column}: {_row(name, broken)}"


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("name", FLAGS)
def test_more_danger_never_means_less_urgency(name: str) -> None:
    """A danger changed from no to yes never lowers the flag; a mitigator never raises it.

    What is unknown counts as answered "I don't know", as triage weighs it.
    """
    ranks = _ranks(name)
    for column, (stride, values) in strides(case(name)).items():
        if values != BOOLEANS or (name, column) in OPENED_BY:
            continue
        moved = ranks.shift(-2 * stride)
        no = ~frame_of(name)[column].fill_null(value=True)
        members = case(name).blocks.get(column, (column,))
        for direction in {knowledge().findings[each].danger for each in members}:
            worse = {"yes": ranks > moved, "no": ranks < moved}.get(direction)
            if worse is not None:
                broken = no & worse.fill_null(value=False)
                assert not broken.any(), f"{name} {column}: {_row(name, broken)}"


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("name", FLAGS)
def test_triage_weighs_a_flag_as_the_table_says(name: str) -> None:
    """Random people through the whole triage give the rank worked out by the slow reference."""
    rng, flag = random.Random(name), case(name).flag
    wide = {column.name: column for column in columns_of(case(name).levels)}
    for _ in range(TRIAGE_SAMPLE):
        told = {
            each: rng.choice(values_of(column, case(name).levels))
            for each, column in wide.items()
            if each in knowledge().findings
        }
        onset = rng.choice([None, *(TODAY - timedelta(days=days) for days in (10, 89, 90, 400))])
        record = record_of({**calm_values(), "onset_date": onset, **told})
        known = facts(rulebook(), record, TODAY).values
        held = [evaluate(level, known) for level in case(name).levels]
        assert triage(rulebook(), record, TODAY).flag(name).rank == weighed(flag, held), told


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize(
    ("mitigator", "signs"),
    [
        (
            "cauda_assessed_unchanged",
            (
                *("saddle_numbness", "bladder_trouble", "bowel_trouble", "sexual_change"),
                *("both_legs_symptoms_new", "leg_weakness_left", "cauda_new_or_worse"),
            ),
        ),
        (
            "motor_assessed_unchanged",
            (
                *("leg_weakness_left", "leg_weakness_right"),
                *("weakness_spreading_48h", "motor_new_or_worse"),
            ),
        ),
        (
            "cancer_over_10_years_clear",
            (
                *("cancer_history", "pain_new_or_different"),
                *("pain_getting_worse", "pain_night_waking"),
            ),
        ),
    ],
)
def test_what_calms_one_row_and_opens_another_never_raises_the_whole(
    mitigator: str, signs: tuple[str, ...]
) -> None:
    """ "Examined and unchanged" moves a person from one row to another, never upwards.

    And each sign, changed from no to yes, never lowers the whole verdict.
    """
    ranks: dict[tuple[bool, ...], Rank] = {}
    for row in product((False, True), repeat=len(signs) + 1):
        given = dict(zip((mitigator, *signs), row, strict=True))
        verdict = triage(rulebook(), record_of({**calm_values(), **given}), TODAY)
        ranks[row] = max(flag.rank for flag in verdict.flags)
    for row, before in ranks.items():
        if not row[0]:
            assert ranks[(True, *row[1:])] <= before, row
        for place in range(1, len(row)):
            if not row[place]:
                assert ranks[(*row[:place], True, *row[place + 1 :])] >= before, (row, signs)


@pytest.mark.parametrize("name", [each for each in FLAGS if case(each).blocks])
def test_the_factored_flag_is_the_flag(name: str) -> None:
    """A merged block is exactly its OR, and put back it gives the flag, on random full rows."""
    rng = random.Random(name)
    case_ = case(name)
    for parts in case_.blocks.values():
        block = Or(tuple(Known(Column(part, Kind.BOOLEAN)) for part in parts))
        for row in product(BOOLEANS, repeat=min(len(parts), 7)):
            filled = (*row, *(False for _ in parts[7:]))
            outcome = evaluate(block, dict(zip(parts, filled, strict=True)))
            assert outcome is _any_of(filled)
    wide = columns_of(case_.levels)
    for _ in range(SAMPLE):
        values = {each.name: rng.choice(values_of(each, case_.levels)) for each in wide}
        merged = {
            name: _any_of([values[part] for part in parts]) for name, parts in case_.blocks.items()
        }
        for level, factored in zip(case_.levels, case_.factored, strict=True):
            assert evaluate(level, values) is evaluate(factored, {**values, **merged})


def _any_of(values: Sequence[Value]) -> bool | None:
    return True if True in values else None if None in values else False


@cache
def _ranks(name: str) -> pl.Series:
    """For each row, how alarming the flag is, as a place in the order of its ranks."""
    flag, table = case(name).flag, outcomes_of(name)
    held = list(product(BOOLEANS, repeat=len(flag.levels)))
    order = sorted({weighed(flag, each) for each in held})
    places = {each: order.index(weighed(flag, each)) for each in held}
    return pl.Series([places[row] for row in table.iter_rows()])


def _row(name: str, broken: pl.Series) -> dict[str, Value]:
    place = broken.arg_true()[0]
    return frame_of(name).row(place, named=True)
