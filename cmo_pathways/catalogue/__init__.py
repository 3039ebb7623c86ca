"""All content as immutable values, and the checks that need more than one file."""

from __future__ import annotations

from cmo_pathways.catalogue.check import Checked, check_catalogue
from cmo_pathways.catalogue.load import Catalogue, load_catalogue, read_catalogue
from cmo_pathways.catalogue.reference import Reference, load_reference, read_reference

__all__ = [
    "Catalogue",
    "Checked",
    "Reference",
    "check_catalogue",
    "load_catalogue",
    "load_reference",
    "read_catalogue",
    "read_reference",
]
