"""How fast 200 rules are for one person: every form side by side in one run.

    python bench/bench_rules.py

Random rules of 6.6 leaves over 60 columns, three in ten unknown. Absolute times are this
machine's; only ratios within the run are claimed (and checked).
"""

import random
import statistics
import time
from collections.abc import Callable, Mapping

import duckdb
import polars as pl

from plumbline.logic import (
    And,
    AtLeast,
    Column,
    Compare,
    Expression,
    Kind,
    Not,
    Or,
    Relevance,
    Value,
    compile_person,
    evaluate,
    evaluate_table,
    parse,
    read_table,
    to_polars,
    to_sql,
    to_text,
)
from plumbline.logic.expression import Between, In, IsNull, Known, conjunction, disjunction
from plumbline.logic.reference import known

RULES, PERSONS = 200, 50
CHOICES = ("one", "two", "three", "four")
COLUMNS = (
    *(Column(f"b{number}", Kind.BOOLEAN) for number in range(36)),
    *(Column(f"i{number}", Kind.INTEGER) for number in range(12)),
    *(Column(f"n{number}", Kind.NUMBER) for number in range(6)),
    *(Column(f"c{number}", Kind.CHOICE, frozenset(CHOICES)) for number in range(6)),
)
DTYPES: dict[Kind, type[pl.DataType]] = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.NUMBER: pl.Float64,
    Kind.CHOICE: pl.String,
}
SQL_TYPES = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.CHOICE: "VARCHAR",
}
Person = Mapping[str, Value]
Outcomes = dict[str, bool | None]


def random_rule(rng: random.Random, size: int) -> Expression:
    """A rule of `size` leaves, joined by AND, OR and now and then `at_least`."""
    if size == 1:
        leaf = random_leaf(rng)
        return Not(leaf) if rng.random() < 0.2 else leaf
    cut = rng.randint(1, size - 1)
    args = (random_rule(rng, cut), random_rule(rng, size - cut))
    form = rng.random()
    if form < 0.1:
        return AtLeast(rng.randint(1, 2), args)
    return conjunction(args) if form < 0.5 else disjunction(args)


def random_leaf(rng: random.Random) -> Expression:
    column = rng.choice(COLUMNS)
    match column.kind:
        case Kind.BOOLEAN:
            return Known(column)
        case Kind.CHOICE:
            return In(column, tuple(rng.sample(CHOICES, 2)))
        case Kind.INTEGER:
            return Compare(column, rng.choice(["<", ">="]), rng.randint(1, 9))
        case _:
            low = round(rng.uniform(0, 5), 1)
            return Between(column, low, low + 2.5)


def random_person(rng: random.Random) -> dict[str, Value]:
    return {c.name: None if rng.random() < 0.3 else random_value(rng, c) for c in COLUMNS}


def random_value(rng: random.Random, column: Column) -> Value:
    match column.kind:
        case Kind.BOOLEAN:
            return rng.random() < 0.5
        case Kind.CHOICE:
            return rng.choice(CHOICES)
        case Kind.INTEGER:
            return rng.randint(0, 10)
        case _:
            return round(rng.uniform(0, 10), 1)


def closure(expression: Expression) -> Callable[[Person], bool | None]:
    """The rule as nested functions: the usual way, and what generated code is measured against."""
    match expression:
        case Not(operand):
            inner = closure(operand)
            return lambda values: None if (x := inner(values)) is None else not x
        case And(args):
            return joined_closure([closure(arg) for arg in args], False)
        case Or(args):
            return joined_closure([closure(arg) for arg in args], True)
        case AtLeast(k, args):
            return counted_closure(k, [closure(arg) for arg in args])
        case IsNull(column, negated):
            return lambda values: (known(values, column.name) is None) is not negated
        case Known(column):
            return lambda values: values[column.name]  # type: ignore[return-value]
        case leaf:
            return leaf_closure(leaf)


def joined_closure(
    parts: list[Callable[[Person], bool | None]], settles: bool
) -> Callable[[Person], bool | None]:
    def joined(values: Person) -> bool | None:
        outcome: bool | None = not settles
        for part in parts:
            found = part(values)
            if found is settles:
                return settles
            if found is None:
                outcome = None
        return outcome

    return joined


def counted_closure(
    k: int, parts: list[Callable[[Person], bool | None]]
) -> Callable[[Person], bool | None]:
    def counted(values: Person) -> bool | None:
        found = [part(values) for part in parts]
        if found.count(True) >= k:
            return True
        return False if len(found) - found.count(False) < k else None

    return counted


def leaf_closure(leaf: Compare | In | Between) -> Callable[[Person], bool | None]:
    name = leaf.column.name
    match leaf:
        case In(_, items):
            listed = frozenset(items)
            return lambda values: None if (x := values[name]) is None else x in listed
        case Between(_, low, high):
            return lambda values: None if (x := values[name]) is None else low <= x <= high
        case Compare(_, "<", literal):
            return lambda values: None if (x := values[name]) is None else x < literal
        case Compare(_, _, literal):
            return lambda values: None if (x := values[name]) is None else x >= literal


def median_time(run: Callable[[], object], repeats: int) -> float:
    """Median seconds of a call."""
    times: list[float] = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def in_polars(rules: Mapping[str, Expression], person: Person) -> Callable[[], Outcomes]:
    frame = pl.DataFrame([person], schema={c.name: DTYPES[c.kind] for c in COLUMNS})
    ready = read_table(frame.lazy(), COLUMNS).collect()
    asked = [to_polars(rule).alias(name) for name, rule in rules.items()]
    return lambda: ready.select(asked).row(0, named=True)


def in_duckdb(rules: Mapping[str, Expression], person: Person) -> Callable[[], Outcomes]:
    connection = duckdb.connect()
    listed = ", ".join(f"{c.name} {SQL_TYPES[c.kind]}" for c in COLUMNS)
    connection.execute(f"CREATE TABLE person ({listed})")
    connection.execute(
        f"INSERT INTO person VALUES ({', '.join('?' * len(COLUMNS))})", list(person.values())
    )
    asked = ", ".join(f"({to_sql(rule)}) AS {name}" for name, rule in rules.items())
    query = f"SELECT {asked} FROM person"
    return lambda: dict(zip(rules, connection.execute(query).fetchall()[0], strict=True))


def check_same(forms: Mapping[str, Callable[[], Outcomes]], expected: Outcomes) -> None:
    """A fast wrong answer is worth nothing."""
    for form, run in forms.items():
        assert run() == expected, f"{form} disagrees with the reference"


def measure_forms(rng: random.Random, rules: Mapping[str, Expression]) -> dict[str, float]:
    """Median seconds for all rules of one person, by form."""
    persons = [random_person(rng) for _ in range(PERSONS)]
    first = persons[0]
    generated = compile_person(rules)
    nested = {name: closure(rule) for name, rule in rules.items()}

    def by_closures(person: Person) -> Outcomes:
        return {name: run(person) for name, run in nested.items()}

    single: dict[str, Callable[[], Outcomes]] = {
        "generated Python, two planes": lambda: generated(first),
        "nested closures": lambda: by_closures(first),
        "Polars, one row": in_polars(rules, first),
        "DuckDB, one row": in_duckdb(rules, first),
        "reference": lambda: {name: evaluate(rule, first) for name, rule in rules.items()},
    }
    check_same(single, single["reference"]())
    many: dict[str, Callable[[Person], Outcomes]] = {
        "generated Python, two planes": generated,
        "nested closures": by_closures,
    }
    times: dict[str, float] = {}
    for form, run in single.items():
        if form in many:
            each = many[form]
            # In turns over all persons, so that a slow moment of the machine hits both.
            times[form] = statistics.median(
                median_time(lambda each=each, person=person: each(person), 20) for person in persons
            )
        else:
            times[form] = median_time(run, 10)
    return times


def measure_table(rng: random.Random, rules: Mapping[str, Expression], rows: int) -> float:
    """Rows per second of all rules over a table, results counted."""
    persons = [random_person(rng) for _ in range(1000)]
    small = pl.DataFrame(persons, schema={c.name: DTYPES[c.kind] for c in COLUMNS})
    frame = pl.concat([small] * (rows // 1000)).rechunk().lazy()
    counts = evaluate_table(rules, frame).sum()
    return rows / median_time(lambda: counts.collect(engine="streaming"), 3)


def measure_relevance(rng: random.Random, rules: Mapping[str, Expression]) -> float:
    """Median seconds to say what can still matter, over persons half way through."""
    relevance = Relevance(rules)
    times: list[float] = []
    for _ in range(PERSONS):
        unanswered = set(rng.sample([c.name for c in COLUMNS], len(COLUMNS) // 2))
        person = {n: v for n, v in random_person(rng).items() if n not in unanswered}
        times.append(median_time(lambda p=person, u=unanswered: relevance.residual(p, u), 5))
    return statistics.median(times)


def main() -> None:
    rng = random.Random(11)
    rules = {
        f"r{number}": random_rule(rng, rng.choice([5, 6, 6, 7, 7, 7, 8])) for number in range(RULES)
    }
    schema = {column.name: column for column in COLUMNS}
    texts = [to_text(rule) for rule in rules.values()]
    reading = median_time(lambda: [parse(text, schema) for text in texts], 3)
    compiling = median_time(lambda: compile_person(rules), 3)
    times = measure_forms(rng, rules)
    fastest = times["generated Python, two planes"]
    print(f"{RULES} rules, one person")
    for form, seconds in sorted(times.items(), key=lambda item: item[1]):
        print(f"  {form:<30} {seconds * 1e6:>10.1f} us {seconds / fastest:>8.1f} x")
    print(f"  to parse {reading * 1e3:.0f} ms, to generate {compiling * 1e3:.0f} ms")
    half = dict(list(rules.items())[: RULES // 2])
    relevance = measure_relevance(rng, half)
    print(f"relevance of {len(half)} rules, per answer {relevance * 1e3:.2f} ms")
    speed = measure_table(rng, rules, 200_000)
    print(f"Polars, streaming, counts of all rules: {speed / 1e6:.2f} million rows/s")
    ratio = times["nested closures"] / fastest
    assert ratio >= 2, f"closures are only {ratio:.1f} times slower than generated code"


if __name__ == "__main__":
    main()
