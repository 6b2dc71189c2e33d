//! The main job from end to end: a school asks, a plan is made, somebody declines, somebody else comes, it is called
//! off.

use passgenau::app::AnswerOutcome;
use passgenau::domain::offer::Answer;

use crate::support::app::{TestApp, calendar, property, subject, to};
use crate::support::db::on_both;
use crate::support::people::interpreter;

pub fn pool() -> Vec<passgenau::domain::person::Person> {
    let mut people = vec![interpreter(1), interpreter(2)];
    for person in &mut people {
        let kinds = [
            passgenau::domain::programme::ProofKind::Training,
            passgenau::domain::programme::ProofKind::Adult,
        ];
        let first = person.proofs[0].clone();
        person
            .proofs
            .extend(kinds.map(|kind| passgenau::domain::person::Proof {
                kind,
                ..first.clone()
            }));
    }
    people
}

on_both! {
    async fn a_request_becomes_an_assignment_and_is_called_off(db) {
        let office = TestApp::new(db).await;
        office.people(&pool()).await;

        let number = office.ask(&office.form()).await;
        let mails = office.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!(subject(to(&mails, "sekretariat@example.org")[0]), format!("Anfrage Nr. {number} eingegangen"));

        let plan = office.plan().await;
        let view = office.app.plan_view(plan).await.unwrap().unwrap();
        assert_eq!(view.choices.len(), 1);
        assert_eq!(view.choices[0].backups.len(), 1, "somebody stands by");
        assert!(view.levels.iter().all(|l| l.proven), "{:?}", view.levels);
        let mark = office.mark("publish");
        let published = office.app.publish(plan, true, office.account, &mark).await.unwrap();
        assert_eq!((published.requests, published.people, published.calls), (1, 1, 0));
        assert_eq!(office.state(number).await, "searching");

        let mails = office.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!(subject(&mails[0]), "Einsatz möglich? Dienstag, 01.12.2026, Mitte");
        assert!(!mails[0].text().contains("Lindenhof"), "an offer names no school");
        let (first, token) = office.open_offer(number).await.unwrap();
        assert_eq!(office.app.answer(&token, Answer::Decline, &office.mark("a")).await.unwrap(), AnswerOutcome::Declined);

        let mails = office.mails().await;
        let (second, token) = office.open_offer(number).await.unwrap();
        assert_ne!(first.person, second.person, "the backup is asked");
        assert_eq!(mails.len(), 2);
        assert_eq!(to(&mails, "ehrenamt@ehrenamt.example.org").len(), 1, "the office learns that it is the last");
        assert_eq!(office.app.answer(&token, Answer::Accept, &office.mark("b")).await.unwrap(), AnswerOutcome::Confirmed);
        assert_eq!(office.state(number).await, "confirmed");

        let mails = office.mails().await;
        let volunteer = if second.person == interpreter(1).id { "person1@example.org" } else { "person2@example.org" };
        let (theirs, schools) = (to(&mails, volunteer), to(&mails, "sekretariat@example.org"));
        assert_eq!((mails.len(), theirs.len(), schools.len()), (2, 1, 1));
        let (mine, yours) = (calendar(theirs[0]).unwrap(), calendar(schools[0]).unwrap());
        for entry in [&mine, &yours] {
            assert!(entry.contains("METHOD:REQUEST"));
            assert_eq!(property(entry, "DTSTART"), "TZID=Europe/Berlin:20261201T090000");
            assert_eq!(property(entry, "SEQUENCE"), "0");
        }

        let mark = office.mark("cancel");
        office.app.cancel_by_requester(office.school.id, number, &mark).await.unwrap();
        office.app.cancel_by_requester(office.school.id, number, &mark).await.unwrap();
        assert_eq!(office.state(number).await, "cancelled");
        let mails = office.mails().await;
        assert_eq!(mails.len(), 2, "one cancellation each");
        for (mail, before) in [(to(&mails, volunteer)[0], mine), (to(&mails, "sekretariat@example.org")[0], yours)] {
            let entry = calendar(mail).unwrap();
            assert!(entry.contains("METHOD:CANCEL"));
            assert_eq!(property(&entry, "UID"), property(&before, "UID"));
            assert_eq!(property(&entry, "SEQUENCE"), "1");
        }
        assert_eq!(office.waiting().await, 0);
    }

    async fn a_volunteer_who_cannot_come_is_replaced(db) {
        let office = TestApp::new(db).await;
        office.people(&pool()).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (first, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("a")).await.unwrap();
        office.mails().await;

        office.app.cancel_by_volunteer(&token, &office.mark("c")).await.unwrap();
        assert_eq!(office.state(number).await, "substituting");
        let mails = office.mails().await;
        let school = to(&mails, "sekretariat@example.org");
        assert_eq!(subject(school[0]), "Ersatz wird gesucht: 01.12.2026");
        assert!(calendar(school[0]).unwrap().contains("METHOD:CANCEL"));
        assert_eq!(to(&mails, "ehrenamt@ehrenamt.example.org").len(), 2, "the office knows, and that the next is the last");

        let (second, token) = office.open_offer(number).await.unwrap();
        assert_ne!(first.person, second.person);
        office.app.answer(&token, Answer::Accept, &office.mark("b")).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed");
        let mails = office.mails().await;
        let entry = calendar(to(&mails, "sekretariat@example.org")[0]).unwrap();
        assert!(entry.contains("METHOD:REQUEST"));
    }
}
