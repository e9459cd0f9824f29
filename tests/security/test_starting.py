"""The server does not start in a way that would be unsafe, and says why in both languages."""

import pytest
from click.testing import CliRunner
from flask import request

from secaudit.app import create_app
from secaudit.commands import main
from secaudit.database import db
from secaudit.web.language import in_both
from secaudit.web.starting import BadSettings
from tests.conftest import KEY

HTTPS = "https://secaudit.example.lg.jp"
BAD = [
    {"BASE_URL": ""},
    {"BASE_URL": "secaudit.example.lg.jp"},
    {"BASE_URL": "ftp://secaudit.example.lg.jp"},
    {"BASE_URL": "https://"},
    {"BASE_URL": "https://user:secret@secaudit.example.lg.jp"},
    {"BASE_URL": "https://secaudit.example.lg.jp/below"},
    {"BASE_URL": "https://secaudit.example.lg.jp:99999"},
    {"BASE_URL": "https://["},
    {"BASE_URL": 7},
    {"BASE_URL": "http://secaudit.example.lg.jp"},
    {"BASE_URL": "http://192.0.2.7:8000"},
    {"BASE_URL": "http://0.0.0.0:8000"},
    {"SECRET_KEY": ""},
    {"SECRET_KEY": "too short"},
    {"SECRET_KEY": 12345678901234567890123456789012},
    {"SECRET_KEY": "x" * 40, "BASE_URL": HTTPS},
    {"DEBUG": True, "BASE_URL": HTTPS},
    {"DEMO": True, "BASE_URL": HTTPS},
    {"CLOCK_OFFSET": 3600},
    {"PROXIES": -1},
    {"PROXIES": 50},
    {"PROXIES": "two"},
    {"PROXIES": True},
    {"LOGON_HEADER": "X-Remote-User"},
    {"LOGON_HEADER": "X_Remote_User", "LOGON_FROM": ["127.0.0.1"]},
    {"LOGON_HEADER": "Cookie", "LOGON_FROM": ["127.0.0.1"]},
    {"LOGON_HEADER": "X-Remote-User", "LOGON_FROM": "127.0.0.1"},
    {"LOGON_HEADER": "X-Remote-User", "LOGON_FROM": ["0.0.0.0/0"]},
    {"LOGON_HEADER": "X-Remote-User", "LOGON_FROM": ["proxy.city"]},
    {"LOGON_REALMS": "SHIOMI"},
    {"REHEARSAL": True, "DATABASE_URL": "sqlite:////real/secaudit.db"},
    {"REHEARSAL": True, "MAIL_HOST": "relay", "MAIL_FROM": "a@b"},
    {"LDAP_URL": "ldaps://dc.city"},
    {"LDAP_URL": "http://dc.city", "LDAP_USER": "{number}@city"},
    {"LDAP_URL": "ldaps://dc.city", "LDAP_USER": "cn=all"},
    {"LDAP_URL": "ldaps://dc.city", "LDAP_BASE": "dc=city", "LDAP_READER": "cn=reader,dc=city"},
    {"MAIL_HOST": "relay"},
    {"MAIL_HOST": "relay", "MAIL_FROM": "a@b\nBcc: c@d"},
    {"MAIL_TLS": "ssl"},
    {"MAIL_PORT": 0},
    {"MAIL_HOUR": 24},
    {"MAIL_PASSWORD": "secret", "MAIL_TLS": "none"},
    {"DATABASE_URL": "mysql://root@localhost/city"},
    {"MAX_CONTENT_LENGTH": None},
    {"MAX_FORM_MEMORY_SIZE": 0},
    {"MAX_FORM_PARTS": "many"},
]


@pytest.mark.parametrize("settings", BAD, ids=str)
def test_unsafe_settings_are_refused(tmp_path, settings):
    with pytest.raises(BadSettings) as refused:
        create_app(tmp_path, **({"SECRET_KEY": KEY} | settings))
    japanese, english = in_both(refused.value).split("\n")
    assert japanese != english and not japanese.isascii() and english.isascii()


def command(folder, *arguments):
    return CliRunner().invoke(main, ["--data", str(folder), *arguments])


def test_a_command_stops_with_2_and_a_sentence(tmp_path):
    (tmp_path / "config.toml").write_text("SECRET_KEY = 'short'\n")
    for arguments in (["serve"], ["migrate"], ["journal", "verify"]):
        done = command(tmp_path, *arguments)
        assert done.exit_code == 2 and "SECRET_KEY" in done.stderr, done.stderr
        assert "Traceback" not in done.stderr and not done.stderr.isascii()


@pytest.mark.parametrize("text", ["SECRET_KEY = ", "\x00", "[a\n", "caf\xe9"])
def test_a_file_with_a_typing_mistake_is_named(tmp_path, text):
    (tmp_path / "config.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadSettings, match=r"config\.toml"):
        create_app(tmp_path)


def test_a_key_that_others_can_read_is_refused_for_the_world(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(f"SECRET_KEY = '{KEY}'\nBASE_URL = '{HTTPS}'\n")
    file.chmod(0o644)
    with pytest.raises(BadSettings, match="chmod 600"):
        create_app(tmp_path)
    file.chmod(0o640)
    create_app(tmp_path)


def test_plain_http_is_not_served_beyond_this_machine(tmp_path):
    (tmp_path / "config.toml").write_text(f"SECRET_KEY = '{KEY}'\n")
    assert command(tmp_path, "migrate").exit_code == 0
    done = command(tmp_path, "serve", "--host", "0.0.0.0", "--port", "18999")
    assert done.exit_code == 2 and "https BASE_URL" in done.stderr


@pytest.fixture
def behind_proxies(app):
    """The same database as a city would serve it: https, one reverse proxy."""

    def start(**settings):
        db.close_all()
        url = app.config["DATABASE_URL"]
        made = create_app(
            app.instance_path, SECRET_KEY=KEY, DATABASE_URL=url, TESTING=True, **settings
        )
        return made

    yield start
    db.close_all()


def test_for_the_world_cookies_are_bound_to_the_host_and_https(behind_proxies):
    answer = behind_proxies(BASE_URL=HTTPS).test_client().get("/sign-in", base_url=HTTPS)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-secaudit=")
    assert "; Secure" in cookie and "; HttpOnly" in cookie and "; Path=/" in cookie
    assert "Domain" not in cookie and "SameSite=Lax" in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    "host", ["evil.example", "secaudit.example.lg.jp.evil.example", "", "a b", "127.0.0.1"]
)
def test_only_our_own_host_is_heard(behind_proxies, host):
    client = behind_proxies(BASE_URL=HTTPS, PROXIES=1).test_client()
    assert client.get("/sign-in", base_url=HTTPS).status_code == 200
    assert client.get("/sign-in", base_url=HTTPS, headers={"Host": host}).status_code == 400
    forwarded = {"X-Forwarded-Host": host or "x"}
    assert client.get("/sign-in", base_url=HTTPS, headers=forwarded).status_code == 400


@pytest.mark.parametrize(
    "proxies, forwarded, counted",
    [
        (0, "192.0.2.1", "10.9.9.9"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.66, 192.0.2.1", "192.0.2.1"),  # the first was made up by the sender
        (2, "198.51.100.66, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        (1, "", "10.9.9.9"),
    ],
)
def test_a_made_up_address_is_not_the_one_that_counts(behind_proxies, proxies, forwarded, counted):
    app = behind_proxies(PROXIES=proxies)
    seen = []
    app.before_request_funcs.setdefault(None, []).insert(
        0, lambda: seen.append(request.remote_addr)
    )
    app.test_client().get(
        "/sign-in",
        headers={"X-Forwarded-For": forwarded} if forwarded else {},
        environ_base={"REMOTE_ADDR": "10.9.9.9"},
    )
    assert seen == [counted]
