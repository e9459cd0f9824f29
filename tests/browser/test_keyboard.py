"""Without a mouse: past the menu in one step, everything within reach, focus always seen."""

import pytest

pytestmark = pytest.mark.browser
PAGES = [
    ("secretariat", "home.show"),
    ("clerk", "selfcheck.section"),
    ("head", "findings.show"),
    ("secretariat", "selfcheck.period"),
    ("auditor", "fieldwork.paper"),
    ("CISO", "reports.overview"),
    ("administrator", "settings.show"),
]
STEPS = 40
# Where the focus is: what, whether a ring shows, and whether something sticky lies over it.
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const seen = at.matches("input[type=radio], input[type=checkbox]") && at.nextElementSibling
    && at.getBoundingClientRect().width < 8 ? at.nextElementSibling : at;
  const box = seen.getBoundingClientRect();
  const ring = [null, "::after"].map((part) => getComputedStyle(seen, part)).some((style) =>
    parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none");
  const covers = [...document.querySelectorAll("*")].filter((each) =>
    ["sticky", "fixed"].includes(getComputedStyle(each).position) && !each.contains(at)
    && each.offsetParent !== null);
  const hidden = covers.some((each) => { const over = each.getBoundingClientRect();
    return over.top < box.bottom - 1 && over.bottom > box.top + 1
      && over.left < box.right - 1 && over.right > box.left + 1; });
  return {what: `${at.tagName} ${at.id || at.name || at.textContent.trim().slice(0, 30)}`,
    ring, hidden, away: box.bottom < 0 || box.top > innerHeight || !box.width};
}"""


@pytest.mark.parametrize(("role", "endpoint"), PAGES)
def test_the_first_step_leads_past_the_menu(tab, role, endpoint):
    page = tab(role, endpoint)
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main"
    assert page.locator(":focus").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main, footer')")


@pytest.mark.parametrize(("role", "endpoint"), PAGES)
def test_focus_is_always_seen_and_goes_on(tab, role, endpoint):
    page = tab(role, endpoint)
    been = []
    for _step in range(STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None:  # past the last one
            break
        assert here["ring"] and not here["hidden"] and not here["away"], here
        been.append(here["what"])
    assert len(set(been)) > 3, been
