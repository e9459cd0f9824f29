"""From a draft in the browser to files in the folder, with somebody else's yes between."""

from datetime import date
from pathlib import Path

import pytest

from secaudit import schema
from secaudit.catalogue.installed import in_force
from secaudit.catalogue.models import Edition
from secaudit.editing.archives import packed
from secaudit.editing.folder import read_folder
from secaudit.editing.kinds import State
from secaudit.editing.models import ControlDraft, Release
from secaudit.journal.verification import verify
from tests.editing.test_files import BY_HAND

AST = "/editing/controls/AST-01"
FORM = {
    "title-ja": "情報資産台帳の整備",
    "title-en": "Asset register kept",
    "requirement-ja": "課の台帳を毎月見直している。",
    "requirement-en": "",
    "guidance-ja": "### 市の手引き\n\n台帳は共有フォルダにあります。",
    "q-MGR-ja": "この1か月間に、課の情報資産台帳を見直しましたか。",
    "required": "yes",
    "priority": "critical",
    "meaning": "changed",
    "do": "save",
}


def folder(app) -> Path:
    return Path(app.config["LOCAL_CONTROLS"])


def write(browser, seen=0, address=AST, status=302, **more):
    browser.get(address)
    return browser.post(address, {**FORM, "seen": seen, **more}, status=status)


def ask(browser, label="2026.1-2", day="2026-11-01"):
    sent = {"label": label, "effective_on": day, "note": "毎月にした"}
    return browser.post("/editing/request", sent)


def publish(city, browse, **more):
    write(browse(city.watanabe), **more)
    return publish_drafts(city, browse)


def publish_drafts(city, browse):
    writer, chief = browse(city.watanabe), browse(city.saito)
    ask(writer)
    release = Release.get()
    chief.get(f"/editing/releases/{release.id}")
    chief.post(f"/editing/releases/{release.id}/approve", {"hash": release.hash})
    return Release.get()


def test_what_was_approved_stands_in_the_files_and_is_in_force(app, city, browse):
    release = publish(city, browse)

    text = (folder(app) / "overrides.yaml").read_text(encoding="utf-8")
    assert read_folder(folder(app)) == release.files
    assert "edition: " in text and "raised: 1" in text and "guidance:\n      ja: |\n" in text
    with app.app_context():
        found = in_force(app.config)
    assert found.catalogue.edition == "2026.1-2" and not found.problems
    assert found.catalogue.control("AST-01").revision == 2
    assert release.edition == Edition.get(Edition.label == "2026.1-2")
    assert "台帳は共有フォルダ" in browse(city.hanako).get("/controls/AST-01").text
    assert not ControlDraft.get().open and verify(schema.JOURNALED).good


def test_before_the_yes_nothing_is_different(app, city, browse):
    writer = browse(city.watanabe)
    write(writer)
    ask(writer)

    assert not folder(app).exists()
    assert "毎月見直して" not in browse(city.hanako).get("/controls/AST-01").text
    page = writer.post(AST, {**FORM, "seen": 1}, status=409).text
    assert "承認" in page


def test_the_author_does_not_approve(app, city, browse):
    writer = browse(city.watanabe)
    write(writer)
    ask(writer)
    release = Release.get()
    writer.post(f"/editing/releases/{release.id}/approve", {"hash": release.hash}, status=403)

    Release.update(authors=[city.saito.id]).execute()
    address = f"/editing/releases/{release.id}/approve"
    browse(city.saito).post(address, {"hash": release.hash}, status=409)

    assert Release.get().state == State.REQUESTED and not folder(app).exists()


def test_approved_on_paper(app, city, browse):
    writer = browse(city.watanabe)
    write(writer)
    ask(writer)
    release = Release.get()
    paper = {
        "hash": release.hash, "medium": "paper", "decided_by": "斎藤　勝", "post": "情報統括監",
        "decided_on": "2026-10-21", "document": "汐情第3号",
    }  # fmt: skip
    address = f"/editing/releases/{release.id}/approval-on-paper"
    assert "ほかの" in writer.post(address, paper, status=200).text
    browse(city.kobayashi).post(address, paper)

    assert Release.get().state == State.PUBLISHED and (folder(app) / "overrides.yaml").exists()


def test_two_who_write_at_once_both_get_both_texts(city, browse):
    writer = browse(city.watanabe)
    write(writer)

    late = {**FORM, "seen": 0, "requirement-ja": "台帳を毎週見直している。"}
    page = writer.post(AST, late, status=409).text

    assert "毎月見直して" in page and "毎週見直して" in page
    assert 'name="seen" type="hidden" value="1"' in page
    assert "毎月" in ControlDraft.get().entry_tree["requirement"]["ja"]


def test_problems_stand_beside_their_fields(city, browse):
    bad = {"guidance-ja": "<script>alert(1)</script>", "clauses": ""}
    writer = browse(city.watanabe)
    write(writer, **bad)
    page = writer.get(AST).text

    assert 'id="guidance-ja-error"' in page and 'href="#guidance-ja"' in page
    assert "<script>alert" not in page
    sent = {"label": "x", "effective_on": "2026-11-01"}
    assert 'href="/editing/controls/AST-01#guidance-ja"' in writer.get("/editing").text
    assert "か所" in writer.post("/editing/request", sent, status=200).text
    assert not Release.select().exists()


def test_the_preview_needs_no_script_and_saves_nothing(city, browse):
    writer = browse(city.watanabe)
    page = writer.post(AST, {**FORM, "seen": 0, "do": "preview"}, status=200).text
    fragment = writer.post("/editing/preview", FORM, status=200).json["html"]

    assert "<h3>市の手引き</h3>" in page and "<h3>市の手引き</h3>" in fragment
    assert not ControlDraft.select().exists()


def test_hostile_markdown_runs_nowhere(city, browse):
    bad = {**FORM, "guidance-ja": "<img src=x onerror=a> [x](javascript:alert(1))"}
    writer = browse(city.watanabe)
    html = writer.post("/editing/preview", bad, status=200).json["html"]
    page = writer.post(AST, {**bad, "seen": 0, "do": "preview"}, status=200).text

    for each in (html, page):
        assert "<img" not in each and 'href="javascript:' not in each


def test_the_effects_are_told_before_anything_is_asked_for(city, browse):
    writer = browse(city.watanabe)
    write(writer)

    assert "「昨年度と同じ」は選べなくなります" in writer.get("/editing").text
    write(writer, seen=1, meaning="kept")
    assert "「昨年度と同じ」は引き続き選べます" in writer.get("/editing").text


def test_an_own_control_gets_an_id_of_its_own(app, city, browse):
    writer = browse(city.watanabe)
    address = writer.post("/editing/new", {"chapter": "AST"}).location
    assert address == "/editing/new/AST/L-AST-01"
    write(writer, address=address)
    ask(writer)
    release = Release.get()
    browse(city.saito).post(f"/editing/releases/{release.id}/approve", {"hash": release.hash})

    assert "L-AST-01" in browse(city.hanako).get("/controls/L-AST-01").text
    assert writer.post("/editing/new", {"chapter": "AST"}).location.endswith("L-AST-02")


def test_two_new_controls_at_once_get_an_id_each(city, browse):
    writer = browse(city.watanabe)
    address = "/editing/new/AST/L-AST-01"
    write(writer, address=address)
    writer.post(address, {**FORM, "seen": 0, "requirement-ja": "別の項目である。"})

    assert {each.control for each in ControlDraft.select()} == {"L-AST-01", "L-AST-02"}


def test_a_second_edition_raises_again_and_a_change_back_leaves_no_entry(app, city, browse):
    publish(city, browse)
    writer = browse(city.watanabe)
    write(writer, seen=2, **{"requirement-ja": "台帳を毎週見直している。"})

    assert ControlDraft.get().entry_tree["raised"] == 2


def test_files_changed_on_the_server_meanwhile_are_not_overwritten(app, city, browse):
    writer = browse(city.watanabe)
    write(writer)
    ask(writer)
    folder(app).mkdir()
    (folder(app) / "AST.yaml").write_text(BY_HAND, encoding="utf-8")
    release = Release.get()

    address = f"/editing/releases/{release.id}/approve"
    browse(city.saito).post(address, {"hash": release.hash}, status=409)

    assert read_folder(folder(app)) == {"AST.yaml": BY_HAND}
    assert Release.get().state == State.REQUESTED


def test_a_draft_made_from_other_files_is_opened_again_first(app, city, browse):
    writer = browse(city.watanabe)
    write(writer)
    folder(app).mkdir()
    text = "overrides:\n  - id: AST-01\n    of_revision: 1\n    priority: low\n"
    (folder(app) / "overrides.yaml").write_text(text)

    sent = {"label": "x", "effective_on": "2026-11-01"}
    page = writer.post("/editing/request", sent, status=200).text

    assert "AST-01" in page and not Release.select().exists()


def test_taken_back_and_dropped(city, browse):
    writer = browse(city.watanabe)
    write(writer)
    ask(writer)
    release = Release.get()
    writer.post(f"/editing/releases/{release.id}/take-back", {"seen": release.version})
    draft = ControlDraft.get()
    said = writer.get(f"/editing/drafts/{draft.id}/drop").text
    assert "元に戻せません" in said and draft.control in said and ControlDraft.get().open
    writer.post(f"/editing/drafts/{draft.id}/drop", {"seen": draft.version})

    assert Release.get().state == State.DROPPED and not ControlDraft.get().open


def test_the_export_comes_back_to_the_byte(app, city, browse):
    publish(city, browse)
    writer = browse(city.watanabe)
    archive = writer.get("/editing/folder.zip").data
    files = read_folder(folder(app))
    hand = {**files, "AST.yaml": BY_HAND.replace("\n", "\r\n")}
    hand["overrides.yaml"] = "# by hand\n" + files["overrides.yaml"].replace("2026.1-2", "2026.1-3")

    page = send(writer, archive, 200)
    assert "すでに" in page
    address = send(writer, packed(hand), 302)
    assert "L-AST-01" in writer.get(address).text
    release = Release.select().order_by(Release.id.desc()).get()
    assert release.state == State.CHECKED
    writer.post(f"{address}/ask", {"seen": release.version, "note": "gitから"})
    browse(city.saito).post(f"{address}/approve", {"hash": release.hash})

    assert read_folder(folder(app)) == hand


def send(browser, data: bytes, status: int) -> str:
    import io

    sent = {"file": (io.BytesIO(data), "controls.zip")}
    answer = browser.post("/editing/import", sent, status=status)
    return answer.text if status == 200 else answer.location


def test_bad_files_in_an_archive_are_told_with_their_places(city, browse):
    bad = {"AST.yaml": BY_HAND.replace("revision: 1", "revison: 1")}

    page = send(browse(city.watanabe), packed(bad), 200)

    assert "AST.yaml:" in page and "revison" in page
    assert not Release.select().exists()


@pytest.mark.parametrize("who", ["hanako", "suzuki", "takahashi", "nakamura"])
def test_others_neither_write_nor_decide(city, browse, who):
    browser = browse(city.people[who])
    for address in ("/editing", "/editing/controls/AST-01", "/editing/folder.zip"):
        browser.get(address, status=403)


def test_an_edition_takes_effect_today_or_later(city, browse):
    writer = browse(city.watanabe)
    write(writer)
    past = {"label": "x", "effective_on": date(2026, 10, 1).isoformat()}

    assert 'href="#effective_on"' in writer.post("/editing/request", past, status=200).text
