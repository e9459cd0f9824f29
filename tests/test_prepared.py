"""A query whose text is written once says the same as one that is written anew."""

from datetime import date

from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force
from secaudit.prepared import Prepared, given


def posts(number, on):
    return (
        Assignment.select(Assignment, Person)
        .join(Person, on=Assignment.person)
        .where((Person.number == number) & in_force(on))
        .order_by(Assignment.id)
    )


POSTS = Prepared(lambda: posts(given("number"), given("on")))
TODAY = date(2026, 10, 22)


def told(rows):
    return [(row.id, row.role, row.valid_from, row.person.name) for row in rows]


def test_it_says_what_the_query_itself_says_each_time(city):
    for person in (city.hanako, city.tanaka, city.hanako):
        expected = told(posts(person.number, TODAY))
        assert expected and told(POSTS(number=person.number, on=TODAY)) == expected
    assert POSTS(number="' OR 1=1 --", on=TODAY) == []
    assert POSTS(number=city.hanako.number, on=date(1999, 1, 1)) == []


def test_rows_are_new_each_time(city):
    first = POSTS(number=city.hanako.number, on=TODAY)[0]
    first.title = "changed in memory"
    assert POSTS(number=city.hanako.number, on=TODAY)[0].title != "changed in memory"
