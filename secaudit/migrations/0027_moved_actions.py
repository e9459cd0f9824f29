"""The day of an action that a meeting agreed can be moved: the first day, and how often it was put off."""

from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_column('meeting_action', 'first_due_on', DateField(null=True)))
    migrator.migrate(migrator.add_column('meeting_action', 'moved', IntegerField(default=0)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('meeting_action', 'moved'))
    migrator.migrate(migrator.drop_column('meeting_action', 'first_due_on'))
