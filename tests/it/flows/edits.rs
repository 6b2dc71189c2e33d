//! The office changes place, room, contact or note: who is told what, once?

use chrono::TimeDelta;
use passgenau::app::{AppError, Assigning, EditForm};
use passgenau::domain::organisation::{Location, LocationKind};
use passgenau::domain::request::TimeOption;
use passgenau::ids::LocationId;
use uuid::Uuid;

use crate::support::app::{TestApp, calendar, property, subject, to};
use crate::support::db::on_both;
use crate::support::people::{able, utc};
use crate::support::smtp::Received;

const SCHOOL: &str = "sekretariat@example.org";
const PERSON: &str = "person1@example.org";

async fn agreed(office: &TestApp) -> i64 {
    let number = office.ask(&office.form()).await;
    let seat = Assigning {
        option: 0,
        seat: 0,
        person: able(1).id,
    };
    office
        .app
        .assign(number, seat, office.account, &office.mark("m"))
        .await
        .unwrap();
    office.later(TimeDelta::minutes(3));
    office.mails().await;
    number
}

async fn edit(
    office: &TestApp,
    number: i64,
    notify: bool,
    change: impl Fn(&mut EditForm),
) -> Result<(), AppError> {
    let mut form = office.app.edit_view(number).await.unwrap().form;
    change(&mut form);
    let mark = office.mark("e");
    office
        .app
        .edit_request(number, &form, notify, office.account, &mark)
        .await
}

/// What the office did last about a request and can take back.
async fn held(office: &TestApp, number: i64) -> Option<passgenau::ids::HeldActionId> {
    let request = office.app.request_detail(number).await.unwrap().unwrap().request;
    office
        .app
        .held_for_request(request.id)
        .await
        .unwrap()
        .map(|held| held.id)
}

async fn undo(office: &TestApp, number: i64) -> Result<(), AppError> {
    let action = held(office, number).await.expect("can be taken back");
    office.app.undo(action, office.account).await.map(|_| ())
}

fn text(mail: &Received) -> String {
    let parsed = mail_parser::MessageParser::default()
        .parse(mail.bytes.as_slice())
        .expect("a mail");
    parsed.body_text(0).expect("text").into_owned()
}

/// What confirms that a move was looked at.
async fn seen_move(office: &TestApp, number: i64, to: TimeOption) -> String {
    office.app.preview_move(number, to).await.unwrap().digest
}

on_both! {
    async fn room_without_steps_and_money_are_changed_too(db) {
        let office = TestApp::new(db).await;
        let room = |name: &str, step_free| passgenau::domain::organisation::Room { name: name.into(), people: None, step_free, open: String::new() };
        let mut tx = office.app.store.write().await.unwrap();
        tx.set_rooms(office.place, &[room("Raum 12", false), room("Aula", true)]).await.unwrap();
        tx.upsert_funding_source(&super::rules::source(50_000)).await.unwrap();
        tx.commit().await.unwrap();
        let number = office.ask(&office.form()).await;
        let view = office.app.edit_view(number).await.unwrap();
        assert_eq!((view.rooms.len(), view.sources.len()), (2, 1));
        let refused = edit(&office, number, true, |f| { f.room = "Raum 12".into(); f.step_free = "on".into(); }).await;
        assert!(matches!(refused, Err(AppError::Rejected(faults)) if faults[0].code == "room-steps"));
        let refused = edit(&office, number, true, |f| f.funding = "fremd".into()).await;
        assert!(matches!(refused, Err(AppError::Rejected(faults)) if faults[0].field == "funding"));
        edit(&office, number, true, |f| { f.room = "Aula".into(); f.step_free = "on".into(); f.funding = "land".into(); }).await.unwrap();
        let form = office.app.edit_view(number).await.unwrap().form;
        assert_eq!((form.room.as_str(), form.step_free.as_str(), form.funding.as_str()), ("Aula", "on", "land"));
    }

    async fn a_change_is_told_with_old_and_new_and_counts_up_for_the_place_only(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = agreed(&office).await;
        edit(&office, number, true, |f| f.room = "Raum 12".into()).await.unwrap();
        let mails = office.mails().await;
        let (mine, theirs) = (to(&mails, PERSON), to(&mails, SCHOOL));
        assert_eq!((mine.len(), theirs.len()), (1, 1));
        assert_eq!(subject(mine[0]), "Geändert: Einsatz am 01.12.2026");
        let said = text(mine[0]);
        assert!(said.contains("Treffpunkt: Sekretariat, 1. Etage → Sekretariat, 1. Etage, Raum 12"), "{said}");
        let entry = calendar(mine[0]).expect("a calendar part");
        let uid = property(&entry, "UID");
        assert_eq!(property(&entry, "SEQUENCE"), "0", "a room is no other place");

        let mut tx = office.app.store.write().await.unwrap();
        let place = LocationId(Uuid::from_u128(99));
        tx.insert_location(&Location {
            id: place,
            organisation: office.school.id,
            name: "Turnhalle".into(),
            street: "Hallenweg 1".into(),
            postcode: "59065".into(),
            town: "Teststadt".into(),
            district: "MI".into(),
            meeting_point: String::new(),
            kind: LocationKind::Public,
        }).await.unwrap();
        tx.commit().await.unwrap();
        edit(&office, number, true, |f| f.location = place.to_string()).await.unwrap();
        let mails = office.mails().await;
        let mine = to(&mails, PERSON);
        assert!(text(mine[0]).contains("Ort: Lindenweg 3, 59065 Teststadt → Hallenweg 1, 59065 Teststadt"), "{}", text(mine[0]));
        let entry = calendar(mine[0]).expect("a calendar part");
        assert_eq!((property(&entry, "UID"), property(&entry, "SEQUENCE").as_str()), (uid, "1"));
        assert_eq!(property(&calendar(to(&mails, SCHOOL)[0]).expect("too"), "SEQUENCE"), "1");
    }

    async fn nobody_hears_of_a_note_nor_of_what_the_office_keeps_to_itself(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = agreed(&office).await;
        edit(&office, number, true, |f| f.note = "Klingel defekt".into()).await.unwrap();
        edit(&office, number, false, |f| f.room = "Raum 3".into()).await.unwrap();
        assert_eq!(office.mails().await.len(), 0);
        let stale = office.app.edit_view(number).await.unwrap().form;
        edit(&office, number, false, |f| f.room = "Raum 4".into()).await.unwrap();
        let late = office.app.edit_request(number, &stale, true, office.account, &office.mark("e")).await;
        assert!(matches!(late, Ok(()) | Err(AppError::Conflict(_))));
        assert_eq!(office.app.edit_view(number).await.unwrap().form.room, "Raum 4");
        let wrong = edit(&office, number, true, |f| { f.location = "x".into(); f.on_site_phone = "abc".into(); }).await;
        let Err(AppError::Rejected(faults)) = wrong else { panic!("taken") };
        assert_eq!(faults.len(), 2);
    }

    async fn several_changes_are_one_mail_and_a_return_is_none(db) {
        let office = TestApp::with(db, &[("ACTION_HOLD", "2")]).await;
        office.people(&[able(1)]).await;
        let number = agreed(&office).await;
        edit(&office, number, true, |f| f.room = "Raum 1".into()).await.unwrap();
        edit(&office, number, true, |f| f.on_site_contact = "Frau Yilmaz".into()).await.unwrap();
        edit(&office, number, true, |f| f.room = "Raum 2".into()).await.unwrap();
        let moved = TimeOption { starts_at: utc("2026-12-01T09:00:00Z"), ends_at: utc("2026-12-01T10:00:00Z") };
        let seen = office.app.preview_move(number, moved).await.unwrap().digest;
        office.app.move_request(number, moved, &seen, true, office.account, &office.mark("v")).await.unwrap();
        assert_eq!(office.mails().await.len(), 0, "they wait");
        office.later(TimeDelta::minutes(3));
        let mails = office.mails().await;
        let mine = to(&mails, PERSON);
        assert_eq!((mine.len(), to(&mails, SCHOOL).len()), (1, 1));
        let said = text(mine[0]);
        assert!(said.contains("→ Sekretariat, 1. Etage, Raum 2") && !said.contains("Raum 1\n"), "{said}");
        assert!(said.contains("Frau Berger, Tel. 02381 555-20 → Frau Yilmaz"), "{said}");
        assert!(said.contains("Zeit: Dienstag, 1. Dezember 2026, 9:00-10:00 Uhr → Dienstag, 1. Dezember 2026, 10:00-11:00 Uhr"), "{said}");

        edit(&office, number, true, |f| f.room = "Raum 9".into()).await.unwrap();
        edit(&office, number, true, |f| f.room = "Raum 2".into()).await.unwrap();
        office.later(TimeDelta::minutes(3));
        assert_eq!(office.mails().await.len(), 0, "all is as it was");
        assert_eq!(office.waiting().await, 0);
    }

    async fn a_change_is_taken_back_while_its_mails_wait_and_nobody_hears_of_it(db) {
        let office = TestApp::with(db, &[("ACTION_HOLD", "2")]).await;
        office.people(&[able(1)]).await;
        let number = agreed(&office).await;
        let before = office.app.edit_view(number).await.unwrap().form;
        edit(&office, number, true, |f| {
            f.room = "Raum 5".into();
            f.on_site_contact = "Frau Yilmaz".into();
            f.note = "Klingel defekt".into();
        }).await.unwrap();
        assert_eq!(office.waiting().await, 2);
        undo(&office, number).await.unwrap();
        assert_eq!(office.app.edit_view(number).await.unwrap().form, before);
        assert!(held(&office, number).await.is_none(), "only once");
        office.later(TimeDelta::minutes(3));
        assert_eq!((office.mails().await.len(), office.waiting().await), (0, 0));

        // Of two changes the first stays, and is told.
        edit(&office, number, true, |f| f.room = "Raum 6".into()).await.unwrap();
        office.later(TimeDelta::seconds(30));
        edit(&office, number, true, |f| f.on_site_contact = "Herr Falsch".into()).await.unwrap();
        undo(&office, number).await.unwrap();
        office.later(TimeDelta::minutes(3));
        let mails = office.mails().await;
        let said = text(to(&mails, PERSON)[0]);
        assert!(said.contains("Raum 6") && !said.contains("Falsch"), "{said}");

        // What somebody has changed again, or what has left, stays.
        edit(&office, number, true, |f| f.room = "Raum 7".into()).await.unwrap();
        let action = held(&office, number).await.unwrap();
        edit(&office, number, false, |f| f.room = "Raum 8".into()).await.unwrap();
        assert!(matches!(office.app.undo(action, office.account).await, Err(AppError::Conflict(_))));
        office.later(TimeDelta::minutes(3));
        assert!(held(&office, number).await.is_none());
        // What was there before is kept no longer than it can be brought back.
        office.app.tidy().await.unwrap();
        let kept = db.dump().await;
        let actions: Vec<_> = kept.iter().filter(|row| row.starts_with("held_action: ")).collect();
        assert!(actions.len() > 3 && actions.iter().all(|row| !row.contains("Herr Falsch")), "{actions:?}");
    }

    async fn a_move_is_taken_back_with_the_calendar_as_it_was(db) {
        let office = TestApp::with(db, &[("ACTION_HOLD", "2")]).await;
        office.people(&[able(1)]).await;
        let number = agreed(&office).await;
        let moved = TimeOption { starts_at: utc("2026-12-01T09:00:00Z"), ends_at: utc("2026-12-01T10:00:00Z") };
        office.app.move_request(number, moved, &seen_move(&office, number, moved).await, true, office.account, &office.mark("v")).await.unwrap();
        assert_eq!(office.waiting().await, 2);
        undo(&office, number).await.unwrap();
        office.later(TimeDelta::minutes(3));
        assert_eq!((office.mails().await.len(), office.waiting().await), (0, 0));
        let detail = office.app.request_detail(number).await.unwrap().unwrap();
        assert_eq!(detail.request.chosen().unwrap().starts_at, utc("2026-12-01T08:00:00Z"));
        // The next change counts further up than what was taken back.
        office.app.move_request(number, moved, &seen_move(&office, number, moved).await, true, office.account, &office.mark("w")).await.unwrap();
        office.later(TimeDelta::minutes(3));
        let mails = office.mails().await;
        assert_eq!(mails.len(), 2);
        for mail in &mails {
            let entry = calendar(mail).expect("a calendar part");
            assert_eq!(property(&entry, "DTSTART"), "TZID=Europe/Berlin:20261201T100000");
            assert!(property(&entry, "SEQUENCE").parse::<u32>().unwrap() >= 1);
        }
        // A move that costs somebody the appointment is told at once and cannot be taken back.
        let night = TimeOption { starts_at: utc("2026-12-01T02:00:00Z"), ends_at: utc("2026-12-01T03:00:00Z") };
        office.app.move_request(number, night, &seen_move(&office, number, night).await, true, office.account, &office.mark("n")).await.unwrap();
        assert!(held(&office, number).await.is_none());
        assert_eq!(to(&office.mails().await, PERSON).len(), 1);
    }
}
