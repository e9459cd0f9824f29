"""Lists of personnel systems have bureaus and departments, seldom the body above them all."""

from secaudit.errors import N_
from secaudit.intake.entries import Fault
from secaudit.intake.offices.wanted import Comparison
from secaudit.organisation.kinds import TOP, Kind

NO_BODY = N_(
    "The list has no executive body. Add one row above the others, for example with code 0000, "
    "name 市長部局 and kind 執行機関; what names no office above then belongs to it."
)


def adopt(work: Comparison) -> None:
    """Who names no office above belongs to the executive body, where there is only one.

    Bureaus; in a town without bureaus its departments. Deeper down a blank is a mistake.
    """
    at_top = [each for each in work.chart.offices() if each.kind in TOP]
    if not at_top:
        work.plan.faults.append(Fault("", NO_BODY))
    bodies = [each.id for each in at_top if each.kind == Kind.BODY]
    if len(bodies) == 1:
        for id in orphans(work):
            work.chart.change(id, parent=bodies[0])


def orphans(work: Comparison) -> list[int]:
    """Offices of the file, of the highest kind below the bodies, that name none above."""
    offices = {each.id: each for each in work.chart.offices()}
    town = all(each.kind != Kind.BUREAU for each in offices.values())
    highest = Kind.DEPARTMENT if town else Kind.BUREAU
    wanted = [offices[each.id] for each in work.wanted.values()]
    return [each.id for each in wanted if each.kind == highest and each.parent is None]
