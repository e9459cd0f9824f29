"""Incidents of the year, with what has to be reported and until when."""

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


def down(migrator, db):
    migrator.migrate(migrator.drop_table('incident'))
