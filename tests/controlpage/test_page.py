"""A control's page tells how departments stand on it and what audits found: to each what they may see."""

from tests.audits import story as audits
from tests.catalogue.editions import revised, succeeded
from tests.page import as_read
from tests.reports import story as reports
from tests.selfcheck import story


def page_of(browse, person, control="AST-01"):
    return as_read(browse(person).get(f"/controls/{control}").text)


def list_of(browse, person) -> str:
    return as_read(browse(person).get("/controls").text)


def test_before_anybody_was_asked(browse, city):
    assert "尋ねた課は、まだありません" in page_of(browse, city.hanako)


def test_everybody_sees_how_many_and_by_department_only_their_own(browse, city):
    period = story.opened(city)
    story.handed_in(city, period, city.citizens, "hanako", "tanaka")

    clerk, secretary = page_of(browse, city.hanako), page_of(browse, city.watanabe)
    neighbour = page_of(browse, city.yamamoto).split('id="this-year"')[1].split('id="history"')[0]

    assert "令和8年度" in clerk and "未提出 3" in clerk
    assert "税務課" in secretary.split('id="this-year"')[1].split("</table>")[0]
    assert "あなたの職で見られる課だけ" in clerk
    assert "市民課" not in neighbour and "税務課" in neighbour


def test_what_is_not_handed_in_is_nobodys_business(browse, city):
    period = story.opened(city)
    sheet = story.sheet_of(period, city.citizens)
    story.answer(city, "hanako", sheet, "AST-01")

    assert "未提出 4" in page_of(browse, city.watanabe)


def test_findings_within_the_readers_sight(browse, city):
    finding = audits.issued(city)

    def told(person):
        return page_of(browse, person, finding.control).split("</main>")[0]

    assert finding.number in told(city.tanaka) and finding.title in told(city.tanaka)
    assert finding.number not in told(city.ito)  # another department
    assert finding.number in told(city.watanabe) and finding.title not in told(city.watanabe)


def test_the_list_tells_rates_and_findings_as_far_as_somebody_may_read(browse, city):
    reports.last_year(city)
    finding = audits.issued(city)
    audits_see = list_of(browse, city.watanabe)
    clerk = list_of(browse, city.hanako)

    assert "全庁" in audits_see and "閲覧できる課のうち" in clerk
    assert "対応中の指摘1件" in audits_see
    only = browse(city.watanabe).get("/controls?findings=1").text
    assert only.count('<span class="hint">') == 1 and f"/controls/{finding.control}" in only
    assert "対応中の指摘" not in browse(city.ito).get("/controls").text


def test_in_english(browse, city):
    story.opened(city)
    browser = browse(city.watanabe)
    browser.post("/language", {"language": "en", "next": "/controls"})

    assert "Answers of the departments" in browser.get("/controls/AST-01").text


def test_year_by_year_only_as_far_as_it_meant_the_same(browse, city):
    """AST-01 goes on as AST-90, and AST-02 has another meaning since."""
    reports.last_year(city)
    edition = succeeded(revised(story.catalogue(), AST_02={"revision": 2}), "AST-01")
    reports.this_year(city, edition)

    def years(control):
        return page_of(browse, city.watanabe, control).split('id="years"')[1].split("</table>")[0]

    assert years("AST-01").count("％") + years("AST-01").count("%") == 2
    assert "AST-90" in years("AST-01") and "AST-01" in years("AST-01")
    assert "当時は意味が違う設問" in years("AST-02")
    assert "<svg" not in years("AST-02")
