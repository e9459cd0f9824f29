"""Working papers: judged by digit, saved in the background, locked at issue."""

import re

import pytest

from secaudit.audits.reading import papers
from secaudit.calendar import clock
from secaudit.errors import Conflict, Forbidden, Invalid, Refused
from secaudit.evidence.models import Evidence
from secaudit.fieldwork import actions, reading
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.rows import parts
from secaudit.findings.models import Finding
from secaudit.selfcheck.kinds import Value
from tests.audits.story import again, by, catalogue, drafted, in_fieldwork, issued, paper_of
from tests.selfcheck.story import handed_in, opened

SEEN = Seen(Judgement.PARTLY, "3本に記録がない。")


def first(engagement, unit) -> PaperItem:
    paper = paper_of(engagement, unit)
    return PaperItem.select().where(PaperItem.paper == paper).order_by(PaperItem.position).first()


def test_each_paper_gets_the_controls_that_apply_there(city):
    engagement = in_fieldwork(city, units=("citizens", "policy"))
    controls = {
        paper.unit_id: {item.control for item in reading.items(paper)}
        for paper in papers(engagement)
    }
    known = catalogue()

    for unit in (city.citizens, city.policy):
        gates = set(unit.facts)
        expected = {c for c in engagement.controls if gates >= set(known.control(c).gates)}
        assert controls[unit.id] == expected
    assert controls[city.citizens.id] != controls[city.policy.id]


def test_suzuki_judges_and_the_later_of_two_is_asked(city):
    item = first(in_fieldwork(city), city.citizens)
    other = again(item)
    actions.judge(item, SEEN, 1, **by(city, "suzuki"))

    with pytest.raises(Conflict) as conflict:
        actions.judge(other, Seen(Judgement.NOT), 1, **by(city, "suzuki"))

    item = again(item)
    assert item.judged_by_id == city.suzuki.id and item.version == 2
    assert conflict.value.ours["judgement"] == "not conforming"


def test_saving_the_same_again_writes_nothing(city):
    item = first(in_fieldwork(city), city.citizens)
    actions.judge(item, SEEN, 1, **by(city, "suzuki"))
    actions.judge(item, SEEN, 2, **by(city, "suzuki"))

    assert again(item).version == 2


@pytest.mark.parametrize("who", ["mori", "tanaka", "watanabe", "saito", "takahashi"])
def test_others_judge_nothing(city, who):
    item = first(in_fieldwork(city), city.citizens)
    with pytest.raises(Forbidden):
        actions.judge(item, SEEN, 1, **by(city, who))


def test_a_paper_is_locked_with_the_report(city):
    item = PaperItem.get(PaperItem.paper == issued(city).paper_id)
    with pytest.raises(Refused):
        actions.judge(item, SEEN, item.version, **by(city, "suzuki"))


def test_nobody_signs_off_their_own_judgements(city):
    engagement = in_fieldwork(city, team=("suzuki", "mori"))
    item = first(engagement, city.citizens)
    actions.judge(item, SEEN, 1, **by(city, "suzuki"))
    paper = paper_of(engagement, city.citizens)

    with pytest.raises(Refused):
        actions.sign_off(paper, paper.version, **by(city, "suzuki"))
    actions.sign_off(again(paper), paper.version, **by(city, "mori"))
    assert again(paper).reviewed_by_id == city.mori.id


def test_too_much_text_is_refused_at_its_field(city):
    item = first(in_fieldwork(city), city.citizens)
    with pytest.raises(Invalid) as refusal:
        actions.judge(item, Seen(Judgement.NOT, sample="あ" * 201), 1, **by(city, "suzuki"))
    assert refusal.value.field == "sample"


def test_declared_and_judged_side_by_side(city):
    period = opened(city)
    sheet = handed_in(city, period, city.citizens, "hanako", "tanaka")
    in_fieldwork(city, period=period.id)
    asked = sheet.questions[0]
    item = PaperItem.get(PaperItem.control == asked)
    actions.judge(item, SEEN, 1, **by(city, "suzuki"))

    (compared,) = reading.judgements(period)
    assert (compared.unit, compared.control) == (city.citizens.id, item.control)
    assert compared.judgement == Judgement.PARTLY
    assert compared.declared == Value.IMPLEMENTED


def test_parts_are_whole_chapters(city):
    items = reading.items(paper_of(in_fieldwork(city), city.citizens))
    found = parts(items, catalogue(), size=8)

    assert sum(part.total for part in found) == len(items)
    chapters = [chapter.id for part in found for chapter in part.chapters]
    assert len(chapters) == len(set(chapters))
    assert all(part.total <= 8 or len(part.chapters) == 1 for part in found)


# --- in the browser -------------------------------------------------------------------------


def test_a_row_is_saved_without_a_script(city, browse):
    item = first(in_fieldwork(city), city.citizens)
    suzuki = browse(city.suzuki)
    suzuki.post(f"/papers/items/{item.id}", {"version": 1, "judgement": "conforming"})

    page = suzuki.get(f"/papers/{item.paper_id}").text
    assert re.search(r'value="conforming"[^>]*checked', page)


HOSTILE = [
    ({}, 400),
    ({"version": 1, "judgement": "fine"}, 400),
    ({"version": "1e3", "judgement": "conforming"}, 409),
    ({"version": -1, "judgement": "conforming"}, 409),
    ({"version": 10**30, "judgement": "conforming"}, 400),
    ({"version": 1, "judgement": "conforming", "seen": "\ud83d x"}, 400),
    ({"version": 1, "judgement": "conforming", "seen": "あ" * 4001}, 400),
    ({"version": 1, "judgement": "conforming", "seen": {"a": [1]}}, 200),
    ({"version": 1, "judgement": ["conforming"]}, 400),
    ([1, 2], 400),
    ("text", 400),
    (None, 400),
]


@pytest.mark.parametrize(("data", "status"), HOSTILE)
def test_hostile_values_from_a_script(city, browse, data, status):
    item = first(in_fieldwork(city), city.citizens)
    browse(city.suzuki).send_json("PUT", f"/papers/items/{item.id}", data, status=status)

    assert again(item).seen == ""


def test_a_conflict_brings_both_to_the_script(city, browse):
    item = first(in_fieldwork(city), city.citizens)
    actions.judge(item, SEEN, 1, **by(city, "suzuki"))
    said = browse(city.kobayashi).send_json(
        "PUT", f"/papers/items/{item.id}", {"version": 1, "judgement": "not conforming"}, 409
    ).json  # fmt: skip

    assert said["theirs"]["seen"] == "3本に記録がない。" and said["version"] == 2


def test_a_finding_from_the_row_is_prefilled_and_numbered(city, browse):
    item = first(in_fieldwork(city), city.citizens)
    actions.judge(item, SEEN, 1, **by(city, "suzuki"))
    suzuki = browse(city.suzuki)
    page = suzuki.get(f"/papers/{item.paper_id}?finding={item.id}").text
    assert "3本に記録がない。" in page and "汐見市情報セキュリティ対策基準" in page

    address = f"/papers/{item.paper_id}/findings"
    suzuki.post(address, {"item": item.id, "title": "", "severity": "major"}, status=200)
    suzuki.post(address, {"item": 999999, "title": "x", "severity": "major"}, status=404)
    suzuki.post(address, {"item": item.id, "title": "記録がない", "severity": "major"})
    assert Finding.get().number == "R8-1"


def test_earlier_findings_of_the_control_stand_beside_it_and_can_be_named_as_repeated(city, browse):
    before = issued(city)
    engagement = in_fieldwork(city)
    item = PaperItem.get(
        (PaperItem.paper == paper_of(engagement, city.citizens)) & (PaperItem.control == "AST-05")
    )
    suzuki = browse(city.suzuki)
    page = suzuki.get(f"/papers/{item.paper_id}?finding={item.id}").text
    assert before.number in page and before.title in page

    suzuki.post(f"/papers/{item.paper_id}/findings", {
        "item": item.id, "title": "また", "severity": "minor", "repeats": before.id})  # fmt: skip
    assert Finding.get(Finding.title == "また").repeats_id == before.id


def test_evidence_is_recorded_beside_a_judgement(city, browse):
    item = first(in_fieldwork(city), city.citizens)
    suzuki = browse(city.suzuki)
    suzuki.get(f"/papers/{item.paper_id}?evidence={item.id}")
    address = f"/papers/items/{item.id}/evidence"
    suzuki.post(address, {"proof_title": "台帳", "kept_at": ""}, status=200)
    suzuki.post(
        address, {"proof_title": "台帳", "kept_at": "書庫", "seen_on": "きのう"}, status=200
    )
    suzuki.post(address, {"proof_title": "台帳", "kept_at": "書庫", "seen_on": "R8.10.21"})

    assert Evidence.get().control == item.control


def test_who_reads_a_paper_gets_text_instead_of_fields(city, browse):
    paper = paper_of(in_fieldwork(city), city.citizens)
    page = browse(city.saito).get(f"/papers/{paper.id}").text

    assert "<textarea" not in page and "この調書は閲覧できます" in page
    for who in ("tanaka", "watanabe"):
        browse(city.people[who]).get(f"/papers/{paper.id}", status=403)
    browse(city.mori).get(f"/papers/{paper.id}", status=404)


def test_statements_of_the_pages_do_not_grow(city, browse, statements):
    engagement = in_fieldwork(city, units=("citizens", "tax"))
    paper = paper_of(engagement, city.citizens)
    suzuki = browse(city.suzuki)

    def count(address):
        suzuki.get(address)
        with statements() as heard:
            suzuki.get(address)
        return len(heard)

    pages = [f"/papers/{paper.id}", f"/papers/{paper.id}?part=all", f"/audits/{engagement.id}",
             "/audits", f"/audits/{engagement.id}/report"]  # fmt: skip
    before = [count(page) for page in pages]
    for _ in range(3):
        drafted(city, engagement)
        drafted(city, engagement, unit="tax")
    in_fieldwork(city)

    assert [count(page) for page in pages] == before
    assert max(before) <= 20, before


def test_saving_a_row_takes_few_statements(city, browse, statements):
    item = first(in_fieldwork(city), city.citizens)
    suzuki = browse(city.suzuki)
    suzuki.get("/audits")
    with statements() as heard:
        suzuki.send_json(
            "PUT", f"/papers/items/{item.id}", {"version": 1, "judgement": "conforming"}
        )

    assert len(heard) <= 20, heard
    assert again(item).judged_at <= clock.now()


def test_the_same_finding_for_two_departments_has_two_numbers_and_finds_what_was_there_before(
    city, browse
):
    before = issued(city, unit="citizens")
    engagement = in_fieldwork(city, units=("citizens", "tax"))
    here, there = (paper_of(engagement, city.units[key]) for key in ("citizens", "tax"))
    item = PaperItem.get((PaperItem.paper == here) & (PaperItem.control == "AST-05"))
    suzuki = browse(city.suzuki)
    page = suzuki.get(f"/papers/{here.id}?finding={item.id}").text
    assert re.search(rf'<option selected value="{before.id}"', page)  # the newest, beforehand
    assert "媒体管理簿の写し" in page  # its evidence

    suzuki.post(f"/papers/{here.id}/findings", {
        "item": item.id, "title": "また", "severity": "minor", "repeats": before.id,
        "others": [there.id]})  # fmt: skip
    suzuki.post(f"/papers/{here.id}/findings", {
        "item": item.id, "title": "別の件", "severity": "minor", "repeats": ""})  # fmt: skip

    first, second = Finding.select().where(Finding.title == "また").order_by(Finding.id)
    assert (first.number, second.number) == ("R8-2", "R8-3")
    assert (first.repeats_id, second.repeats_id) == (before.id, None)
    assert (first.common_id, second.common_id) == (None, first.id)
    assert Finding.get(Finding.title == "別の件").repeats_id is None  # the auditor said so
    assert second.number in suzuki.get(f"/findings/{first.id}").text
    assert first.number in suzuki.get(f"/findings/{before.id}").text


def test_what_is_found_again_is_written_down_by_itself(city):
    before = issued(city)
    assert drafted(city, in_fieldwork(city)).repeats_id == before.id


def test_a_judgement_after_the_sign_off_takes_it_back(city):
    engagement = in_fieldwork(city, team=("suzuki", "mori"))
    paper = paper_of(engagement, city.citizens)
    actions.sign_off(paper, paper.version, **by(city, "mori"))
    item = first(engagement, city.citizens)
    actions.judge(item, SEEN, item.version, **by(city, "suzuki"))

    assert again(paper).reviewed_by_id is None
    drafted(city, engagement)
    with pytest.raises(Refused):  # who recorded a finding here has judged
        actions.sign_off(again(paper), again(paper).version, **by(city, "suzuki"))


def test_words_that_assure_are_looked_for_in_a_finding(city, browse):
    finding = drafted(city)
    item = PaperItem.get(PaperItem.paper == finding.paper_id)
    suzuki, address = browse(city.suzuki), f"/findings/{finding.id}"
    for page in (f"{address}/text", f"/papers/{item.paper_id}?finding={item.id}",
                 f"/audits/{finding.engagement_id}/report/text"):  # fmt: skip
        assert "data-wording" in suzuki.get(page).text and "wording.js" in suzuki.get(page).text
    assert "保証と受け取られる" not in suzuki.get(address).text
    suzuki.post(f"{address}/text", {
        "version": finding.version, "title": "x", "severity": "minor", "effect": "他に問題はない。"})  # fmt: skip
    assert "保証と受け取られる" in suzuki.get(address).text
