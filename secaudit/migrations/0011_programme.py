"""The audit programme, whose turn is when, the plan of a year, and draws of random samples."""

from peewee import *

def up(migrator, db):
    class Edition(Model):
        class Meta:
            database = db
            table_name = 'edition'

    class Engagement(Model):
        class Meta:
            database = db
            table_name = 'engagement'

    class Period(Model):
        class Meta:
            database = db
            table_name = 'period'

    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class Programme(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        title = CharField(max_length=120)
        first_year = IntegerField()
        years = IntegerField()
        every = IntegerField()
        goals = TextField(default='')
        reason = TextField(default='')
        state = CharField(max_length=40, default='planned')
        planned_by = ForeignKeyField(Person, null=True)
        approved_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'programme'
    db.create_tables([Programme])

    class Turn(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        programme = ForeignKeyField(Programme, index=False)
        unit = ForeignKeyField(Unit)
        fiscal_year = IntegerField()
        proposed = BooleanField(default=True)
        removed = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'turn'
            indexes = ((('programme', 'unit', 'fiscal_year'), True),)
    db.create_tables([Turn])

    class AnnualPlan(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField(unique=True)
        goals = TextField(default='')
        themes = TextField(default='')
        means = TextField(default='')
        timing = TextField(default='')
        state = CharField(max_length=40, default='planned')
        planned_by = ForeignKeyField(Person, null=True)
        approved_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'annual_plan'
    db.create_tables([AnnualPlan])

    class Draw(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField()
        serial = IntegerField()
        of = CharField(max_length=40)
        title = CharField(max_length=120)
        population = TextField()
        period = ForeignKeyField(Period, null=True)
        edition = ForeignKeyField(Edition, null=True)
        stratified = BooleanField(default=False)
        strata = JSONField()
        units = JSONField()
        shares = JSONField()
        listing = CharField(max_length=64)
        commitment = CharField(max_length=64)
        seed = CharField(max_length=64)
        word = CharField(max_length=200, default='')
        drawn = JSONField(default=list)
        state = CharField(max_length=40, default='committed')
        committed_by = ForeignKeyField(Person, null=True)
        committed_at = DateTimeField()
        drawn_at = DateTimeField(null=True)
        withdrawn_because = TextField(default='')
        engagement = ForeignKeyField(Engagement, null=True)
        class Meta:
            database = db
            table_name = 'draw'
            indexes = ((('fiscal_year', 'serial'), True),)
    db.create_tables([Draw])


def down(migrator, db):
    for name in ('draw', 'annual_plan', 'turn', 'programme'):
        migrator.migrate(migrator.drop_table(name))
