"""Every page, as everybody, in both languages, wide and narrow: nothing is wrong with any of them.

The normal run looks at a sample of those that differ (`crawler.sample`); `-m long` at all.
"""

import pytest

from tests.browser.crawler import ROLES, sample

pytestmark = pytest.mark.browser
EACH = {"ja": 1, "en": 1}  # pages of one endpoint in the sample
READ_ENGLISH = ["CISO", "auditor", "head"]  # in the sample; the long test looks at everybody
SAMPLES = [(role, "ja") for role in ROLES] + [(role, "en") for role in READ_ENGLISH]


def faults_of(visits, look, language, **how) -> dict[str, list[str]]:
    found = {str(visit): look(visit, language, **how) for visit in visits}
    return {page: faults for page, faults in found.items() if faults}


@pytest.mark.parametrize(("role", "language"), SAMPLES)
def test_a_sample_of_pages(role, language, visits, look):
    some = [visit for visit in sample(visits, EACH[language]) if visit.role == role]

    assert not faults_of(some, look, language, colours=language == "ja")


@pytest.mark.long
@pytest.mark.parametrize("language", EACH)
@pytest.mark.parametrize("role", ROLES)
def test_every_page(role, language, visits, look):
    mine = [visit for visit in visits if visit.role == role]

    assert mine and not faults_of(mine, look, language)


def test_no_link_leads_to_a_refusal(visits):
    assert not [f"{visit} {visit.status}" for visit in visits if visit.status != 200]


def test_links_lead_to_nearly_every_page(site, visits):
    """Otherwise the tests above would look at little and find nothing."""
    app, _address = site
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert len({visit.endpoint for visit in visits} & pages) > 0.75 * len(pages)
    assert {visit.role for visit in visits} == set(ROLES)
