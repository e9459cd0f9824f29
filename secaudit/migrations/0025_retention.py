"""Disposal lists with their approvals, and what is held back."""

from peewee import *

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Disposal(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        items = JSONField(default=list)
        ground = CharField(max_length=200)
        state = CharField(max_length=40, default='proposed')
        proposed_by = ForeignKeyField(Person, index=False, backref='+')
        proposed_at = DateTimeField()
        carried_out_by = ForeignKeyField(Person, null=True, index=False, backref='+')
        carried_out_at = DateTimeField(null=True)
        rows = IntegerField(default=0)
        payloads = IntegerField(default=0)
        files = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'disposal'
    db.create_tables([Disposal])

    class DisposalApproval(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        disposal = ForeignKeyField(Disposal, index=False)
        by = ForeignKeyField(Person, null=True, index=False)
        name = CharField(max_length=80)
        post = CharField(max_length=120, default='')
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'disposal_approval'
            indexes = ((('disposal', 'name'), True),)
    db.create_tables([DisposalApproval])

    class Hold(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        cls = CharField(max_length=40)
        fiscal_year = IntegerField()
        reason = TextField()
        set_by = ForeignKeyField(Person, index=False, backref='+')
        set_at = DateTimeField()
        ended_by = ForeignKeyField(Person, null=True, index=False, backref='+')
        ended_at = DateTimeField(null=True)
        ended_reason = TextField(default='')
        class Meta:
            database = db
            table_name = 'disposal_hold'
            indexes = ((('cls', 'fiscal_year'), False),)
    db.create_tables([Hold])


def down(migrator, db):
    for table in ('disposal_hold', 'disposal_approval', 'disposal'):
        migrator.migrate(migrator.drop_table(table))
