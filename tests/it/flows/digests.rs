//! What comes round by the clock: once, at the right local time, across changes of the clock, holidays and downtime.

use chrono::{DateTime, TimeDelta, Utc};
use passgenau::app::{App, Assigning, RequestForm};

use crate::support::app::{TestApp, subject};
use crate::support::db::on_both;
use crate::support::people::{able, utc};

const OFFICE: &str = "ehrenamt@ehrenamt.example.org";

/// Moves the clock in steps, looks at what is due at each, and returns what arrived, with the moment.
async fn travel(office: &TestApp, until: &str, step: TimeDelta) -> Vec<(DateTime<Utc>, String, String)> {
    let until = utc(until);
    let mut seen = Vec::new();
    while office.now() < until {
        office.app.digests().await.unwrap();
        for mail in office.mails().await {
            seen.push((office.now(), mail.to[0].clone(), subject(&mail)));
        }
        office.later(step.min(until - office.now()));
    }
    seen
}

fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&chrono_tz::Europe::Berlin)
        .format("%a %d.%m. %H:%M")
        .to_string()
}

async fn agreed(office: &TestApp, form: &RequestForm) {
    let number = office.ask(form).await;
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
    office.mails().await;
}

on_both! {
    async fn a_week_brings_overviews_the_plan_and_two_reminders_each_once(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        agreed(&office, &office.form()).await;
        let seen = travel(&office, "2026-12-02T00:00:00Z", TimeDelta::minutes(15)).await;
        let at = |address: &str, start: &str| -> Vec<String> {
            let of = seen.iter().filter(|(_, to, subject)| to == address && subject.starts_with(start));
            of.map(|(at, ..)| local(*at)).collect()
        };
        // It is Monday, 9:00: today's overview is caught up, the others come at 6:45.
        assert_eq!(
            at(OFFICE, "Tagesübersicht"),
            ["Mon 23.11. 09:00", "Tue 24.11. 06:45", "Wed 25.11. 06:45", "Thu 26.11. 06:45", "Fri 27.11. 06:45",
             "Mon 30.11. 06:45", "Tue 01.12. 06:45"]
        );
        assert_eq!(at("person1@example.org", "Ihre Einsätze vom"), ["Fri 27.11. 10:00"]);
        // 48 hours before Tuesday 9:00 is a Sunday: Saturday evening instead. The morning itself: 7:00.
        assert_eq!(at("person1@example.org", "Erinnerung: Einsatz"), ["Sat 28.11. 20:00", "Tue 01.12. 07:00"]);
        assert_eq!(at("sekretariat@example.org", "Erinnerung: Sprachmittlung"), ["Sat 28.11. 20:00", "Tue 01.12. 07:00"]);
        let all = seen.iter().filter(|(_, to, _)| to == "person1@example.org").count();
        // And an hour after the end the question how long it took.
        assert_eq!(all, 4, "{seen:?}");
        assert!(seen.iter().any(|(_, _, s)| s == "Erinnerung: Einsatz heute, 9 Uhr"));
    }

    async fn two_processes_and_a_week_of_downtime_do_what_still_helps_once(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        agreed(&office, &office.form()).await;
        // Down from Monday to Saturday noon: of five overviews none helps any more, the weekly plan does.
        office.later(utc("2026-11-28T11:00:00Z") - office.now());
        let other: App = TestApp::another(db, &office.app.config, 9);
        other.clock.advance(office.now() - other.clock.now());
        let (one, two) = tokio::join!(office.app.digests(), other.digests());
        one.unwrap();
        two.unwrap();
        let mails = office.mails().await;
        let subjects: Vec<_> = mails.iter().map(subject).collect();
        assert_eq!(subjects.iter().filter(|s| s.starts_with("Ihre Einsätze")).count(), 1, "{subjects:?}");
        assert_eq!(subjects.iter().filter(|s| s.starts_with("Tagesübersicht")).count(), 0, "{subjects:?}");
        office.app.digests().await.unwrap();
        assert_eq!(office.mails().await.len(), 0);
    }

    async fn whoever_switched_reminders_off_gets_none_but_keeps_the_appointment(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        agreed(&office, &office.form()).await;
        office.app.choose_mails(able(1).id, passgenau::app::MailChoice::RemindersOff, None).await.unwrap();
        let seen = travel(&office, "2026-12-01T08:00:00Z", TimeDelta::hours(1)).await;
        assert!(seen.iter().all(|(_, to, _)| to != "person1@example.org"), "{seen:?}");
        assert!(seen.iter().any(|(_, _, s)| s.starts_with("Erinnerung: Sprachmittlung")));
    }

    async fn what_was_called_off_is_not_reminded_of(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        let seat = Assigning { option: 0, seat: 0, person: able(1).id };
        office.app.assign(number, seat, office.account, &office.mark("m")).await.unwrap();
        office.app.cancel_for_requester(number, office.account).await.unwrap();
        office.mails().await;
        let seen = travel(&office, "2026-12-01T08:00:00Z", TimeDelta::hours(2)).await;
        assert!(seen.iter().all(|(_, to, _)| to == OFFICE), "{seen:?}");
    }

    async fn the_overview_keeps_its_local_time_over_both_changes_and_the_year_end(db) {
        let office = TestApp::new(db).await;
        for (from, until, expected) in [
            ("2027-03-24T00:45:00Z", "2027-03-31T12:00:00Z",
             vec!["Wed 24.03. 06:45", "Thu 25.03. 06:45", "Tue 30.03. 06:45", "Wed 31.03. 06:45"]),
            ("2027-10-28T00:45:00Z", "2027-11-02T12:00:00Z",
             vec!["Thu 28.10. 06:45", "Fri 29.10. 06:45", "Tue 02.11. 06:45"]),
            ("2027-12-30T00:45:00Z", "2028-01-04T00:45:00Z",
             vec!["Thu 30.12. 06:45", "Fri 31.12. 06:45", "Mon 03.01. 06:45"]),
        ] {
            office.later(utc(from) - office.now());
            let seen = travel(&office, until, TimeDelta::hours(1)).await;
            let at: Vec<_> = seen.iter().filter(|(_, _, s)| s.starts_with("Tagesübersicht")).map(|(at, ..)| local(*at)).collect();
            assert_eq!(at, expected);
        }
    }

    async fn proofs_and_old_particulars_are_asked_for_in_time(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        for proof in &mut person.proofs {
            proof.valid_until = None;
        }
        person.proofs[0].valid_until = Some("2027-01-15".parse().unwrap());
        office.people(&[person]).await;
        let seen = travel(&office, "2027-01-29T00:45:00Z", TimeDelta::hours(3)).await;
        let mine: Vec<_> = seen.iter().filter(|(_, to, _)| to == "person1@example.org").collect();
        let proofs = mine.iter().filter(|(_, _, s)| s.starts_with("Bitte erneuern")).count();
        assert_eq!(proofs, 3, "90, 30 and 7 days before: {mine:?}");
        let stale = mine.iter().filter(|(_, _, s)| s == "Sind Ihre Zeiten noch aktuell?").count();
        assert_eq!(stale, 1, "{mine:?}");
    }

    async fn a_proof_is_asked_for_at_90_30_and_7_days_on_working_days_at_eight(db) {
        let office = TestApp::new(db).await;
        let until = |n: u128, day: &str| {
            let mut person = able(n);
            person.proofs[0].valid_until = Some(day.parse().unwrap());
            person
        };
        let renewed = until(3, "2027-03-31");
        office.people(&[until(1, "2027-03-31"), until(2, "2027-04-05"), renewed.clone()]).await;
        let mut seen = Vec::new();
        // Between the stretches the program is down; the last one lies over Easter and the change of the clock.
        for (from, to) in [
            ("2026-12-30T00:30:00Z", "2027-01-04T12:00:00Z"),
            ("2027-01-07T12:00:00Z", "2027-01-08T12:00:00Z"),
            ("2027-02-27T00:30:00Z", "2027-03-09T12:00:00Z"),
            ("2027-03-23T00:30:00Z", "2027-04-07T12:00:00Z"),
        ] {
            office.later(utc(from) - office.now());
            seen.extend(travel(&office, to, TimeDelta::minutes(30)).await);
            if from.starts_with("2026") {
                let mut tx = office.app.store.write().await.unwrap();
                let mut person = tx.person(renewed.id).await.unwrap().unwrap();
                person.proofs[0].valid_until = Some("2032-01-10".parse().unwrap());
                assert!(tx.update_person(&person, person.version).await.unwrap());
                tx.commit().await.unwrap();
            }
        }
        let of = |address: &str| -> Vec<String> {
            let mine = seen.iter().filter(|(_, to, subject)| to == address && subject.starts_with("Bitte erneuern"));
            mine.map(|(at, _, subject)| format!("{} {subject}", local(*at))).collect()
        };
        let said = |at: &str, day: &str| format!("{at} Bitte erneuern: erweitertes Führungszeugnis bis {day}");
        assert_eq!(of("person1@example.org"), [
            said("Thu 31.12. 08:00", "31.03.2027"), said("Mon 01.03. 08:00", "31.03.2027"), said("Wed 24.03. 08:00", "31.03.2027"),
        ]);
        // 5 January fell into the downtime, 6 March is a Saturday, 29 March Easter Monday.
        assert_eq!(of("person2@example.org"), [
            said("Thu 07.01. 13:00", "05.04.2027"), said("Mon 08.03. 08:00", "05.04.2027"), said("Tue 30.03. 08:00", "05.04.2027"),
        ]);
        assert_eq!(of("person3@example.org"), [said("Thu 31.12. 08:00", "31.03.2027")], "renewed since");
    }
}
