"""What is printed from the browser: how many pages, and nothing that is only for the screen."""

import re

import pytest

pytestmark = pytest.mark.browser
PAGE = re.compile(rb"/Type\s*/Page\b")
A4 = {"format": "A4", "prefer_css_page_size": True, "print_background": False}


def printed(page) -> int:
    return len(PAGE.findall(page.pdf(**A4)))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("role", "endpoint", "most"),
    [
        ("CISO", "reports.overview", 1),
        ("CISO", "reports.heat_map", 1),
        ("clerk", "selfcheck.form", 6),
        ("head", "findings.show", 2),
        ("audit lead", "fieldwork.report", 6),
        ("clerk", "selfcheck.submitted", 1),
    ],
)
def test_pages_of_a_print(tab, role, endpoint, most, language):
    if endpoint == "selfcheck.submitted":
        page = tab(role, "selfcheck.sheet", "submitted", language, query="/submitted")
    else:
        page = tab(role, endpoint, language=language)

    assert 1 <= printed(page) <= most


@pytest.mark.parametrize("endpoint", ["home.show", "reports.overview", "reports.heat_map"])
def test_menus_and_buttons_stay_on_the_screen(tab, endpoint):
    page = tab("CISO", endpoint)
    page.emulate_media(media="print")
    try:
        assert not page.locator("nav, .skip, .account, form button").filter(visible=True).count()
        assert page.locator(".print-head").is_visible()
    finally:
        page.emulate_media(media="screen")
