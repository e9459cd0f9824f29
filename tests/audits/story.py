"""Steps of an audit, told by who takes them; used by the stories of audits, fieldwork, findings."""

from datetime import date
from pathlib import Path

from secaudit.access.guard import COMMAND
from secaudit.audits import actions as audits
from secaudit.audits.actions import Visit
from secaudit.audits.kinds import Kind, Profile, Type
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.planning import Plan, chosen_controls
from secaudit.calendar import clock
from secaudit.catalogue.installed import publish, shipped
from secaudit.evidence.actions import Proof
from secaudit.fieldwork import actions as fieldwork
from secaudit.findings.actions import (
    checking,
    instructing,
    issuing,
    mending,
    recording,
    verifying,
)
from secaudit.findings.actions.mending import Promise, Result
from secaudit.findings.actions.recording import Text
from secaudit.findings.kinds import Cause, Severity
from secaudit.findings.models import Action, Finding
from secaudit.findings.reading import uninstructed
from secaudit.resources import folder

PROOF = Proof("媒体管理簿の写し", "監査室キャビネット3", date(2026, 10, 22), "市民課 佐藤主査")


def catalogue():
    return shipped(Path(folder("controls")) / "municipal")


def now():
    return {"at": clock.now(), "on": clock.today()}


def by(city, who):
    return {"by": city.acting(who), **now()}


def plan_of(city, units=("citizens",), team=("suzuki",), **changes) -> Plan:
    values = {
        "title": "令和8年度 内部監査",
        "kind": Kind.INTERNAL,
        "type": Type.ADVISORY,
        "starts_on": date(2026, 10, 26),
        "ends_on": date(2026, 11, 20),
        "units": tuple(city.units[key].id for key in units),
        "team": tuple(city.people[key].id for key in team),
        "controls": chosen_controls(catalogue(), Profile.CORE),
        "criteria": "汐見市情報セキュリティ対策基準（第7版）",
    }
    return Plan(**(values | changes))


def planned(city, **changes) -> Engagement:
    edition = publish(catalogue(), by=COMMAND, at=clock.now())
    return audits.plan(plan_of(city, **changes), edition, **by(city, "kobayashi"))


def notified(city, **changes) -> Engagement:
    engagement = planned(city, **changes)
    audits.approve(engagement, engagement.version, **by(city, "takahashi"))
    visits = {p.id: Visit(date(2026, 11, 4), "10:00", "3階") for p in engagement.papers}
    audits.schedule(engagement, visits, engagement.version, **by(city, "kobayashi"))
    audits.notify(engagement, engagement.version, **by(city, "kobayashi"))
    return engagement


def in_fieldwork(city, **changes) -> Engagement:
    engagement = notified(city, **changes)
    fieldwork.begin(engagement, engagement.version, **by(city, "suzuki"))
    return engagement


def paper_of(engagement, unit) -> WorkingPaper:
    return WorkingPaper.get((WorkingPaper.engagement == engagement) & (WorkingPaper.unit == unit))


def text(severity=Severity.MAJOR, **changes) -> Text:
    values = {
        "severity": severity,
        "title": "媒体の点検記録がない",
        "criterion": "対策基準2.4.2：媒体は月に1回点検する。",
        "condition": "11月4日、2階の書庫で、USBメモリ3本に点検の記録がなかった。",
        "cause": "点検の担当が決まっていない。",
        "effect": "なくなっても気付かない。",
        "recommendation": "点検の担当と日を決め、記録を残す。",
        "publishable": "媒体の点検記録に不備があった。",
    }
    return Text(**(values | changes))


def drafted(city, engagement=None, unit="citizens", who="suzuki", **changes) -> Finding:
    engagement = engagement or in_fieldwork(city)
    paper = paper_of(engagement, city.units[unit])
    return recording.draft(paper, "AST-05", "AST", text(**changes), proof=PROOF, **by(city, who))


def again(row):
    """The row as it is now."""
    return type(row).get_by_id(row.id)


def asked(city, **changes) -> Finding:
    finding = drafted(city, **changes)
    checking.ask_for_all(
        again(finding.engagement), finding.engagement.version, **by(city, "suzuki")
    )
    return again(finding)


def agreed(city, **changes) -> Finding:
    finding = asked(city, **changes)
    checking.agree(finding, "異議ありません。", finding.version, **by(city, "tanaka"))
    return again(finding)


def with_report(city, **changes) -> Finding:
    """Issued; the CISO has not given the instruction yet."""
    finding = agreed(city, **changes)
    engagement = Engagement.get_by_id(finding.engagement_id)
    issuing.issue_report(engagement, engagement.version, **by(city, "kobayashi"))
    return again(finding)


def issued(city, **changes) -> Finding:
    finding = with_report(city, **changes)
    engagement = Engagement.get_by_id(finding.engagement_id)
    if uninstructed(engagement):
        instructing.instruct(engagement, "期限までに改善すること。", engagement.version,
                             **by(city, "takahashi"))  # fmt: skip
    return again(finding)


def promise(city, **changes) -> Promise:
    values = {
        "cause_kind": Cause.NO_RULE,
        "correction": "3本を点検し、管理簿に記録する。",
        "prevention": "毎月第1開庁日に係長が点検する。",
        "due_on": date(2026, 12, 18),
        "owner_unit": city.citizens.id,
        "owner_title": "主査",
        "check_by": "12月の管理簿",
    }
    return Promise(**(values | changes))


def promised(city, finding=None, **changes) -> Finding:
    finding = finding or issued(city)
    mending.write_plan(finding, promise(city, **changes), **by(city, "hanako"))
    mending.submit_plan(again(finding), finding.version, **by(city, "tanaka"))
    return again(finding)


def begun(city, **changes) -> Finding:
    finding = promised(city, **changes)
    mending.accept_plan(finding, finding.version, **by(city, "suzuki"))
    finding = again(finding)
    mending.start(finding, finding.version, **by(city, "hanako"))
    return again(finding)


def reported(city, **changes) -> Finding:
    finding = begun(city, **changes)
    for action in Action.select().where(Action.finding == finding):
        result = Result("点検して記録した。", clock.today(), PROOF)
        mending.finish_action(action, result, action.version, **by(city, "hanako"))
    finding = again(finding)
    mending.report(finding, finding.version, **by(city, "tanaka"))
    return again(finding)


def verified(city, **changes) -> Finding:
    finding = reported(city, **changes)
    verifying.verify(
        finding, "管理簿を見た。", clock.today(), finding.version, **by(city, "suzuki")
    )
    return again(finding)


def lasting(city, **changes) -> Finding:
    """Looked at once more after the time that the city has set."""
    finding = verified(city, **changes)
    if finding.effect_due_on:
        later = by(city, "suzuki") | {"on": finding.effect_due_on}
        verifying.check_effect(
            finding, True, "3か月分の記録を見た。", finding.effect_due_on, finding.version, **later
        )
    return again(finding)


def closed(city, **changes) -> Finding:
    finding = lasting(city, **changes)
    verifying.close(finding, finding.version, **by(city, "kobayashi"))
    return again(finding)
