"""Audits: engagements, teams, working papers; findings, corrective actions, requests, evidence."""

from peewee import *

def up(migrator, db):
    class Edition(Model):
        class Meta:
            database = db
            table_name = 'edition'

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

    class Engagement(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField()
        serial = IntegerField()
        title = CharField(max_length=120)
        kind = CharField(max_length=40)
        type = CharField(max_length=40)
        theme = CharField(max_length=200, default='')
        purpose = TextField(default='')
        criteria = TextField(default='')
        edition = ForeignKeyField(Edition)
        period = ForeignKeyField(Period, null=True)
        controls = JSONField(default=list)
        state = CharField(max_length=40, default='planned')
        starts_on = DateField()
        ends_on = DateField()
        report_on = DateField(null=True)
        fact_check_due_on = DateField(null=True)
        planned_by = ForeignKeyField(Person, null=True)
        notified_on = DateField(null=True)
        issued_on = DateField(null=True)
        reported_on = DateField(null=True)
        introduction = TextField(default='')
        remarks = TextField(default='')
        class Meta:
            database = db
            table_name = 'engagement'
            indexes = ((('fiscal_year', 'serial'), True),)
    db.create_tables([Engagement])

    class TeamMember(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        engagement = ForeignKeyField(Engagement)
        person = ForeignKeyField(Person)
        lead = BooleanField(default=False)
        statement = TextField(default='')
        stated_at = DateTimeField(null=True)
        access_from = DateField(null=True)
        access_to = DateField(null=True)
        removed = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'team_member'
            indexes = ((('engagement', 'person'), True),)
    db.create_tables([TeamMember])

    class WorkingPaper(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        engagement = ForeignKeyField(Engagement)
        unit = ForeignKeyField(Unit)
        code = CharField(max_length=20)
        name = CharField(max_length=120)
        name_en = CharField(max_length=160, default='')
        bureau = CharField(max_length=120, default='')
        path = JSONField(default=list)
        position = IntegerField()
        chosen_because = CharField(max_length=400, default='')
        visit_on = DateField(null=True)
        visit_time = CharField(max_length=40, default='')
        place = CharField(max_length=120, default='')
        locked_at = DateTimeField(null=True)
        reviewed_by = ForeignKeyField(Person, null=True)
        reviewed_at = DateTimeField(null=True)
        removed = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'working_paper'
            indexes = ((('engagement', 'unit'), True),)
    db.create_tables([WorkingPaper])

    class Finding(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        fiscal_year = IntegerField()
        serial = IntegerField()
        number = CharField(unique=True, max_length=20)
        engagement = ForeignKeyField(Engagement)
        paper = ForeignKeyField(WorkingPaper)
        unit = ForeignKeyField(Unit, index=False)
        control = CharField(max_length=40)
        chapter = CharField(max_length=20)
        severity = CharField(max_length=40)
        title = CharField(max_length=120)
        criterion = TextField(default='')
        condition = TextField(default='')
        cause = TextField(default='')
        effect = TextField(default='')
        recommendation = TextField(default='')
        publishable = TextField(default='')
        state = CharField(max_length=40, default='draft')
        turn = CharField(max_length=40, default='auditor')
        repeats = ForeignKeyField('self', null=True)
        recorded_by = ForeignKeyField(Person, null=True, index=False)
        recorded_at = DateTimeField()
        fact_check_due_on = DateField(null=True)
        reply = CharField(null=True, max_length=40)
        reply_words = TextField(default='')
        replied_by = ForeignKeyField(Person, null=True, index=False)
        replied_at = DateTimeField(null=True)
        decision_words = TextField(default='')
        issued_at = DateTimeField(null=True)
        issued_hash = CharField(max_length=64, default='')
        plan_due_on = DateField(null=True)
        due_on = DateField(null=True)
        first_due_on = DateField(null=True)
        next_due_on = DateField(null=True)
        extensions = IntegerField(default=0)
        reported_by = ForeignKeyField(Person, null=True, index=False)
        reported_at = DateTimeField(null=True)
        verified_by = ForeignKeyField(Person, null=True, index=False)
        verified_on = DateField(null=True)
        verified_how = TextField(default='')
        review_on = DateField(null=True)
        closed_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'finding'
            indexes = ((('fiscal_year', 'serial'), True), (('unit', 'control'), False), (('state', 'next_due_on'), False), (('turn', 'next_due_on'), False))
    db.create_tables([Finding])

    class Action(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        finding = ForeignKeyField(Finding)
        position = IntegerField(default=1)
        cause_kind = CharField(max_length=40)
        cause = TextField(default='')
        correction = TextField()
        prevention = TextField(default='')
        interim = TextField(default='')
        check_by = TextField(default='')
        needs_budget = BooleanField(default=False)
        owner_unit = ForeignKeyField(Unit, index=False)
        owner_title = CharField(max_length=60)
        due_on = DateField()
        first_due_on = DateField(null=True)
        state = CharField(max_length=40, default='draft')
        submitted_by = ForeignKeyField(Person, null=True, index=False)
        returned_words = TextField(default='')
        done_on = DateField(null=True)
        result = TextField(default='')
        class Meta:
            database = db
            table_name = 'action'
    db.create_tables([Action])

    class EvidenceRecord(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        paper = ForeignKeyField(WorkingPaper, null=True)
        control = CharField(max_length=40, default='')
        finding = ForeignKeyField(Finding, null=True)
        action = ForeignKeyField(Action, null=True)
        title = CharField(max_length=200)
        kept_at = CharField(max_length=200)
        seen_on = DateField(null=True)
        obtained_from = CharField(max_length=120, default='')
        recorded_by = ForeignKeyField(Person, null=True, index=False)
        removed = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'evidence_record'
    db.create_tables([EvidenceRecord])

    class Extension(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        finding = ForeignKeyField(Finding)
        before = DateField()
        until = DateField()
        reason = TextField()
        interim = TextField(default='')
        level = CharField(max_length=40)
        state = CharField(max_length=40, default='requested')
        requested_by = ForeignKeyField(Person, index=False)
        requested_at = DateTimeField()
        decided_by = ForeignKeyField(Person, null=True, index=False)
        decided_at = DateTimeField(null=True)
        words = TextField(default='')
        class Meta:
            database = db
            table_name = 'extension'
    db.create_tables([Extension])

    class RiskAcceptance(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        finding = ForeignKeyField(Finding)
        reason = TextField()
        measures = TextField(default='')
        review_on = DateField()
        state = CharField(max_length=40, default='requested')
        requested_by = ForeignKeyField(Person, index=False)
        requested_at = DateTimeField()
        decided_by = ForeignKeyField(Person, null=True, index=False)
        decided_at = DateTimeField(null=True)
        words = TextField(default='')
        class Meta:
            database = db
            table_name = 'risk_acceptance'
    db.create_tables([RiskAcceptance])

    class Amendment(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        finding = ForeignKeyField(Finding)
        text = TextField()
        reason = TextField()
        added_by = ForeignKeyField(Person, index=False)
        added_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'amendment'
    db.create_tables([Amendment])

    class PaperItem(Model):
        version = IntegerField(default=0)
        entry = IntegerField(default=-1)
        paper = ForeignKeyField(WorkingPaper, index=False)
        control = CharField(max_length=40)
        chapter = CharField(max_length=20)
        position = IntegerField()
        judgement = CharField(max_length=40, default='not checked')
        procedure = TextField(default='')
        seen = TextField(default='')
        population = CharField(max_length=200, default='')
        sample = CharField(max_length=200, default='')
        judged_by = ForeignKeyField(Person, null=True, index=False)
        judged_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'paper_item'
            indexes = ((('paper', 'control'), True),)
    db.create_tables([PaperItem])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('paper_item'))
    migrator.migrate(migrator.drop_table('amendment'))
    migrator.migrate(migrator.drop_table('risk_acceptance'))
    migrator.migrate(migrator.drop_table('extension'))
    migrator.migrate(migrator.drop_table('evidence_record'))
    migrator.migrate(migrator.drop_table('action'))
    migrator.migrate(migrator.drop_table('finding'))
    migrator.migrate(migrator.drop_table('working_paper'))
    migrator.migrate(migrator.drop_table('team_member'))
    migrator.migrate(migrator.drop_table('engagement'))
