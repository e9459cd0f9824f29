"""The roles a person can hold, as the policy names them."""

from enum import StrEnum

from secaudit.errors import N_


class Role(StrEnum):
    CISO = "CISO"
    CHIEF = "CHIEF"
    DIR = "DIR"
    MGR = "MGR"
    CONTACT = "CONTACT"
    SYSMGR = "SYSMGR"
    SYSOP = "SYSOP"
    STAFF = "STAFF"
    SECR = "SECR"
    AUDITLEAD = "AUDITLEAD"
    AUDITOR = "AUDITOR"
    EXTERNAL = "EXTERNAL"
    COMMITTEE = "COMMITTEE"
    CSIRT = "CSIRT"
    ADMIN = "ADMIN"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Role.CISO: N_("CISO"),
    Role.CHIEF: N_("Chief security officer"),
    Role.DIR: N_("Bureau director"),
    Role.MGR: N_("Department head"),
    Role.CONTACT: N_("Department contact"),
    Role.SYSMGR: N_("System owner"),
    Role.SYSOP: N_("System operator"),
    Role.STAFF: N_("Staff"),
    Role.SECR: N_("Secretariat"),
    Role.AUDITLEAD: N_("Audit lead"),
    Role.AUDITOR: N_("Auditor"),
    Role.EXTERNAL: N_("External auditor"),
    Role.COMMITTEE: N_("Committee member"),
    Role.CSIRT: N_("Incident team"),
    Role.ADMIN: N_("Administrator"),
}

# Roles that are held in a unit and reach no further than it and what lies below it.
OF_A_UNIT = {Role.DIR, Role.MGR, Role.CONTACT, Role.STAFF}
OF_A_SYSTEM = {Role.SYSMGR, Role.SYSOP}

# Roles whose passwords are longer or who use a second factor.
TRUSTED_WITH_MUCH = {
    Role.SECR,
    Role.AUDITLEAD,
    Role.AUDITOR,
    Role.EXTERNAL,
    Role.CISO,
    Role.CHIEF,
    Role.ADMIN,
}
