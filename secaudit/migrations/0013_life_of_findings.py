"""The life of a finding: instruction, dates that held, lasting effect, other departments, views."""

from peewee import *

def up(migrator, db):
    class Engagement(Model):
        class Meta:
            database = db
            table_name = 'engagement'

    class Finding(Model):
        class Meta:
            database = db
            table_name = 'finding'

    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class DueDate(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        finding = ForeignKeyField(Finding)
        due_on = DateField()
        since = CharField(max_length=40)
        set_on = DateField()
        class Meta:
            database = db
            table_name = 'due_date'
    db.create_tables([DueDate])

    class EffectCheck(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        finding = ForeignKeyField(Finding)
        due_on = DateField()
        checked_on = DateField()
        checked_by = ForeignKeyField(Person, null=True, index=False)
        effective = BooleanField()
        method = CharField(null=True, max_length=40)
        how = TextField()
        class Meta:
            database = db
            table_name = 'effect_check'
    db.create_tables([EffectCheck])

    class Inquiry(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        finding = ForeignKeyField(Finding)
        question = TextField()
        due_on = DateField()
        asked_by = ForeignKeyField(Person, index=False)
        asked_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'inquiry'
    db.create_tables([Inquiry])

    class InquiryReply(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        inquiry = ForeignKeyField(Inquiry, index=False)
        unit = ForeignKeyField(Unit)
        answer = CharField(null=True, max_length=40)
        words = TextField(default='')
        replied_by = ForeignKeyField(Person, null=True, index=False)
        replied_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'inquiry_reply'
            indexes = ((('inquiry', 'unit'), True),)
    db.create_tables([InquiryReply])

    class Instruction(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        engagement = ForeignKeyField(Engagement)
        words = TextField(default='')
        given_on = DateField()
        given_by = ForeignKeyField(Person, null=True, index=False)
        recorded_by = ForeignKeyField(Person, null=True, index=False)
        class Meta:
            database = db
            table_name = 'instruction'
    db.create_tables([Instruction])

    class SavedView(Model):
        person = ForeignKeyField(Person, index=False)
        name = CharField(max_length=40)
        query = CharField(max_length=400)
        class Meta:
            database = db
            table_name = 'saved_view'
            indexes = ((('person', 'name'), True),)
    db.create_tables([SavedView])

    migrator.migrate(migrator.add_column('finding', 'common_id', ForeignKeyField(Finding, field=Finding.id, null=True)))
    migrator.migrate(migrator.add_column('finding', 'assigned_to_id', ForeignKeyField(Person, field=Person.id, null=True, index=False)))
    migrator.migrate(migrator.add_column('finding', 'verified_method', CharField(null=True, max_length=40)))
    migrator.migrate(migrator.add_column('finding', 'effect_due_on', DateField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('finding', 'effect_due_on'))
    migrator.migrate(migrator.drop_column('finding', 'verified_method'))
    migrator.migrate(migrator.drop_column('finding', 'assigned_to_id'))
    migrator.migrate(migrator.drop_index('finding', 'finding_common_id'))
    migrator.migrate(migrator.drop_column('finding', 'common_id'))
    migrator.migrate(migrator.drop_table('saved_view'))
    migrator.migrate(migrator.drop_table('instruction'))
    migrator.migrate(migrator.drop_table('inquiry_reply'))
    migrator.migrate(migrator.drop_table('inquiry'))
    migrator.migrate(migrator.drop_table('effect_check'))
    migrator.migrate(migrator.drop_table('due_date'))
