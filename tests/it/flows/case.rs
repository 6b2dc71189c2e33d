//! One case on the telephone: who could, at what cost, why others could not, notes, callers, and a colleague in between.

use chrono::TimeDelta;
use passgenau::app::{AppError, Assigning, Heard, RequestForm};
use passgenau::domain::block::{Block, Topic};
use passgenau::domain::language::LanguageCode;
use passgenau::domain::offer::Answer;
use passgenau::domain::person::Channel;
use passgenau::domain::request::TimeOption;
use passgenau::domain::rights::Reach;

use crate::support::app::{TestApp, to};
use crate::support::db::on_both;
use crate::support::people::{able, utc};

on_both! {
    async fn everybody_is_weighed_with_costs_and_reasons(db) {
        let office = TestApp::new(db).await;
        let (first, mut second, mut third) = (able(1), able(2), able(3));
        second.languages.insert(LanguageCode("uk".into()), passgenau::domain::language::Level::Native);
        third.languages.remove(&LanguageCode("tr".into()));
        third.availability.clear();
        office.people(&[first.clone(), second.clone(), third.clone()]).await;
        let number = office.ask(&office.form()).await;
        let rival = office.ask(&RequestForm { language: "uk".into(), ..office.form() }).await;

        let seen = office.app.asking(number, None).await.unwrap();
        assert_eq!(seen.suitable.len(), 2);
        let of = |id| seen.suitable.iter().find(|s| s.person.id == id).unwrap();
        assert!(of(first.id).wanted_by.is_empty());
        assert_eq!(of(second.id).wanted_by, [(rival, 0)], "nobody else could take the other one");
        assert_eq!(seen.others.len(), 1);
        let against: Vec<_> = seen.others[0].lines.iter().filter_map(|(topic, block)| block.map(|b| (*topic, b))).collect();
        assert_eq!(against, [(Topic::Language, Block::Language), (Topic::Time, Block::Time)]);

        let seat = |person| Assigning { option: 0, seat: 0, person };
        let no = office.app.assign(number, seat(third.id), office.account, &office.mark("a")).await;
        assert!(matches!(&no, Err(AppError::Rejected(f)) if f[0].field == "reason_against"), "{no:?}");
        assert_eq!(office.state(number).await, "submitted", "nothing has happened");
        office.app.assign_because(number, seat(third.id), "Kennt die Familie seit Jahren", office.account, &office.mark("b")).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed");
        let request = office.app.store.read().await.unwrap().request_by_number(number).await.unwrap().unwrap();
        let file = office.app.open_case(request.id, office.account, true).await.unwrap();
        assert_eq!(file.notes.len(), 1);
        assert_eq!(file.notes[0].2.as_deref(), Some("Amal Person3"));

        office.app.ask_one(rival, seat(second.id), "", office.account, &office.mark("c")).await.unwrap();
        let twice = office.app.ask_one(rival, seat(second.id), "", office.account, &office.mark("d")).await;
        assert!(twice.is_err());
        assert_eq!(office.open_offers(rival).await.len(), 1);
    }

    async fn whoever_is_busy_is_told_apart_from_who_has_no_time(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let one = office.ask(&office.form()).await;
        office.app.assign(one, Assigning { option: 0, seat: 0, person: able(1).id }, office.account, &office.mark("a")).await.unwrap();
        let two = office.ask(&office.form()).await;
        let seen = office.app.asking(two, None).await.unwrap();
        assert!(seen.suitable.is_empty());
        let against: Vec<_> = seen.others[0].lines.iter().filter_map(|(topic, block)| block.map(|_| *topic)).collect();
        assert_eq!(against, [Topic::Busy]);
    }

    async fn notes_and_colleagues(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        let colleague = office.colleague("Frau M.").await;
        let request = office.app.store.read().await.unwrap().request_by_number(number).await.unwrap().unwrap();

        office.app.open_case(request.id, colleague, true).await.unwrap();
        let seen = office.app.case_mark(number).await.unwrap();
        let file = office.app.open_case(request.id, office.account, true).await.unwrap();
        assert_eq!(file.editors.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Frau M."]);
        assert!(office.app.changed_by_others(number, seen, office.account).await.unwrap().is_none());

        // Within the same second.
        let mark = office.mark("n");
        for _ in 0..2 {
            office.app.note_request(number, "Ruft gegen 11 Uhr zurück.", colleague, &mark).await.unwrap();
        }
        assert!(matches!(office.app.note_request(number, " ", colleague, &office.mark("m")).await, Err(AppError::Rejected(_))));
        let changed = office.app.changed_by_others(number, seen, office.account).await.unwrap().unwrap();
        assert_eq!(changed.action, "request.noted");
        assert!(office.app.changed_by_others(number, seen, colleague).await.unwrap().is_none(), "their own step");

        office.later(TimeDelta::minutes(6));
        let file = office.app.open_case(request.id, office.account, true).await.unwrap();
        assert!(file.editors.is_empty(), "five minutes later nobody has it open");
        assert_eq!(file.notes.len(), 1);
        office.app.drop_note(number, file.notes[0].0.id, office.account).await.unwrap();
        assert!(office.app.open_case(request.id, office.account, false).await.unwrap().notes.is_empty());
        office.app.drop_note(number, file.notes[0].0.id, colleague).await.expect("gone already is gone");
    }

    async fn a_move_is_confirmed_as_it_was_seen(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        let colleague = office.colleague("Frau M.").await;
        let later = TimeOption { starts_at: utc("2026-12-01T10:00:00Z"), ends_at: utc("2026-12-01T11:00:00Z") };
        let seen = office.app.preview_move(number, later).await.unwrap();
        assert!(seen.agreed.is_empty());

        // A colleague enters somebody, which whoever moves has not seen.
        let seat = Assigning { option: 0, seat: 0, person: able(1).id };
        office.app.assign(number, seat, colleague, &office.mark("c")).await.unwrap();
        let moved = office.app.move_request(number, later, &seen.digest, true, office.account, &office.mark("m")).await;
        assert!(matches!(moved, Err(AppError::Conflict(passgenau::app::CHANGED))), "{moved:?}");
        let request = office.app.store.read().await.unwrap().request_by_number(number).await.unwrap().unwrap();
        assert_eq!(request.chosen(), Some(seen.before), "nothing has moved");

        // Two move it at the same time: the second one is told.
        let seen = office.app.preview_move(number, later).await.unwrap();
        assert_eq!(seen.agreed.len(), 1);
        let other = TimeOption { starts_at: utc("2026-12-01T11:00:00Z"), ends_at: utc("2026-12-01T12:00:00Z") };
        let theirs = office.app.preview_move(number, other).await.unwrap();
        let (own, mark) = (office.mark("o"), office.mark("p"));
        let (one, two) = tokio::join!(
            office.app.move_request(number, later, &seen.digest, false, office.account, &own),
            office.app.move_request(number, other, &theirs.digest, false, colleague, &mark),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        // The same form sent twice is one move.
        let (done, mark) = if one.is_ok() { (&seen, &own) } else { (&theirs, &mark) };
        let by = if one.is_ok() { office.account } else { colleague };
        office.app.move_request(number, done.after, &done.digest, false, by, mark).await.unwrap();
    }

    async fn a_request_is_taken_down_on_the_telephone(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let fields = [("language".to_owned(), "tr".to_owned())].into();
        let key = office.app.keep_office_draft(office.account, office.school.id, None, fields).await.unwrap();
        let kept = office.app.office_drafts(office.account).await.unwrap();
        assert_eq!((kept.len(), kept[0].1.id), (1, key));
        let colleague = office.colleague("Frau M.").await;
        assert!(office.app.office_drafts(colleague).await.unwrap().is_empty(), "everybody has their own");

        let mark = office.mark("t");
        let number = office.app.take_request(office.school.id, &office.form(), office.account, &mark).await.unwrap();
        assert_eq!(office.app.take_request(office.school.id, &office.form(), office.account, &mark).await.unwrap(), number);
        office.app.drop_office_draft(office.account, key).await.unwrap();
        assert!(office.app.office_drafts(office.account).await.unwrap().is_empty());
        assert_eq!(to(&office.mails().await, "sekretariat@example.org").len(), 1, "the school can look it over");
        let detail = office.app.request_detail(number).await.unwrap().unwrap();
        assert_eq!(detail.history[0].action, "request.taken");
    }

    async fn callers_are_found_and_answers_keep_their_way(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        person.last_name = "Meyer".into();
        person.phone = Some("02381 444-17".into());
        office.people(&[person.clone()]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        for query in ["maier", "0238144417", "+49 2381 44417"] {
            let found = office.app.callers(query, &Reach::Everything, &Reach::Everything).await.unwrap();
            assert_eq!(found.people.len(), 1, "{query}");
            assert_eq!((found.people[0].coming.len(), found.people[0].open.len()), (1, 1));
        }
        let school = office.app.callers("lindenhof", &Reach::Everything, &Reach::Everything).await.unwrap();
        assert_eq!(school.schools[0].requests.len(), 1);
        assert_eq!(office.app.callers(&number.to_string(), &Reach::Everything, &Reach::Everything).await.unwrap().requests.len(), 1);

        let (offer, _) = office.open_offer(number).await.unwrap();
        let later = Heard { channel: Channel::Sms, at: Some(office.now() + TimeDelta::hours(1)) };
        assert!(office.app.record_heard(offer.id, Answer::Accept, later, office.account).await.is_err());
        let before = Heard { channel: Channel::Sms, at: Some(office.now() - TimeDelta::hours(1)) };
        office.app.record_heard(offer.id, Answer::Accept, before, office.account).await.unwrap();
        let detail = office.app.request_detail(number).await.unwrap().unwrap();
        let yes = detail.history.iter().find(|e| e.action == "offer.accepted").unwrap();
        assert_eq!(yes.detail["channel"], "sms");
        assert!(yes.detail.contains_key("said_at"));
    }
}
