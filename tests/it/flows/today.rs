//! Does the page of the day show what burns first, and does whoever covers the office learn of it at once?

use chrono::TimeDelta;
use passgenau::app::{Assigning, RequestForm, Seen, Todo};
use passgenau::domain::offer::Answer;
use passgenau::domain::office_calendar::{Closure, Cover};
use passgenau::domain::person::{Channel, Person};
use passgenau::domain::text::EmailAddress;
use passgenau::domain::todo::TodoKind;
use passgenau::ids::CoverId;
use passgenau::store::Page;
use uuid::Uuid;

use crate::support::app::{TestApp, subject, to};
use crate::support::db::on_both;
use crate::support::people::{able, day, utc};

const OFFICE: &str = "ehrenamt@ehrenamt.example.org";

/// Groups with their numbers, in their order.
async fn groups(office: &TestApp) -> Vec<(TodoKind, i64)> {
    let day = office.app.agenda(&Seen::everything()).await.unwrap();
    day.groups.iter().map(|group| (group.kind, group.count)).collect()
}

async fn numbers(office: &TestApp, kind: TodoKind) -> Vec<i64> {
    let found = office
        .app
        .todos(kind, Page::first(30), &Seen::everything())
        .await
        .unwrap();
    let number = |todo: &Todo| match todo {
        Todo::Request(item) => Some(item.row.number),
        Todo::Task(view) => view.request.as_ref().map(|r| r.number),
        Todo::Proof(..) => None,
    };
    found.rows.iter().filter_map(number).collect()
}

async fn assign(office: &TestApp, number: i64, person: u128) -> String {
    let seat = Assigning {
        option: 0,
        seat: 0,
        person: able(person).id,
    };
    let mark = office.mark(&format!("m{number}"));
    office
        .app
        .assign(number, seat, office.account, &mark)
        .await
        .unwrap();
    let detail = office.app.request_detail(number).await.unwrap().unwrap();
    office.app.keys.offer(&detail.offers[0].0)
}

on_both! {
    async fn what_burns_comes_first_and_each_number_leads_to_its_list(db) {
        let office = TestApp::new(db).await;
        let mut expiring = able(1);
        expiring.proofs[0].valid_until = Some(day("2026-12-10"));
        let phone = Person { channel: Channel::Phone, ..able(2) };
        office.people(&[expiring, phone]).await;
        assert_eq!(groups(&office).await, [(TodoKind::Proofs, 1)]);
        assert_eq!(office.app.alarms(true).await.unwrap().1, 0);

        let urgent = office.ask(&RequestForm {
            date_1: "2026-11-24".into(), start_1: "08:30".into(), urgent_reason: "morgen".into(), ..office.form()
        }).await;
        assert_eq!(groups(&office).await, [(TodoKind::Urgent, 1), (TodoKind::OpenSoon, 1), (TodoKind::Proofs, 1)]);
        assert_eq!(office.app.alarms(true).await.unwrap().1, 1);
        assert_eq!(numbers(&office, TodoKind::OpenSoon).await, [urgent]);
        let shown: Vec<usize> = office.app.agenda(&Seen::everything()).await.unwrap().groups.iter().map(|g| g.items.len()).collect();
        assert_eq!(shown, [1, 0, 1], "the same request is not read twice");

        // Settled, then given back less than a day before: somebody has to ring.
        let token = assign(&office, urgent, 1).await;
        assert_eq!(office.app.alarms(true).await.unwrap().1, 0);
        office.app.cancel_by_volunteer(&token, &office.mark("c")).await.unwrap();
        assert_eq!(numbers(&office, TodoKind::CalledOff).await, [urgent]);
        let kinds: Vec<TodoKind> = groups(&office).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds[..2], [TodoKind::Urgent, TodoKind::CalledOff]);

        // Over, and nobody has said how it went.
        let past = office.ask(&office.form()).await;
        assign(&office, past, 1).await;
        office.later(utc("2026-12-01T09:30:00Z") - office.now());
        assert_eq!(numbers(&office, TodoKind::Outcomes).await, Vec::<i64>::new(), "not while people are still on their way home");
        office.later(TimeDelta::hours(24));
        assert_eq!(numbers(&office, TodoKind::Outcomes).await, [past]);
        assert_eq!(office.app.todos(TodoKind::Outcomes, Page::nth(1, 1), &Seen::everything()).await.unwrap().rows.len(), 0);
    }

    async fn when_the_last_one_is_asked_the_office_learns_of_it_at_once(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        office.mails().await;
        assert!(office.tasks().await.is_empty());
        let (_, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Decline, &office.mark("no")).await.unwrap();
        assert_eq!(office.tasks().await, ["last_asked"]);
        assert_eq!(numbers(&office, TodoKind::LastBackup).await, [number]);
        let mails = office.mails().await;
        let told: Vec<_> = to(&mails, OFFICE).iter().map(|mail| subject(mail)).collect();
        assert_eq!(told, [format!("Letzte Person ist gefragt – Anfrage Nr. {number}")]);
        let (_, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("yes")).await.unwrap();
        assert!(office.tasks().await.is_empty(), "a yes settles it");
    }

    async fn whoever_covers_the_office_finds_everything_on_one_page(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let number = office.ask(&office.form()).await;
        let none = office.app.handover().await.unwrap();
        assert!(none.cover.is_none() && none.cases.is_empty());
        assert_eq!(none.days.len(), 14);

        let cover = |n: u128, from: &str, to: &str, name: &str| Cover {
            id: CoverId(Uuid::from_u128(n)),
            first_day: day(from),
            last_day: day(to),
            account: None,
            name: name.into(),
            phone: "02381 555-9".into(),
            email: None,
        };
        let mut tx = office.app.store.write().await.unwrap();
        tx.upsert_cover(&cover(90, "2026-12-21", "2026-12-23", "Sabine Möller")).await.unwrap();
        tx.upsert_cover(&cover(91, "2026-11-30", "2026-12-02", "Jörg Neumann")).await.unwrap();
        tx.upsert_cover(&cover(92, "2026-11-02", "2026-11-03", "Vorbei")).await.unwrap();
        tx.upsert_closure(&Closure { first_day: day("2026-12-02"), last_day: day("2026-12-02") }).await.unwrap();
        tx.commit().await.unwrap();
        let mark = office.mark("n");
        office.app.note_request(number, "Die Schule ruft um 11 Uhr zurück.", office.account, &mark).await.unwrap();
        let seen = office.app.handover().await.unwrap();
        assert_eq!(seen.cover.map(|c| c.name).as_deref(), Some("Jörg Neumann"));
        assert_eq!(seen.later.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Sabine Möller"]);
        let days: Vec<_> = seen.days.iter().map(|d| (d.date, d.open, d.closed)).collect();
        assert_eq!(days, [(day("2026-11-30"), 0, false), (day("2026-12-01"), 1, false), (day("2026-12-02"), 0, true)]);
        assert_eq!(seen.cases.len(), 1);
        assert_eq!((seen.cases[0].row.number, seen.cases[0].notes[0].0.as_str()), (number, "Die Schule ruft um 11 Uhr zurück."));
        office.app.cancel_for_requester(number, office.account).await.unwrap();
        assert!(office.app.handover().await.unwrap().cases.is_empty(), "closed cases are nobody's work");
    }

    async fn whoever_covers_the_office_gets_its_alerts(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let mut tx = office.app.store.write().await.unwrap();
        let cover = Cover {
            id: CoverId(Uuid::from_u128(90)),
            first_day: day("2026-11-23"),
            last_day: day("2026-11-24"),
            account: None,
            name: "Jörg Neumann".into(),
            phone: "02381 555-9".into(),
            email: EmailAddress::parse("email", "vertretung@example.org").ok(),
        };
        tx.upsert_cover(&cover).await.unwrap();
        tx.upsert_closure(&Closure { first_day: day("2026-11-26"), last_day: day("2026-11-27") }).await.unwrap();
        tx.commit().await.unwrap();
        let today = office.app.agenda(&Seen::everything()).await.unwrap();
        assert_eq!(today.cover.map(|c| c.name).as_deref(), Some("Jörg Neumann"));
        assert_eq!(today.closed, [day("2026-11-26"), day("2026-11-27")]);

        let form = RequestForm { date_1: "2026-11-25".into(), urgent_reason: "eilt".into(), ..office.form() };
        office.ask(&form).await;
        let mails = office.mails().await;
        assert_eq!((to(&mails, "vertretung@example.org").len(), to(&mails, OFFICE).len()), (1, 1), "both");
        office.later(TimeDelta::days(2));
        office.ask(&RequestForm { date_1: "2026-11-27".into(), ..form }).await;
        let mails = office.mails().await;
        assert_eq!((to(&mails, "vertretung@example.org").len(), to(&mails, OFFICE).len()), (0, 1));
    }
}
