"""A paper is kept in the language of the city, whatever language the person reads who settles it."""

import json

from secaudit.committee.kinds import Audience, Form
from secaudit.committee.models import CommitteeFile
from secaudit.evidence import store


def test_who_reads_english_settles_the_same_documents(paper, city, browse):
    """In every name and date too."""
    saito = browse(city.saito)
    saito.post("/language", {"language": "en", "next": "/"})
    saito.post(f"/committee/{paper.id}/settlement", {"version": "1"})
    for row in CommitteeFile.select().where(CommitteeFile.form == Form.DATA):
        data = json.loads(store.read(row.hash))
        assert (row.language, data["language"], data["made_of"]["language"]) == ("ja", "ja", "ja")
        assert "令和8年10月22日" in data["about"] and "Oct" not in json.dumps(data)
    internal = CommitteeFile.get(
        (CommitteeFile.form == Form.DATA) & (CommitteeFile.audience == Audience.INTERNAL)
    )
    assert "Citizens Department" not in store.read(internal.hash).decode()
