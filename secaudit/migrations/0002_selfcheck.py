"""Self-check: periods, sheets, answers, submissions; decisions taken on paper."""

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

    class System(Model):
        class Meta:
            database = db
            table_name = 'system'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class Decision(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        obj = CharField(max_length=60)
        what = CharField(max_length=60)
        medium = CharField(max_length=40)
        decided_by = CharField(max_length=80)
        post = CharField(max_length=60)
        decided_on = DateField()
        document = CharField(max_length=60)
        note = TextField(default='')
        recorded_by = ForeignKeyField(Person)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'decision'
            indexes = ((('obj', 'id'), False),)
    db.create_tables([Decision])

    class Period(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField()
        number = IntegerField(default=1)
        title = CharField(max_length=120, default='')
        purpose = TextField(default='')
        opens_on = DateField()
        due_on = DateField()
        reference_date = DateField()
        state = CharField(max_length=40, default='draft')
        core_only = BooleanField(default=True)
        edition = ForeignKeyField(Edition, null=True)
        previous = ForeignKeyField('self', null=True)
        organisation_date = DateField(null=True)
        settings = JSONField(default=dict)
        planned_by = ForeignKeyField(Person, null=True)
        approved_by = ForeignKeyField(Person, null=True)
        approved_at = DateTimeField(null=True)
        opened_at = DateTimeField(null=True)
        closed_at = DateTimeField(null=True)
        frozen_at = DateTimeField(null=True)
        imported = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'period'
            indexes = ((('fiscal_year', 'number'), True),)
    db.create_tables([Period])

    class Sheet(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        period = ForeignKeyField(Period, index=False)
        form = CharField(max_length=40, default='department')
        target = CharField(max_length=40)
        unit = ForeignKeyField(Unit, index=False)
        system = ForeignKeyField(System, null=True)
        person = ForeignKeyField(Person, null=True)
        code = CharField(max_length=20)
        name = CharField(max_length=120)
        name_en = CharField(max_length=160, default='')
        bureau = IntegerField(null=True)
        bureau_name = CharField(max_length=120, default='')
        bureau_name_en = CharField(max_length=160, default='')
        path = JSONField(default=list)
        lineage = JSONField(default=list)
        before = JSONField(default=list)
        position = IntegerField()
        facts = JSONField(default=list)
        declined = JSONField(default=list)
        questions = JSONField(default=list)
        state = CharField(max_length=40, default='not started')
        frozen_from = CharField(null=True, max_length=40)
        due_on = DateField(null=True)
        late = BooleanField(default=False)
        submitted_at = DateTimeField(null=True)
        submitted_by = ForeignKeyField(Person, null=True)
        submitted_by_head = BooleanField(default=False)
        submitted_hash = CharField(max_length=64, default='')
        opened_by_head_at = DateTimeField(null=True)
        confirmed_at = DateTimeField(null=True)
        confirmed_by = ForeignKeyField(Person, null=True)
        confirmed_hash = CharField(max_length=64, default='')
        confirmed_post = CharField(max_length=120, default='')
        confirmed_for = CharField(max_length=80, default='')
        exempt_reason = TextField(default='')
        class Meta:
            database = db
            table_name = 'sheet'
            indexes = ((('period', 'form', 'target'), True), (('period', 'position'), False), (('unit', 'period'), False))
    db.create_tables([Sheet])

    class Answer(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet, index=False)
        period = ForeignKeyField(Period, index=False)
        unit = ForeignKeyField(Unit, index=False)
        chapter = CharField(max_length=20)
        control = CharField(max_length=40)
        revision = IntegerField()
        asked = BooleanField(default=True)
        value = CharField(max_length=40)
        reason = TextField(default='')
        ready_reason = CharField(null=True, max_length=40)
        promised_on = DateField(null=True)
        same_years = IntegerField(default=0)
        source = CharField(max_length=40, default='web')
        answered_by = ForeignKeyField(Person, null=True, index=False)
        answered_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'answer'
            indexes = ((('sheet', 'control'), True), (('period', 'asked', 'sheet', 'chapter', 'control', 'value'), False))
    db.create_tables([Answer])

    class Submission(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet, index=False)
        number = IntegerField()
        content = TextField()
        hash = CharField(max_length=64)
        by = ForeignKeyField(Person, null=True)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'submission'
            indexes = ((('sheet', 'number'), True),)
    db.create_tables([Submission])

    class SheetReturn(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet)
        words = TextField()
        controls = JSONField(default=list)
        by = ForeignKeyField(Person, null=True)
        post = CharField(max_length=120, default='')
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'sheet_return'
    db.create_tables([SheetReturn])

    class Correction(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet)
        control = CharField(max_length=40)
        before = JSONField()
        value = CharField(max_length=40)
        reason = TextField(default='')
        ready_reason = CharField(null=True, max_length=40)
        why = TextField()
        proposed_by = ForeignKeyField(Person)
        proposed_at = DateTimeField()
        approved_by = ForeignKeyField(Person, null=True)
        approved_at = DateTimeField(null=True)
        refused_words = TextField(default='')
        class Meta:
            database = db
            table_name = 'correction'
    db.create_tables([Correction])

    class Afresh(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        unit = ForeignKeyField(Unit, index=False)
        control = CharField(max_length=40)
        reason = TextField()
        source = CharField(max_length=60)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'afresh'
            indexes = ((('unit', 'control'), False),)
    db.create_tables([Afresh])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('afresh'))
    migrator.migrate(migrator.drop_table('correction'))
    migrator.migrate(migrator.drop_table('sheet_return'))
    migrator.migrate(migrator.drop_table('submission'))
    migrator.migrate(migrator.drop_table('answer'))
    migrator.migrate(migrator.drop_table('sheet'))
    migrator.migrate(migrator.drop_table('period'))
    migrator.migrate(migrator.drop_table('decision'))
