"""Exceptions: a control left aside by a department, for a time and by leave of somebody else."""

from peewee import *

def up(migrator, db):
    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Deviation(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        unit = ForeignKeyField(Unit)
        control = CharField(max_length=40)
        what = TextField()
        reason = TextField()
        compensation = TextField()
        starts_on = DateField()
        expires_on = DateField()
        state = CharField(max_length=40, default='requested')
        follows = ForeignKeyField('self', null=True)
        requested_by = ForeignKeyField(Person, backref='+')
        requested_post = CharField(max_length=60, default='')
        requested_at = DateTimeField()
        decided_by = ForeignKeyField(Person, null=True, backref='+')
        decided_post = CharField(max_length=60, default='')
        decided_at = DateTimeField(null=True)
        words = TextField(default='')
        ended_by = ForeignKeyField(Person, null=True, backref='+')
        ended_on = DateField(null=True)
        ended_words = TextField(default='')
        class Meta:
            database = db
            table_name = 'deviation'
            indexes = ((('state', 'expires_on'), False),)
    db.create_tables([Deviation])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('deviation'))
