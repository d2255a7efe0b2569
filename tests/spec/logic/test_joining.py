"""Joining: AND, OR, NOT and "k of n" when some of it is unknown

Unknown is never "no". A joined rule is unknown only while what is unknown could still decide it.
"""


def test_and(spec) -> None:
    """AND is false as soon as one part is false, and true only when both are."""
    spec(
        """
        a       | b       | a AND b
        true    | true    | true
        true    | false   | false
        true    | unknown | unknown
        false   | true    | false
        false   | false   | false
        false   | unknown | false
        unknown | true    | unknown
        unknown | false   | false
        unknown | unknown | unknown
        """
    )


def test_or(spec) -> None:
    """OR is true as soon as one part is true, and false only when both are."""
    spec(
        """
        a       | b       | a OR b
        true    | true    | true
        true    | false   | true
        true    | unknown | true
        false   | true    | true
        false   | false   | false
        false   | unknown | unknown
        unknown | true    | true
        unknown | false   | unknown
        unknown | unknown | unknown
        """
    )


def test_not(spec) -> None:
    """NOT of unknown is unknown: "not known to be ill" is not "known not to be ill"."""
    spec(
        """
        a       | NOT a   | NOT (NOT a)
        true    | false   | true
        false   | true    | false
        unknown | unknown | unknown
        """
    )


def test_at_least(spec) -> None:
    """`at_least` counts: true with enough true, false when too few are left, else unknown."""
    spec(
        """
        a       | b       | c       | at_least(2, a, b, c)
        true    | true    | true    | true
        true    | true    | unknown | true
        true    | true    | false   | true
        true    | unknown | unknown | unknown
        true    | unknown | false   | unknown
        true    | false   | false   | false
        unknown | unknown | unknown | unknown
        unknown | unknown | false   | unknown
        unknown | false   | false   | false
        false   | false   | false   | false
        """
    )


def test_at_least_of_one_and_of_all(spec) -> None:
    """One of n is OR, n of n is AND."""
    spec(
        """
        a       | b       | at_least(1, a, b) | at_least(2, a, b)
        true    | unknown | true              | unknown
        true    | true    | true              | true
        false   | unknown | unknown           | false
        unknown | unknown | unknown           | unknown
        false   | false   | false             | false
        """
    )


def test_at_least_counts_any_conditions(spec) -> None:
    """What is counted may itself be joined, negated or compared."""
    spec(
        """
        a     | b       | age_years | at_least(2, a AND b, NOT a, age_years > 50)
        true  | true    | 60        | true
        true  | true    | 40        | false
        true  | unknown | 60        | unknown
        true  | unknown | 40        | false
        false | true    | 60        | true
        false | unknown | unknown   | unknown
        """
    )


def test_precedence(spec) -> None:
    """NOT binds most closely, then AND, then OR."""
    spec(
        """
        a     | b     | c     | a OR b AND c | (a OR b) AND c | NOT a AND b | NOT (a AND b)
        true  | false | false | true         | false          | false       | true
        true  | true  | false | true         | false          | false       | false
        false | true  | true  | true         | true           | true        | true
        false | true  | false | false        | false          | true        | true
        """
    )


def test_what_is_always_true_may_stay_unknown(spec) -> None:
    """The logic looks at each part by itself, so a rule that reads a column twice may be unknown
    though both answers would give the same. Such rules are warned about."""
    spec(
        """
        a       | a OR NOT a | a AND NOT a
        true    | true       | false
        false   | true       | false
        unknown | unknown    | unknown
        """
    )
