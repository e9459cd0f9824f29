"""Words that an advisory report must not contain: they read as assurance about what nobody saw.

A warning, never a refusal: the person who writes decides, and may mean something else.
"""

import re

from secaudit.audits.kinds import Type

ASSURING = [
    "問題はな", "問題なし", "問題は認められ", "適切に実施されて", "適正に実施されて", "おおむね良好",
    "概ね良好", "安全である", "保証する", "すべて適合", "全て適合", "no serious problem",
    "no problems", "works properly", "is secure", "in good order", "we assure", "all conform",
]  # fmt: skip
PATTERN = re.compile("|".join(map(re.escape, ASSURING)), re.IGNORECASE)


def assuring(text: str, type: Type = Type.ADVISORY) -> list[str]:
    """The phrases in the text that read as assurance, each once; none where it is the purpose."""
    if type == Type.ASSURANCE:
        return []
    return list(dict.fromkeys(found.group() for found in PATTERN.finditer(text)))
