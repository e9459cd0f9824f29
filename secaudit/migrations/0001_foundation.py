"""Offices, people, accounts, pinned editions, and the journal with its guard."""

from peewee import *

def up(migrator, db):
    class Person(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        number = CharField(unique=True, max_length=20)
        name = CharField(max_length=80)
        name_en = CharField(max_length=80, default='')
        kana = CharField(max_length=80, default='')
        mail = CharField(max_length=160, default='')
        language = CharField(max_length=5, default='ja')
        left_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'person'
    db.create_tables([Person])

    class Account(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        person = ForeignKeyField(Person, unique=True)
        disabled = BooleanField(default=False)
        password_set_at = DateTimeField(null=True)
        second_factor = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'account'
    db.create_tables([Account])

    class Credential(Model):
        account = ForeignKeyField(Account, unique=True, on_delete='CASCADE')
        password = CharField(max_length=400, default='')
        secret = CharField(max_length=400, default='')
        step = BigIntegerField(default=0)
        class Meta:
            database = db
            table_name = 'credential'
    db.create_tables([Credential])

    class RecoveryCode(Model):
        account = ForeignKeyField(Account, on_delete='CASCADE')
        code_hash = CharField(unique=True, max_length=64)
        class Meta:
            database = db
            table_name = 'recovery_code'
    db.create_tables([RecoveryCode])

    class Unit(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        kind = CharField(max_length=40)
        opened_on = DateField()
        closed_on = DateField(null=True)
        answers = BooleanField(default=True)
        facts = JSONField(default=list)
        class Meta:
            database = db
            table_name = 'unit'
    db.create_tables([Unit])

    class System(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        code = CharField(unique=True, max_length=20)
        name = CharField(max_length=120)
        name_en = CharField(max_length=160, default='')
        owner = ForeignKeyField(Unit)
        facts = JSONField(default=list)
        opened_on = DateField()
        closed_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'system'
    db.create_tables([System])

    class Assignment(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        person = ForeignKeyField(Person)
        role = CharField(max_length=40)
        unit = ForeignKeyField(Unit, null=True)
        system = ForeignKeyField(System, null=True)
        title = CharField(max_length=60, default='')
        valid_from = DateField()
        valid_to = DateField(null=True)
        acting_for = ForeignKeyField('self', null=True)
        class Meta:
            database = db
            table_name = 'assignment'
    db.create_tables([Assignment])

    class Edition(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        catalogue = CharField(max_length=64)
        label = CharField(max_length=40)
        effective_on = DateField()
        hash = CharField(unique=True, max_length=64)
        content = TextField()
        class Meta:
            database = db
            table_name = 'edition'
    db.create_tables([Edition])

    class Failure(Model):
        key = CharField(unique=True, max_length=120)
        since = DateTimeField()
        count = IntegerField()
        streak = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'failure'
    db.create_tables([Failure])

    class JournalEntry(Model):
        id = BigIntegerField(primary_key=True)
        leaf = CharField(max_length=64)
        bytes = TextField()
        at = DateTimeField(index=True)
        actor = CharField(max_length=40)
        act = CharField(max_length=60)
        obj = CharField(max_length=60)
        class Meta:
            database = db
            table_name = 'journal_entry'
            indexes = ((('obj', 'id'), False), (('actor', 'id'), False), (('act', 'id'), False))
    db.create_tables([JournalEntry])

    class JournalHead(Model):
        id = IntegerField(primary_key=True)
        origin = CharField()
        size = BigIntegerField()
        frontier = TextField()
        class Meta:
            database = db
            table_name = 'journal_head'
    db.create_tables([JournalHead])

    class JournalPayload(Model):
        id = BigIntegerField(primary_key=True)
        salt = BlobField()
        body = TextField()
        class Meta:
            database = db
            table_name = 'journal_payload'
    db.create_tables([JournalPayload])

    class OneTimeCode(Model):
        person = ForeignKeyField(Person, on_delete='CASCADE')
        purpose = CharField(max_length=40)
        code_hash = CharField(unique=True, max_length=64)
        expires_at = DateTimeField()
        used_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'one_time_code'
    db.create_tables([OneTimeCode])

    class Session(Model):
        token_hash = CharField(unique=True, max_length=64)
        person = ForeignKeyField(Person, on_delete='CASCADE')
        created_at = DateTimeField()
        seen_at = DateTimeField()
        ends_at = DateTimeField()
        confirmed_at = DateTimeField()
        data = JSONField(default=dict)
        class Meta:
            database = db
            table_name = 'session'
    db.create_tables([Session])

    class Setting(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        key = CharField(unique=True, max_length=60)
        value = JSONField()
        class Meta:
            database = db
            table_name = 'setting'
    db.create_tables([Setting])

    class Succession(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        predecessor = ForeignKeyField(Unit)
        successor = ForeignKeyField(Unit, null=True)
        on = DateField()
        change = CharField(max_length=40)
        class Meta:
            database = db
            table_name = 'succession'
    db.create_tables([Succession])

    class UnitVersion(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        unit = ForeignKeyField(Unit)
        valid_from = DateField()
        valid_to = DateField(null=True)
        code = CharField(max_length=20)
        name = CharField(max_length=120)
        name_en = CharField(max_length=160, default='')
        kana = CharField(max_length=160, default='')
        short_name = CharField(max_length=40, default='')
        parent = ForeignKeyField(Unit, null=True)
        position = IntegerField()
        class Meta:
            database = db
            table_name = 'unit_version'
            indexes = ((('valid_from', 'valid_to'), False),)
    db.create_tables([UnitVersion])

    for statement in GUARD["postgres" if isinstance(db, PostgresqlDatabase) else "sqlite"]:
        db.execute_sql(statement)


# A guard against accidents: entries are added and never touched again.
GUARD = {
    "sqlite": [
        f"CREATE TRIGGER journal_entry_no_{word.lower()} BEFORE {word} ON journal_entry "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for word in ("UPDATE", "DELETE")
    ],
    "postgres": [
        "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
        "CREATE TRIGGER journal_entry_guard BEFORE UPDATE OR DELETE ON journal_entry "
        "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
    ],
}
