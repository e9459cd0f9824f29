"""The survey that comes every year, written down once."""

from datetime import timedelta
from pathlib import Path

from secaudit.access.roles import Role
from secaudit.example.story import Story, noon
from secaudit.opendata import folder

NAME = "jisshi-jokyo"
TEXT = """\
format: secaudit-survey/1
title: 地方公共団体における情報セキュリティ対策の実施状況（例）
items:
  - id: 1-1
    question: 情報セキュリティの自己点検を行う部署の数
    figure: departments_required
  - id: 1-2
    question: 自己点検を提出した部署の数
    figure: departments_handed_in
  - id: 1-3
    question: 対策の実施率（％）
    figure: implementation_rate
  - id: 2-1
    question: 情報資産台帳を整えている部署の数
    control: AST-01
    show: implemented
  - id: 2-2
    question: 物理的セキュリティの実施率（％）
    chapter: PHY
    show: rate
  - id: 3-1
    question: 内部監査で確認した項目の数
    figure: audited_items
  - id: 3-2
    question: 内部監査を担当する職員の数
  - id: 4-1
    question: 担当部署
    answer: 総務部 デジタル推進課
"""


def write(story: Story, place: Path) -> None:
    on = story.today - timedelta(days=20)
    if NAME not in folder.names(place):
        folder.save(place, NAME, TEXT, "", by=story.as_role(Role.SECR, on), at=noon(on))
