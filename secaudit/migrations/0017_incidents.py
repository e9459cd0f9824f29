"""Incidents of the year, and who looked at the overview with what instruction."""

from peewee import *

def up(migrator, db):
    class Period(Model):
        class Meta:
            database = db
            table_name = 'period'

    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class Incident(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField(index=True)
        noticed_on = DateField()
        kind = CharField(max_length=40)
        unit = ForeignKeyField(Unit, null=True)
        what = TextField()
        affected = IntegerField(null=True)
        duty = CharField(max_length=40, default='undecided')
        grounds = JSONField(default=list)
        why = TextField(default='')
        first_on = DateField(null=True)
        full_on = DateField(null=True)
        told_on = DateField(null=True)
        told_how = TextField(default='')
        cause = TextField(default='')
        prevention = TextField(default='')
        prevented_on = DateField(null=True)
        recorded_by = ForeignKeyField(Person, null=True)
        recorded_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'incident'
    db.create_tables([Incident])

    class Look(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        period = ForeignKeyField(Period)
        by = ForeignKeyField(Person, null=True)
        post = CharField(default='', max_length=80)
        at = DateTimeField()
        words = TextField(default='')
        done_on = DateField(null=True)
        done_by = ForeignKeyField(Person, null=True)
        reply = TextField(default='')
        class Meta:
            database = db
            table_name = 'look'
    db.create_tables([Look])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('look'))
    migrator.migrate(migrator.drop_table('incident'))
