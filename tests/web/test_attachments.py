"""Files that are handed out keep their names, whatever script they are written in."""

import pytest
from werkzeug.http import parse_options_header

from secaudit.web.attachments import TYPES, attached


@pytest.mark.parametrize(
    "name", ["secaudit-findings.csv", "0210_市民課_令和8年度 自己点検.xlsx", '"a".pdf']
)
def test_a_name_arrives_as_it_is(app, name):
    with app.test_request_context():
        response = attached("", name)
    said = response.headers["Content-Disposition"]
    assert said.encode("latin-1"), "what no server could send"
    assert parse_options_header(said) == ("attachment", {"filename": name})
    assert response.content_type.startswith(TYPES[name.rpartition(".")[2]].partition(";")[0])
