"""Letters wait until the relay takes them, and go once."""

from datetime import timedelta

import pytest

from secaudit.accounts.models import Account
from secaudit.calendar import clock
from secaudit.mail import posting, reading
from secaudit.mail.models import Letter
from secaudit.mail.relay import Down, Relay
from secaudit.mail.rules import Kind, State, wait
from secaudit.people.models import Person
from tests.conftest import on_postgres
from tests.mail.relay import certificate, relay

SENDER = "secaudit@city.example.lg.jp"


@pytest.fixture
def mailed(city):
    """Everybody has an address."""
    for person in Person.select():
        Person.update(mail=f"p{person.number}@city.example.lg.jp").where(
            Person.id == person.id
        ).execute()
    return city


def put(key, person, kind=Kind.URGENT, text="本文", subject="件名", now=None):
    person = Person.get_by_id(person.id)
    return posting.put(key, kind, person, subject, text, [], now=now or clock.real_now())


def to(server, **different) -> Relay:
    known = {"host": "127.0.0.1", "port": server.port, "tls": "none", "user": "", "password": ""}
    return Relay(**({**known, "sender": SENDER, "authorities": ""} | different))


def deliver(server, later=timedelta(), **different):
    now = clock.real_now() + later
    return posting.deliver(to(server, **different), "汐見市 情報セキュリティ点検", now=now)


def test_a_letter_is_written_once_and_sent_once(mailed):
    assert put("a", mailed.hanako) and not put("a", mailed.hanako)
    with relay() as server:
        assert deliver(server) == {State.SENT: 1}
        assert deliver(server) == {}
    (letter,), (envelope,) = server.letters, server.envelopes
    assert letter["To"] == "p001234@city.example.lg.jp" == envelope[0]
    assert str(letter["From"]) == f"汐見市 情報セキュリティ点検 <{SENDER}>"
    assert letter["Subject"] == "件名" and letter.get_content().split() == ["本文"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert Letter.get().text == "" and reading.standing().last_sent


def test_while_the_relay_is_away_nothing_is_lost(mailed):
    put("a", mailed.hanako)
    put("b", mailed.tanaka)
    with relay() as gone:
        pass
    with pytest.raises(Down):
        deliver(gone)
    standing = reading.standing()
    assert standing.waiting == 2 and standing.fault and standing.last_sent is None
    with relay() as back:
        assert deliver(back) == {}, "not before its time"
        assert deliver(back, timedelta(minutes=6)) == {State.SENT: 2}
    assert [wait(tries).total_seconds() / 60 for tries in (1, 2, 3, 6, 7, 99)] == [
        5, 10, 20, 160, 240, 240,
    ]  # fmt: skip


def test_what_was_put_off_while_the_clock_was_ahead_goes_when_it_is_right_again(mailed):
    put("a", mailed.hanako)
    with relay() as gone:
        pass
    with pytest.raises(Down):
        deliver(gone, timedelta(days=365))
    with relay() as back:
        assert deliver(back) == {State.SENT: 1}


def test_a_relay_that_dies_on_the_way_has_what_it_took_and_gets_the_rest_later(mailed):
    for key in "abc":
        put(key, mailed.hanako)
    with relay(dies_after=1) as server, pytest.raises(Down):
        deliver(server)
    assert reading.standing().waiting == 2
    with relay() as back:
        assert deliver(back, timedelta(minutes=30)) == {State.SENT: 2}
    names = {letter["Message-ID"] for letter in [*server.letters, *back.letters]}
    assert len(names) == 3


def test_a_process_that_was_killed_while_sending_leaves_the_letter_to_the_next(mailed):
    """Between the relay's yes and our note of it: the same letter again, under the same name."""
    put("a", mailed.hanako)
    now = clock.real_now()
    Letter.update(state=State.SENDING, next_at=now + timedelta(minutes=15)).execute()
    with relay() as server:
        assert deliver(server) == {}, "another process may be at it"
        assert deliver(server, timedelta(minutes=16)) == {State.SENT: 1}
        first = server.letters[0]["Message-ID"]
        Letter.update(state=State.WAITING, next_at=now).execute()
        deliver(server)
    assert server.letters[1]["Message-ID"] == first


def test_of_two_processes_at_once_one_sends(mailed):
    put("a", mailed.hanako)
    letter = Letter.get()
    assert posting._taken_up(letter, clock.real_now())
    assert not posting._taken_up(letter, clock.real_now())


def test_a_refused_address_holds_nobody_up_and_is_named(mailed):
    put("a", mailed.hanako)
    put("b", mailed.tanaka)
    with relay(answers={"RCPT": "550 no such user"}) as server:
        assert deliver(server) == {State.REFUSED: 2}
    assert {each.person.number for each in reading.refused()} == {"001234", "001001"}
    put("c", mailed.hanako)
    with relay(answers={"RCPT": "451 greylisted"}) as server:
        assert deliver(server) == {State.WAITING: 1}
    assert Letter.get(key="c").fault == "451 greylisted"


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: x@evil.example",
        "a@b.example, x@evil.example",
        "<x@evil.example>",
        *([] if on_postgres() else ["x@evil.example\x00"]),
        "",
        "a b@c.example",
        "課長@city.example",
    ],
)  # fmt: skip - PostgreSQL itself refuses NUL
def test_no_address_becomes_a_header_or_a_second_one(mailed, address):
    put("a", mailed.hanako)
    Letter.update(address=address).execute()
    with relay() as server:
        assert deliver(server) == {State.REFUSED: 1}
    assert not server.letters and not server.envelopes


def test_no_subject_or_name_of_a_city_becomes_a_header(mailed):
    put("a", mailed.hanako, subject="件名\r\nBcc: x@evil.example", text="一\r\n.\r\n二\n..三")
    with relay() as server:
        now = clock.real_now()
        posting.deliver(to(server), "汐見市\r\nBcc: x@evil.example", now=now)
    (letter,) = server.letters
    assert letter["Bcc"] is None and letter["Subject"] == "件名 Bcc: x@evil.example"
    assert letter.get_content().split() == ["一", ".", "二", "..三"]
    assert server.envelopes == [["p001234@city.example.lg.jp"]]


def test_with_tls_the_certificate_is_checked_before_anything_is_said(mailed, tmp_path):
    ours, here = certificate(tmp_path)
    other, _ = certificate(tmp_path, "relay.example")
    put("a", mailed.hanako)
    secret = {"tls": "starttls", "user": "secaudit", "password": "relay password"}
    with relay(tls=here) as server:
        with pytest.raises(Down):
            deliver(server, **secret)
        with pytest.raises(Down):
            deliver(server, timedelta(hours=1), **secret, authorities=str(other))
        assert not server.logins and not server.letters
        sent = deliver(server, timedelta(hours=9), **secret, authorities=str(ours))
    assert sent == {State.SENT: 1} and server.logins == 1
    with relay() as plain, pytest.raises(Down):
        put("b", mailed.hanako)
        deliver(plain, tls="starttls")
    assert not plain.letters, "a relay without TLS gets nothing in the clear"


def test_a_newer_digest_takes_the_place_of_one_that_still_waits(mailed):
    put("digest:1", mailed.hanako, Kind.DIGEST)
    put("digest:2", mailed.hanako, Kind.DIGEST)
    with relay() as server:
        assert deliver(server) == {State.SENT: 1}
    assert Letter.get(key="digest:1").state == State.REPLACED
    assert posting.sweep(clock.real_now() + timedelta(days=91)) == 2
    assert Account.select().exists()
