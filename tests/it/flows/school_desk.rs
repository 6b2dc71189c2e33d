//! What helps a school: the last request again, a form kept over a telephone call, a word on the chances, a new contact,
//! and what came of it.

use chrono::{NaiveDate, TimeDelta};
use passgenau::app::{AppError, Chance, DayForm, PlaceForm, RequestForm};
use passgenau::domain::money::FundingSource;
use passgenau::domain::offer::Answer;
use passgenau::domain::organisation::{LocationKind, Organisation, OrganisationKind, Room};
use passgenau::domain::person::{Person, Proof};
use passgenau::domain::programme::{ProgrammeId, ProofKind};
use passgenau::domain::record::RecordKind;
use passgenau::domain::review::{Feedback, Grade};
use passgenau::ids::OrganisationId;
use passgenau::store::Page;
use uuid::Uuid;

use crate::support::app::TestApp;
use crate::support::db::on_both;
use crate::support::people::interpreter;

fn able(n: u128) -> Person {
    let mut person = interpreter(n);
    let first = person.proofs[0].clone();
    person
        .proofs
        .extend([ProofKind::Training, ProofKind::Adult].map(|kind| Proof {
            kind,
            ..first.clone()
        }));
    person
}

on_both! {
    async fn the_chances_follow_the_rules_and_store_nothing(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let form = office.form();
        let chances = office.app.chances(office.school.id, &form).await.unwrap();
        assert_eq!(chances, [Chance { option: 1, likely: true }]);
        let two = RequestForm { headcount: "2".into(), ..form.clone() };
        assert_eq!(office.app.chances(office.school.id, &two).await.unwrap(), [Chance { option: 1, likely: false }]);
        let night = RequestForm { start_1: "19:00".into(), ..form.clone() };
        assert_eq!(office.app.chances(office.school.id, &night).await.unwrap(), [Chance { option: 1, likely: false }]);
        let vague = RequestForm { date_1: String::new(), ..form };
        assert_eq!(office.app.chances(office.school.id, &vague).await.unwrap(), []);
        assert_eq!(office.app.requests_of(office.school.id, passgenau::store::Page::first(10)).await.unwrap().total, 0);
    }

    async fn a_request_is_asked_again_and_a_form_survives_the_telephone(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&office.form()).await;
        let again = office.app.request_again(office.school.id, number).await.unwrap().unwrap();
        assert_eq!((again.language.as_str(), again.date_1.as_str()), (office.form().language.as_str(), ""));
        let stranger = OrganisationId(Uuid::from_u128(77));
        assert!(office.app.request_again(stranger, number).await.unwrap().is_none());
        assert!(office.app.request_to_move(stranger, number).await.unwrap().is_none());

        // Another talk has its own family; a moved one is the same, in every field.
        let told = RequestForm {
            level: "C1".into(), gender: "f".into(), gender_required: "on".into(), room: "Raum 7".into(), note: "Hintereingang".into(),
            case_token: "F-12".into(), sender: "Frau Roth".into(), professional: "Herr Bahr".into(), professional_email: "bahr@example.org".into(),
            on_site_contact: "Hausmeister".into(), on_site_phone: "02381 17-55".into(), reference: "AZ 9".into(), meeting_point: "Tor 2".into(),
            topic: "Schulwechsel".into(), people_expected: "4".into(), cost_centre: "4711".into(),
            date_2: "2026-12-02".into(), start_2: "10:30".into(), duration_2: "45".into(), ..office.form()
        };
        let number = office.ask(&told).await;
        let again = office.app.request_again(office.school.id, number).await.unwrap().unwrap();
        assert_eq!((again.room.as_str(), again.sender.as_str(), again.on_site_contact.as_str()), ("Raum 7", "Frau Roth", "Hausmeister"));
        for own in [&again.note, &again.case_token, &again.professional, &again.reference, &again.topic, &again.date_1, &again.rules_accepted] {
            assert_eq!(own, "", "belongs to the talk before");
        }
        let moved = office.app.request_to_move(office.school.id, number).await.unwrap().unwrap();
        assert_eq!(serde_json::to_value(&moved).unwrap(), serde_json::to_value(&told).unwrap());

        let fields = [("language".to_owned(), "tr".to_owned())].into();
        let key = office.app.save_draft(office.school.id, None, fields).await.unwrap();
        let more = [("language".to_owned(), "ar".to_owned())].into();
        assert_eq!(office.app.save_draft(office.school.id, Some(key), more).await.unwrap(), key);
        let drafts = office.app.drafts(office.school.id).await.unwrap();
        assert_eq!((drafts.len(), drafts[0].fields["language"].as_str()), (1, "ar"));
        assert!(office.app.drafts(stranger).await.unwrap().is_empty());
        office.later(TimeDelta::days(8));
        assert!(office.app.drafts(office.school.id).await.unwrap().is_empty());
        office.app.tidy().await.unwrap();
        let mut tx = office.app.store.read().await.unwrap();
        assert!(tx.request_drafts_of(office.school.id).await.unwrap().is_empty(), "after seven days it is gone");
    }

    async fn a_new_contact_takes_over_open_requests(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&office.form()).await;
        let old = office.app.intake_data(office.school.id).await.unwrap().contacts[0].id;
        let refused = office.app.change_contact(office.school.id, Some(old), "", "kein@", "x").await;
        let Err(AppError::Rejected(faults)) = refused else { panic!("{refused:?}") };
        assert_eq!(faults.len(), 3);
        let change = || office.app.change_contact(office.school.id, Some(old), "Herr Neu", "neu@example.org", "");
        let (moved, renewed) = change().await.unwrap();
        assert_eq!((moved, renewed.map(|o| o.link_version)), (1, Some(2)), "the old link is in old hands");
        assert_eq!(change().await.unwrap(), (0, None), "twice is once");
        let left = office.app.intake_data(office.school.id).await.unwrap().contacts;
        assert_eq!(left.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Herr Neu"]);
        let mut tx = office.app.store.read().await.unwrap();
        let request = tx.request_by_number(number).await.unwrap().unwrap();
        assert_eq!(tx.contact(request.asked.contact).await.unwrap().unwrap().name, "Herr Neu");
    }

    async fn a_moved_request_ends_the_old_one_in_the_same_breath(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&office.form()).await;
        let moved = RequestForm { replaces: number.to_string(), date_1: "2026-12-02".into(), ..office.form() };
        let faulty = RequestForm { language: "Klingonisch".into(), ..moved.clone() };
        let refused = office.app.submit_request(office.school.id, &faulty, &office.mark("new")).await;
        assert!(matches!(refused, Err(AppError::Rejected(_))));
        assert_eq!(office.state(number).await, "submitted", "nothing has happened");
        let mark = office.mark("new");
        let new = office.app.submit_request(office.school.id, &moved, &mark).await.unwrap();
        assert_eq!((office.state(number).await, office.state(new).await), ("cancelled".into(), "submitted".into()));
        assert_eq!(office.app.submit_request(office.school.id, &moved, &mark).await.unwrap(), new, "a double click");
        // Somebody else's request is not ended by naming it.
        let other = RequestForm { replaces: "99999".into(), ..moved };
        office.app.submit_request(office.school.id, &other, &office.mark("new")).await.unwrap();
    }

    async fn a_language_is_found_by_any_of_its_names(db) {
        let office = TestApp::new(db).await;
        let ask = async |language: &str| {
            let form = RequestForm { language: language.into(), ..office.form() };
            office.app.submit_request(office.school.id, &form, &office.mark("new")).await
        };
        for one in ["tr", "Türkisch", "türkisch", "Türkçe", "Turkish", "Türk", "Türkisch – Türkçe", "levantinisch", "turkce", "turkisch", "Turkçe"] {
            ask(one).await.unwrap_or_else(|error| panic!("{one}: {error:?}"));
        }
        for (typed, code) in [("Arabisch", "language-unclear"), ("Kurdisch", "language-unclear"), ("Klingonisch", "unknown-choice"), ("Tükrisch", "language-nearly"), ("", "required")] {
            let Err(AppError::Rejected(faults)) = ask(typed).await else { panic!("{typed}") };
            assert_eq!(faults.iter().map(|f| (f.field.as_str(), f.code)).collect::<Vec<_>>(), [("language", code)]);
        }
    }

    async fn a_room_must_hold_them_and_be_reachable(db) {
        let office = TestApp::new(db).await;
        let room = |name: &str, people, step_free| Room { name: name.into(), people, step_free, open: String::new() };
        let mut tx = office.app.store.write().await.unwrap();
        tx.set_rooms(office.place, &[room("Raum 12", Some(8), false), room("Aula", Some(200), true)]).await.unwrap();
        tx.commit().await.unwrap();
        let faults = async |change: fn(&mut RequestForm)| {
            let mut form = office.form();
            change(&mut form);
            match office.app.submit_request(office.school.id, &form, &office.mark("new")).await {
                Err(AppError::Rejected(faults)) => faults.into_iter().map(|f| (f.code, f.args)).collect::<Vec<_>>(),
                other => { other.unwrap(); Vec::new() }
            }
        };
        for (change, code, names) in [
            ((|f| { f.room = "raum 12".into(); f.step_free = "on".into(); }) as fn(&mut RequestForm), "room-steps", "Aula"),
            (|f| { f.room = "Raum 12".into(); f.people_expected = "9".into(); }, "room-small", "Aula"),
            (|f| { f.room = "Aula".into(); f.people_expected = "201".into(); }, "room-small-none", ""),
            (|f| { f.room = "Raum 12".into(); f.step_free = "on".into(); f.people_expected = "201".into(); }, "room-steps-none", ""),
        ] {
            let found = faults(change).await;
            assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [code]);
            assert!(found[0].1.iter().any(|(name, value)| *name == "names" && value == names), "{found:?}");
        }
        for fine in [
            (|f| { f.room = "Aula".into(); f.step_free = "on".into(); f.people_expected = "200".into(); }) as fn(&mut RequestForm),
            |f| { f.room = "Foyer".into(); f.step_free = "on".into(); },
            |f| { f.room = "Raum 12".into(); f.people_expected = "8".into(); },
        ] {
            assert!(faults(fine).await.is_empty());
        }
        // It is asked again with the next one.
        let number = office.ask(&RequestForm { step_free: "on".into(), room: "Aula".into(), ..office.form() }).await;
        let again = office.app.request_again(office.school.id, number).await.unwrap().unwrap();
        assert_eq!((again.step_free.as_str(), again.room.as_str()), ("on", "Aula"));
    }

    async fn the_office_says_which_money_pays_and_a_school_does_not(db) {
        let office = TestApp::new(db).await;
        let source = |id: &str, programme: Option<&str>, year: i32| FundingSource {
            id: id.into(),
            name: id.into(),
            programme: programme.map(|p| ProgrammeId(p.into())),
            first_day: NaiveDate::from_ymd_opt(year, 1, 1).unwrap(),
            last_day: NaiveDate::from_ymd_opt(year, 12, 31).unwrap(),
            cents: None,
            spent_cents: 0,
            position: 1,
        };
        let mut tx = office.app.store.write().await.unwrap();
        for one in [source("land", None, 2026), source("huki", Some("huki"), 2026), source("neu", None, 2027)] {
            tx.upsert_funding_source(&one).await.unwrap();
        }
        tx.commit().await.unwrap();
        let paid = async |number: i64| office.app.store.read().await.unwrap().request_by_number(number).await.unwrap().unwrap().asked.details.funding;
        let form = |funding: &str| RequestForm { funding: funding.into(), ..office.form() };
        let taken = async |funding: &str| office.app.take_request(office.school.id, &form(funding), office.account, &office.mark("take")).await;
        let number = taken("land").await.unwrap();
        assert_eq!(paid(number).await.as_deref(), Some("land"));
        assert_eq!(paid(taken("").await.unwrap()).await, None);
        for (funding, code) in [("huki", "funding-programme"), ("neu", "funding-days"), ("gibtesnicht", "unknown-choice")] {
            let Err(AppError::Rejected(faults)) = taken(funding).await else { panic!("{funding}") };
            assert_eq!(faults.iter().map(|f| (f.field.as_str(), f.code)).collect::<Vec<_>>(), [("funding", code)]);
        }
        let by_school = office.ask(&form("land")).await;
        assert_eq!(paid(by_school).await, None, "not for a school to say");
    }

    async fn a_school_keeps_its_own_places_and_nobody_elses(db) {
        let office = TestApp::new(db).await;
        let form = PlaceForm {
            place_name: "Nebenstelle".into(),
            street: "Am Wald 1".into(),
            postcode: "59 067".into(),
            town: "Teststadt".into(),
            district: "HS".into(),
            meeting_point: "Foyer".into(),
        };
        let id = office.app.save_place(office.school.id, None, &form).await.unwrap();
        let stored = office.app.own_place(office.school.id, id).await.unwrap().unwrap();
        assert_eq!((stored.postcode.as_str(), stored.kind), ("59067", LocationKind::Public));
        let faulty = PlaceForm { postcode: "5906".into(), district: "XX".into(), ..PlaceForm::default() };
        let Err(AppError::Rejected(faults)) = office.app.save_place(office.school.id, Some(id), &faulty).await else {
            panic!("accepted")
        };
        assert_eq!(
            faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(),
            ["street", "town", "postcode", "district"]
        );
        let stranger = OrganisationId(Uuid::from_u128(4242));
        let mut tx = office.app.store.write().await.unwrap();
        tx.insert_organisation(&Organisation {
            id: stranger,
            name: "Realschule".into(),
            kind: OrganisationKind::School,
            link_version: 1,
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let foreign = office.app.save_place(stranger, Some(id), &form).await;
        assert!(matches!(foreign, Err(AppError::NotFound)));
        office.later(TimeDelta::minutes(1));
        let changed = PlaceForm { street: "Am Wald 2".into(), ..form };
        office.app.save_place(office.school.id, Some(id), &changed).await.unwrap();
        let mut tx = office.app.store.read().await.unwrap();
        let history = tx.revisions(RecordKind::Location, &id.to_string(), Page::first(10)).await.unwrap();
        assert_eq!(history.rows.len(), 2);
        assert_eq!(history.rows[0].changes.len(), 1);
        assert_eq!(history.rows[0].changes[0].field, "street");
    }

    async fn the_school_says_afterwards_whether_it_took_place(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (_, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("yes")).await.unwrap();
        let early = office.app.report_outcome(office.school.id, number, true, "").await;
        assert!(matches!(early, Err(AppError::Conflict(_))));
        office.later(TimeDelta::days(30));
        let stranger = OrganisationId(Uuid::from_u128(77));
        assert!(matches!(office.app.report_outcome(stranger, number, true, "").await, Err(AppError::NotFound)));
        office.app.report_outcome(office.school.id, number, true, "").await.unwrap();
        assert_eq!(office.state(number).await, "held");
        // Two questions afterwards, each of which may stay open.
        let said = |understanding, arranging| Feedback { understanding, arranging };
        let first = said(Some(Grade::Partly), None);
        assert!(matches!(office.app.give_feedback(stranger, number, first).await, Err(AppError::NotFound)));
        office.app.give_feedback(office.school.id, number, first).await.unwrap();
        office.app.give_feedback(office.school.id, number, said(None, Some(Grade::Well))).await.unwrap();
        let mut tx = office.app.store.read().await.unwrap();
        let request = tx.request_by_number(number).await.unwrap().unwrap();
        assert_eq!(tx.feedback(request.id).await.unwrap(), said(Some(Grade::Partly), Some(Grade::Well)));
        drop(tx);
        office.app.report_outcome(office.school.id, number, false, "").await.unwrap();
        assert_eq!(office.state(number).await, "not_held");
        let nothing_to_say = office.app.give_feedback(office.school.id, number, first).await;
        assert!(matches!(nothing_to_say, Err(AppError::Conflict(_))));
    }

    async fn a_consultation_day_becomes_one_request_for_each_language_and_stretch(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let form = office.form();
        let day = DayForm {
            location: form.location.clone(),
            contact: form.contact.clone(),
            date: form.date_1.clone(),
            minutes: "15".into(),
            list: "Zeit; Raum; Sprache; Kürzel\n9:00; Raum 1; Türkisch; A\n9:15; Raum 2; tr; B\n11:45; Raum 1; TÜRKISCH; C\n13:30; Raum 1; türkisch; D\n9:00; Frau Weiß; Polnisch".into(),
            urgent_reason: String::new(),
            rules_accepted: "on".into(),
        };
        let told = office.app.consultation_preview(office.school.id, &day).await.unwrap();
        let mut shape: Vec<_> = told.iter().map(|(b, likely)| (b.language.0.as_str(), b.start, b.end, b.talks.len(), *likely)).collect();
        shape.sort();
        assert_eq!(
            shape,
            [
                ("pl", 540, 555, 1, Some(false)),
                ("tr", 540, 570, 2, Some(true)),
                ("tr", 705, 720, 1, Some(true)),
                ("tr", 810, 825, 1, Some(true)),
            ]
        );
        let mark = office.mark("day");
        let numbers = office.app.ask_for_day(office.school.id, &day, &mark).await.unwrap();
        assert_eq!(numbers.len(), 4);
        assert_eq!(office.app.ask_for_day(office.school.id, &day, &mark).await.unwrap(), numbers, "a double click is one day");

        let bad = DayForm {
            list: "x; Raum 1; Türkisch; A\n9:00; Raum 1; Klingonisch\n9:00; Raum 1; Türkisch; Emma Schmidt\nnur ein Wort\nZeit; Name des Kindes; Sprache".into(),
            ..day
        };
        let Err(AppError::Rejected(faults)) = office.app.consultation_preview(office.school.id, &bad).await else { panic!("accepted") };
        let codes: Vec<_> = faults.iter().map(|f| (f.code, f.args[0].1.as_str())).collect();
        assert_eq!(codes, [("day-time", "1"), ("day-language", "2"), ("day-names", "3"), ("day-cells", "4"), ("day-names", "5")]);
    }

    async fn of_a_day_with_one_stretch_too_long_nothing_is_asked(db) {
        let office = TestApp::new(db).await;
        let mut tx = office.app.store.write().await.unwrap();
        let mut programme = tx.programmes().await.unwrap().remove(0);
        programme.max_minutes = 60;
        tx.upsert_programme(&programme).await.unwrap();
        tx.commit().await.unwrap();
        let form = office.form();
        let day = |list: &str| DayForm {
            location: form.location.clone(),
            contact: form.contact.clone(),
            date: form.date_1.clone(),
            minutes: "15".into(),
            list: list.into(),
            urgent_reason: String::new(),
            rules_accepted: "on".into(),
        };
        let stored = async || {
            let requests = office.app.requests_of(office.school.id, Page::first(10)).await.unwrap().total;
            (requests, office.waiting().await)
        };
        let before = stored().await;
        let mark = office.mark("day");
        // The first two stretches would do; the third one lasts an hour and a half.
        let long = day("9:00; R 1; Türkisch; A\n9:00; R 2; Dari; B\n9:00; R 3; Farsi; C\n9:45; R 3; Farsi; D\n10:15; R 3; Farsi; E");
        let Err(AppError::Rejected(faults)) = office.app.ask_for_day(office.school.id, &long, &mark).await else { panic!("accepted") };
        assert_eq!(faults.iter().map(|f| (f.field.as_str(), f.code)).collect::<Vec<_>>(), [("list", "too-long-assignment")]);
        assert_eq!(stored().await, before, "neither a request nor a mail");
        // The same form, mended, is a new one.
        let mended = day("9:00; R 1; Türkisch; A\n9:00; R 2; Dari; B\n9:00; R 3; Farsi; C\n9:15; R 3; Farsi; D");
        assert_eq!(office.app.ask_for_day(office.school.id, &mended, &mark).await.unwrap().len(), 3);
        assert_eq!(stored().await.0, before.0 + 3);
    }
}
