"""Shares as xAPI statements: scores in range, no name, the same ids each time, and what is left out is said."""

from __future__ import annotations

import json

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cohort.share import Share, SharedLevel, SharedMemo, SharedPlay
from cmo_pathways.interop import read_statements
from cmo_pathways.interop.share_statements import share_statements

AT = "2026-11-03T21:14:00Z"


def share() -> Share:
    plays = tuple(
        SharedPlay(f"wrong-level-{n}", "wrong-level", "1.0.0", AT, "mixed", (), scores)
        for n, scores in enumerate(({"patient-safety": (3.0, 4.0)}, {"patient-safety": (-6.0, 4.0)}, {}), 1)
    )
    levels = (SharedLevel("patient-safety", 2.5, 2.0, 3.1), SharedLevel("gone-since", 2.0, 1.0, 3.0))
    memos = (SharedMemo("wrong-level-1", "wrong-level", "1.0.0", "memo", AT, "Private words"),)
    return Share("s1", "token", AT, "Dana Whitfield", False, "1.2.0", None, None, (), levels, (), plays, memos)


def test_statements_can_be_read_and_hold_scores_in_range() -> None:
    framework = load_catalogue().framework
    written = share_statements([share()], {"wrong-level": "One level too low"}, framework)
    found, _ = read_statements(written.data, "class.json")
    assert [one.scaled for one in found] == [0.75, -1.0, None, 0.5]
    scores = [item["result"].get("score") for item in json.loads(written.data)]
    assert all(score is None or score["min"] <= score["raw"] <= score["max"] for score in scores)
    assert written.data == share_statements([share()], {"wrong-level": "One level too low"}, framework).data


def test_no_name_token_or_memo_stands_in_them_and_what_is_left_out_is_said() -> None:
    written = share_statements([share()], {}, load_catalogue().framework, as_lines=True)
    text = written.data.decode()
    assert not any(word in text for word in ("Dana", "token", "Private"))
    assert len(text.splitlines()) == 4
    assert {one.what: one.count for one in written.left_out} == {"memos": 1, "levels of unknown competencies": 1}
