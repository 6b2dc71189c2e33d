//! Weekly plan, reminders and proofs of service around both changes of the clock and the end of a year: each once, at
//! the right local time.

use chrono::{DateTime, TimeDelta, Utc};
use passgenau::app::{Assigning, RequestForm};

use crate::support::app::{TestApp, subject, to};
use crate::support::db::on_both;
use crate::support::people::{able, utc};

const PERSON: &str = "person1@example.org";
const SCHOOL: &str = "sekretariat@example.org";

fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&chrono_tz::Europe::Berlin)
        .format("%a %d.%m. %H:%M")
        .to_string()
}

/// Moves the clock in steps and returns what arrived, with the moment; a second process rings, too.
async fn travel(office: &TestApp, until: &str, step: TimeDelta) -> Vec<(String, String, String)> {
    let until = utc(until);
    let mut seen = Vec::new();
    while office.now() < until {
        office.app.digests().await.unwrap();
        office.app.digests().await.unwrap();
        for mail in office.mails().await {
            seen.push((local(office.now()), mail.to[0].clone(), subject(&mail)));
        }
        office.later(step.min(until - office.now()));
    }
    seen
}

fn of<'a>(seen: &'a [(String, String, String)], address: &str, start: &str) -> Vec<&'a str> {
    let matching = seen
        .iter()
        .filter(|(_, to, subject)| to == address && subject.starts_with(start));
    matching.map(|(at, ..)| at.as_str()).collect()
}

on_both! {
    async fn everything_comes_once_around_both_changes_and_the_year_end(db) {
        let office = TestApp::new(db).await;
        let mut person = able(1);
        for proof in &mut person.proofs {
            proof.valid_until = None;
        }
        office.people(&[person]).await;
        let mut tx = office.app.store.write().await.unwrap();
        let mut programme = tx.programmes().await.unwrap().remove(0);
        programme.rules.runs_in_holidays = true;
        tx.upsert_programme(&programme).await.unwrap();
        tx.commit().await.unwrap();
        for (from, date, start, until, week, ahead, morning, proof) in [
            // The clocks go back on Sunday, Monday is All Saints' Day.
            ("2027-10-11T08:00:00Z", "2027-11-02", "09:00", "2027-11-02T23:00:00Z",
             "Fri 29.10. 10:00", "Sat 30.10. 20:00", "Tue 02.11. 07:00", "Tue 02.11. 11:00"),
            // Two days before is New Year's Day.
            ("2027-12-13T08:00:00Z", "2028-01-03", "09:00", "2028-01-03T23:00:00Z",
             "Fri 31.12. 10:00", "Fri 31.12. 20:00", "Mon 03.01. 07:00", "Mon 03.01. 11:00"),
            // The clocks go forward on Sunday.
            ("2028-03-06T08:00:00Z", "2028-03-28", "14:00", "2028-03-28T23:00:00Z",
             "Fri 24.03. 10:00", "Sat 25.03. 20:00", "Tue 28.03. 07:00", "Tue 28.03. 16:00"),
        ] {
            office.later(utc(from) - office.now());
            let form = RequestForm { date_1: date.into(), start_1: start.into(), ..office.form() };
            let number = office.ask(&form).await;
            let seat = Assigning { option: 0, seat: 0, person: able(1).id };
            office.app.assign(number, seat, office.account, &office.mark("m")).await.unwrap();
            let seen = travel(&office, until, TimeDelta::minutes(30)).await;
            assert_eq!(of(&seen, PERSON, "Ihre Einsätze vom"), [week], "{date}");
            assert_eq!(of(&seen, PERSON, "Erinnerung: Einsatz "), [ahead, morning], "{date}");
            assert_eq!(of(&seen, SCHOOL, "Erinnerung: Sprachmittlung"), [ahead, morning], "{date}");
            assert_eq!(of(&seen, PERSON, "Bitte Einsatzzeit"), [proof], "{date}");
            assert_eq!(of(&seen, SCHOOL, "Bitte Einsatz bestätigen"), [proof], "{date}");
            office.app.report_outcome(office.school.id, number, true, "").await.unwrap();
        }
    }

    async fn after_a_week_of_downtime_proofs_are_asked_for_once_and_nothing_for_the_first_time_too_late(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        let seat = Assigning { option: 0, seat: 0, person: able(1).id };
        office.app.assign(number, seat, office.account, &office.mark("m")).await.unwrap();
        office.mails().await;
        // Down from before the appointment until nine days after it.
        office.later(utc("2026-12-10T09:00:00Z") - office.now());
        let other = TestApp::another(db, &office.app.config, 9);
        other.clock.advance(office.now() - other.clock.now());
        let (one, two) = tokio::join!(office.app.digests(), other.digests());
        one.unwrap();
        two.unwrap();
        let mails = office.mails().await;
        let mine: Vec<_> = to(&mails, PERSON).iter().map(|m| subject(m)).collect();
        assert_eq!(mine, [format!("Erinnerung: Einsatznachweis fehlt – Nr. {number}")]);
        office.app.digests().await.unwrap();
        assert_eq!(office.mails().await.len(), 0);
    }
}
