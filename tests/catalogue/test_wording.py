"""The rules of good questions, each by an example that breaks it and one that does not."""

import pytest

from secaudit.catalogue.wording import faults


def broken(ja="台帳を更新しましたか。", en="Was the register updated?", role="MGR"):
    return [(fault.language, fault.what) for fault in faults({"ja": ja, "en": en}, role)]


@pytest.mark.parametrize(
    "question",
    [
        "この1年間に、課の情報資産台帳を更新しましたか。",
        "今年度の監査計画を、決裁しましたか。",
        "今年度の研修の予定を、一覧にしていますか。",
        "ウイルス対策ソフトを、全ての端末に入れていますか。",
        "重要な文書やファイルに、取扱区分（取扱注意など）を表示していますか。",
        "印刷を控えていますか。",
    ],
)
def test_good_japanese(question):
    assert broken(ja=question) == []


@pytest.mark.parametrize(
    "question, fault",
    [
        ("台帳を更新しましたか", "does not end"),
        ("台帳を更新していますか？", "does not end"),
        ("台帳があります。更新していますか。", "more than one sentence"),
        ("台帳を適切に更新していますか。", "vague"),
        ("必要に応じて更新していますか。", "vague"),
        ("課員が連絡先を知っていますか。", "heads"),
        ("課の管理者を課員が答えられますか。", "heads"),
        ("接続口がないことを確認しましたか。", "absence"),
        ("未更新の端末がない状態ですか。", "absence"),
        ("期限切れがないか、あっても計画がありますか。", "absence"),
        ("今月の確認をしましたか。", "every month"),
        ("今年度、台帳を更新しましたか。", "every month"),
        ("３年ごとに見直していますか。", "half-width"),
        ("区分(取扱注意)を表示していますか。", "half-width"),
        ("無線親機を点検しましたか。", "everyday word"),
        ("対策ソフトを入れていますか。", "everyday word"),
        ("あ" * 58 + "か。", None),
        ("あ" * 59 + "か。", "has %(length)s characters"),
    ],
)
def test_japanese_rules(question, fault):
    found = broken(ja=question)

    assert [language for language, _ in found] == (["ja"] if fault else [])
    assert not fault or fault in found[0][1]


@pytest.mark.parametrize("word", ["全員", "全件"])
def test_staff_are_asked_about_themselves(word):
    question = f"課の{word}が記録されていますか。"

    assert "cannot know" in broken(ja=question, role="STAFF")[0][1]
    assert broken(ja=question, role="MGR") == []


@pytest.mark.parametrize(
    "question",
    [
        "Do you dispose of data that is no longer needed?",
        "Is the audit plan for this fiscal year approved?",
        "Is this year's training plan approved?",
        "Does someone other than the applicant approve requests?",
        "Do you check web pages for non-public information?",
    ],
)
def test_good_english(question):
    assert broken(en=question) == []


@pytest.mark.parametrize(
    "question, fault",
    [
        ("Is the register up to date", "does not end"),
        ("There is a register. Is it up to date?", "more than one sentence"),
        ("Is the register appropriately kept?", "vague"),
        ("Is the register updated as necessary?", "vague"),
        ("Do all staff know the contact?", "heads"),
        ("Can you explain the permitted traffic?", "heads"),
        ("Do you avoid password reuse?", "absence"),
        ("Have you avoided unapproved changes?", "absence"),
        ("Is there no unapproved use?", "absence"),
        ("Is nothing overdue?", "absence"),
        ("Are your passwords neither shared nor posted?", "absence"),
        ("Do you never leave the card in the reader?", "absence"),
        ("Are there no default passwords left?", "absence"),
        ("Is MFA active everywhere with no sharing?", "absence"),
        ("Are you free of unnecessary sensitive data?", "absence"),
        ("Are zero devices missing?", "absence"),
        ("Isn't it updated?", "absence"),
        ("Was it updated this month?", "every month"),
        ("Was the register updated this fiscal year?", "every month"),
    ],
)
def test_english_rules(question, fault):
    found = broken(en=question)

    assert [language for language, _ in found] == (["en"] if fault else [])
    assert not fault or fault in found[0][1]
