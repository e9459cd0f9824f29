"""What the sentences of a page may say of the city, or of its department."""

from tests.reconciliation.sql.answers import coverage
from tests.reconciliation.sql.audits import judged
from tests.reconciliation.sql.base import Scope, share
from tests.reconciliation.sql.city import City, rated
from tests.reconciliation.sql.compared import chapters, comparable, compared, fell, paired
from tests.reconciliation.sql.findings import findings, overdue
from tests.reconciliation.sql.sheets import missing


def in_sentences(city: City, of: Scope) -> set[str]:
    """Every number that may stand there without a mark."""
    compared_too = [each for each in judged(city, {}) if each[1] is not None]
    differing = [each for each in compared_too if each == ("conforming", each[1])]
    counted = [
        *(
            len(found)
            for found in (comparable(city, of), city.asked(city.period, of), compared_too)
        ),
        *(paired(city, of), len(compared_too) - len(differing), len(overdue(city, of))),
        *(sum(s.handed_in for s in city.of(of)), len(city.of(of)), len(missing(city, of))),
        sum(each.open for each in findings(city, {"severity": "major"})),
        sum(
            judgement != "conforming" and value == "implemented"
            for judgement, value in compared_too
        ),
    ]
    scopes = [of, *({"chapter": id} for id in fell(city, "chapter", chapters(city)))]
    rates = [share(*rate).text for scope in scopes for rate in compared(city, scope)]
    shown = [*rates, coverage(city, of).text, share(*rated(city.counts(of))).text]
    return {str(each) for each in counted} | {each.removesuffix("％") for each in shown}
