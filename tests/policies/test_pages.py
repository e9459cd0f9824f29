"""The pages of the city's rules as people meet them."""

from datetime import date

import pytest

from secaudit.calendar import clock
from secaudit.policies import actions, reading
from secaudit.policies.kinds import Publication, State
from secaudit.policies.models import Policy, PolicyVersion
from tests.policies.story import TEXT, approved, founded, requested


def newest(policy) -> PolicyVersion:
    return policy.versions.order_by(PolicyVersion.number.desc()).first()


def test_everybody_reads_what_holds(city, browse):
    policy = approved(city)

    page = browse(city.hanako).get(f"/policies/{policy.id}").text

    assert 'id="article-3"' in page and 'href="#article-3"' in page
    assert "次の版を書く" not in page


def test_drafts_are_for_those_who_write_or_decide(city, browse):
    policy = founded(city)
    address = f"/policies/versions/{newest(policy).id}"

    browse(city.hanako).get(address, status=404)
    browse(city.hanako).get(f"{address}/pdf", status=404)
    browse(city.hanako).get(f"{address}/changes", status=404)
    assert "情報資産を守る" not in browse(city.hanako).get(f"/policies/{policy.id}").text
    for reader in (city.watanabe, city.saito, city.takahashi):
        assert "情報資産を守る" in browse(reader).get(address).text


def test_the_way_of_a_document_in_the_browser(city, browse):
    writer, chief = browse(city.watanabe), browse(city.saito)
    entry = {"kind": "standard", "title": "対策基準", "publication": "internal"}
    edit = writer.post("/policies/new", entry).location
    policy = Policy.get()
    writer.get(edit)
    writer.post(edit, {"seen": 1, "text": TEXT, "note": "はじめての版", "do": "save"})
    version = newest(policy)
    ask = f"/policies/versions/{version.id}/request"
    assert "追加" in writer.get(ask).text
    dates = {"seen": version.version, "effective_on": "R8.10.1", "review_on": "2027-10-01"}
    writer.post(ask, dates)

    page = chief.get(f"/policies/versions/{version.id}").text
    assert "承認する" in page
    chief.post(f"/policies/versions/{version.id}/approve", {"hash": newest(policy).hash})

    assert newest(policy).state == State.APPROVED
    assert "令和8年10月1日" in browse(city.hanako).get(f"/policies/{policy.id}").text


def test_the_preview_needs_no_script(city, browse):
    policy = founded(city)
    sent = {"seen": 1, "text": "## 第9章 新しい章\n", "do": "preview"}

    page = browse(city.watanabe).post(f"/policies/{policy.id}/edit", sent, status=200).text

    assert 'id="p-chapter-9"' in page
    assert newest(policy).text == TEXT


def test_the_preview_of_the_script_is_the_same(city, browse):
    writer = browse(city.watanabe)
    answer = writer.post("/policies/preview", {"text": "## 第9章 新しい章\n"}, status=200)

    assert 'id="p-chapter-9"' in answer.json["html"]


HOSTILE = """## 1 a

<script>alert(1)</script><img src=x onerror=alert(1)>

[x](javascript:alert(1)) [y](data:text/html,z) <a href="javascript:x">z</a>

## 2 <svg onload=alert(1)>
"""


def test_hostile_text_runs_nowhere(city, browse):
    writer = browse(city.watanabe)
    preview = writer.post("/policies/preview", {"text": HOSTILE}, status=200).json["html"]
    policy = founded(city, HOSTILE)
    pages = [preview, writer.get(f"/policies/versions/{newest(policy).id}").text]
    pages.append(writer.get(f"/policies/versions/{newest(policy).id}/changes").text)

    for page in pages:
        body = page.rpartition("<h1>")[2]
        for bad in ("<script>alert", "<img", "<svg", 'href="javascript:', 'href="data:'):
            assert bad not in body


def test_two_editors_see_both_texts(city, browse):
    policy = founded(city)
    writer = browse(city.watanabe)
    writer.post(f"/policies/{policy.id}/edit", {"seen": 1, "text": "## 1 先の文\n"})

    late = {"seen": 1, "text": "## 1 後の文\n", "do": "save"}
    page = writer.post(f"/policies/{policy.id}/edit", late, status=409).text

    assert "先の文" in page and "後の文" in page
    assert f'name="seen" type="hidden" value="{newest(policy).version}"' in page
    assert newest(policy).text == "## 1 先の文\n"


def test_differences_are_said_in_words(city, browse):
    policy = approved(city)
    text = TEXT.replace("守る", "護る")
    actions.save_draft(policy.id, 0, text, by=city.acting("watanabe"), at=clock.now())

    page = browse(city.watanabe).get(f"/policies/versions/{newest(policy).id}/changes").text

    assert '<ins><span class="said">追加：</span>' in page
    assert '<del><span class="said">削除：</span>' in page


def test_a_control_shows_the_clauses_it_comes_from(city, browse):
    policy = approved(city)
    writer = browse(city.watanabe)
    address = f"/policies/{policy.id}/links"
    sent = {"seen": policy.version, "a-article-3": "org-01、AST-01"}
    writer.get(address)
    writer.post(address, sent)

    assert Policy.get().links == {"article-3": ["ORG-01", "AST-01"]}
    assert f"/policies/{policy.id}#article-3" in browse(city.hanako).get("/controls/AST-01").text
    assert "/controls/ORG-01" in browse(city.hanako).get(f"/policies/{policy.id}").text


def test_an_unknown_control_is_told_beside_its_article(city, browse):
    policy = approved(city)
    sent = {"seen": policy.version, "a-article-3": "ZZZ-99"}

    page = browse(city.watanabe).post(f"/policies/{policy.id}/links", sent, status=200).text

    assert 'href="#a-article-3"' in page and "ZZZ-99" in page


def test_overdue_reviews_stand_above_the_list(city, browse):
    policy = approved(city, on=date(2025, 4, 1), review=date(2026, 4, 1))

    page = browse(city.watanabe).get("/policies").text

    assert "204日超過" in page and f"/policies/{policy.id}/review" in page


def test_the_document_prints_with_contents_and_page_numbers(city, browse):
    policy = approved(city, TEXT + "\n" + "長い文。" * 4000, publication=Publication.INTERNAL)
    version = reading.in_force(policy, date(2026, 10, 22))

    answer = browse(city.hanako).get(f"/policies/versions/{version.id}/pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF") and answer.data.count(b"/Type /Page\n") != 1


@pytest.mark.parametrize("who", ["hanako", "tanaka", "suzuki", "nakamura"])
def test_others_write_and_decide_nothing(city, browse, who):
    version = requested(city, founded(city))
    browser = browse(city.people[who])

    for end in ("approve", "take-back", "drop"):
        browser.post(f"/policies/versions/{version.id}/{end}", {"hash": version.hash}, status=403)
    browser.get(f"/policies/{version.policy_id}/edit", status=403)
