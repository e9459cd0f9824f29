"""Papers for the committee: figures frozen on a day, drafts over them, the settled documents."""

from peewee import *

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Period(Model):
        class Meta:
            database = db
            table_name = 'period'

    class CommitteeSnapshot(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        period = ForeignKeyField(Period)
        hash = CharField(max_length=64, unique=True)
        content = TextField()
        at = DateTimeField()
        entries = BigIntegerField()
        product = CharField(max_length=20)
        taken_by = ForeignKeyField(Person, null=True, index=False)
        class Meta:
            database = db
            table_name = 'committee_snapshot'
    db.create_tables([CommitteeSnapshot])

    class CommitteePaper(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        snapshot = ForeignKeyField(CommitteeSnapshot)
        meeting_on = DateField(null=True)
        state = CharField(max_length=40, default='paper in draft')
        number = IntegerField(default=1)
        begun_by = ForeignKeyField(Person, null=True, index=False)
        settled_by = ForeignKeyField(Person, null=True, index=False)
        settled_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'committee_paper'
    db.create_tables([CommitteePaper])

    class CommitteeDraft(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        paper = ForeignKeyField(CommitteePaper, index=False)
        number = IntegerField()
        wording = TextField()
        hash = CharField(index=True, max_length=64)
        closed = BooleanField(default=False)
        authors = JSONField(default=list)
        written_by = ForeignKeyField(Person, null=True, index=False)
        written_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'committee_draft'
            indexes = ((('paper', 'number'), True),)
    db.create_tables([CommitteeDraft])

    class CommitteeFile(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        paper = ForeignKeyField(CommitteePaper, index=False)
        audience = CharField(max_length=40)
        form = CharField(max_length=40)
        language = CharField(max_length=5)
        hash = CharField(index=True, max_length=64)
        size = IntegerField()
        class Meta:
            database = db
            table_name = 'committee_file'
            indexes = ((('paper', 'audience', 'form', 'language'), True),)
    db.create_tables([CommitteeFile])


def down(migrator, db):
    for table in ('committee_file', 'committee_draft', 'committee_paper', 'committee_snapshot'):
        migrator.migrate(migrator.drop_table(table))
