"""Each department's sheet as one line of letters, in the order of its period's edition, counting or not."""

import json

from peewee import *

COUNTED = ("submitted", "confirmed", "handed in", "frozen")
EXEMPTED = "exempted"
LETTER = {
    "implemented": "a",
    "partial": "b",
    "not implemented": "c",
    "unknown": "d",
    "not applicable": "n",
}
MISSING, NOT_ANSWERED, NOT_ASKED = "m-."


def up(migrator, db):
    class Edition(Model):
        content = TextField()
        class Meta:
            database = db
            table_name = 'edition'

    class Period(Model):
        edition = ForeignKeyField(Edition, null=True)
        class Meta:
            database = db
            table_name = 'period'

    class Sheet(Model):
        period = ForeignKeyField(Period, index=False)
        form = CharField(max_length=40)
        state = CharField(max_length=40)
        frozen_from = CharField(max_length=40, null=True)
        questions = JSONField()
        class Meta:
            database = db
            table_name = 'sheet'

    class Answer(Model):
        sheet = ForeignKeyField(Sheet, index=False)
        control = CharField(max_length=40)
        asked = BooleanField()
        value = CharField(max_length=40)
        class Meta:
            database = db
            table_name = 'answer'

    class CountedSheet(Model):
        sheet = ForeignKeyField(Sheet, unique=True)
        period = ForeignKeyField(Period)
        letters = TextField()
        class Meta:
            database = db
            table_name = 'counted_sheet'
    migrator.migrate(migrator.drop_table('counted_sheet'))
    db.create_tables([CountedSheet])

    def controls(content):
        chapters = json.loads(content)["chapters"]
        return [control["id"] for chapter in chapters for control in chapter.get("controls", ())]

    def letters(sheet, order):
        counts, given = (sheet.frozen_from or sheet.state) in COUNTED, {}
        if counts:
            rows = Answer.select().where((Answer.sheet == sheet.id) & Answer.asked)
            given = {row.control: LETTER[row.value] for row in rows}
        asked, otherwise = set(sheet.questions), NOT_ANSWERED if counts else MISSING
        return "".join(given.get(id, otherwise) if id in asked else NOT_ASKED for id in order)

    for period in list(Period.select().where(Period.edition.is_null(False))):
        order = controls(period.edition.content)
        sheets = Sheet.select().where((Sheet.period == period.id) & (Sheet.form == 'department'))
        for sheet in list(sheets):
            if (sheet.frozen_from or sheet.state) != EXEMPTED:
                line = letters(sheet, order)
                CountedSheet.insert(sheet=sheet.id, period=period.id, letters=line).execute()


def down(migrator, db):
    """Back to those that count, without the controls that were not asked."""
    db.execute_sql("DELETE FROM counted_sheet WHERE letters LIKE '%m%'")
    db.execute_sql("UPDATE counted_sheet SET letters = REPLACE(letters, '.', '')")
    migrator.migrate(migrator.drop_column('counted_sheet', 'period_id'))
