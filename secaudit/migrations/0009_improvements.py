"""What is promised for gaps, reminders that went out, and the heads of a period's papers."""

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

    class Period(Model):
        class Meta:
            database = db
            table_name = 'period'

    class Sheet(Model):
        class Meta:
            database = db
            table_name = 'sheet'

    class Improvement(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet, index=False)
        unit = ForeignKeyField(Unit)
        control = CharField(max_length=40)
        what = TextField(default='')
        owner = CharField(max_length=400)
        due_on = DateField()
        interim = TextField(default='')
        moved = IntegerField(default=0)
        state = CharField(max_length=40, default='promised')
        follows = ForeignKeyField('self', null=True)
        done_on = DateField(null=True)
        report = TextField(default='')
        evidence = TextField(default='')
        reported_by = ForeignKeyField(Person, null=True, backref='+')
        reported_at = DateTimeField(null=True)
        seen_by = ForeignKeyField(Person, null=True, backref='+')
        seen_at = DateTimeField(null=True)
        checked_by = ForeignKeyField(Person, null=True, backref='+')
        checked_at = DateTimeField(null=True)
        returned = TextField(default='')
        class Meta:
            database = db
            table_name = 'improvement'
            indexes = ((('sheet', 'control'), True), (('state', 'due_on'), False))
    db.create_tables([Improvement])

    class Promise(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        improvement = ForeignKeyField(Improvement, index=False)
        number = IntegerField()
        due_on = DateField()
        interim = TextField(default='')
        reason = TextField(default='')
        by = ForeignKeyField(Person, null=True)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'promise'
            indexes = ((('improvement', 'number'), True),)
    db.create_tables([Promise])

    class Head(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        period = ForeignKeyField(Period, index=False)
        kind = CharField(max_length=40)
        number = CharField(max_length=60, default='')
        dated_on = DateField(null=True)
        sender = CharField(max_length=80, default='')
        words = TextField(default='')
        class Meta:
            database = db
            table_name = 'paper_head'
            indexes = ((('period', 'kind'), True),)
    db.create_tables([Head])

    class Reminder(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet, index=False)
        due_on = DateField()
        step = IntegerField(null=True)
        audience = CharField(max_length=40)
        to = CharField(max_length=200, default='')
        sent_on = DateField()
        sent_by = ForeignKeyField(Person, null=True)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'reminder'
            indexes = ((('sheet', 'due_on', 'step'), True),)
    db.create_tables([Reminder])


def down(migrator, db):
    for table in ('reminder', 'paper_head', 'promise', 'improvement'):
        migrator.migrate(migrator.drop_table(table))
