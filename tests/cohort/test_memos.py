"""Memos for raters: numbers that stay, an order that says nothing, and no names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cmo_pathways.cohort.memos import HIDDEN, memo_id, queue_of, without_names


def test_memos_are_numbered_and_carry_neither_name_nor_token_nor_play(a_share):
    queue = queue_of([a_share(1), a_share(2)], (), salt="s")
    assert [memo.label for memo in queue.memos] == ["Memo 01", "Memo 02"]
    for memo in queue.memos:
        shown = repr(memo)
        assert "learner-" not in shown and "Fellow" not in shown and "vacant-list-1" not in shown
    assert {author.name for author in queue.authors.values()} == {"Fellow 1", "Fellow 2"}


def test_the_order_follows_neither_names_nor_tokens_nor_the_order_of_shares(a_share):
    shares = [a_share(number) for number in range(1, 31)]
    one, back = queue_of(shares, (), salt="s"), queue_of(shares[::-1], (), salt="s")
    other = queue_of(shares, (), salt="t")
    names = [one.authors[memo.id].name for memo in one.memos]
    assert one.memos == back.memos
    assert names not in (sorted(names), sorted(names, reverse=True))
    assert [memo.id for memo in one.memos] != [memo.id for memo in other.memos]
    assert [memo.id for memo in one.memos] != sorted(memo.id for memo in one.memos)


def test_a_number_stays_when_memos_come_and_go(a_share):
    first = queue_of([a_share(n) for n in (1, 2, 3)], (), salt="s")
    gone = first.memos[0].id
    left = [a_share(n) for n in (1, 2, 3) if memo_id(a_share(n), a_share(n).memos[0]) != gone]
    later = queue_of([*left, a_share(9)], first.numbered, salt="s")
    labels = {memo.id: memo.label for memo in later.memos}
    assert [memo.label for memo in later.memos] == ["Memo 02", "Memo 03", "Memo 04"]
    assert all(labels[memo.id] == memo.label for memo in first.memos[1:])
    assert later.memo(gone) is None


def test_a_changed_memo_is_a_new_one_and_an_empty_one_is_none(a_share):
    share = a_share(1)
    memo = share.memos[0]
    changed = replace(share, memos=(replace(memo, text="We go on."),))
    empty = replace(share, memos=(replace(memo, text=" \n"),))
    assert memo_id(share, memo) != memo_id(changed, changed.memos[0])
    assert queue_of([empty], (), salt="s").memos == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Signed, Will Novak-Reyes", f"Signed, {HIDDEN}"),
        ("signed will  novak-reyes.", f"signed {HIDDEN}."),
        ("We will act. Will", f"We will act. {HIDDEN}"),
        ("NOVAK writes", f"{HIDDEN} writes"),
        ("Ben Okafor agrees, Ben says", f"{HIDDEN} agrees, Ben says"),
        ("Willing to stop", "Willing to stop"),
    ],
)
def test_names_of_fellows_are_blanked_and_plain_words_are_not(text, shown):
    assert without_names(text, "Will Novak-Reyes", ["Will Novak-Reyes", "Ben Okafor"]) == shown


def test_a_fellow_called_name_does_no_harm():
    assert without_names("Name and Fame. Name", "Name", ["Name"]) == f"{HIDDEN} and Fame. {HIDDEN}"


def test_degrees_are_no_names():
    shown = without_names("Ito asks what an MBA costs. Ken Ito", "Ken Ito, MD, MBA", ["Ken Ito, MD, MBA"])
    assert shown == f"{HIDDEN} asks what an MBA costs. {HIDDEN}"


@pytest.mark.parametrize(
    "text",
    ["Write to dana.whitfield@x.org today", "Write to dwhitfield+cmo@mail.x-y.org today", "Write to d@x.org today"],
)
def test_an_address_for_mail_is_blanked(text: str) -> None:
    assert without_names(text, "Dana Whitfield, MD") == f"Write to {HIDDEN} today"


def test_a_name_is_blanked_however_its_accents_are_written() -> None:
    one, two = "Jos\u00e9 \u00c1lvarez", "Jose\u0301 A\u0301lvarez"
    for own, written in ((one, two), (two, one)):
        assert without_names(f"I, {written}, ask. {written.split()[1]} signs.", own) == (
            f"I, {HIDDEN}, ask. {HIDDEN} signs."
        )


def test_what_is_no_address_stays() -> None:
    assert without_names("5 beds @ 3 units, @noon", "Dana Whitfield") == "5 beds @ 3 units, @noon"
