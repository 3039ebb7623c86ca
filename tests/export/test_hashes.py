"""The hash list beside an export: what it names, what it keeps at home, and that the standard program reads it."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.export.dossier import write_dossier
from cmo_pathways.export.hashes import write_hashes
from cmo_pathways.journey import Journey, open_journey

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
REPORT, MEMO = b"sepsis report", b"memo"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def journey(tmp_path: Path) -> Journey:
    opened = open_journey(tmp_path / "home", clock=lambda: NOON)
    opened.record("profile", "me", {"name": "Maria Alvarez Chen, MD"})
    result = {"section": "impact", "title": "Sepsis mortality", "before": "18", "after": "12", "unit": "%"}
    named = {"document": sha(b"letter"), "competencies": ["patient-safety"], "evidence": ["e-memo"]}
    opened.record("entry", "impact-1", {**result, **named})
    evidence(opened, "e-report", "patient-safety", "C:\\files\\report.pdf", REPORT)
    evidence(opened, "e-memo", "financial-acumen", "memo.txt", MEMO)
    evidence(opened, "e-other", "financial-acumen", "not linked.txt", b"other")
    return opened


def evidence(journey: Journey, id: str, competency: str, file: str, content: bytes) -> None:
    journey.record("evidence", id, {"competency": competency, "text": "x", "file": file, "sha256": sha(content)})


def listed(journey: Journey, out: Path) -> list[str]:
    made = write_dossier(journey, audience="hospital-board", form="md", file=out)
    return write_hashes(journey, made).read_text(encoding="utf-8").splitlines()


def test_the_export_and_the_linked_evidence_are_listed_with_their_recorded_hashes(journey, tmp_path):
    lines = listed(journey, tmp_path / "d.md")
    content = (tmp_path / "d.md").read_bytes()
    assert [line for line in lines if not line.startswith("#")] == [
        f"{sha(content)}  d.md", f"{sha(MEMO)}  memo.txt", f"{sha(REPORT)}  report.pdf",
    ]  # fmt: skip
    assert f"# {sha(b'letter')}  (file named by nobody) Sepsis mortality" in lines


def test_the_standard_program_accepts_it_and_sees_a_changed_file(journey, tmp_path):
    listed(journey, tmp_path / "d.md")
    (tmp_path / "report.pdf").write_bytes(REPORT)
    (tmp_path / "memo.txt").write_bytes(MEMO)
    command = ["sha256sum", "--strict", "-c", "d.md.sha256"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "memo.txt").write_bytes(b"changed")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
    assert done.returncode == 1 and "memo.txt: FAILED" in done.stdout


def test_a_file_name_that_could_name_a_patient_stays_at_home(journey, tmp_path):
    evidence(journey, "e-chart", "patient-safety", "MRN_4471902_Mr_Harlan.pdf", b"chart")
    text = "\n".join(listed(journey, tmp_path / "d.md"))
    assert "Harlan" not in text and "4471902" not in text
    assert f"# {sha(b'chart')}  (the name of this file could name a patient and was left out)" in text


def test_a_name_with_a_new_line_is_written_as_the_standard_program_reads_it(journey, tmp_path):
    evidence(journey, "e-odd", "patient-safety", "odd\nname.txt", b"odd")
    (tmp_path / "odd\nname.txt").write_bytes(b"odd")
    listed(journey, tmp_path / "d.md")
    command = ["sha256sum", "--ignore-missing", "--strict", "-c", "d.md.sha256"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
    assert done.returncode == 0 and "odd\\nname.txt: OK" in done.stdout


def test_the_dossier_shows_the_first_twelve_digits(journey, tmp_path):
    listed(journey, tmp_path / "d.md")
    assert f"SHA-256 {sha(b'letter')[:12]}" in (tmp_path / "d.md").read_text(encoding="utf-8")
