"""`plumbline treatments`, as a stranger gives it: whole, wrong, and while safety comes first."""

import pytest

from tests.functional.cli_user import plumbline

EASY, URGENT = "examples/persistent_simple.yaml", "examples/cauda_equina.yaml"


def test_one_treatment_is_told_whole() -> None:
    said = plumbline("treatments", "walking", "--answers", EASY)
    assert said.code == 0, said.err
    assert "Meant for pain like yours" in said.out


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("words", [(), ("cbt",), ("education",)])
def test_while_a_sign_is_open_nothing_is_called_right(words: tuple[str, ...]) -> None:
    said = plumbline("treatments", *words, "--answers", URGENT)
    assert said.code == 0, said.err
    assert "safety come first" in " ".join(said.out.split())
    assert "Nothing speaks against it" not in said.out
    assert "like yours" not in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--answers FILE or --profile NAME"),
        (("nosuch", "--answers", EASY), "nosuch"),
        (("--by", "luck", "--answers", EASY), "benefit"),
        (("--answers", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_wrong_words_get_one_line_that_says_what_is_allowed(
    words: tuple[str, ...], told: str
) -> None:
    said = plumbline("treatments", *words)
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert told in said.err
