"""kill -9 in the middle of saving: nothing that was acknowledged is lost, the journal is whole."""

import random
import subprocess
import sys
import time

import pytest

from secaudit import schema
from secaudit.database import db
from secaudit.journal.verification import verify
from tests.faults.writers import Writer, assert_nothing_lost
from tests.running import run


def kill_while_two_save(site, times: int, seed: int) -> int:
    """How many saves were acknowledged."""
    moments = random.Random(seed)
    site.start()
    writers = [Writer(site, clerk) for clerk in site.clerks]
    for writer in writers:
        writer.start()
    for _ in range(times):
        for writer in writers:
            writer.wait_for_another()
        time.sleep(moments.uniform(0, 0.2))
        site.kill()
        site.start()
    for writer in writers:
        writer.wait_for_another()
    for writer in writers:
        writer.end()
    site.kill()
    for writer in writers:
        assert_nothing_lost(writer)
    verdict = verify(schema.JOURNALED)
    assert verdict.good, verdict.faults
    return sum(len(writer.acknowledged) for writer in writers)


def test_a_few_kills_lose_nothing(site):
    assert kill_while_two_save(site, times=3, seed=1) >= 8


@pytest.mark.long
def test_two_hundred_kills_lose_nothing(site):
    assert kill_while_two_save(site, times=200, seed=2) >= 402


STEPS = ["What was here", "entries …", "Checking what"]


@pytest.mark.parametrize("step", STEPS)
def test_a_restore_that_is_killed_leaves_what_was_or_what_shall_be(site, tmp_path_factory, step):
    backup = tmp_path_factory.mktemp("shelf") / "b.zip"
    run(site.folder, "backup", backup)
    before = verify(schema.JOURNALED)
    db.close()

    kill_when_it_says(site, step, "restore", str(backup), "--replace")

    after = verify(schema.JOURNALED)
    assert after.good and after.size - before.size in (0, 1)
    run(site.folder, "restore", backup, "--replace")
    assert verify(schema.JOURNALED).size == before.size + 1


def kill_when_it_says(site, words: str, *command: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "secaudit", "--data", str(site.folder), *command],
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        said = next((line for line in child.stderr if words in line), "")
        child.kill()
    assert said
