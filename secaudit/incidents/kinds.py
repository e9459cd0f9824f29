"""The kinds of incident, and when a leak of personal data has to be reported. Pure."""

from enum import StrEnum

from secaudit.errors import N_


class Kind(StrEnum):
    MISDIRECTED = "misdirected"
    LOST = "lost"
    STOLEN = "stolen"
    EXPOSED = "exposed"
    ACCESS = "unauthorised access"
    MALWARE = "malware"
    MISUSE = "misuse"
    OUTAGE = "outage"
    OTHER = "other incident"

    @property
    def label(self) -> str:
        return KINDS[self]


KINDS = {
    Kind.MISDIRECTED: N_("Sent or handed to the wrong person"),
    Kind.LOST: N_("Lost"),
    Kind.STOLEN: N_("Stolen"),
    Kind.EXPOSED: N_("Open to be seen by others"),
    Kind.ACCESS: N_("Unauthorised access"),
    Kind.MALWARE: N_("Malware"),
    Kind.MISUSE: N_("Taken out or used for other purposes"),
    Kind.OUTAGE: N_("Failure of a system"),
    Kind.OTHER: N_("Another incident"),
}


class Duty(StrEnum):
    """Whether it has to be reported to the Personal Information Protection Commission."""

    UNDECIDED = "undecided"
    REPORT = "to be reported"
    NONE = "not to be reported"

    @property
    def label(self) -> str:
        return DUTIES[self]


DUTIES = {
    Duty.UNDECIDED: N_("Not decided yet"),
    Duty.REPORT: N_("Has to be reported"),
    Duty.NONE: N_("Does not have to be reported"),
}


class Ground(StrEnum):
    """Why it has to be reported. Source: 個人情報の保護に関する法律 第68条 and its 施行規則 第43条, of which
    「100人を超える」 is the number for public bodies (businesses: 1,000); for My Number data 番号法
    第29条の4 and 第2条 of the rules under it, which are longer than what one line here can say."""

    SENSITIVE = "sensitive"
    PROPERTY = "property"
    WRONGFUL = "wrongful"
    MANY = "many"
    ORDINANCE = "ordinance"
    MY_NUMBER = "my number"

    @property
    def label(self) -> str:
        return GROUNDS[self]


GROUNDS = {
    Ground.SENSITIVE: N_("Special care-required personal data (illness, crime, disability …)"),
    Ground.PROPERTY: N_("Loss of property is to be feared"),
    Ground.WRONGFUL: N_("Done, or possibly done, with a wrongful purpose (a cyberattack too)"),
    Ground.MANY: N_("More than 100 persons"),
    Ground.ORDINANCE: N_("Data that the city's ordinance names as needing special care"),
    Ground.MY_NUMBER: N_("My Number data in a serious case"),
}
MANY_FROM = 101  # 「100人を超える」
