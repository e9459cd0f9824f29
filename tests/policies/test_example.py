"""The rules of the example city: as the field writes them, and as every page needs them."""

from datetime import date
from random import Random

import pytest

from secaudit.access.roles import Role
from secaudit.catalogue.loading import load
from secaudit.example import policies as example
from secaudit.example.story import Story
from secaudit.policies import reading
from secaudit.policies.articles import headed
from secaudit.policies.checking import faults, tidy
from secaudit.resources import folder

TODAY = date(2026, 10, 22)


@pytest.mark.parametrize("name", ["basic_policy.md", "standard.md", "telework.md"])
def test_the_texts_keep_their_own_rules(name):
    text = example._text(name)

    assert faults(text) == [] and tidy(text) == text


def test_the_basic_policy_has_ten_items_and_the_standard_nine_chapters():
    basic, standard = (headed(example._text(n)) for n in ("basic_policy.md", "standard.md"))

    assert [a.anchor for a in basic if a.anchor.startswith("part")] == [
        f"part-{n}" for n in range(1, 11)
    ]
    assert [a.anchor for a in standard if a.level == 2] == [f"chapter-{n}" for n in range(1, 10)]


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("basic_policy.md", example.BASIC),
        ("standard.md", example.STANDARD),
        ("telework.md", example.TELEWORK),
    ],
)
def test_every_link_has_its_article_and_its_control(name, links):
    catalogue = load(folder("controls") / "municipal")

    assert set(links) <= {article.anchor for article in headed(example._text(name))}
    assert all(id in catalogue for ids in links.values() for id in ids)


def test_the_story_is_written_by_the_real_actions(city):
    roles = {
        Role.SECR: [city.watanabe],
        Role.CHIEF: [city.saito],
        Role.CISO: [city.takahashi],
        Role.AUDITLEAD: [city.kobayashi],
    }
    story = Story(TODAY, 1, 4, Random(1), roles=roles)

    example.write(story)

    held = [reading.in_force(each, TODAY).number for each in reading.policies()]
    assert held == [2, 2, 1]
    assert [each.policy.title for each in reading.overdue_reviews(TODAY)] == ["テレワーク実施手順"]
    assert reading.clauses_about("GAI-02", TODAY)
