import pytest

from secaudit.journal.models import JournalEntry
from secaudit.organisation.models import Setting
from secaudit.organisation.settings import SETTINGS, settings
from secaudit.settings.forms import groups


def as_sent(**differing):
    """What the browser sends for the settings as they are, but for some."""
    sent = {}
    for key, value in {**settings(), **differing}.items():
        if value is True:
            sent[key] = "y"
        elif isinstance(value, list):
            sent[key] = "\r\n".join(value)
        elif value is not False:
            sent[key] = value
    return sent


def test_every_setting_is_on_the_page_once(city, browse):
    page = browse(city.nakamura).get("/settings").text

    assert all(page.count(f'name="{key}"') == 1 for key in SETTINGS)
    assert sorted(key for _words, keys in groups() for key in keys) == sorted(SETTINGS)


def test_a_change_is_an_entry_and_holds_at_once(city, browse):
    nakamura = browse(city.nakamura)
    nakamura.post(
        "/settings",
        as_sent(city_name="海辺市", idle_minutes="３０", closed_days=["R9.1.4", "2027-08-15"]),
    )

    assert settings()["city_name"] == "海辺市" and settings()["idle_minutes"] == 30
    assert settings()["closed_days"] == ["2027-01-04", "2027-08-15"]
    assert [e.act for e in JournalEntry.select()][-1] == "settings.change"
    before = JournalEntry.select().count()
    nakamura.post("/settings", as_sent())
    assert JournalEntry.select().count() == before


def test_switching_on_what_the_first_year_left_out(city, browse):
    browse(city.nakamura).post("/settings", as_sent(preset="first year", bureau_step=False))
    browse(city.nakamura).post("/settings", as_sent(preset="detailed", bureau_step=True))

    assert settings()["bureau_step"] and settings()["preset"] == "detailed"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("idle_minutes", "5"),
        ("idle_minutes", "x"),
        ("idle_minutes", ""),
        ("idle_minutes", "1" + "0" * 30),
        ("target_percent", "0"),
        ("preset", "luxury"),
        ("closed_days", "9.1.4"),
        ("closed_days", "\n".join(["2027-01-01"] * 401)),
        ("city_name", "市" * 201),
        ("approval_boxes", "長" * 201),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(city, browse, key, value):
    page = browse(city.nakamura).post("/settings", as_sent(**{key: value}), status=200).text

    assert f'id="{key}-error"' in page
    assert not Setting.select().exists()


def test_the_secretariat_does_not_set_them(city, browse):
    browse(city.watanabe).get("/settings", status=403)
    browse(city.watanabe).post("/settings", as_sent(), status=403)
