"""Words that an advisory report must not contain: they read as assurance about what nobody saw.

Under an advisory audit (助言型) whoever asked for it must not be led to rely on more than the advice.
A warning, never a refusal: the person who writes decides, and may mean something else.
"""

import re

from secaudit.audits.kinds import Type

# What such a phrase says, and how it is said. Each reads as an opinion on the whole.
ASSURING: dict[str, list[str]] = {
    "nothing is wrong": [
        r"問題(?:は|が|も|点は|点も)?(?:ない(?!か)|な[くかし]|ありません(?!か)|認められ|見当たら|見受けられ|見られな)",
        r"支障(?:は|が)?(?:ない(?!か)|な[くかし]|ありません(?!か))",
        r"(?:不備|欠陥|懸念|重大な欠落)(?:は|が|も)(?:ない(?!か)|な[くかし]|ありません(?!か)|認められ|見当たら|見られな)",
        (r"\b(?:no|without|free of) (?:other |further |serious |significant |material |major )*"
        r"(?:problems?|issues?|weakness(?:es)?|deficienc(?:y|ies)|concerns?|shortcomings?)\b"),
    ],
    "beside what is listed, all is well": [
        (r"(?:上記|以上|指摘(?:事項)?|これら)以外(?:に|の|は|で)?[^。\n]{0,20}"
        r"(?:な[いくし]|ありません(?!か)|認められ|良好|適切|適正)"),
        r"\b(?:apart from|except for|other than|beyond) (?:the|these|those) (?:above|findings?|following|points?)",
    ],
    "it is done properly": [
        (r"(?:適切|適正|妥当|有効|確実|良好|十分)に(?:実施|運用|管理|整備|機能|対応|維持|遵守)"
        r"(?:さ?れて|して)(?:い|お)"),
        r"(?:おおむね|概ね|全体として|総じて)(?:、)?(?:良好|適切|適正|妥当|十分)",
        (r"\b(?:works?|operat\w+|function\w*|managed|implemented|maintained) "
        r"(?:properly|effectively|adequately|appropriately|correctly|as intended)\b"),
        (r"\b(?:is|are|was|were) (?:in good order|generally (?:good|satisfactory|adequate)|"
        r"satisfactory|adequate|effective)\b"),
    ],
    "everything conforms": [
        r"(?:すべて|全て|いずれも|全項目(?:で|が)?)[^。\n]{0,8}(?:適合|遵守|適切|適正)",
        r"(?:基準|規程|要求事項)に(?:適合して|準拠して|合致して)(?:い|お)",
        r"(?:遵守|順守)されて(?:いる|おり|います)",
        r"\ball (?:\w+ ){0,3}(?:conform|comply|compliant|are in line)",
        r"\b(?:fully|largely|generally) (?:compliant|conforming|conforms?|compl(?:y|ies))\b",
    ],
    "it is safe": [
        r"安全(?:である|です|性(?:は|が|を)(?:確保|保証|担保))",
        r"(?:十分|必要)な(?:水準|安全性)(?:に|が|を)(?:ある|達し|確保)",
        r"\b(?:is|are|was|were) (?:secure|safe)\b",
    ],
    "we vouch for it": [
        r"保証(?:する|します|できる|いたし)|信頼(?:できる|に足る)",
        (r"\b(?:we|i) (?:assure|certify|guarantee|warrant)\b|\b(?:give|gives|provide|provides) "
        r"(?:reasonable |full )?assurance that\b"),
    ],
}  # fmt: skip
PATTERN = re.compile(
    "|".join(f"(?:{each})" for several in ASSURING.values() for each in several), re.IGNORECASE
)


def pattern(type: Type) -> str:
    """What a browser can look for while somebody types; empty where assurance is the purpose.
    Written so that both languages of expressions read it alike."""
    return "" if type == Type.ASSURANCE else PATTERN.pattern


def assuring(text: str, type: Type = Type.ADVISORY) -> list[str]:
    """The phrases in the text that read as assurance, each once; none where it is the purpose."""
    if type == Type.ASSURANCE:
        return []
    return list(dict.fromkeys(found.group() for found in PATTERN.finditer(text)))
