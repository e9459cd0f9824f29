"""People without a password here sign in with the city's, over TLS; administrators never depend on it."""

import pytest

from secaudit.access.guard import COMMAND
from secaudit.accounts import bind, limits
from secaudit.accounts.models import Account, Session
from secaudit.calendar import clock
from tests.accounts import slapd
from tests.accounts.people import GOOD, give_password, send, sign_in
from tests.mail.relay import certificate
from tests.running import free_port

CITYS = "the password of Windows"
NO_SLAPD = "slapd is not installed: apt install slapd, or SLAPD=/path/to/usr/sbin/slapd"
needs_slapd = pytest.mark.skipif(not slapd.program(), reason=NO_SLAPD)
PATTERN = "uid={number}," + slapd.BASE


@pytest.fixture
def directory(app, city, tmp_path):
    """Hanako, Tanaka and the administrator are in it. Returns how to set the product to it."""
    folder = tmp_path / "ldap"
    folder.mkdir()
    file, _ = certificate(folder)
    people = {"001234": CITYS, "001001": CITYS, "006001": CITYS}
    with slapd.slapd(folder, file, people) as (plain, tls):

        def turn_to(url="ldaps://127.0.0.1:{tls}", **different):
            settings = {
                "LDAP_URL": url.format(plain=plain, tls=tls),
                "LDAP_CA": str(file),
                "LDAP_USER": PATTERN,
                "LDAP_BASE": "",
                "LDAP_FILTER": "(uid={number})",
                "LDAP_READER": "",
                "LDAP_READER_PASSWORD": "",
                **different,
            }
            bind.use(settings)

        turn_to()
        yield turn_to
    bind.use({"LDAP_URL": ""})


LOOKED_UP = {
    "LDAP_USER": "", "LDAP_BASE": slapd.BASE, "LDAP_READER": slapd.READER,
    "LDAP_READER_PASSWORD": slapd.READER_PASSWORD,
}  # fmt: skip


@needs_slapd
@pytest.mark.parametrize("url", ["ldaps://127.0.0.1:{tls}", "ldap://127.0.0.1:{plain}"])
@pytest.mark.parametrize("how", [{}, LOOKED_UP], ids=["pattern", "looked up"])
def test_who_has_no_password_here_comes_in_with_the_citys(app, directory, url, how):
    directory(url, **how)
    browser, _ = sign_in(app, password=CITYS)
    assert "佐藤　花子" in browser.get("/account").text
    sign_in(app, password="wrong", status=200)
    sign_in(app, number="999999", password=CITYS, status=200)
    assert limits.Failure.get(key="account:001234").count == 1


@needs_slapd
def test_nothing_typed_binds_as_somebody_else_or_as_nobody(directory):
    for how in ({}, LOOKED_UP):
        directory(**how)
        assert bind.proves("001234", CITYS)
        for number in (
            "*",
            "001234)(uid=*",
            "001234,dc=shiomi",
            "00123*",
            "",
            "００１２３４",
            "0\x00",
        ):
            assert not bind.proves(number, CITYS), number
        for password in ("", "\x00", "wrong"):
            assert not bind.proves("001234", password), "an empty one would be an anonymous bind"


@needs_slapd
def test_a_certificate_that_is_not_its_own_or_not_trusted_is_not_spoken_to(directory, tmp_path):
    other, _ = certificate(tmp_path, "directory.example")
    for wrong in (
        {"LDAP_CA": str(other)},
        {"LDAP_CA": ""},
        {"LDAP_CA": str(tmp_path / "none.pem")},
    ):
        for url in ("ldaps://127.0.0.1:{tls}", "ldap://127.0.0.1:{plain}"):
            directory(url, **wrong)
            with pytest.raises(bind.Away):
                bind.proves("001234", CITYS)
    directory("ldaps://localhost:{tls}")  # trusted, but the certificate names 127.0.0.1
    with pytest.raises(bind.Away):
        bind.proves("001234", CITYS)


@needs_slapd
def test_what_is_weighty_asks_for_the_citys_password_again(app, city, directory):
    browser, _ = sign_in(app, "006001", CITYS)
    Session.update(confirmed_at=clock.real_now() - bind_age()).execute()
    assert browser.get("/accounts/slips", 302).location == "/account/step-up"
    send(browser, "/account/step-up", 200, password="wrong")
    send(browser, "/account/step-up", password=CITYS)
    browser.get("/accounts/slips")
    assert "/account/password" not in browser.get("/account").text


def bind_age():
    from secaudit.accounts.sessions import STEP_UP_AFTER

    return STEP_UP_AFTER


def test_while_the_directory_is_away_who_has_a_password_here_comes_in(app, city):
    give_password(city.nakamura)
    dead = {
        "LDAP_URL": f"ldaps://127.0.0.1:{free_port()}",
        "LDAP_CA": "",
        "LDAP_USER": PATTERN,
    }
    more = {"LDAP_BASE": "", "LDAP_FILTER": "", "LDAP_READER": "", "LDAP_READER_PASSWORD": ""}
    bind.use(dead | more)
    try:
        _, answer = sign_in(app, password=CITYS, status=200)
        assert "ディレクトリ" in answer.text and "この画面専用のパスワード" in answer.text
        assert not [row for row in limits.Failure.select() if row.count], "nobody was heard"
        sign_in(app, "006001", GOOD)
    finally:
        bind.use({"LDAP_URL": ""})


def test_off_nobody_comes_in_without_a_password_here(app, city):
    assert not bind.proves("001234", CITYS) and Account.select().exists() and COMMAND.trusted
    sign_in(app, password=CITYS, status=200)


@needs_slapd
def test_whoever_runs_the_machine_is_told_why_it_cannot_be_asked(directory, tmp_path):
    other, _ = certificate(tmp_path, "directory.example")
    for how in ({}, LOOKED_UP):
        directory(**how)
        assert bind.fault() == ""
    for wrong, said in (
        ({"url": f"ldaps://127.0.0.1:{slapd.free_port()}"}, "refused"),
        ({"LDAP_CA": str(other)}, "certificate verify failed"),
        ({**LOOKED_UP, "LDAP_READER_PASSWORD": "wrong"}, "invalidCredentials"),
    ):
        directory(**wrong)
        assert said in bind.fault() and CITYS not in bind.fault()
        with pytest.raises(bind.Away):
            bind.proves("001234", CITYS)


@needs_slapd
def test_where_a_number_names_several_nobody_is_meant(directory):
    directory(**{**LOOKED_UP, "LDAP_FILTER": "(|(uid={number})(objectClass=inetOrgPerson))"})
    assert not bind.proves("001234", CITYS), "three entries answer"
