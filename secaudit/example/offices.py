"""The offices of the city from the beginning, and the reorganisation of the last 1 April."""

from collections.abc import Iterator

from secaudit.access.guard import COMMAND
from secaudit.example.places import BUREAUS, EDUCATION, MERGED, OTHERS, RENAMED, SYSTEMS, Place
from secaudit.example.story import Story, noon
from secaudit.organisation.actions.settings import change_settings
from secaudit.organisation.actions.systems import create_system
from secaudit.organisation.actions.units import change_unit, create_unit
from secaudit.organisation.chart import Opening, Standing
from secaudit.organisation.kinds import Kind
from secaudit.people.reorganisation import merge_units

CITY = {
    "city_name": "汐見市",
    "city_name_en": "Shiomi City",
    "contact": "デジタル推進課 情報セキュリティ担当（内線1234）8:30〜17:15",
    "contact_en": "Digital Promotion Department, ext. 1234, 8:30–17:15",
    "blocked_words": ["shiomi", "汐見市"],
    "calibration": True,
    "open_data_licence": "CC BY 4.0（クリエイティブ・コモンズ 表示 4.0 国際）",
    "evidence_files": True,  # so that a photo can be pasted beside a finding
}


def found(story: Story) -> None:
    """Everything as it was before the reorganisation."""
    change_settings(CITY, by=COMMAND, at=noon(story.start))
    mayor = _open(story, Kind.BODY, "0001", Place("市長", "Mayor"), None)
    number = 0
    for index, (bureau, places) in enumerate(_bureaus(story), 1):
        above = _open(story, Kind.BUREAU, f"{index:02}00", bureau, mayor)
        for place in places:
            for name, english in MERGED.get(place.name, [_before(place)]):
                number += 1
                kind = Kind.BRANCH if "出張所" in name or "センター" in name else Kind.DEPARTMENT
                old = Place(name, english, place.facts)
                id = _open(story, kind, f"{index:02}{number:02}", old, above)
                story.units[place.name] = id
    board = _open(story, Kind.BODY, "9000", Place("教育委員会", "Board of Education"), None)
    for index, place in enumerate(EDUCATION, 1):
        _open(story, Kind.DEPARTMENT, f"90{index:02}", place, board)
    _others(story)
    _systems(story)


def _bureaus(story: Story) -> Iterator[tuple[Place, list[Place]]]:
    """Those with names of their own; as many more as were asked for are numbered offices."""
    own = len(EDUCATION) + len(OTHERS)
    listed = sum(len(places) for _, places in BUREAUS)
    missing = story.departments - own - listed
    for index, (bureau, places) in enumerate(BUREAUS):
        extra = [
            Place(f"{bureau.name}第{n}分室", f"{bureau.english} Annex {n}", ("personal_data",))
            for n in range(1, missing + 1)
            if n % len(BUREAUS) == index
        ]
        yield bureau, [*places, *extra]


def _before(place: Place) -> tuple[str, str]:
    return RENAMED.get(place.name, (place.name, place.english))


def _open(story: Story, kind: Kind, code: str, place: Place, parent: int | None) -> int:
    unit = create_unit(
        kind,
        code,
        place.name,
        on=story.start,
        by=COMMAND,
        at=noon(story.start),
        parent=parent,
        name_en=place.english,
        facts=place.facts,
    )
    story.units[place.name] = unit.id
    return unit.id


def _others(story: Story) -> None:
    kinds = {
        "assembly": (Kind.ASSEMBLY, "8000", "市議会", "City Assembly"),
        "election": (Kind.BODY, "9500", "選挙管理委員会", "Election Commission"),
    }
    for key, place in OTHERS:
        kind, code, name, english = kinds[key]
        above = _open(story, kind, code, Place(name, english), None)
        _open(story, Kind.DEPARTMENT, code[:2] + "11", place, above)


def _systems(story: Story) -> None:
    for code, name, english, owner in SYSTEMS:
        create_system(
            code,
            name,
            story.units[owner],
            on=story.start,
            by=COMMAND,
            at=noon(story.start),
            name_en=english,
        )


def reorganise(story: Story) -> None:
    """1 April of this year: one office renamed, two merged."""
    on = story.reorganised_on
    for place in (place for _, places in BUREAUS for place in places):
        if place.name in RENAMED:
            change_unit(
                story.units[place.name],
                on=on,
                by=COMMAND,
                at=noon(on),
                name=place.name,
                name_en=place.english,
                reason="組織改正",
            )
        if place.name in MERGED:
            _merge(story, place)


def _merge(story: Story, place: Place) -> None:
    on = story.reorganised_on
    old = [story.units[name] for name, _ in MERGED[place.name]]
    parent = story.units["税務部"]
    opening = Opening(
        Kind.DEPARTMENT,
        Standing(code="0399", name=place.name, name_en=place.english, parent=parent),
        True,
        frozenset(place.facts),
    )
    unit = merge_units(old, opening, on=on, by=COMMAND, at=noon(on), reason="組織改正")
    story.units[place.name] = unit.id
    story.heads[unit.id] = story.heads[old[0]]
    story.contacts[unit.id] = story.contacts[old[0]]
    story.skill[unit.id] = sum(story.skill[each] for each in old) / len(old)
