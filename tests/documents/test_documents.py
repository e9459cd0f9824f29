"""One value, on screen and as PDF: a letter with its number, addressee and particulars."""

from datetime import date, datetime

from flask import render_template_string

from secaudit.documents import Document, boxes, facts, heading, listed, note, table, text, typeset

AT = datetime(2026, 10, 1)
LETTER = Document(
    title="情報セキュリティ自己点検の実施について（依頼）",
    number="8情政第12号",
    on=date(2026, 10, 1),
    to="市民課長",
    sender="情報政策課長",
    handling="取扱注意",
    form="様式第1号",
    boxes=["起案", "課長"],
    attached=["回答の手引"],
    body=[
        text("次のとおり実施します。"),
        facts([("期間", "10月30日まで"), ("空", "")], noted=True),
        heading("内訳"),
        table(["課", "件"], [["市民課", "1"]] * 60, widths=[3, 1], right=[1]),
        listed(["一", "二"], numbered=True),
        boxes(["課長"]),
        note("10月1日現在"),
    ],
)


def test_a_letter_says_the_same_on_screen_and_on_paper(app):
    with app.test_request_context():
        page = render_template_string(
            '{% from "macros/document.html" import document %}{{ document(one) }}', one=LETTER
        )
        one = typeset(LETTER, AT)
        several = typeset([LETTER, LETTER], AT, contents=True, title="全課分")
        again = typeset([LETTER, LETTER], AT, contents=True, title="全課分")
    for words in ("8情政第12号", "令和8年10月1日", "市民課長　様", "（公印省略）", "以上"):
        assert words in page
    assert "空" not in page, "a fact without a value leaves no gap"
    assert one.pages == 2 and several.pages == 5 and several.pdf == again.pdf
