"""An invented physician with entries in every section, for the tests of portfolio and export."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmo_pathways.portfolio import CaseEvidence, Portfolio, Strength, build_portfolio, rests_on

TODAY = date(2026, 11, 21)
PROFILE = {
    "name": "Maria Alvarez Chen, MD, MBA",
    "headline": "Physician executive for community hospitals",
    "location": "Columbus, Ohio",
    "email": "m.alvarez@example.org",
    "phone": "+1 614 555 0142",
}


def _impact(title: str, before: str, after: str, n: str, period: str, action: str, **more: str) -> dict[str, Any]:
    fields = {"title": title, "before": before, "after": after, "unit": "%", "n": n, "period": period}
    return {"section": "impact", **fields, "action": action, **more}


ENTRIES: dict[str, dict[str, Any]] = {
    "s1": {
        "section": "statement",
        "text": "I lead clinical services so that the safest way to work is also the easiest. Twelve years at the "
        "bedside taught me where harm starts; six years in leadership taught me to move a medical staff, a budget "
        "and a board towards the same measure.",
    },
    "i1": _impact(
        "Sepsis mortality",
        "18.2",
        "11.9",
        "2,140 patients",
        "24 months",
        "Chaired the sepsis council of three hospitals, moved the first antibiotic to the emergency department and "
        "put the weekly run chart on every ward",
        metric="30-day mortality",
        source="Quality department",
        verifier="J. Okafor, CQO",
    ),
    "i2": _impact(
        "Nurse vacancy on medical wards",
        "21",
        "9",
        "312 posts",
        "18 months",
        "Co-led a joint staffing board with nursing; dropped two locum contracts and paid for four educators with "
        "part of the saving.",
        source="Human resources",
        verifier="L. Brandt, CNO",
    ),
    "i3": _impact(
        "Readmission after heart failure",
        "23.4",
        "17.8",
        "1,065 discharges",
        "12 months",
        "Built the pharmacist call-back with a payer that shared the cost; the program paid back in eleven months.",
        source="Payer report, 2025; document on request",
    ),
    "i4": _impact(
        "Hand hygiene on opening rounds",
        "91.2",
        "96.8",
        "14 wards",
        "9 months",
        "Moved observation from auditors to charge nurses and showed each ward its own chart.",
    ),
    "c1": {
        "section": "crisis",
        "year": "2024",
        "text": "Incident commander for nine weeks during the 2024 cyberattack: paper charting for 310 beds, no "
        "diversion beyond 36 hours, after-action review shared with eight hospitals.",
    },
    "p3": {
        "section": "position",
        "title": "Attending Physician",
        "organization": "Lakeview Health",
        "start": "2014",
        "end": "2019",
        "text": "Led two quality projects; teacher of the year 2018.",
    },
    "p1": {
        "section": "position",
        "title": "Medical Director, Inpatient Services",
        "organization": "Riverside Community Hospital, 310 beds",
        "start": "2022-07",
        "text": "Budget of USD 41 million; 96 physicians and advanced practitioners. Chairs the credentials committee.",
    },
    "p2": {
        "section": "position",
        "title": "Section Chief, Hospital Medicine",
        "organization": "Riverside Community Hospital",
        "start": "2019",
        "end": "2022",
        "text": "Built the 24-hour hospitalist service; length of stay from 5.1 to 4.4 days.",
    },
    "d1": {"section": "education", "title": "MBA, healthcare management", "place": "Ohio Valley", "year": "2024"},
    "d2": {"section": "education", "title": "Residency, internal medicine", "place": "Lakeview", "year": "2014"},
    "d3": {"section": "education", "title": "MD", "place": "State University", "year": "2011"},
    "k1": {"section": "credential", "title": "Internal Medicine", "issuer": "ABIM", "expires": "2034"},
    "k2": {"section": "credential", "title": "Ohio medical license", "issuer": "State Board", "expires": "2027-04"},
    "k3": {"section": "credential", "title": "Certified Physician Executive", "issuer": "CCMM", "year": "2026"},
    "u1": {
        "section": "publication",
        "text": "Bundles are not enough: sequencing sepsis care across three hospitals",
        "venue": "J Hosp Med",
        "year": "2025",
    },
    "u2": {
        "section": "publication",
        "text": "What a hospitalist service changes first",
        "venue": "BMJ Qual Saf",
        "year": "2023",
    },
    "r1": {
        "section": "project",
        "title": "Order-set redesign",
        "organization": "Riverside Community Hospital",
        "year": "2023",
        "text": "Cut 214 order sets to 61 with pharmacy and nursing; **override rate** fell from 38 to 21 %.\n\n"
        "- two rounds of user testing\n- a retirement date for every new set",
    },
    "m1": {
        "section": "membership",
        "title": "Quality committee of the board",
        "organization": "Riverside Community Hospital",
        "start": "2023",
    },
}
STRENGTHS = (
    Strength("Patient safety", 4.2, 3.6, 4.8, 4.0),
    Strength("Quality improvement", 3.6, 2.9, 4.3, 4.0),
    Strength("Change management", 3.1, 2.2, 4.0, 3.5),
    Strength("Financial acumen", 2.9, 2.1, 3.7, 4.0),
)
CASES = (
    CaseEvidence(
        "the-readmission-month",
        "The readmission month",
        "2026-11-12",
        "Asked for the control chart before answering the chief executive; 14 of 18 points.",
    ),
)


def sample_portfolio(audience: str, **changes: Any) -> Portfolio:
    """The dossier of the invented physician for one audience."""
    given: dict[str, Any] = {
        "today": TODAY,
        "profile": PROFILE,
        "strengths": STRENGTHS,
        "basis": rests_on(ratings=20, cases=1, until=TODAY),
        "role": "a community-hospital CMO",
        "evidence": CASES,
    }
    entries = changes.pop("entries", ENTRIES)
    return build_portfolio(entries, audience=audience, **{**given, **changes})
