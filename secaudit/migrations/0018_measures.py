"""Target rates of a year in versions; measures over several years, every result of theirs."""

from peewee import *

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class TargetSet(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField()
        number = IntegerField()
        rates = JSONField()
        reason = TextField(default='')
        state = CharField(max_length=40, default='targets proposed')
        proposed_by = ForeignKeyField(Person, null=True)
        proposed_at = DateTimeField()
        decided_by = ForeignKeyField(Person, null=True)
        decided_post = CharField(max_length=60, default='')
        decided_on = DateField(null=True)
        words = TextField(default='')
        class Meta:
            database = db
            table_name = 'target_set'
            indexes = ((('fiscal_year', 'number'), True),)
    db.create_tables([TargetSet])

    class Measure(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        title = CharField(max_length=120)
        purpose = TextField(default='')
        owner = CharField(max_length=80)
        chapters = JSONField(default=list)
        controls = JSONField(default=list)
        first_year = IntegerField()
        last_year = IntegerField()
        planned_until = IntegerField()
        ended_in = IntegerField(null=True)
        ended_words = TextField(default='')
        planned_by = ForeignKeyField(Person, null=True)
        planned_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'measure'
    db.create_tables([Measure])

    class MeasureYear(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        measure = ForeignKeyField(Measure, index=False)
        fiscal_year = IntegerField()
        plan = TextField(default='')
        dropped = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'measure_year'
            indexes = ((('measure', 'fiscal_year'), True),)
    db.create_tables([MeasureYear])

    class MeasureResult(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        year = ForeignKeyField(MeasureYear, index=False)
        number = IntegerField()
        result = TextField()
        evidence = CharField(max_length=200, default='')
        reason = TextField(default='')
        reported_by = ForeignKeyField(Person, null=True)
        reported_at = DateTimeField()
        evaluation = CharField(null=True, max_length=40)
        words = TextField(default='')
        evaluated_by = ForeignKeyField(Person, null=True)
        evaluated_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'measure_result'
            indexes = ((('year', 'number'), True),)
    db.create_tables([MeasureResult])


def down(migrator, db):
    for table in ('measure_result', 'measure_year', 'measure', 'target_set'):
        migrator.migrate(migrator.drop_table(table))
