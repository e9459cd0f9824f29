"""The city's own rules: documents and their versions."""

from peewee import *

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Policy(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        kind = CharField(max_length=40)
        number = CharField(max_length=60, default='')
        title = CharField(max_length=120)
        title_en = CharField(max_length=160, default='')
        publication = CharField(max_length=40)
        published_on = DateField(null=True)
        published_where = CharField(max_length=200, default='')
        review_on = DateField(null=True)
        reviewed_on = DateField(null=True)
        links = JSONField(default=dict)
        class Meta:
            database = db
            table_name = 'policy'
    db.create_tables([Policy])

    class PolicyVersion(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        policy = ForeignKeyField(Policy, index=False)
        number = IntegerField()
        state = CharField(max_length=40, default='draft')
        text = TextField(default='')
        note = TextField(default='')
        effective_on = DateField(null=True)
        review_on = DateField(null=True)
        authors = JSONField(default=list)
        requested_by = ForeignKeyField(Person, null=True)
        requested_at = DateTimeField(null=True)
        hash = CharField(max_length=64, default='')
        approved_by = ForeignKeyField(Person, null=True)
        approved_at = DateTimeField(null=True)
        returned = TextField(default='')
        class Meta:
            database = db
            table_name = 'policy_version'
            indexes = ((('policy', 'number'), True),)
    db.create_tables([PolicyVersion])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('policy_version'))
    migrator.migrate(migrator.drop_table('policy'))
