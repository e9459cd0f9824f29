"""What reads as assurance is pointed out while somebody types it."""

import pytest

pytestmark = pytest.mark.browser


def test_words_that_assure_are_pointed_out_while_typing(tab):
    page = tab("auditor", "findings.write")
    page.fill("#recommendation", "全体として問題はない。")
    note = page.locator("#recommendation-wording")
    note.get_by_text("問題はない").wait_for()
    page.fill("#recommendation", "点検の担当と日を決めるとよい。")
    note.get_by_text("問題はない").wait_for(state="detached")
    assert note.text_content() == ""
