"""Answers are counted in the order of two indexes, by sheet and by control, without sorting."""

from peewee import *

BEFORE = ("period_id", "asked", "sheet_id", "chapter", "control", "value")
BY_SHEET = ("period_id", "asked", "sheet_id", "value", "chapter", "control")
BY_CONTROL = ("period_id", "asked", "control", "value", "sheet_id")

def up(migrator, db):
    migrator.migrate(
        migrator.drop_index("answer", "answer_" + "_".join(BEFORE)),
        migrator.add_index("answer", BY_SHEET),
        migrator.add_index("answer", BY_CONTROL),
    )

def down(migrator, db):
    migrator.migrate(
        migrator.drop_index("answer", "answer_" + "_".join(BY_CONTROL)),
        migrator.drop_index("answer", "answer_" + "_".join(BY_SHEET)),
        migrator.add_index("answer", BEFORE),
    )
