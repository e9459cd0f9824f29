"""Letters that wait for the city's mail relay."""

from peewee import *

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Letter(Model):
        key = CharField(max_length=80, unique=True)
        kind = CharField(max_length=40)
        person = ForeignKeyField(Person, on_delete='CASCADE', index=False)
        address = CharField(max_length=160)
        subject = CharField(max_length=200, default='')
        text = TextField(default='')
        about = JSONField(default=list)
        state = CharField(max_length=40, default='waiting')
        tries = IntegerField(default=0)
        next_at = DateTimeField()
        made_at = DateTimeField()
        sent_at = DateTimeField(null=True)
        fault = CharField(max_length=200, default='')
        class Meta:
            database = db
            table_name = 'letter'
            indexes = ((('state', 'next_at'), False), (('person', 'kind', 'id'), False))
    db.create_tables([Letter])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('letter'))
