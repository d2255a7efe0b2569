"""The public surface: one sorted list, all of it there, tables only when asked for."""

import subprocess
import sys
from pathlib import Path

import plumbline.logic


def test_all_is_sorted_and_complete() -> None:
    names = plumbline.logic.__all__
    assert names == sorted(names)
    for name in names:
        assert getattr(plumbline.logic, name) is not None


def test_polars_is_loaded_only_for_tables() -> None:
    source = Path(plumbline.logic.__file__).parents[2]
    code = "import sys, plumbline.logic; print('polars' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=True
    )
    assert told.stdout == "False\n"
