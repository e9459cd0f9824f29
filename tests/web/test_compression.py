import gzip

PACKED = {"Accept-Encoding": "gzip, br"}


def test_a_page_travels_packed_to_whoever_can_unpack(browse, city):
    browser = browse(city.hanako)
    packed, plain = browser.client.get("/controls", headers=PACKED), browser.client.get("/controls")

    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert len(packed.data) * 3 < len(plain.data)
    assert gzip.decompress(packed.data).decode().count("<h1") == 1
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.headers["Content-Length"] == str(len(packed.data))


def test_style_sheets_travel_packed_and_are_kept_for_a_year(app):
    answer = app.test_client().get("/static/app.css", headers=PACKED)

    assert b"{" in gzip.decompress(answer.data) and "immutable" in answer.headers["Cache-Control"]


def test_downloads_and_refusals_travel_as_they_are(app, browse, city):
    for address in ("/nothing", "/static/nothing.css"):
        assert (
            "Content-Encoding"
            not in browse(city.hanako).client.get(address, headers=PACKED).headers
        )
