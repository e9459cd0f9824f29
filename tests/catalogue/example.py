"""A small catalogue that is right in everything, to be spoiled by the tests."""

from pathlib import Path

HEAD = """\
schema: controls/v1
catalog:
  id: example
  title: {ja: 例, en: Example}
  edition: "2026.1"
  effective: "2026-04-01"
  default_language: ja
  languages: [ja, en]
  license: CC0-1.0
chapters: [AST, NET]
roles:
  MGR: {title: {ja: 課長, en: Manager}}
  SYSMGR: {title: {ja: システム管理者, en: System manager}, gate: owns_system}
  STAFF: {title: {ja: 職員, en: Staff}}
gates:
  owns_system:
    title: {ja: システムを所管する, en: Owns a system}
    question: {ja: この課はシステムを所管していますか。, en: Does it own a system?}
    help: {ja: 台帳を見てください。, en: See the register.}
  cloud:
    title: {ja: クラウドを使う, en: Uses a cloud}
    question: {ja: この課はクラウドを使っていますか。, en: Does it use a cloud?}
evidence:
  LEDG: {ja: 台帳, en: Register}
frameworks:
  guideline: {title: ガイドライン, edition: R8.3}
  iso27001:
    title: JIS Q 27001:2023
    targets:
      "5.9": {ja: 資産目録, en: Inventory}
      "5.10": {ja: 利用の許容範囲, en: Acceptable use}
"""

AST = """\
chapter:
  id: AST
  title: {ja: 資産, en: Assets}
  guideline: "2"
  summary: {ja: 資産を管理する。, en: Assets are managed.}
controls:
  - id: AST-01
    title: {ja: 台帳, en: Register}
    revision: 1
    required: true
    priority: high
    weight: 3
    requirement: {ja: 台帳を整える。, en: A register is kept.}
    core: [MGR]
    questions:
      - role: MGR
        text:
          ja: この1年間に、台帳を更新しましたか。
          en: Was the register updated in the last 12 months?
      - role: SYSMGR
        text: {ja: 機器を台帳に載せていますか。, en: Are devices in the register?}
        gates: [cloud]
    guidance:
      ja: |
        ### なぜ必要か
        - 知らないものは守れません。
      en: |
        ### Why it matters
        - What is unknown cannot be protected.
    evidence:
      - code: LEDG
        example: {ja: 台帳の更新日, en: The date of the register}
    procedure:
      - method: inspect
        text: {ja: 台帳を見る。, en: Read the register.}
        sample: {ja: 5件, en: Five}
    mappings: {guideline: ["2"], iso27001: ["5.9"]}
    facts: [last_audit]
  - id: AST-02
    title: {ja: 持出し, en: Taking out}
    revision: 2
    required: false
    priority: low
    requirement: {ja: 許可を受ける。, en: It is permitted.}
    gates: [cloud]
    questions:
      - role: STAFF
        text: {ja: 毎回、許可を受けていますか。, en: Do you get permission each time?}
"""

NET = """\
chapter:
  id: NET
  title: {ja: ネットワーク, en: Network}
  summary: {ja: 分ける。, en: It is separated.}
controls:
  - id: NET-01
    title: {ja: 構成図, en: Diagram}
    revision: 1
    required: true
    priority: critical
    requirement: {ja: 構成図がある。, en: There is a diagram.}
    questions:
      - role: SYSMGR
        text: {ja: 構成図は最新の版ですか。, en: Is the diagram up to date?}
    supersedes: [NET-02]
  - id: NET-02
    title: {ja: 旧項目, en: Old control}
    revision: 1
    withdrawn: true
    requirement: {ja: 図がある。, en: There is a picture.}
"""


def write(folder: Path, *changes: tuple[str, str], **files: str | bytes) -> Path:
    """The catalogue in that folder, with texts exchanged, and with files exchanged or added."""
    contents = {"catalog": HEAD, "AST": AST, "NET": NET} | files
    for name, content in contents.items():
        for old, new in changes:
            if isinstance(content, str):
                content = content.replace(old, new)
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name}.yaml").write_bytes(data)
    for old, _ in changes:
        assert any(old in text for text in (HEAD, AST, NET)), f"{old!r} is nowhere"
    return folder
