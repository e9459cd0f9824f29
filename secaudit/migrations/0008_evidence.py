"""Evidence as one record whatever it belongs to, in place of evidence_record; forms that were sent."""

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

    class Evidence(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        about = CharField(max_length=40)
        control = CharField(max_length=40, default='')
        unit = ForeignKeyField(Unit, index=False)
        fiscal_year = IntegerField()
        kind = CharField(max_length=20, default='')
        title = CharField(max_length=200)
        kept_at = CharField(max_length=200, default='')
        covers_from = DateField(null=True)
        covers_to = DateField(null=True)
        expires_on = DateField(null=True)
        seen_on = DateField(null=True)
        obtained_from = CharField(max_length=120, default='')
        file_hash = CharField(max_length=64, default='')
        file_name = CharField(max_length=160, default='')
        file_type = CharField(max_length=100, default='')
        file_size = IntegerField(default=0)
        reused = ForeignKeyField('self', null=True)
        replaces = ForeignKeyField('self', null=True)
        removed = BooleanField(default=False)
        recorded_by = ForeignKeyField(Person, null=True, index=False)
        recorded_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'evidence'
            indexes = (
                (('about', 'control'), False),
                (('unit', 'fiscal_year'), False),
                (('file_hash',), False),
            )
    db.create_tables([Evidence])
    migrator.migrate(migrator.drop_table('evidence_record'))

    class SentForm(Model):
        key = CharField(max_length=64, unique=True)
        content = CharField(max_length=64)
        obj = CharField(max_length=60)
        location = TextField(default='')
        at = DateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'sent_form'
    db.create_tables([SentForm])


def down(migrator, db):
    class EvidenceRecord(Model):
        class Meta:
            database = db
            table_name = 'evidence_record'
    db.create_tables([EvidenceRecord])
    migrator.migrate(migrator.drop_table('sent_form'))
    migrator.migrate(migrator.drop_table('evidence'))
