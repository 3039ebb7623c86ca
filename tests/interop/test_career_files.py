"""The career graph and routes in files that other programs read; resumes that come in."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from cmo_pathways.career import plan_routes
from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.errors import InputError
from cmo_pathways.interop import career_graphml, career_json, curriculum_csv, resume_entries


def archive(**tables: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in tables.items():
            packed.writestr(f"{name}.csv", text)
    return out.getvalue()


def test_networkx_reads_the_graphml_with_every_step_and_line():
    import networkx as nx

    graph = load_catalogue().career
    read = nx.parse_graphml(career_graphml(graph, load_reference().facts.codes).data.decode())
    assert set(read.nodes) == set(graph.steps)
    lines = [(o, t) for row in graph.transitions for o in graph.members(row.origin) for t in graph.members(row.target)]
    assert sorted((a, b) for a, b in read.edges()) == sorted(lines)
    assert "SOC 11-9111" in read.nodes["vpma"]["codes"]
    closing = next(data for *_, data in read.edges(data=True) if data["row"] == "t066")
    assert (closing["closes"], closing["gap"]) == ("2030-12-31", "3 E; 8 E; 18 E")


def test_the_json_holds_every_row_with_its_marks():
    graph = load_catalogue().career
    value = json.loads(career_json(graph, load_reference().facts.codes).data)
    assert [row["id"] for row in value["transitions"]] == [row.id for row in graph.transitions]
    md = next(row for row in value["steps"] if row["id"] == "md-degree")
    assert md["cost"] == {"typical": {"value": 272000.0, "mark": "S"}} and md["cost_year"] == "2020"


def test_a_route_is_a_curriculum_in_the_layout_of_curricular_analytics():
    graph = load_catalogue().career
    route = plan_routes(graph, to="attending-physician", held={}, k=1, draws=5).routes[0]
    rows = list(csv.reader(io.StringIO(curriculum_csv(graph, route).data.decode())))
    assert [row[0] for row in rows[:6]] == [
        "Curriculum", "Institution", "Degree Type", "System Type", "CIP", "Courses",
    ]  # fmt: skip
    assert rows[6][:5] == ["Course ID", "Course Name", "Prefix", "Number", "Prerequisites"]
    courses = {row[9]: row for row in rows[7:]}
    assert len(courses) == len(route.steps)
    before = {row[0]: id for id, row in courses.items()}
    assert {before[n] for n in courses["md-degree"][4].split(";")} == {"premed-bachelor", "mcat"}


def test_a_json_resume_gives_posts_degrees_and_certificates_with_dates():
    resume = {
        "work": [{"position": "Medical director", "name": "A hospital", "startDate": "2019-07-01", "endDate": ""}, 7],
        "education": [{"studyType": "MD", "area": "Medicine", "endDate": "2011"}],
        "certificates": [{"name": "CPE", "date": "2020-03-01"}, {"name": None}],
    }
    found = resume_entries(json.dumps(resume).encode(), "resume.json")
    assert [(one.section, one.text, one.started, one.ended) for one in found] == [
        ("work", "Medical director", "2019-07", None),
        ("education", "MD in Medicine", None, "2011"),
        ("certificates", "CPE", None, "2020-03"),
    ]


def test_a_linkedin_archive_is_read_below_its_notes_and_nothing_else_is_opened():
    data = archive(
        Positions="Company Name,Title,Description,Location,Started On,Finished On\nA,Medical director,x,y,Jan 2019,\n",
        Education="Notes:\n\nSchool Name,Start Date,End Date,Notes,Degree Name,Activities\nB,2003,2007,,MD,\n",
        Certifications="Name,Url,Authority,Started On,Finished On,License Number\nCPE,,,Mar 2020,Mar 2023,1\n",
        messages="FROM,CONTENT\nsomebody,Title secret\n",
    )
    found = resume_entries(data, "archive.zip")
    assert [(one.text, one.started, one.ended) for one in found] == [
        ("Medical director", "2019-01", None),
        ("MD", "2003", "2007"),
        ("CPE", "2020-03", "2020-03"),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[]", "is no JSON Resume"),
        (b'{"a": 1}', "is no JSON Resume"),
        (b"not json", "is not readable as JSON"),
        (b"PK\x03\x04 nothing more", "is damaged"),
        (archive(messages="a"), "is no LinkedIn archive"),
        (archive(Positions="Title\n" + "0" * 3_000_000), "to more than 2 MB"),
    ],
    ids=["list", "other", "text", "damaged", "foreign", "bomb"],
)
def test_what_is_no_resume_is_refused_in_one_sentence(data: bytes, words: str):
    with pytest.raises(InputError, match=words) as caught:
        resume_entries(data, "file")
    assert len(caught.value.problems) == 1
