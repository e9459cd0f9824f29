"""Nakamura looks at the presets side by side, sees what one would change, takes it, and goes on with the steps."""

from secaudit.organisation.settings import PRESETS, Preset, settings
from secaudit.settings import presets


def test_a_preset_is_seen_before_it_is_taken_and_can_be_changed_again(city, browse):
    nakamura = browse(city.nakamura)
    assert "はじめての年" in nakamura.get("/settings/preset").text
    page = nakamura.get("/settings/preset?preset=detailed").text
    assert "「詳細」にすると変わること" in page
    assert page.count("これからは「する」") == len(presets.changes(Preset.DETAILED, settings()))
    assert settings()["preset"] == "standard", "looking changes nothing"

    nakamura.post("/settings/preset", {"preset": "detailed"})
    assert all(settings()[key] == value for key, value in PRESETS[Preset.DETAILED].items())
    assert "変わるものはありません" in nakamura.get("/settings/preset?preset=detailed").text
    nakamura.post("/settings/preset", {"preset": "first year"})
    assert settings()["bureau_step"] is False and settings()["preset"] == "first year"
    nakamura.post("/settings/preset", {"preset": "sorcery"}, status=200)
    assert settings()["preset"] == "first year"
    browse(city.watanabe).get("/settings/preset", status=403)


def test_the_first_set_up_says_how_far_it_is(city, browse):
    page = browse(city.watanabe).get("/first-steps").text
    assert page.count(">完了<") >= 1 and ">未完了<" in page
    assert "まだ計画がありません" in page
    browse(city.hanako).get("/first-steps", status=403)
