"""A basic policy as far as a test needs it: written, asked for, approved."""

from datetime import date

from secaudit.calendar import clock
from secaudit.policies import actions
from secaudit.policies.kinds import Kind, Publication
from secaudit.policies.models import Policy, PolicyVersion

TEXT = """前文です。

## 第1章 総則

### 第1条 目的

情報資産を守る。

### 第2条 定義

- 情報資産
- 情報システム

## 第2章 組織

### 第3条 体制

| 役 | 職 |
|---|---|
| CISO | 副市長 |
"""


def founded(city, text: str = TEXT, **more) -> Policy:
    facts = {
        "kind": Kind.BASIC,
        "title": "汐見市情報セキュリティ基本方針",
        "publication": Publication.PUBLIC,
    }
    facts = actions.Facts(**{**facts, **more})
    return actions.found_policy(facts, text, by=city.acting("watanabe"), at=clock.now())


def requested(city, policy: Policy, on=date(2026, 10, 1), review=date(2027, 10, 1)):
    draft = policy.versions.order_by(PolicyVersion.number.desc()).first()
    by = city.acting("watanabe")
    return actions.request_approval(draft.id, draft.version, on, review, by=by, at=clock.now())


def approved(city, text: str = TEXT, on=date(2026, 10, 1), review=date(2027, 10, 1), **more):
    policy = founded(city, text, **more)
    version = requested(city, policy, on, review)
    actions.approve(version.id, version.hash, by=city.acting("saito"), at=clock.now())
    return Policy.get_by_id(policy.id)
