"""cmo_pathways: from self-assessment to the Chief Medical Officer's office, one evidence chain."""

from __future__ import annotations
