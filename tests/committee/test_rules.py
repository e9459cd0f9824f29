"""Pure rules: what may be published, which figures words may use, what to cut from the page."""

from dataclasses import replace
from datetime import date

import pytest

from secaudit.committee import snapshot, stamp
from secaudit.committee.decided import followed
from secaudit.committee.locking import bracing, printed, refuse_other_figures
from secaudit.committee.masking import BLACK, groups, masked, names_to_mask, published
from secaudit.committee.meter import Cut, read_meter
from secaudit.committee.situation import open_serious, overdue
from secaudit.committee.stamp import Stamp, written
from secaudit.errors import Invalid
from secaudit.meetings.kinds import Outcome, Source, State
from secaudit.meetings.reading import Decided, Gathering, Point
from secaudit.metrics.answers import summed
from tests.committee import made


def in_bureaus(*sizes: int):
    """Departments of several bureaus, each of its size; every one has handed in."""
    lines = made.snapshot(departments=sum(sizes)).summary.departments
    lines = [replace(line, counted=True) for line in lines]
    names = [
        {"ja": f"部{n}", "en": f"Bureau {n}"} for n, size in enumerate(sizes) for _ in range(size)
    ]
    return [replace(line, bureau=name) for line, name in zip(lines, names, strict=True)]


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((6, 5), [("部0", 6), ("部1", 5)]),
        ((6, 3, 2), [("部0", 6), ("", 5)]),  # two small ones together
        ((9, 5, 2), [("部0", 9), ("", 7)]),  # alone it would be few: the next smallest joins it
        ((4,), []),  # few in all: nothing is said
        ((5, 4), [("", 9)]),
        ((), []),
    ],
)
def test_no_group_is_smaller_than_five(sizes, shown):
    found = groups(in_bureaus(*sizes))
    assert [(each.name.get("ja", ""), each.departments) for each in found] == shown


def test_a_group_is_as_large_as_the_offices_that_handed_in():
    """Of six offices of which one has handed in, every answer would be that one's."""
    lines = in_bureaus(7, 6)
    lines = [replace(line, counted=n < 8) for n, line in enumerate(lines)]
    assert [(each.name.get("ja"), each.departments) for each in groups(lines)] == [(None, 13)]
    assert groups([replace(line, counted=n < 4) for n, line in enumerate(lines)]) == ()


def test_groups_together_are_the_city():
    lines = in_bureaus(9, 5, 2)
    assert summed(each.line.counts for each in groups(lines)) == summed(
        d.line.counts for d in lines
    )


def test_what_is_published_names_no_department_and_no_weak_point():
    whole = made.snapshot()
    text = snapshot.as_bytes(published(whole)).decode()
    for name in (
        "第1課",
        "分野1",
        "項目1",
        "住民記録システム",
        "改善を要する",
        "R8-1",
        "研修を年2回",
    ):
        assert name in snapshot.as_bytes(whole).decode() and name not in text
    assert '"C1"' not in text


def test_figures_of_the_city_are_the_same_in_both():
    whole, public = made.snapshot(), published(made.snapshot())
    assert whole.summary.city == public.summary.city
    assert whole.summary.sheets == public.summary.sheets
    assert open_serious(public.summary) == len(whole.summary.serious) == 3
    assert overdue(public.summary) == len(whole.summary.overdue)


def test_names_are_blacked_out_in_both_languages_and_whatever_their_case():
    names = names_to_mask(made.snapshot())
    assert masked("住民記録システムを第1課で更新した。", names) == f"{BLACK}を{BLACK}で更新した。"
    assert masked("RESIDENT RECORDS were moved", names) == f"{BLACK} were moved"
    assert masked("変わらない文", ()) == "変わらない文"


@pytest.mark.parametrize(
    "text",
    [
        "全体では悪くなりました（{82.1％}→{80.0％}）。",
        "R8-12は令和8年12月18日までに3回目の延長を求めています。",
        "基準第2章、AST-05、2026-10-22、R8.10.22、FY2026、14:30、30 Oct 2026",
        "12月18日までに対応します。",
        "",
    ],
)
def test_frozen_figures_dates_and_numbers_of_things_may_stand_in_a_text(text):
    refuse_other_figures(text, ["82.1％", "80.0％"], "text")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("実施率は{85.0％}です。", "85.0％"),
        ("実施率は85％です。", "85％"),
        ("８５％の課が", "８５％"),
        ("3件あります。", "3件"),
        ("about 40 points", "40 points"),
        ("{80.0％}と5課", "5課"),
        ("{80.0％", "80.0％"),
    ],
)
def test_any_other_figure_is_refused_by_name(text, named):
    with pytest.raises(Invalid) as refused:
        refuse_other_figures(text, ["80.0％"], "text_conclusion")
    assert refused.value.params["figure"] == named and refused.value.field == "text_conclusion"


def test_braces_are_for_the_writer_and_not_for_the_reader():
    assert printed("{3}件（{80.0％}）") == "3件（80.0％）"
    assert bracing(["3", "3", "80.0％"]) == ["{3}", "{80.0％}"]


def told(parts, room=700, pages=2):
    return {"room": room, "rest": 100, "line": 10, "parts": parts, "pages": pages}


def test_the_meter_says_how_many_lines_and_what_to_cut():
    heights = [[200], [300, 288, 276, 264], [150, 140, 130]]
    over = read_meter(told(heights, room=720))
    assert (over.over, over.fits) == (3, False)
    assert over.cuts == (Cut(number=2, rows=0, left_out=3),) or over.cuts[0].rows >= 1

    small = read_meter(told(heights, room=730))
    assert small.over == 2 and small.cuts == (Cut(2, 1, 2),)
    fits = read_meter(told(heights, room=800, pages=1))
    assert fits.fits and (fits.over, fits.free, fits.cuts) == (0, 5, ())


def test_several_lists_are_cut_where_one_is_not_enough_and_none_disappears():
    heights = [[400], [200, 180, 160], [100, 80]]
    cuts = read_meter(told(heights, room=740)).cuts
    assert cuts == (Cut(2, 1, 1),) or all(each.rows >= 1 for each in cuts)
    assert read_meter(told([[900]])).cuts == ()  # texts must become shorter


STAMP = Stamp(
    "a" * 64, "b" * 64, 2, "final", "public", "ja", "pack.pdf", 12, "c" * 64, "2026 年; 版", "d" * 64,
    "0.1.0",
)  # fmt: skip


def test_a_stamp_is_found_again_in_any_text():
    assert stamp.found(f"<x>{written(STAMP)}</x>") == replace(STAMP, edition="2026_年__版")
    assert stamp.found("nothing") is None
    assert stamp.found(written(STAMP).replace("words=", "w=")) is None
    assert stamp.found(written(STAMP).replace("number=2", "number=x")) is None


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_decision_without_an_action_is_done_unless_it_was_postponed(outcome):
    meeting = Gathering(1, 2026, 2, date(2026, 10, 1), "10:00", "庁議室", State.CLOSED)
    point = Point(1, 1, Source.FREE, "", "研修を年2回にする。", "", outcome)

    (row,) = followed(Decided(meeting, point))

    assert row.done == (outcome != Outcome.POSTPONED)
