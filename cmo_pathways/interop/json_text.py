"""Strict JSON, under the name that the formats of others use here."""

from __future__ import annotations

from cmo_pathways.json_text import MAX_BYTES, MAX_DEPTH, read_json, write_json

__all__ = ["MAX_BYTES", "MAX_DEPTH", "read_json", "write_json"]
