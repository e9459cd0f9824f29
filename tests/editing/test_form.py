"""The whole of a control in the form: what is changed there, and nothing else, is in the files."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from secaudit.catalogue.installed import in_force
from secaudit.editing.archives import unpacked
from secaudit.editing.folder import read_folder
from secaudit.editing.models import ControlDraft
from secaudit.editing.values import empty, values_from
from tests.editing.test_pages import folder, publish_drafts

OWN = "/editing/new/AST/L-AST-01"


class Form(HTMLParser):
    """What a browser would send of the page's form if nobody touched it."""

    def __init__(self):
        super().__init__()
        self.fields, self.open, self.select, self.text = {}, False, "", None

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if tag == "form":
            self.open = "data-preview" in at
        elif self.open and tag == "input":
            ticks = at.get("type") in ("radio", "checkbox")
            if at.get("name") and (not ticks or "checked" in at):
                self.add(at["name"], at.get("value") or "on" if ticks else at.get("value") or "")
        elif self.open and tag == "select":
            self.select = at["name"]
        elif self.open and tag == "option" and self.select:
            if "selected" in at or self.select not in self.fields:
                self.fields[self.select] = [at["value"]]
        elif self.open and tag == "textarea":
            self.text, self.fields[at["name"]] = at["name"], [""]

    def handle_data(self, data):
        if self.text:
            self.fields[self.text][0] += data

    def handle_endtag(self, tag):
        self.select = "" if tag == "select" else self.select
        self.text = None if tag == "textarea" else self.text

    def add(self, name, value):
        self.fields.setdefault(name, []).append(value)


def form_of(browser, address) -> dict[str, list[str]]:
    parser = Form()
    parser.feed(browser.get(address).text)
    return {name: [each.lstrip("\n") for each in all] for name, all in parser.fields.items()}


def send(browser, address, **changes):
    sent = form_of(browser, address)
    sent |= {name.replace("_", "-"): value for name, value in changes.items()}
    return browser.post(address, sent | {"do": "save"})


@pytest.mark.parametrize("id", ["AST-01", "MYN-01", "CLD-01", "DEV-01", "HUM-03"])
def test_saved_as_it_came_nothing_is_different(city, browse, id):
    send(browse(city.watanabe), f"/editing/controls/{id}")

    assert ControlDraft.get().entry_tree == {}


def test_everything_of_a_shipped_control_can_be_the_citys(app, city, browse):
    writer = browse(city.watanabe)
    send(
        writer,
        "/editing/controls/AST-01",
        weight="2",
        core=["", "MGR", "STAFF"],
        gates=["", "personal_data"],
        q_STAFF_ja="この1年間に、自分が使う情報資産を台帳で確かめましたか。",
        qg_MGR=["", "cloud"],
        evidence_0_code="MIN",
        evidence_1_ja="",
        evidence_1_en="",
        evidence_2_code="LEDG",
        evidence_2_ja="部の台帳（決裁の欄）",
        step_0_method="interview",
        step_0_sample_ja="3件を乱数で",
        clauses="第12条\n第13条",
        meaning="changed",
    )
    entry = ControlDraft.get().entry_tree
    assert (entry["weight"], entry["core"], entry["gates"]) == (2, ["MGR", "STAFF"], ["personal_data"])  # fmt: skip
    assert [each["role"] for each in entry["questions"]] == ["MGR", "STAFF"]
    assert entry["questions"][0]["gates"] == ["cloud"] and "gates" not in entry["questions"][1]
    assert [each["code"] for each in entry["evidence"]][-1] == "LEDG"
    assert entry["procedure"][0]["sample"] == {"ja": "3件を乱数で"}

    publish_drafts(city, browse)
    with app.app_context():
        now = in_force(app.config).catalogue.control("AST-01")
    assert (now.weight, now.gates, now.core) == (2, ("personal_data",), ("MGR", "STAFF"))
    assert now.question_for("MGR").gates == ("cloud",) and now.question_for("STAFF")
    assert now.procedure[0].method == "interview" and now.mappings["city"] == ("第12条", "第13条")
    send(writer, "/editing/controls/AST-01")  # opened and saved again it stays as it is
    assert ControlDraft.get().entry_tree == entry  # raised once, not twice


def test_an_own_control_with_all_that_a_shipped_one_has(app, city, browse):
    writer = browse(city.watanabe)
    writer.get("/editing/controls/AST-01")
    send(
        writer,
        OWN,
        title_ja="鍵の台帳",
        requirement_ja="鍵の台帳がある。",
        q_MGR_ja="鍵の台帳はありますか。",
        core=["", "MGR"],
        gates=["", "server_room"],
        evidence_0_code="LEDG",
        evidence_0_ja="鍵の台帳（貸出の欄）",
        step_0_method="observe",
        step_0_ja="鍵箱を見る。",
        map_iso27001="7.2, 5.9",
        clauses="第7条",
        weight="4",
    )
    publish_drafts(city, browse)

    with app.app_context():
        made = in_force(app.config).catalogue.control("L-AST-01")
    assert made.mappings == {"iso27001": ("7.2", "5.9"), "city": ("第7条",)}
    assert (made.weight, made.core, made.gates) == (4, ("MGR",), ("server_room",))
    assert made.evidence[0].code == "LEDG" and made.procedure[0].method == "observe"
    assert unpacked(writer.get("/editing/folder.zip").data) == read_folder(Path(folder(app)))


def test_a_mistake_stands_beside_its_field(city, browse):
    writer = browse(city.watanabe)
    address = send(writer, "/editing/controls/AST-01", gates=["", "no_such_gate"], core=["", "CSIRT"], evidence_0_code="NOPE", step_0_method="guess", evidence_1_ja="<script>alert(1)</script>").location  # fmt: skip

    page = writer.get(address).text

    for name in ("gates", "evidence-0-code", "step-0-method", "evidence-1-ja"):
        assert f'href="#{name}"' in page and f'id="{name}-error"' in page, name
    assert "<script>alert" not in page
    writer.get("/editing")


def test_what_was_not_sent_stays(city, browse):
    """An older page, or a script, that knows the texts only takes nothing else away."""
    writer = browse(city.watanabe)
    sent = {"title-ja": "台帳", "requirement-ja": "台帳がある。", "q-MGR-ja": "台帳はありますか。"}
    writer.post("/editing/controls/AST-01", sent | {"seen": 0, "required": "yes", "do": "save"})

    assert not {"evidence", "procedure", "gates", "core"} & ControlDraft.get().entry_tree.keys()


def test_values_from_whatever_comes_in():
    form = {"weight": ["9"], "gates": [""], "evidence-0-code": [], "evidence-29-ja": ["x"], "step-0-method": ["y"], "map-": ["1"], "map-iso27001": ["5.9、5.9，5.1"]}  # fmt: skip

    values = values_from(form, ["MGR"], empty(["MGR"]))

    assert values.weight == 3 and values.gates == () and values.procedure == ()
    assert values.evidence[0].example["ja"] == "x"
    assert values.mappings["iso27001"] == ("5.9", "5.1")
