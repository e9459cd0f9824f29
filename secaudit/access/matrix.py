"""The whole permission scheme: deed by role, and route by deed.

`MAY` says how far each role reaches for a deed: everywhere (ALL), in its own unit and what lies
below it (UNIT), or in the engagements it is assigned to (ENGAGEMENT). `ROUTES` names the deed that
opens each page; a route that is not listed here does not open for anybody and fails the tests.
Rules that depend on the object (nobody confirms their own sheet, nobody audits their own unit) stand
with the actions; they narrow this table and never widen it.
"""

from enum import StrEnum

from secaudit.access.roles import Role


class Reach(StrEnum):
    ALL = "all"
    UNIT = "unit"
    ENGAGEMENT = "engagement"


ALL, UNIT, ENGAGEMENT = Reach.ALL, Reach.UNIT, Reach.ENGAGEMENT
C, H, D, M, P = Role.CISO, Role.CHIEF, Role.DIR, Role.MGR, Role.CONTACT
S, L, A, X = Role.SECR, Role.AUDITLEAD, Role.AUDITOR, Role.EXTERNAL
K, ADM = Role.COMMITTEE, Role.ADMIN

EVERYBODY = {role: ALL for role in Role}

MAY: dict[str, dict[Role, Reach]] = {
    "use": EVERYBODY,
    "manage organisation": {S: ALL, ADM: ALL},
    "manage people": {S: ALL, ADM: ALL},
    "manage accounts": {ADM: ALL},
    "manage settings": {ADM: ALL},
    "read journal": {C: ALL, H: ALL, S: ALL, L: ALL, ADM: ALL},
    # self-check
    "manage periods": {S: ALL},
    "approve periods": {H: ALL},
    "answer": {P: UNIT, M: UNIT},
    "confirm sheets": {M: UNIT, D: UNIT, S: ALL},
    "return sheets": {M: UNIT, S: ALL},
    "exempt sheets": {S: ALL},
    "read sheets": {
        P: UNIT, M: UNIT, D: UNIT, S: ALL, H: ALL, C: ALL, L: ALL, A: ENGAGEMENT, X: ENGAGEMENT,
    },
    "propose corrections": {M: UNIT},
    "approve corrections": {H: ALL},
    # audits and findings
    "plan audits": {L: ALL},
    "approve audits": {C: ALL},
    "read audits": {L: ALL, H: ALL, C: ALL, A: ENGAGEMENT, X: ENGAGEMENT},
    "audit": {L: ALL, A: ENGAGEMENT, X: ENGAGEMENT},
    "read findings": {
        L: ALL, H: ALL, C: ALL, A: ENGAGEMENT, X: ENGAGEMENT, D: UNIT, M: UNIT, P: UNIT,
    },
    "read finding statuses": {
        S: ALL, L: ALL, H: ALL, C: ALL, A: ENGAGEMENT, X: ENGAGEMENT, D: UNIT, M: UNIT, P: UNIT,
    },
    "issue findings": {L: ALL},
    "answer fact checks": {M: UNIT},
    "mend findings": {M: UNIT, P: UNIT},
    "report mended": {M: UNIT},
    "endorse plans": {D: UNIT},
    "accept risks": {C: ALL},
    "decide extensions": {L: ALL, C: ALL},
    "verify findings": {L: ALL, A: ENGAGEMENT, X: ENGAGEMENT},
    "close findings": {L: ALL},
    "record decisions": {S: ALL, L: ALL},
    # the city as a whole
    "read overview": {C: ALL, H: ALL, S: ALL, L: ALL, K: ALL},
    "compare departments": {C: ALL, H: ALL, S: ALL, K: ALL},
    "export everything": {S: ALL, H: ALL, C: ALL},
}  # fmt: skip

ANYBODY = "anybody"  # also without signing in

ROUTES: dict[str, str] = {
    "static": ANYBODY,
    "web.language": ANYBODY,
    "web.alive": ANYBODY,
    "accounts.sign_in": ANYBODY,
    "accounts.first_sign_in": ANYBODY,
    "accounts.second_factor": ANYBODY,
    "accounts.sign_out": "use",
    "accounts.keep_alive": "use",
    "accounts.show": "use",
    "accounts.password": "use",
    "accounts.step_up": "use",
    "accounts.end_sessions": "use",
    "accounts.second_factor_setup": "use",
    "accounts.second_factor_removal": "use",
    "home.show": "use",
    "web.styleguide": "use",
    # catalogue
    "catalogue.index": "use",
    "catalogue.framework": "use",
    "catalogue.control": "use",
    # organisation and people
    "organisation.index": "use",
    "organisation.unit": "use",
    "organisation.new": "manage organisation",
    "organisation.edit": "manage organisation",
    "organisation.facts": "manage organisation",
    "organisation.merger": "manage organisation",
    "organisation.split": "manage organisation",
    "organisation.closure": "manage organisation",
    "systems.index": "use",
    "systems.new": "manage organisation",
    "systems.edit": "manage organisation",
    "systems.closure": "manage organisation",
    "people.index": "manage people",
    "people.show": "manage people",
    "people.new": "manage people",
    "people.edit": "manage people",
    "people.departure": "manage people",
    "people.comeback": "manage people",
    "people.new_assignment": "manage people",
    "people.end_assignment": "manage people",
    "intake.units": "manage organisation",
    "intake.confirm_units": "manage organisation",
    "intake.units_file": "manage organisation",
    "intake.people": "manage people",
    "intake.confirm_people": "manage people",
    "intake.people_file": "manage people",
    "administration.index": "manage accounts",
    "administration.codes": "manage accounts",
    "administration.disabling": "manage accounts",
    "administration.second_factor": "manage accounts",
    "settings.show": "manage settings",
    # self-check
    "selfcheck.index": "read sheets",
    "selfcheck.period": "read sheets",
    "selfcheck.new_period": "manage periods",
    "selfcheck.edit_period": "manage periods",
    "selfcheck.approve_period": "approve periods",
    "selfcheck.approve_on_paper": "record decisions",
    "selfcheck.open_period": "manage periods",
    "selfcheck.close_period": "manage periods",
    "selfcheck.reopen_period": "approve periods",
    "selfcheck.freeze_period": "manage periods",
    "selfcheck.report_period": "manage periods",
    "selfcheck.archive_period": "manage periods",
    "selfcheck.sheet": "read sheets",
    "selfcheck.section": "read sheets",
    "selfcheck.save_section": "answer",
    "selfcheck.answer": "answer",
    "selfcheck.check": "read sheets",
    "selfcheck.form": "read sheets",
    "selfcheck.submit": "answer",
    "selfcheck.submitted": "read sheets",
    "selfcheck.withdraw": "answer",
    "selfcheck.confirmation": "confirm sheets",
    "selfcheck.confirm": "confirm sheets",
    "selfcheck.confirm_on_paper": "record decisions",
    "selfcheck.return_sheet": "return sheets",
    "selfcheck.exempt": "exempt sheets",
    "selfcheck.include_again": "exempt sheets",
    "selfcheck.put_off": "exempt sheets",
    "selfcheck.propose_correction": "propose corrections",
    "selfcheck.correction": "approve corrections",
    "selfcheck.approve_correction": "approve corrections",
    # audits, working papers, findings
    "audits.index": "read audits",
    "fieldwork.new": "plan audits",
    "fieldwork.edit": "plan audits",
    "fieldwork.engagement": "read audits",
    "fieldwork.approve": "approve audits",
    "fieldwork.approval": "record decisions",
    "fieldwork.notify": "plan audits",
    "fieldwork.schedule": "audit",
    "fieldwork.independence": "audit",
    "fieldwork.notices": "read audits",
    "fieldwork.begin": "audit",
    "fieldwork.ask": "audit",
    "fieldwork.issue": "issue findings",
    "fieldwork.report": "read audits",
    "fieldwork.committee": "issue findings",
    "fieldwork.follow": "issue findings",
    "fieldwork.finish": "close findings",
    "fieldwork.cancel": "plan audits",
    "fieldwork.paper": "read audits",
    "fieldwork.judge": "audit",
    "fieldwork.add_finding": "audit",
    "fieldwork.evidence": "audit",
    "fieldwork.sign_off": "audit",
    "findings.index": "read finding statuses",
    "findings.show": "read finding statuses",
    "findings.write": "audit",
    "findings.evidence": "audit",
    "findings.ask": "audit",
    "findings.discard": "audit",
    "findings.fact_check": "answer fact checks",
    "findings.fact_checks": "answer fact checks",
    "findings.uphold": "issue findings",
    "findings.drop": "issue findings",
    "findings.reply": "report mended",
    "findings.plan": "mend findings",
    "findings.action": "mend findings",
    "findings.submit": "report mended",
    "findings.endorse": "endorse plans",
    "findings.accept_plan": "verify findings",
    "findings.return_plan": "verify findings",
    "findings.start": "mend findings",
    "findings.result": "mend findings",
    "findings.report": "report mended",
    "findings.verify": "verify findings",
    "findings.reopen": "verify findings",
    "findings.close": "close findings",
    "findings.extension": "report mended",
    "findings.decide_extension": "decide extensions",
    "findings.extension_on_paper": "record decisions",
    "findings.risk": "report mended",
    "findings.decide_risk": "accept risks",
    "findings.risk_on_paper": "record decisions",
    "findings.amend": "issue findings",
}
