"""Training, drills, reviews and tests: the plan, every record of a result, who took part."""

from peewee import *

def up(migrator, db):
    class Person(Model):
        class Meta:
            database = db
            table_name = 'person'

    class Unit(Model):
        class Meta:
            database = db
            table_name = 'unit'

    class Activity(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField()
        kind = CharField(max_length=40)
        title = CharField(max_length=120)
        purpose = TextField(default='')
        audience = CharField(max_length=200, default='')
        units = JSONField(default=list)
        controls = JSONField(default=list)
        owner = CharField(max_length=80)
        place = CharField(max_length=200, default='')
        planned_on = DateField()
        until = DateField(null=True)
        state = CharField(max_length=40, default='activity planned')
        held_on = DateField(null=True)
        listed = IntegerField(default=0)
        attended = IntegerField(default=0)
        excused = IntegerField(default=0)
        reason = TextField(default='')
        planned_by = ForeignKeyField(Person, null=True)
        planned_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'activity'
            indexes = ((('fiscal_year', 'planned_on'), False),)
    db.create_tables([Activity])

    class ActivityResult(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        activity = ForeignKeyField(Activity, index=False)
        number = IntegerField()
        held_on = DateField()
        result = TextField()
        lessons = TextField(default='')
        evidence = CharField(max_length=200, default='')
        kept_at = CharField(max_length=200, default='')
        mailed = IntegerField(null=True)
        opened = IntegerField(null=True)
        reported = IntegerField(null=True)
        reason = TextField(default='')
        by = ForeignKeyField(Person, null=True)
        at = DateTimeField()
        class Meta:
            database = db
            table_name = 'activity_result'
            indexes = ((('activity', 'number'), True),)
    db.create_tables([ActivityResult])

    class Attendance(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        activity = ForeignKeyField(Activity, index=False)
        number = CharField(max_length=20)
        person = ForeignKeyField(Person, null=True)
        name = CharField(max_length=80)
        unit = ForeignKeyField(Unit)
        state = CharField(max_length=40)
        on = DateField(null=True)
        dropped = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'attendance'
            indexes = ((('activity', 'number'), True),)
    db.create_tables([Attendance])


def down(migrator, db):
    for table in ('attendance', 'activity_result', 'activity'):
        migrator.migrate(migrator.drop_table(table))
