"""The public names, and what importing the package costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cmo_pathways as cmo


@pytest.mark.parametrize("name", cmo.__all__)
def test_every_public_name_is_there_and_documented(name):
    found = getattr(cmo, name)
    assert found.__doc__
    assert name in dir(cmo)


def test_the_list_of_public_names_is_the_list_of_what_can_be_had():
    assert sorted(cmo._HOME) == sorted(cmo.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cmo.nothing


def test_importing_the_package_loads_the_standard_library_only():
    code = "import sys; before = set(sys.modules); import cmo_pathways; print(sorted(set(sys.modules) - before))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = {name.partition(".")[0] for name in eval(out)}
    assert loaded - {"cmo_pathways"} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("cmo_pathways.journey", {"ipywidgets", "matplotlib", "typst", "pandas", "numpy", "nbconvert", "jupyterlab"}),
        ("cmo_pathways.cli", {"networkx", "yaml", "matplotlib", "jupyterlab", "sqlite3"}),
    ],
)
def test_heavy_libraries_wait_until_they_are_needed(module, heavy):
    code = f"import sys, {module}; print(sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert heavy.isdisjoint({name.partition(".")[0] for name in eval(out)})
