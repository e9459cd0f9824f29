"""Drafts of the city's own controls, and new editions on their way."""

from peewee import *

def up(migrator, db):
    class Edition(Model):
        class Meta:
            database = db
            table_name = 'edition'

    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class ControlDraft(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        control = CharField(max_length=40, unique=True)
        chapter = CharField(max_length=20)
        own = BooleanField(default=False)
        entry_tree = JSONField(default=dict)
        base = CharField(max_length=64, default='')
        authors = JSONField(default=list)
        open = BooleanField(default=True)
        class Meta:
            database = db
            table_name = 'control_draft'
    db.create_tables([ControlDraft])

    class Release(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        label = CharField(max_length=40)
        effective_on = DateField()
        note = TextField(default='')
        state = CharField(max_length=40)
        files = JSONField(default=dict)
        base = JSONField(default=dict)
        hash = CharField(max_length=64)
        imported = BooleanField(default=False)
        authors = JSONField(default=list)
        requested_by = ForeignKeyField(Person, null=True)
        requested_at = DateTimeField(null=True)
        approved_by = ForeignKeyField(Person, null=True)
        approved_at = DateTimeField(null=True)
        returned = TextField(default='')
        edition = ForeignKeyField(Edition, null=True)
        class Meta:
            database = db
            table_name = 'release'
    db.create_tables([Release])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('release'))
    migrator.migrate(migrator.drop_table('control_draft'))
