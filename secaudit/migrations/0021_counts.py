"""Sheets that count, with one letter an answer; filled from the answers that are there."""

from peewee import *

COUNTED = ("submitted", "confirmed", "handed in", "frozen")
LETTER = {
    "implemented": "a",
    "partial": "b",
    "not implemented": "c",
    "unknown": "d",
    "not applicable": "n",
}


def up(migrator, db):
    class Sheet(Model):
        form = CharField(max_length=40)
        state = CharField(max_length=40)
        frozen_from = CharField(max_length=40, null=True)
        questions = JSONField()
        class Meta:
            database = db
            table_name = 'sheet'

    class Answer(Model):
        sheet = ForeignKeyField(Sheet)
        control = CharField(max_length=40)
        asked = BooleanField()
        value = CharField(max_length=40)
        class Meta:
            database = db
            table_name = 'answer'

    class CountedSheet(Model):
        sheet = ForeignKeyField(Sheet, unique=True)
        letters = TextField()
        class Meta:
            database = db
            table_name = 'counted_sheet'
    db.create_tables([CountedSheet])

    for sheet in list(Sheet.select().where(Sheet.form == 'department')):
        if (sheet.frozen_from or sheet.state) in COUNTED:
            rows = Answer.select().where((Answer.sheet == sheet.id) & Answer.asked)
            given = {row.control: LETTER[row.value] for row in rows}
            letters = "".join(given.get(control, "-") for control in sheet.questions)
            CountedSheet.insert(sheet=sheet.id, letters=letters).execute()


def down(migrator, db):
    migrator.migrate(migrator.drop_table('counted_sheet'))
