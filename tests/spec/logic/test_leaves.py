"""Leaves: what a rule may say about one finding

A finding stands alone when it is true or false; otherwise it is compared with a plain value.
Of an unknown finding every statement is unknown, but for IS NULL.
"""


def test_true_or_false(spec) -> None:
    """A true-or-false finding stands by itself."""
    spec(
        """
        a       | a AND a
        true    | true
        false   | false
        unknown | unknown
        """
    )


def test_comparison(spec) -> None:
    """A number is compared with a number."""
    spec(
        """
        age_years | age_years < 50 | age_years <= 50 | age_years = 50 | age_years <> 50
        49        | true           | true            | false          | true
        50        | false          | true            | true           | false
        51        | false          | false           | false          | true
        unknown   | unknown        | unknown         | unknown        | unknown
        """
    )


def test_comparison_from_above(spec) -> None:
    """Measured numbers may carry decimals, and so may what they are compared with."""
    spec(
        """
        pain_nrs | pain_nrs > 4.5 | pain_nrs >= 4.5
        4        | false          | false
        4.5      | false          | true
        5        | true           | true
        unknown  | unknown        | unknown
        """
    )


def test_a_result_that_is_not_a_number_is_unknown(spec_nan) -> None:
    """ "Not a number", which devices and spreadsheets write for nothing measured, is unknown."""
    spec_nan("pain_nrs > 4.5", "NOT pain_nrs > 4.5", "pain_nrs <> 3.0")


def test_between(spec) -> None:
    """BETWEEN includes both ends."""
    spec(
        """
        age_years | age_years BETWEEN 18 AND 50 | age_years NOT BETWEEN 18 AND 50
        17        | false                       | true
        18        | true                        | false
        50        | true                        | false
        51        | false                       | true
        unknown   | unknown                     | unknown
        """
    )


def test_choice(spec) -> None:
    """A choice is compared with the choices it has."""
    spec(
        """
        side    | side = 'left' | side <> 'left' | side IN ('left', 'both') | side NOT IN ('left')
        left    | true          | false          | true                     | false
        right   | false         | true           | false                    | true
        both    | false         | true           | true                     | true
        unknown | unknown       | unknown        | unknown                  | unknown
        """
    )


def test_is_null(spec) -> None:
    """IS NULL asks whether something is unknown, and always has an answer."""
    spec(
        """
        a       | age_years | a IS NULL | age_years IS NOT NULL | a OR a IS NULL
        true    | 40        | false     | true                  | true
        false   | unknown   | false     | false                 | false
        unknown | unknown   | true      | false                 | true
        """
    )
