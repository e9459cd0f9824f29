"""Every paper of an audit, on the page and as PDF, and the words that none of them may contain."""

import re
from pathlib import Path

import pytest

from secaudit.auditpapers.views import KINDS
from secaudit.audits.kinds import Type
from secaudit.audits.sampling import actions
from secaudit.audits.sampling.kinds import Of
from secaudit.audits.wording import assuring
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry
from secaudit.web.typesetting import PAGE
from tests.audits.story import again, asked, issued, planned
from tests.test_project import said, words

ROOT = Path(__file__).parent.parent.parent


def test_every_paper_of_an_audit(city, browse):
    finding = issued(city)
    kobayashi, here = browse(city.kobayashi), f"/audits/{finding.engagement_id}/papers"
    for kind in KINDS:
        assert f"{here}/{kind}" in kobayashi.get(here).text
        page = kobayashi.get(f"{here}/{kind}?number=8監第12号&on=R8.11.2").text
        assert "8監第12号" in page and "令和8年" in page, kind
        assert not assuring(re.sub(r"<[^>]+>", "", page)), kind
    pdf = kobayashi.get(f"{here}/report/pdf?number=8監第12号")
    assert pdf.data.startswith(b"%PDF") and pdf.mimetype == "application/pdf"
    assert JournalEntry.select().where(JournalEntry.act == "export.audit_paper").count() == 1


def test_what_stands_in_the_letters(city, browse):
    finding = asked(city)
    kobayashi, here = browse(city.kobayashi), f"/audits/{finding.engagement_id}/papers"
    notice = kobayashi.get(f"{here}/notices").text
    assert "市民課長" in notice and "行政監査課長" in notice and "取扱注意" in notice
    letter = kobayashi.get(f"{here}/facts").text
    assert finding.condition in letter and "異議" in letter
    checklist = kobayashi.get(f"{here}/papers").text
    for column in (
        "監査項目",
        "監査資料の例",
        "監査実施の例",
        "例文の番号",
        "JIS Q 27002",
        "留意事項",
    ):
        assert column in checklist
    assert "（案）" in kobayashi.get(f"{here}/report").text
    public = kobayashi.get(f"{here}/public").text
    assert finding.condition not in public and "市民課" not in public


def test_who_may_not_read_the_audit_reads_no_paper(city, browse):
    engagement = planned(city)
    for who in ("tanaka", "watanabe"):
        browse(city.people[who]).get(f"/audits/{engagement.id}/papers/plan", status=403)
    browse(city.mori).get(f"/audits/{engagement.id}/papers/plan", status=404)
    kobayashi = browse(city.kobayashi)
    kobayashi.get(f"/audits/{engagement.id}/papers/unknown", status=404)
    kobayashi.get(f"/audits/{engagement.id}/papers/facts/pdf", status=404)
    kobayashi.get(f"/audits/{engagement.id}/papers/plan?_external=1&id=9&on=nonsense")
    kobayashi.get("/audits/years/2026/paper")
    assert kobayashi.get("/audits/years/2026/paper/pdf").data.startswith(b"%PDF")


def test_the_annex_on_method_is_no_part_of_the_report(city, browse):
    from secaudit.audits.reach import ground
    from secaudit.programme.population import departments

    engagement = planned(city)
    with browse(city.kobayashi).client.application.test_request_context():
        population = departments(ground(clock.today()), {city.citizens.id, city.tax.id})
    who = {"by": city.acting("kobayashi"), "at": clock.now()}
    draw = actions.commit(Of.DEPARTMENTS, "抽出", population, 1, False, on=clock.today(), **who)
    browse(city.kobayashi).get(f"/audits/draws/{draw.id}/annex", status=404)
    actions.make(again(draw), "", 1, **who)
    page = browse(city.kobayashi).get(f"/audits/draws/{draw.id}/annex").text
    assert again(draw).seed in page
    assert browse(city.kobayashi).get(f"/audits/draws/{draw.id}/annex/pdf").data[:4] == b"%PDF"
    assert "抽出" not in browse(city.kobayashi).get(f"/audits/{engagement.id}/papers/report").text


def test_a_report_of_one_finding_is_three_pages_at_most(city, browse):
    finding = issued(city)
    pdf = browse(city.kobayashi).get(f"/audits/{finding.engagement_id}/papers/report/pdf").data
    assert len(PAGE.findall(pdf)) <= 3


ASSURES = [
    "指摘事項以外に特に問題は認められなかった。", "おおむね良好である。", "適切に運用されている。",
    "すべて適合していた。", "基準に適合している。", "情報は安全である。", "不備は見当たらなかった。",
    "支障はない。", "Apart from the findings below there is no serious problem.",
    "The controls work properly.", "We assure the reader.", "All of them comply.",
    "The system is secure.", "Access rights are managed effectively.",
]  # fmt: skip
ADVISES = [
    "11月4日、媒体3本に点検の記録がなかった。", "点検の担当と日を決めるとよい。",
    "台帳にない媒体が2本あった。", "3課で手順が定められていなかった。",
    "The register had no entry for two of five sticks.", "Decide who checks the sticks, and when.",
    "この報告は、確かめた範囲について述べる。",
]  # fmt: skip


@pytest.mark.parametrize("sentence", ASSURES)
def test_sentences_that_assure_are_pointed_out(sentence):
    assert assuring(sentence) and not assuring(sentence, Type.ASSURANCE)


@pytest.mark.parametrize("sentence", ADVISES)
def test_sentences_that_advise_are_not(sentence):
    assert not assuring(sentence)


def test_no_template_of_an_audit_assures():
    """Neither in English nor in Japanese: everything that stands in papers and pages of audits."""
    folders = ["secaudit/auditpapers", "secaudit/programme", "templates/auditpapers",
               "templates/programme", "templates/fieldwork", "templates/findings",
               "templates/audits"]  # fmt: skip
    files = [f for each in folders for f in (ROOT / each).rglob("*.*") if f.suffix != ".pyc"]
    sources = "\n".join(file.read_text() for file in files)
    found = {file.name: assuring(file.read_text()) for file in files}
    assert not {name: phrases for name, phrases in found.items() if phrases}
    for message in words():
        id = message.id[0] if isinstance(message.id, tuple) else message.id
        if id and len(id) > 12 and id in sources:
            assert not assuring(" ".join(filter(None, said(message)))), id
