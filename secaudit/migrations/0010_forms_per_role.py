"""Which forms a period asks beside the department's, and counted staff forms."""

from peewee import *

def up(migrator, db):
    class Sheet(Model):
        class Meta:
            database = db
            table_name = 'sheet'

    class StaffCount(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        sheet = ForeignKeyField(Sheet, index=False)
        control = CharField(max_length=40)
        implemented = IntegerField(default=0)
        partial = IntegerField(default=0)
        not_implemented = IntegerField(default=0)
        not_applicable = IntegerField(default=0)
        unknown = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'staff_count'
            indexes = ((('sheet', 'control'), True),)
    db.create_tables([StaffCount])

    migrator.migrate(migrator.add_column('period', 'forms', CharField(max_length=80, default='')))
    migrator.migrate(migrator.add_column('period', 'small_group', IntegerField(default=5)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('period', 'small_group'))
    migrator.migrate(migrator.drop_column('period', 'forms'))
    migrator.migrate(migrator.drop_table('staff_count'))
