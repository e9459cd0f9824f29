"""What the columns of the files are called, and the words that may stand in them."""

from dataclasses import dataclass

from secaudit.access.roles import Role
from secaudit.organisation.kinds import Kind


@dataclass(frozen=True)
class Column:
    key: str  # the heading in English
    heading: str  # the heading in Japanese
    needed: bool = False
    also: tuple[str, ...] = ()  # other headings under which it is known


OFFICES = (
    Column("code", "コード", True, ("組織コード", "課コード", "所属コード")),
    Column("name", "名称", True, ("組織名", "課名", "所属名")),
    Column("name_en", "英語名", also=("名称（英語）", "英語名称")),
    Column("kana", "カナ", also=("よみ", "かな", "フリガナ", "ふりがな", "名称カナ")),
    Column("short_name", "略称"),
    Column("kind", "種別", also=("区分",)),
    Column("parent_code", "上位コード", also=("親コード", "上位組織コード")),
    Column("position", "建制順", also=("順番", "並び順")),
    Column("predecessor_codes", "前身コード", also=("旧コード", "統合元コード")),
)
PEOPLE = (
    Column("number", "職員番号", True, ("番号",)),
    Column("name", "氏名", True, ("名前",)),
    Column("name_en", "英語名", also=("氏名（英語）", "ローマ字")),
    Column("kana", "カナ", also=("よみ", "かな", "フリガナ", "ふりがな", "氏名カナ")),
    Column("mail", "メール", also=("メールアドレス", "email")),
    Column("unit_code", "所属コード", also=("組織コード", "課コード")),
    Column("role", "役割"),
    Column("title", "職名", also=("職", "役職")),
    Column("system_code", "システムコード"),
)

KINDS = {
    Kind.BODY: ("執行機関",),
    Kind.ASSEMBLY: ("議会",),
    Kind.JOINT: ("一部事務組合・広域連合等", "一部事務組合", "広域連合", "地方独立行政法人", "共同設置機関"),
    Kind.BUREAU: ("部・局", "部", "局"),
    Kind.DEPARTMENT: ("課・室", "課", "室"),
    Kind.BRANCH: ("出先機関", "支所", "出張所", "施設"),
}  # fmt: skip
# Not システム管理者: many cities call the owner of a system so, and here it would be the administrator.
ROLES = {
    Role.CISO: ("最高情報セキュリティ責任者", "CISO（最高情報セキュリティ責任者）"),
    Role.CHIEF: ("統括情報セキュリティ責任者",),
    Role.DIR: ("情報セキュリティ責任者", "部長", "局長", "部長・局長", "部局長"),
    Role.MGR: ("情報セキュリティ管理者", "課長", "所属長"),
    Role.CONTACT: ("推進員", "情報セキュリティ推進員"),
    Role.SYSMGR: ("情報システム管理者",),
    Role.SYSOP: ("情報システム担当者", "システム担当者"),
    Role.STAFF: ("職員", "職員等"),
    Role.SECR: ("事務局",),
    Role.AUDITLEAD: ("監査統括責任者",),
    Role.AUDITOR: ("監査員", "監査人"),
    Role.EXTERNAL: ("外部監査人",),
    Role.COMMITTEE: ("委員", "委員会委員"),
    Role.CSIRT: ("CSIRT要員",),
    Role.ADMIN: ("システム運用管理者", "管理者"),
}
