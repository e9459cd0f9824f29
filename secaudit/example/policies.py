"""The city's own rules: a basic policy in its second version, a standard with a draft of the next,
a procedure that nobody has looked at for too long."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from secaudit.access.roles import Role
from secaudit.decisions.actions import Paper
from secaudit.decisions.models import Medium
from secaudit.example.story import Story, noon
from secaudit.policies import actions
from secaudit.policies.actions import Facts
from secaudit.policies.kinds import Kind, Publication
from secaudit.policies.models import Policy, PolicyVersion

TEXTS = Path(__file__).parent / "rules"

BASIC = {
    "part-5": ["HUM-01"],
    "part-6": ["BAS-03", "ORG-01", "AST-02", "NET-01", "EDU-01"],
    "part-7": ["AUD-01", "SLF-01"],
    "part-8": ["REV-01"],
    "part-9": ["BAS-01", "BAS-02"],
    "part-10": ["BAS-03"],
}
STANDARD = {
    "article-1": ["ORG-01", "ORG-02", "ORG-03", "ORG-04"],
    "article-2": ["ORG-05", "REV-03"],
    "article-3": ["ORG-06", "INC-02"],
    "article-4": ["ORG-07", "AUD-01"],
    "article-5": ["AST-02", "AST-03"],
    "article-6": ["AST-01"],
    "article-7": ["AST-04", "AST-05", "AST-06", "AST-07"],
    "article-8": ["NET-01", "NET-02", "NET-03", "NET-04", "MYN-01", "MYN-02", "MYN-03"],
    "article-9": ["PHY-06", "PHY-07"],
    "article-10": ["PHY-04", "PHY-05"],
    "article-11": ["HUM-01", "HUM-03", "HUM-05", "TEL-03"],
    "article-12": ["EDU-01", "EDU-02", "EDU-03"],
    "article-13": ["IDP-01", "IDP-02", "IDP-03"],
    "article-14": ["INC-01"],
    "article-15": ["OPS-01", "OPS-02", "OPS-03", "OPS-04", "OPS-05"],
    "article-16": ["ACC-01", "ACC-02", "ACC-03"],
    "article-17": ["MAL-01", "VUL-02", "VUL-04"],
    "article-18": ["MON-01", "CMP-01"],
    "article-19": ["INC-03", "INC-04", "INC-07", "PII-05"],
    "article-20": ["CMP-02"],
    "article-21": ["OUT-01", "OUT-02", "OUT-03", "OUT-04"],
    "article-22": ["SCR-01", "SCR-02"],
    "article-23": ["CLD-01", "CLD-02", "GAI-02"],
    "article-24": ["AUD-02", "AUD-03", "AUD-05", "AUD-06"],
    "article-25": ["SLF-01", "SLF-02", "SLF-03"],
    "article-26": ["REV-01"],
}
TELEWORK = {"part-1": ["TEL-02"], "part-2": ["TEL-03"], "part-3": ["TEL-04"], "part-4": ["INC-01"]}


@dataclass(frozen=True)
class Document:
    facts: Facts
    text: str
    links: dict[str, list[str]] = field(default_factory=dict)


def write(story: Story) -> None:
    """Everything by the actions, in the order of time; the numbers of years follow the story."""
    founded = story.start
    basic = _document(
        story,
        Facts(
            Kind.BASIC,
            "汐見市情報セキュリティ基本方針",
            Publication.PUBLIC,
            number="汐見市訓令第12号",
            title_en="Basic Policy on Information Security of Shiomi City",
            published_on=founded + timedelta(days=10),
            published_where="市ホームページ「市政情報」",
        ),
        _before_generative_ai(_text("basic_policy.md")),
        BASIC,
        founded,
        founded.replace(year=founded.year + 1),
    )
    standard = _document(
        story,
        Facts(
            Kind.STANDARD,
            "汐見市情報セキュリティ対策基準",
            Publication.INTERNAL,
            number="汐見市訓令第13号",
            title_en="Information Security Standard of Shiomi City",
        ),
        _before_generative_ai(_text("standard.md")),
        STANDARD,
        founded,
        founded.replace(year=founded.year + 1),
    )
    telework = Facts(
        Kind.PROCEDURE,
        "テレワーク実施手順",
        Publication.INTERNAL,
        title_en="Procedure for teleworking",
    )
    overdue = story.reorganised_on + timedelta(days=90)  # since the end of June
    _document(story, telework, _text("telework.md"), TELEWORK, founded, overdue)
    _next_versions(story, basic, standard)


def _next_versions(story: Story, basic: Policy, standard: Policy) -> None:
    since, later = story.reorganised_on, date(story.this_year + 1, 4, 1)
    reason = "機器とソフトウェアの供給元を通じた脅威を加え、言葉を分かりやすくした。"
    _approve_on_paper(story, _ask(story, basic, _text("basic_policy.md"), reason, since, later))
    reason = "生成AIの利用と機器等の調達の条を加えた。"
    version = _ask(story, standard, _text("standard.md"), reason, since, later)
    chief = story.as_role(Role.CHIEF, since)
    actions.approve(version.id, version.hash, by=chief, at=noon(since, 30))
    draft = _text("standard.md").replace("12文字以上", "15文字以上")
    by, at = story.as_role(Role.SECR, story.today), noon(story.today - timedelta(days=6))
    actions.save_draft(standard.id, 0, draft, "パスワードの長さを見直す案。", by=by, at=at)


def _document(
    story: Story, facts: Facts, text: str, links: dict[str, list[str]], on: date, review_on: date
) -> Policy:
    by, chief = story.as_role(Role.SECR, on), story.as_role(Role.CHIEF, on)
    policy = actions.found_policy(facts, text, by=by, at=noon(on, 5))
    known = {id for ids in links.values() for id in ids}
    actions.link(policy.id, policy.version, links, known, by=by, at=noon(on, 10))
    (draft,) = policy.versions
    version = actions.request_approval(
        draft.id, draft.version, on, review_on, by=by, at=noon(on, 15)
    )
    actions.approve(version.id, version.hash, by=chief, at=noon(on, 25))
    return policy


def _ask(
    story: Story, policy: Policy, text: str, note: str, on: date, review_on: date
) -> PolicyVersion:
    by = story.as_role(Role.SECR, on)
    draft = actions.save_draft(policy.id, 0, text, note, by=by, at=noon(on))
    return actions.request_approval(draft.id, draft.version, on, review_on, by=by, at=noon(on, 10))


def _approve_on_paper(story: Story, version: PolicyVersion) -> None:
    """The CISO signs on paper; the audit lead, who did not ask for it, records it."""
    on = story.reorganised_on
    ciso = story.somebody(Role.CISO)
    paper = Paper(Medium.PAPER, ciso.name, "副市長", on, f"汐デ第{on.year - 2018}-3号")
    lead = story.as_role(Role.AUDITLEAD, on)
    actions.approve_on_paper(version.id, version.hash, paper, by=lead, at=noon(on, 40), on=on)


def _text(name: str) -> str:
    return (TEXTS / name).read_text(encoding="utf-8")


OLDER = {
    "5. 委託先、機器及びソフトウェアの供給元を通じて及ぶもの\n": "",
    "### 第22条 機器等の調達\n\n機器及びソフトウェアは、供給元を含めた危険を確かめて選ぶ。"
    "国の評価制度に登録されたものがあるときは、それを先に検討する。\n\n": "",
    "クラウドサービスと生成AI": "クラウドサービス",
    "機密性2以上の情報を、学習に使われるおそれのある生成AIに入力してはならない。": "",
    "脆弱性への対応、記録の取得と点検": "記録の取得",
}


def _before_generative_ai(text: str) -> str:
    """As it was in the first version."""
    for new, old in OLDER.items():
        text = text.replace(new, old)
    return text
