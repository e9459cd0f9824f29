"""Meetings of the committee: agenda, minutes and decisions in every version, actions."""

from peewee import *

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class Meeting(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField()
        number = IntegerField()
        on = DateField()
        time = CharField(max_length=40, default='')
        place = CharField(max_length=120, default='')
        members = JSONField(default=list)
        state = CharField(max_length=40, default='meeting planned')
        planned_by = ForeignKeyField(Person, null=True)
        planned_at = DateTimeField()
        closed_by = ForeignKeyField(Person, null=True)
        closed_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'meeting'
            indexes = ((('fiscal_year', 'number'), True), (('on',), False))
    db.create_tables([Meeting])

    class Minutes(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        meeting = ForeignKeyField(Meeting, index=False)
        number = IntegerField()
        present = TextField()
        absent = TextField(default='')
        remarks = TextField(default='')
        reason = TextField(default='')
        by = ForeignKeyField(Person, null=True)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'minutes'
            indexes = ((('meeting', 'number'), True),)
    db.create_tables([Minutes])

    class AgendaItem(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        meeting = ForeignKeyField(Meeting)
        position = IntegerField()
        source = CharField(max_length=40)
        about = CharField(max_length=60, default='')
        title = CharField(max_length=200)
        text = TextField(default='')
        removed = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'agenda_item'
    db.create_tables([AgendaItem])

    class Resolution(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        item = ForeignKeyField(AgendaItem, index=False)
        number = IntegerField()
        outcome = CharField(max_length=40)
        words = TextField()
        reflected = JSONField(default=list)
        where = TextField(default='')
        reason = TextField(default='')
        by = ForeignKeyField(Person, null=True)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'resolution'
            indexes = ((('item', 'number'), True),)
    db.create_tables([Resolution])

    class MeetingAction(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        item = ForeignKeyField(AgendaItem)
        what = TextField()
        owner_unit = ForeignKeyField(Unit, null=True)
        owner_title = CharField(max_length=60)
        due_on = DateField()
        state = CharField(max_length=40, default='action open')
        done_on = DateField(null=True)
        report = TextField(default='')
        reported_by = ForeignKeyField(Person, null=True)
        reported_at = DateTimeField(null=True)
        returned = TextField(default='')
        checked_by = ForeignKeyField(Person, null=True)
        checked_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'meeting_action'
            indexes = ((('state', 'due_on'), False),)
    db.create_tables([MeetingAction])


def down(migrator, db):
    for table in ('meeting_action', 'resolution', 'agenda_item', 'minutes', 'meeting'):
        migrator.migrate(migrator.drop_table(table))
