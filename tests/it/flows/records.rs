//! Can the office correct everything it keeps, without losing what a colleague did, and take it back?

use chrono::TimeDelta;
use passgenau::app::AppError;
use passgenau::app::records::{Record, Removal, Saved, Sent, Typed};
use passgenau::domain::record::{RecordAction, RecordKind, Values};
use passgenau::domain::rights::Reach;
use passgenau::ids::AccountId;
use passgenau::store::Page;
use passgenau::view::Lang;

use crate::support::app::TestApp;
use crate::support::db::on_both;
use crate::support::people::interpreter;

/// A form as somebody has it open: what it shows, and what they typed over it.
struct Open {
    record: Record,
    typed: Typed,
    base: String,
    account: AccountId,
    part: &'static str,
    mark: String,
}

impl Open {
    async fn new(
        office: &TestApp,
        kind: RecordKind,
        key: &str,
        part: &'static str,
        account: AccountId,
    ) -> Self {
        let record = office
            .app
            .kept_record(kind, key, account, Lang::De)
            .await
            .unwrap();
        office.app.note_editing(kind, key, account).await.unwrap();
        let typed = record
            .form
            .clone()
            .part(part)
            .typed(&record.values, office.app.today(Lang::De));
        Self {
            base: serde_json::to_string(&record.values).unwrap(),
            mark: office.mark("edit"),
            record,
            typed,
            account,
            part,
        }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.typed.0.insert(name.into(), vec![value.into()]);
        self
    }

    async fn save(&self, office: &TestApp) -> Result<Saved, AppError> {
        office
            .app
            .save_record(&Sent {
                kind: self.record.kind,
                key: self.record.key.as_deref(),
                owner: "",
                part: self.part,
                typed: &self.typed,
                base: &self.base,
                mark: &self.mark,
                account: self.account,
                lang: Lang::De,
                without: None,
            })
            .await
    }
}

async fn values(office: &TestApp, kind: RecordKind, key: &str) -> Values {
    office
        .app
        .kept_record(kind, key, office.account, Lang::De)
        .await
        .unwrap()
        .values
}

async fn create(
    office: &TestApp,
    kind: RecordKind,
    owner: &str,
    fields: &[(&str, &str)],
) -> Result<String, AppError> {
    let record = office.app.new_record(kind, owner, Lang::De).await.unwrap();
    let mut typed = record.form.typed(&record.values, office.app.today(Lang::De));
    for (name, value) in fields {
        typed.0.insert((*name).into(), vec![(*value).into()]);
    }
    let mark = office.mark("new");
    let sent = Sent {
        kind,
        key: None,
        owner,
        part: "",
        typed: &typed,
        base: "",
        mark: &mark,
        account: office.account,
        lang: Lang::De,
        without: None,
    };
    match office.app.save_record(&sent).await? {
        Saved::Done { key, .. } => Ok(key),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn a_change_is_written_down_and_can_be_taken_back(db) {
        let office = TestApp::new(db).await;
        let (kind, key) = (RecordKind::Contact, office.contact().to_string());
        let form = Open::new(&office, kind, &key, "", office.account).await.with("phone", "02381 999-1");
        assert!(matches!(form.save(&office).await.unwrap(), Saved::Done { changed: true, .. }));
        assert!(matches!(form.save(&office).await.unwrap(), Saved::Done { .. }), "sent twice");
        assert_eq!(values(&office, kind, &key).await["phone"], "02381 999-1");

        let history = office.app.record_history(kind, &key, Page::first(10), Lang::De).await.unwrap();
        assert_eq!((history.total, history.rows[0].by.as_str()), (1, "Ina Leitung"), "once, and by whom");
        let entry = &history.rows[0];
        let change = &entry.revision.changes[0];
        assert_eq!((change.field.as_str(), change.before.as_str(), change.after.as_str()), ("phone", "02381 555-20", "02381 999-1"));
        assert!(entry.undoable);

        office.later(TimeDelta::minutes(1));
        let id = entry.revision.id;
        office.app.undo_record(kind, &key, id, office.account, &office.mark("u"), Lang::De).await.unwrap();
        assert_eq!(values(&office, kind, &key).await["phone"], "02381 555-20");
        let again = office.app.undo_record(kind, &key, id, office.account, &office.mark("v"), Lang::De).await;
        assert!(matches!(again, Err(AppError::Conflict("conflict-undo-late"))), "{again:?}");
        let history = office.app.record_history(kind, &key, Page::first(10), Lang::De).await.unwrap();
        assert_eq!(history.rows[0].revision.action, RecordAction::Undone);
        for statement in ["UPDATE revision SET action = 'changed'", "DELETE FROM revision", "UPDATE revision_value SET before_value = 'x'"] {
            assert!(db.run_by_hand(statement).await.is_err(), "{statement}");
        }
    }

    async fn two_people_at_once_lose_nothing(db) {
        let office = TestApp::new(db).await;
        let (kind, key) = (RecordKind::Contact, office.contact().to_string());
        let maria = office.colleague("Maria Meier").await;
        let mine = Open::new(&office, kind, &key, "", office.account).await.with("phone", "02381 111-1");
        let theirs = Open::new(&office, kind, &key, "", maria).await.with("phone", "02381 222-2").with("name", "Frau Berger-Kaya");
        assert_eq!(theirs.record.editors[0].name, "Ina Leitung", "one sees that somebody is at it");
        office.later(TimeDelta::minutes(2));
        theirs.save(&office).await.unwrap();

        let Saved::Conflict { fields, stored } = mine.save(&office).await.unwrap() else {
            panic!("both changed the number");
        };
        assert_eq!(fields.len(), 1);
        assert_eq!((fields[0].field.as_str(), fields[0].theirs.as_str(), fields[0].by.as_str()), ("phone", "02381 222-2", "Maria Meier"));
        assert_eq!(values(&office, kind, &key).await["phone"], "02381 222-2", "nothing was written over");

        // The form is shown again with what is stored as its base; what was typed stays in the field.
        let again = Open {
            base: serde_json::to_string(&stored).unwrap(),
            mark: office.mark("again"),
            ..mine
        };
        let again = again.with("name", "Frau Berger-Kaya");
        assert!(matches!(again.save(&office).await.unwrap(), Saved::Done { changed: true, .. }));
        let kept = values(&office, kind, &key).await;
        assert_eq!((kept["phone"].as_str(), kept["name"].as_str()), ("02381 111-1", "Frau Berger-Kaya"));
    }

    async fn changes_to_different_fields_are_brought_together(db) {
        let office = TestApp::new(db).await;
        office.people(&[interpreter(1)]).await;
        let (kind, key) = (RecordKind::Person, interpreter(1).id.to_string());
        let maria = office.colleague("Maria Meier").await;
        let mine = Open::new(&office, kind, &key, "contact", office.account).await.with("phone", "0151 5550142");
        let theirs = Open::new(&office, kind, &key, "contact", maria).await.with("email", "neu@example.org");
        theirs.save(&office).await.unwrap();
        office.later(TimeDelta::minutes(1));
        assert!(matches!(mine.save(&office).await.unwrap(), Saved::Done { changed: true, .. }));
        let kept = values(&office, kind, &key).await;
        assert_eq!((kept["phone"].as_str(), kept["email"].as_str()), ("0151 5550142", "neu@example.org"));
        let editors = office.app.kept_record(kind, &key, maria, Lang::De).await.unwrap().editors;
        assert!(editors.is_empty(), "whoever saved is done: {editors:?}");
    }

    async fn a_person_is_corrected_part_by_part(db) {
        let office = TestApp::new(db).await;
        office.people(&[interpreter(1)]).await;
        let (kind, key) = (RecordKind::Person, interpreter(1).id.to_string());
        let times = Open::new(&office, kind, &key, "times", office.account).await
            .with("week.sa.0.from", "10:00")
            .with("week.sa.0.to", "14:00")
            .with("absences.0.from", "2026-12-21")
            .with("absences.0.to", "2027-01-06");
        times.save(&office).await.unwrap();
        let languages = Open::new(&office, kind, &key, "languages", office.account).await
            .with("languages.2.language", "ru")
            .with("languages.2.level", "B2");
        languages.save(&office).await.unwrap();
        let kept = values(&office, kind, &key).await;
        assert_eq!(kept["availability"], "Mo-Fr 8-16; Sa 10-14");
        assert_eq!(kept["absences"], "2026-12-21\t2027-01-06");
        assert_eq!(kept["languages"], "de\tC1\t\nru\tB2\t\ntr\tnative\t");
        let person = office.app.store.read().await.unwrap().person(interpreter(1).id).await.unwrap().unwrap();
        assert_eq!((person.version, person.proofs.len()), (3, 2), "the rest is as it was");

        let faulty = Open::new(&office, kind, &key, "contact", office.account).await.with("email", "").with("phone", "12");
        let faults = match faulty.save(&office).await {
            Err(AppError::Rejected(faults)) => faults,
            other => panic!("{other:?}"),
        };
        assert_eq!(faults[0].field, "phone");
        let faulty = Open::new(&office, kind, &key, "contact", office.account).await.with("email", "");
        assert!(matches!(faulty.save(&office).await, Err(AppError::Rejected(f)) if f[0].code == "channel-email"));
        assert_eq!(values(&office, kind, &key).await, kept, "nothing half done");
    }

    async fn a_school_moves_in_and_is_put_away_again(db) {
        let office = TestApp::new(db).await;
        let school = create(&office, RecordKind::Organisation, "", &[("name", "Schule Übermorgen"), ("kind", "school")]).await.unwrap();
        let same = create(&office, RecordKind::Organisation, "", &[("name", "Schule Uebermorgen"), ("kind", "school")]).await;
        assert!(matches!(same, Err(AppError::Rejected(f)) if f[0].code == "name-taken"));
        let place = [("street", "Am Wald 1"), ("postcode", "59065"), ("town", "Teststadt"), ("district", "MI")];
        create(&office, RecordKind::Location, &school, &place).await.unwrap();
        create(&office, RecordKind::Contact, &school, &[("name", "Herr Öz"), ("email", "oez@example.org")]).await.unwrap();
        let preview = office.app.removal_preview(RecordKind::Organisation, &school).await.unwrap();
        assert_eq!(preview.removal, Removal::Delete, "nothing hangs on it");
        office.app.remove_record(RecordKind::Organisation, &school, Removal::Delete, office.account, &office.mark("d")).await.unwrap();
        assert!(matches!(office.app.removal_preview(RecordKind::Organisation, &school).await, Err(AppError::NotFound)));

        office.ask(&office.form()).await;
        let (kind, key) = (RecordKind::Organisation, office.school.id.to_string());
        let preview = office.app.removal_preview(kind, &key).await.unwrap();
        assert_eq!((preview.removal, preview.references), (Removal::Archive, vec![("requests", 1)]));
        let deleted = office.app.remove_record(kind, &key, Removal::Delete, office.account, &office.mark("x")).await;
        assert!(matches!(deleted, Err(AppError::Conflict("conflict-record-in-use"))));
        office.app.remove_record(kind, &key, Removal::Archive, office.account, &office.mark("a")).await.unwrap();
        let token = office.app.keys.organisation(&office.school);
        assert!(office.app.organisation_by_token(&token).await.unwrap().is_none(), "its link rests");
        let listed = |archived| office.app.find_organisations("lindenhof", None, archived, &Reach::Everything, Page::first(10));
        assert_eq!((listed(false).await.unwrap().total, listed(true).await.unwrap().total), (0, 1));
        office.app.remove_record(kind, &key, Removal::Restore, office.account, &office.mark("r")).await.unwrap();
        assert!(office.app.organisation_by_token(&token).await.unwrap().is_some());
    }

    async fn what_the_office_decides_once_is_edited_too(db) {
        let office = TestApp::new(db).await;
        let key = create(&office, RecordKind::Language, "", &[
            ("code", "x-test"), ("name_de", "Testisch"), ("name_en", "Testish"), ("iso639_3", "mis"),
            ("fallbacks.0.language", "tr"), ("fallbacks.0.quality", "70"),
        ]).await.unwrap();
        assert_eq!(values(&office, RecordKind::Language, &key).await["fallbacks"], "tr\t70");
        let gone = Open::new(&office, RecordKind::Language, &key, "fallbacks", office.account).await
            .with("fallbacks.0.language", "")
            .with("fallbacks.0.quality", "");
        gone.save(&office).await.unwrap();
        assert_eq!(values(&office, RecordKind::Language, &key).await["fallbacks"], "");

        let ways = Open::new(&office, RecordKind::District, "MI", "travel", office.account).await;
        let row = (0..3).find(|n| ways.typed.get(&format!("travel.{n}.district")) == "HS").unwrap();
        ways.with(&format!("travel.{row}.car"), "11").save(&office).await.unwrap();
        assert!(values(&office, RecordKind::District, "HS").await["travel"].contains("MI\t22\t11"), "both directions");

        let rule = Open::new(&office, RecordKind::Programme, "interpreting", "demands", office.account).await.with("max_minutes", "120");
        rule.save(&office).await.unwrap();
        let mut form = office.form();
        form.duration_1 = "150".into();
        let refused = office.app.submit_request(office.school.id, &form, &office.mark("n")).await;
        assert!(matches!(refused, Err(AppError::Rejected(f)) if f[0].code == "too-long-assignment"), "the rule holds at once");
        let own = create(&office, RecordKind::Language, "", &[("code", "TR"), ("name_de", "x"), ("name_en", "x"), ("iso639_3", "tur")]).await;
        assert!(matches!(own, Err(AppError::Rejected(f)) if f[0].code == "key-taken"));
    }

    async fn calendars_money_and_exclusions_are_edited_too(db) {
        let office = TestApp::new(db).await;
        office.people(&[interpreter(1)]).await;
        let calendar = Open::new(&office, RecordKind::Calendar, "office", "", office.account).await
            .with("phone_hours", "Mo-Do 8-12, 13-16; Fr 8-12")
            .with("closures.0.from", "2026-12-24").with("closures.0.to", "2027-01-01")
            .with("covers.0.from", "2026-12-01").with("covers.0.to", "2026-12-10")
            .with("covers.0.name", "Frau Meier").with("covers.0.phone", "02381 17-1");
        calendar.save(&office).await.unwrap();
        let kept = office.app.store.read().await.unwrap().office_calendar().await.unwrap();
        assert!(kept.closed_on("2026-12-30".parse().unwrap()));
        assert_eq!((kept.phone_hours.len(), kept.covers[0].name.as_str()), (9, "Frau Meier"));
        let cover = kept.covers[0].id;
        office.later(TimeDelta::minutes(1));
        Open::new(&office, RecordKind::Calendar, "office", "closures", office.account).await
            .with("closures.1.from", "2027-03-01").with("closures.1.to", "2027-03-02").save(&office).await.unwrap();
        let kept = office.app.store.read().await.unwrap().office_calendar().await.unwrap();
        assert_eq!((kept.closures.len(), kept.covers[0].id), (2, cover), "what stays keeps its key");

        let holidays = Open::new(&office, RecordKind::Holidays, "school", "", office.account).await;
        let next = (0..60).find(|n| holidays.typed.get(&format!("school_holidays.{n}.from")).is_empty()).unwrap();
        let row = |c: &str| format!("school_holidays.{next}.{c}");
        holidays.with(&row("from"), "2031-07-01").with(&row("to"), "2031-08-12").with(&row("holiday"), "summer").save(&office).await.unwrap();
        let spans = office.app.store.read().await.unwrap().school_holidays().await.unwrap();
        assert_eq!(spans.last().unwrap().to.to_string(), "2031-08-12");

        let school = office.school.id.to_string();
        Open::new(&office, RecordKind::Organisation, &school, "movable", office.account).await
            .with("movable_days.0.day", "2026-12-01").save(&office).await.unwrap();
        assert_eq!(values(&office, RecordKind::Organisation, &school).await["movable_days"], "2026-12-01");

        let pair = create(&office, RecordKind::Exclusion, "", &[
            ("person", "amal person1"), ("exclusion", "conflict"), ("not_organisation", "Grundschule am Lindenhof"),
        ]).await.unwrap();
        let pairs = office.app.store.read().await.unwrap().exclusions_of_person(interpreter(1).id).await.unwrap();
        assert_eq!(pairs.len(), 1);
        let both = create(&office, RecordKind::Exclusion, "", &[
            ("person", "Amal Person1"), ("exclusion", "conflict"), ("not_organisation", "Grundschule am Lindenhof"), ("not_case", "K-1"),
        ]).await;
        assert!(matches!(both, Err(AppError::Rejected(f)) if f[0].code == "exclusion-one"));
        office.app.remove_record(RecordKind::Exclusion, &pair, Removal::Delete, office.account, &office.mark("d")).await.unwrap();

        let source = create(&office, RecordKind::Funding, "", &[
            ("name", "Landesmittel 2027"), ("first_day", "2027-01-01"), ("last_day", "2027-12-31"), ("amount", "50.000"),
        ]).await.unwrap();
        let sources = office.app.store.read().await.unwrap().funding_sources().await.unwrap();
        assert_eq!(sources.iter().find(|s| s.id == source).unwrap().cents, Some(5_000_000));
        let regime = office.app.store.read().await.unwrap().cap_regimes().await.unwrap()[0].id.clone();
        let open = Open::new(&office, RecordKind::Regime, &regime, "", office.account).await;
        let next = (0..60).find(|n| open.typed.get(&format!("amounts.{n}.from")).is_empty()).unwrap();
        let row = |c: &str| format!("amounts.{next}.{c}");
        open.with(&row("from"), "2028-01-01").with(&row("amount"), "1.000").with(&row("period"), "year").save(&office).await.unwrap();
        let caps = office.app.store.read().await.unwrap().cap_regimes().await.unwrap();
        assert!(caps.iter().any(|c| c.id == regime && c.cents == 100_000 && c.valid_from.to_string() == "2028-01-01"));

        Open::new(&office, RecordKind::Programme, "interpreting", "money", office.account).await
            .with("tariffs.0.from", "2027-01-01").with("tariffs.0.first_minutes", "120").with("tariffs.0.first_cents", "25")
            .with("tariffs.0.step_minutes", "60").with("tariffs.0.step_cents", "10").save(&office).await.unwrap();
        let tariffs = office.app.store.read().await.unwrap().tariffs().await.unwrap();
        assert!(tariffs.iter().any(|t| t.programme.0 == "interpreting" && t.first_cents == 2500));
    }
}
