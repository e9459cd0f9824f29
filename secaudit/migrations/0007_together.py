"""Questions about questions and their replies, sections given to colleagues, what a head looks at
afterwards."""

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

    class Sheet(Model):
        class Meta:
            database = db
            table_name = 'sheet'

    class Charge(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet, index=False)
        chapter = CharField(max_length=20)
        person = ForeignKeyField(Person)
        ended = BooleanField(default=False)
        given_by = ForeignKeyField(Person, null=True, index=False)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'charge'
            indexes = ((('sheet', 'chapter', 'person'), True),)
    db.create_tables([Charge])

    class Thread(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet, index=False)
        period = ForeignKeyField(Period, index=False)
        chapter = CharField(max_length=20)
        control = CharField(max_length=40)
        to = ForeignKeyField(Person, null=True)
        state = CharField(max_length=40, default='open')
        asked_by = ForeignKeyField(Person, null=True)
        asked_at = DateTimeField()
        answered_at = DateTimeField(null=True)
        published_question = TextField(default='')
        published_answer = TextField(default='')
        published_by = ForeignKeyField(Person, null=True)
        published_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'thread'
            indexes = ((('sheet', 'control'), True), (('period', 'chapter'), False), (('state', 'period'), False))
    db.create_tables([Thread])

    class Message(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        thread = ForeignKeyField(Thread)
        reply = BooleanField(default=False)
        text = TextField()
        suggests = CharField(null=True, max_length=40)
        by = ForeignKeyField(Person, null=True)
        post = CharField(max_length=120, default='')
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'message'
    db.create_tables([Message])

    class SeenAfterwards(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet)
        hash = CharField(max_length=64)
        by = ForeignKeyField(Person, null=True, index=False)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'seen_afterwards'
    db.create_tables([SeenAfterwards])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('seen_afterwards'))
    migrator.migrate(migrator.drop_table('message'))
    migrator.migrate(migrator.drop_table('thread'))
    migrator.migrate(migrator.drop_table('charge'))

