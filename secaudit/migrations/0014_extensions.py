"""Why a department was given more time stands with its sheet."""

from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_column('sheet', 'due_reason', TextField(default='')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('sheet', 'due_reason'))
