"""A real server while others save, copy and restore."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection

from secaudit import schema
from secaudit.database import db
from secaudit.journal.verification import verify
from secaudit.selfcheck.models import Answer
from tests.faults.writers import Writer, assert_nothing_lost
from tests.running import run, said


def test_fifty_saves_of_one_answer_have_one_winner_a_version(site):
    site.start()
    clerk, control = site.clerks[0], site.clerks[0].controls[0]

    for version in range(3):
        gate = threading.Barrier(50)

        def save(number, version=version, gate=gate):
            gate.wait()
            return clerk.save(site.port, control, version, f"{version}版、{number}人目")

        with ThreadPoolExecutor(50) as fifty:
            results = list(fifty.map(save, range(50)))

        won = [answer for status, answer in results if status == 200]
        lost = [answer for status, answer in results if status == 409]
        assert len(won) == 1 and len(lost) == 49
        assert won[0]["version"] == version + 1
        assert {each["theirs"]["reason"] for each in lost} == {won[0]["reason"]}
    assert Answer.get(Answer.control == control).version == 3
    assert verify(schema.JOURNALED).good


def test_a_save_whose_answer_got_lost_is_sent_again_without_harm(site):
    site.start()
    clerk, control = site.clerks[0], site.clerks[0].controls[0]

    first = clerk.save(site.port, control, 0, "届いたかどうか分からない。")
    again = clerk.save(site.port, control, 0, "届いたかどうか分からない。")

    assert (first[0], again[0]) == (200, 200) and first[1]["version"] == again[1]["version"] == 1


def test_backing_up_and_verifying_while_two_save(site, tmp_path_factory):
    shelf = tmp_path_factory.mktemp("shelf")
    site.start()
    writers = [Writer(site, clerk) for clerk in site.clerks]
    for writer in writers:
        writer.start()

    sizes = [said(site.folder, "backup", shelf / f"{n}.zip")["entries"] for n in range(2)]
    checked = said(site.folder, "journal", "verify")
    for writer in writers:
        writer.end()

    assert sizes[0] < sizes[1] <= checked["size"] and checked["faults"] == []
    for writer in writers:
        assert_nothing_lost(writer)


def test_restoring_while_the_server_runs(site, tmp_path_factory):
    shelf = tmp_path_factory.mktemp("shelf")
    site.start()
    clerk, (control, other) = site.clerks[0], site.clerks[0].controls[:2]
    clerk.save(site.port, control, 0, "写しを取る前の回答")
    run(site.folder, "backup", shelf / "b.zip")
    clerk.save(site.port, other, 0, "写しを取った後の回答")

    run(site.folder, "restore", shelf / "b.zip", "--replace")

    assert {answer.reason for answer in Answer.select()} == {"写しを取る前の回答"}
    assert clerk.save(site.port, other, 0, "もう一度")[0] != 200  # everybody signs in again
    assert verify(schema.JOURNALED).good
    db.close()


def test_whoever_sends_too_much_reads_why(site):
    """The server hears all of it before it answers; else the connection breaks while it is sent."""
    site.start()

    with closing(HTTPConnection("127.0.0.1", site.port, timeout=30)) as connection:
        connection.request("POST", "/sign-in", b"x" * (40 * 2**20), {"Content-Type": "text/csv"})
        answer = connection.getresponse()
        page = answer.read().decode()

    assert answer.status == 413 and "大きすぎて" in page
