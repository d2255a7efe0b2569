"""Where the numbers of the body and of the spine lever were read: sources that we list."""

from collections.abc import Iterator
from types import ModuleType

import pytest

from plumbline.knowledge.schema import Basis, Number
from plumbline.motion import anthropometry, load_lever
from tests.unit.care.people import knowledge


def bases(module: ModuleType) -> Iterator[tuple[str, Basis]]:
    for name, value in vars(module).items():
        if isinstance(value, Number):
            yield name, value.basis
        elif isinstance(value, Basis):
            yield name, value


FOUND = dict([*bases(load_lever), *bases(anthropometry)])


@pytest.mark.parametrize("name", sorted(FOUND))
def test_every_basis_names_sources_that_exist(name: str) -> None:
    basis = FOUND[name]
    assert set(basis.sources) <= knowledge().sources.keys()
    assert basis.sources or basis.status in ("derived", "expert", "measured"), "read, but where?"
    assert basis.status != "unverified"
    assert basis.note


def test_the_numbers_that_were_read_are_there() -> None:
    read = {name for name, basis in FOUND.items() if basis.sources}
    assert {"SACRAL_SLOPE", "PRESSURE_FROM", "PRESSURE_RELIEF", "CENTRES_BASIS"} <= read
    assert {"MASS_BASIS", "LENGTH_BASIS"} <= read
