"""The fixed words of findings: severities, kinds of causes, whose turn it is."""

from enum import StrEnum

from secaudit.errors import N_


class Severity(StrEnum):
    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"
    GOOD = "good practice"

    @property
    def label(self) -> str:
        return SEVERITIES[self]

    @property
    def mark(self) -> str:
        return MARKS[self]


SEVERITIES = {
    Severity.MAJOR: N_("Major"),
    Severity.MINOR: N_("Minor"),
    Severity.OBSERVATION: N_("Observation"),
    Severity.GOOD: N_("Good practice"),
}
MARKS = {Severity.MAJOR: "◆", Severity.MINOR: "▲", Severity.OBSERVATION: "●", Severity.GOOD: "☆"}
MEANINGS = {
    Severity.MAJOR: N_("A problem that may well do harm; needs a plan at once"),
    Severity.MINOR: N_("A problem that may occur; needs a plan"),
    Severity.OBSERVATION: N_("Not a problem yet; one reply is enough"),
    Severity.GOOD: N_("Works especially well; nothing to do"),
}
TO_BE_MENDED = {Severity.MAJOR, Severity.MINOR}  # need a corrective plan


class Turn(StrEnum):
    """Who is expected to act next."""

    AUDITOR = "auditor"
    LEAD = "audit lead"
    DEPARTMENT = "department"
    DIRECTOR = "director"
    CISO = "CISO"
    NOBODY = "nobody"


class Cause(StrEnum):
    NO_RULE = "no rule"
    NOT_KNOWN = "not known"
    NOT_FOLLOWED = "not followed"
    NO_MEANS = "no means"
    NOT_CHECKED = "not checked"

    @property
    def label(self) -> str:
        return CAUSES[self]


CAUSES = {
    Cause.NO_RULE: N_("There was no rule or procedure"),
    Cause.NOT_KNOWN: N_("The rule was not known"),
    Cause.NOT_FOLLOWED: N_("The rule was known and not followed"),
    Cause.NO_MEANS: N_("People, tools or money were missing"),
    Cause.NOT_CHECKED: N_("Nobody checked"),
}


class Reply(StrEnum):
    """What came of the fact check."""

    AGREED = "agreed"
    DISPUTED = "disputed"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        return REPLIES[self]


REPLIES = {
    Reply.AGREED: N_("No objection"),
    Reply.DISPUTED: N_("Objection"),
    Reply.LAPSED: N_("No answer in time; counts as agreed"),
}


class Method(StrEnum):
    """How somebody saw with their own eyes that it is mended."""

    INSPECTED = "inspected"
    ASKED = "asked"
    OBSERVED = "observed"
    REPEATED = "done again"
    TESTED = "tested"

    @property
    def label(self) -> str:
        return METHODS[self]


METHODS = {
    Method.INSPECTED: N_("Read records (inspection)"),
    Method.ASKED: N_("Asked people (inquiry)"),
    Method.OBSERVED: N_("Watched it being done (observation)"),
    Method.REPEATED: N_("Did it again myself (reperformance)"),
    Method.TESTED: N_("Tested technically"),
}


class Since(StrEnum):
    """Why a due date came to hold."""

    REPORT = "report"
    INSTRUCTION = "instruction"
    PLAN = "plan"
    EXTENSION = "extension"
    NOT_EFFECTIVE = "not effective"
    REVIEW = "review"

    @property
    def label(self) -> str:
        return SINCES[self]


SINCES = {
    Since.REPORT: N_("set with the report"),
    Since.INSTRUCTION: N_("set with the CISO's instruction"),
    Since.PLAN: N_("promised in the plan"),
    Since.EXTENSION: N_("later date granted"),
    Since.NOT_EFFECTIVE: N_("set anew: the measure had not worked"),
    Since.REVIEW: N_("the accepted risk came up for review"),
}


class Same(StrEnum):
    """What another department says when asked whether it has the same problem."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_HERE = "does not arise"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return SAMES[self]

    @property
    def mark(self) -> str:
        return SAME_MARKS[self]


SAMES = {
    Same.YES: N_("We have the same problem"),
    Same.PARTLY: N_("Partly"),
    Same.NO: N_("We do not have it"),
    Same.NOT_HERE: N_("We have no such work or equipment"),
    Same.UNKNOWN: N_("Not known yet"),
}
SAME_MARKS = {
    Same.YES: "×",
    Same.PARTLY: "△",
    Same.NO: "○",
    Same.NOT_HERE: "－",
    Same.UNKNOWN: "？",
}


class RequestState(StrEnum):
    """Of a request for a later date or for living with a risk."""

    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return REQUEST_STATES[self]


REQUEST_STATES = {
    RequestState.REQUESTED: N_("Waiting for a decision"),
    RequestState.GRANTED: N_("Granted"),
    RequestState.REFUSED: N_("Not granted"),
}
