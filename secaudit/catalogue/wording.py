"""The rules of a good question, as data. A question that breaks one is answered by guessing.

A question asks the person who answers about one observable fact, and yes is the good answer.
"""

import re
from dataclasses import dataclass, field

from secaudit.catalogue.problems import short
from secaudit.errors import N_

MAX_JAPANESE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    language: str
    what: str
    what_to_do: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """Broken where the pattern is found; for some roles only, where `roles` says so."""

    pattern: re.Pattern[str]
    what: str
    to_do: str
    roles: frozenset[str] = frozenset()


def rule(pattern: str, what: str, to_do: str, *roles: str) -> Rule:
    return Rule(re.compile(pattern, re.IGNORECASE | re.DOTALL), what, to_do, frozenset(roles))


OBSERVABLE = N_("Ask about a fact that can be seen: a number, a record, a notice, a setting.")
NOTICE = N_("Ask for the notice, the list or the document instead of what people know.")
GOOD_STATE = N_("Ask for the good state, so that yes is the good answer.")
ONE_FACT = N_("Ask about one fact in one sentence.")
LAST_TWELVE_MONTHS = N_("Ask about the last 12 months; only plans and lists are of this year.")
OWN_ACTS = N_("Ask staff about their own acts only.")
EVERYDAY = N_("Use the word of the office: %(instead)s.")

NOT_VAGUE = N_("“%(words)s” is vague.")
NOT_HEADS = N_("“%(words)s” asks about other people's heads.")
NOT_NEGATIVE = N_("“%(words)s” asks for the absence of something.")
NOT_THIS_YEAR = N_("“%(words)s” is answered differently in every month.")
NOT_FOR_STAFF = N_("A member of staff cannot know “%(words)s”.")
NOT_A_QUESTION = N_("The question does not end as a question.")
NOT_ONE = N_("The question has more than one sentence.")
NOT_SHORT = N_("The question has %(length)s characters; at most %(limit)s are read well.")
NOT_EVERYDAY = N_("“%(words)s” is not an everyday word.")
NOT_HALF_WIDTH = N_("“%(words)s”: digits are half-width, brackets full-width.")

JAPANESE = (
    rule(r"(?<!か。)\Z", NOT_A_QUESTION, N_("End it with か。")),
    rule(r"[。？?！].", NOT_ONE, ONE_FACT),
    rule(r"適切に|十分に|必要に応じて|きちんと|しっかり", NOT_VAGUE, OBSERVABLE),
    rule(r"知っていますか|説明できますか|答えられますか|理解していますか", NOT_HEADS, NOTICE),
    rule(
        r"ない状態|ないことを?[^。]*確認|ないか、?あっても|ありませんか", NOT_NEGATIVE, GOOD_STATE
    ),
    rule(r"今月", NOT_THIS_YEAR, LAST_TWELVE_MONTHS),
    rule(r"今年度(?![^。]*(計画|一覧))", NOT_THIS_YEAR, LAST_TWELVE_MONTHS),
    rule(r"全員|全件", NOT_FOR_STAFF, OWN_ACTS, "STAFF"),
    rule(r"[０-９()]", NOT_HALF_WIDTH, N_("Write 0–9 and （）.")),
)
EVERYDAY_WORDS = {  # a word that is not used in offices → the one that is
    r"無線親機|親機": "無線アクセスポイント",
    r"(?<!ウイルス)対策ソフト": "ウイルス対策ソフト",
    r"基本ソフト": "OS",
    r"安全要件": "情報セキュリティの要件",
    r"暗証": "パスワード",
    r"控え(?![るてめ室])": "バックアップ",
    r"危険": "リスク",
}
ENGLISH = (
    rule(r"(?<!\?)\Z", NOT_A_QUESTION, N_("End it with a question mark.")),
    rule(r"[.?!]\s+\S", NOT_ONE, ONE_FACT),
    rule(r"\b(adequately|appropriately|properly|sufficiently)\b", NOT_VAGUE, OBSERVABLE),
    rule(r"\b(as|where|if|when) (necessary|needed|appropriate)\b", NOT_VAGUE, OBSERVABLE),
    rule(r"^(do|does|can|could) [\w' ]*\b(know|explain|understand)\b", NOT_HEADS, NOTICE),
    rule(r"^(\w+ ){0,4}(not|no)\b(?! longer)|n't\b|\bwith no\b", NOT_NEGATIVE, GOOD_STATE),
    rule(r"\b(never|nothing|neither|nobody|none)\b", NOT_NEGATIVE, GOOD_STATE),
    rule(r"\b(do|does|did|have|has) [\w ]*\bavoid(ed)?\b|\bfree of\b", NOT_NEGATIVE, GOOD_STATE),
    rule(r"\b(are|is) [\w ]*\b(zero|absent)\b", NOT_NEGATIVE, GOOD_STATE),
    rule(r"\bthis month\b", NOT_THIS_YEAR, LAST_TWELVE_MONTHS),
    rule(
        r"\bthis (fiscal )?year(?!['’]s [^?]*\b(plan|list|programme|schedule))"
        r"(?<!for this year)(?<!for this fiscal year)",
        NOT_THIS_YEAR,
        LAST_TWELVE_MONTHS,
    ),
    rule(r"\b(everyone|everybody|all staff|all members)\b", NOT_FOR_STAFF, OWN_ACTS, "STAFF"),
)
RULES = {"ja": JAPANESE, "en": ENGLISH}


def faults(text: dict[str, str], role: str) -> list[Fault]:
    """The rules that a question to this role breaks, in either language."""
    found = [
        broken(rule, language, text[language])
        for language, rules in RULES.items()
        for rule in rules
        if isinstance(text.get(language), str) and (not rule.roles or role in rule.roles)
    ]
    return [fault for fault in [*found, *of_japanese(text.get("ja", ""))] if fault]


def broken(rule: Rule, language: str, text: str) -> Fault | None:
    match = rule.pattern.search(text.strip())
    return Fault(language, rule.what, rule.to_do, {"words": short(match[0])}) if match else None


def of_japanese(text: str) -> list[Fault]:
    found = []
    if (length := len(text.strip())) > MAX_JAPANESE:
        params: dict[str, object] = {"length": length, "limit": MAX_JAPANESE}
        found.append(Fault("ja", NOT_SHORT, ONE_FACT, params))
    for pattern, instead in EVERYDAY_WORDS.items():
        if match := re.search(pattern, text):
            params = {"words": match[0], "instead": instead}
            found.append(Fault("ja", NOT_EVERYDAY, EVERYDAY, params))
    return found
