"""The way through an audit in the browser, by the people who take it."""

import re

from secaudit.audits.models import Engagement
from secaudit.findings.lifecycle import State
from secaudit.findings.models import Finding


def version(page: str) -> str:
    return re.search(r'name="version"[^>]*value="(\d+)"', page)[1]


def test_an_audit_from_plan_to_closing_in_the_browser(app, city, browse):
    kobayashi, suzuki, tanaka = map(browse, (city.kobayashi, city.suzuki, city.tanaka))
    hanako, takahashi = browse(city.hanako), browse(city.takahashi)

    kobayashi.get("/audits")
    kobayashi.get("/audits/new")
    kobayashi.post("/audits/new", {
        "title": "令和8年度 内部監査", "kind": "internal", "type": "advisory",
        "starts_on": "R8.10.22", "ends_on": "R8.11.20", "team": [str(city.suzuki.id)],
        "units": [str(city.citizens.id), str(city.tax.id)], "profile": "core",
    })  # fmt: skip
    with app.app_context():
        engagement = Engagement.get()
        papers = {p.unit_id: p.id for p in engagement.papers}
    here = f"/audits/{engagement.id}"

    def press(who, step):
        page = who.get(here).text
        return who.post(f"{here}/{step}", {"version": version(page)})

    press(takahashi, "approval")
    page = kobayashi.get(f"{here}/schedule").text
    visits = {"version": version(page)}
    for paper in papers.values():
        visits |= {f"p{paper}-on": "R8.11.4", f"p{paper}-time": "10:00", f"p{paper}-place": "3階"}
    kobayashi.post(f"{here}/schedule", visits)
    kobayashi.get(f"{here}/papers/notices")
    press(kobayashi, "notification")
    press(suzuki, "beginning")

    paper = f"/papers/{papers[city.citizens.id]}"
    page = suzuki.get(paper).text
    item = re.search(r"/papers/items/(\d+)", page)[1]
    said = suzuki.send_json("PUT", f"/papers/items/{item}",
                            {"version": 1, "judgement": "partly conforming", "seen": "3本"}).json  # fmt: skip
    assert said["version"] == 2
    suzuki.get(f"{paper}?finding={item}")
    suzuki.post(f"{paper}/findings", {
        "item": item, "title": "媒体の点検記録がない", "severity": "major",
        "criterion": "対策基準2.4.2", "condition": "3本に記録がなかった。",
        "recommendation": "担当を決める。", "publishable": "媒体の点検記録の不備",
        "proof_title": "管理簿の写し", "kept_at": "監査室",
    })  # fmt: skip
    with app.app_context():
        finding = Finding.get()
    that = f"/findings/{finding.id}"
    suzuki.get(that)
    tanaka.get(that, status=404)
    press(suzuki, "fact-check")

    page = tanaka.get(f"/fact-checks/{papers[city.citizens.id]}").text
    seen = re.search(r'name="version_\d+"[^>]*value="(\d+)"', page)[1]
    tanaka.post(f"/fact-checks/{papers[city.citizens.id]}", {
        f"version_{finding.id}": seen, f"reply_{finding.id}": "agreed"})  # fmt: skip
    page = kobayashi.get(f"{here}/issue").text
    kobayashi.post(f"{here}/issue", {"version": version(page)})
    kobayashi.get(f"{here}/report")
    takahashi.get(f"{that}/instruction", status=302)
    page = takahashi.get(f"{here}/instruction").text
    takahashi.post(f"{here}/instruction", {"version": version(page), "words": "速やかに。"})
    assert "速やかに。" in hanako.get(that).text

    hanako.get(f"{that}/plan")
    hanako.post(f"{that}/plan", {
        "version": 0, "cause_kind": "no rule", "correction": "点検する。",
        "owner": f"{city.citizens.id}/主査", "due_on": "R8.12.18",
    })  # fmt: skip

    def step(who, what, **data):
        page = who.get(that).text
        return who.post(f"{that}/{what}", {"version": version(page), **data})

    step(tanaka, "plan/submission")
    step(suzuki, "plan/acceptance")
    step(hanako, "start")
    page = hanako.get(that).text
    result = re.search(rf"{that}/plan/\d+/result", page)[0]
    page = hanako.get(result).text
    hanako.post(result, {
        "version": version(page), "words": "点検した。", "done_on": "R8.10.22",
        "proof_title": "管理簿", "kept_at": "市民課",
    })  # fmt: skip
    step(tanaka, "report")
    page = suzuki.get(f"{that}/verification").text
    suzuki.post(f"{that}/verification", {
        "version": version(page), "how": "管理簿を見た。", "seen_on": "R8.10.21",
        "method": "inspected"})  # fmt: skip
    kobayashi.post(f"{that}/closing", {"version": version(page)}, status=409)
    page = suzuki.get(f"{that}/effect").text
    suzuki.post(f"{that}/effect", {
        "version": version(page), "how": "次の月も見た。", "seen_on": "R8.10.22",
        "method": "observed", "effective": "yes"})  # fmt: skip
    step(kobayashi, "closing")

    with app.app_context():
        assert Finding.get().state == State.CLOSED
    for who in (kobayashi, suzuki, tanaka, hanako, takahashi):
        who.get(that)
        who.get("/findings")
        who.get("/findings?view=mine")
