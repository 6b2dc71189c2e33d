//! Does the office see its week as it is: what is open and why, who can when, what changed since the last print?

use chrono::TimeDelta;
use passgenau::app::{App, Assigning, WeekFilter, WeekShow, WhyOpen};
use passgenau::domain::language::LanguageCode;
use passgenau::domain::organisation::{Location, LocationKind, Organisation, OrganisationKind};
use passgenau::domain::person::{Absence, Channel, Person};
use passgenau::domain::print::PrintKind;
use passgenau::domain::request::RequestState;
use passgenau::ids::{LocationId, OrganisationId};
use passgenau::store::{Page, WorkHold};
use uuid::Uuid;

use crate::support::app::TestApp;
use crate::support::db::on_both;
use crate::support::people::{able, day, utc};

const MONDAY: &str = "2026-11-30";

fn week() -> WeekFilter {
    WeekFilter {
        day: day("2026-12-03"),
        ..WeekFilter::default()
    }
}

async fn assign(office: &TestApp, number: i64, person: u128) {
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
}

async fn numbers(app: &App, filter: &WeekFilter) -> Vec<i64> {
    let list = app.week_list(filter, Page::first(50)).await.unwrap();
    list.items.rows.iter().map(|item| item.row.number).collect()
}

/// A shelter whose address is protected, with a place in Heessen.
async fn shelter(office: &TestApp) -> LocationId {
    let (id, place) = (
        OrganisationId(Uuid::from_u128(70)),
        LocationId(Uuid::from_u128(71)),
    );
    let mut tx = office.app.store.write().await.unwrap();
    tx.insert_organisation(&Organisation {
        id,
        name: "Haus Zuflucht".into(),
        kind: OrganisationKind::Shelter,
        link_version: 1,
    })
    .await
    .unwrap();
    tx.insert_location(&Location {
        id: place,
        organisation: id,
        name: String::new(),
        street: "Geheimweg 1".into(),
        postcode: "59065".into(),
        town: "Teststadt".into(),
        district: "HS".into(),
        meeting_point: "Hintertür".into(),
        kind: LocationKind::Protected,
    })
    .await
    .unwrap();
    tx.set_social_area(place, "Dasbeck").await.unwrap();
    tx.commit().await.unwrap();
    place
}

on_both! {
    async fn a_week_is_listed_day_by_day_with_what_is_open_on_top_and_why(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let form = office.form();
        let late = office.ask(&passgenau::app::RequestForm { start_1: "13:00".into(), ..form.clone() }).await;
        let early = office.ask(&form).await;
        let arabic = office.ask(&passgenau::app::RequestForm {
            language: "ar-levant".into(), start_1: "15:00".into(), ..form.clone()
        }).await;
        let next_day = office.ask(&passgenau::app::RequestForm { date_1: "2026-12-02".into(), ..form.clone() }).await;
        office.ask(&passgenau::app::RequestForm { date_1: "2026-12-08".into(), ..form.clone() }).await;
        assign(&office, early, 1).await;

        assert_eq!(numbers(&office.app, &week()).await, [late, arabic, early, next_day]);
        let list = office.app.week_list(&week(), Page::first(50)).await.unwrap();
        assert_eq!(list.days[0].date, day(MONDAY));
        let counts: Vec<_> = list.days.iter().map(|d| (d.all, d.open)).collect();
        assert_eq!(counts, [(0, 0), (3, 2), (1, 1), (0, 0), (0, 0), (0, 0), (0, 0)]);
        assert_eq!(list.items.rows[0].why, Some(WhyOpen::NotPlanned));
        assert_eq!(list.items.rows[2].why, None);
        assert_eq!(list.items.rows[2].people[0].hold, WorkHold::Agreed);

        // A draft has somebody for one, and says why the other stays open.
        office.plan().await;
        let list = office.app.week_list(&week(), Page::first(50)).await.unwrap();
        let of = |number| list.items.rows.iter().find(|item| item.row.number == number).unwrap();
        assert_eq!(of(late).why, Some(WhyOpen::Proposed));
        assert_eq!(of(late).people[0].hold, WorkHold::Proposed);
        assert!(matches!(&of(arabic).why, Some(WhyOpen::Plan(reason)) if reason.reason == "language"), "{:?}", of(arabic).why);

        // Once people are asked, the list says so and until when.
        let plan = office.plan().await;
        office.app.publish(plan, true, office.account, &office.mark("p")).await.unwrap();
        let list = office.app.week_list(&week(), Page::first(50)).await.unwrap();
        let asked = list.items.rows.iter().find(|item| item.row.number == late).unwrap();
        assert!(matches!(asked.why, Some(WhyOpen::Asked(1, Some(_)))), "{:?}", asked.why);

        // Nothing is unpaged.
        let two = office.app.week_list(&week(), Page::nth(1, 3)).await.unwrap();
        assert_eq!((two.items.rows.len(), two.items.total), (1, 4));
    }

    async fn filters_narrow_the_week_and_an_account_keeps_its_own(db) {
        let office = TestApp::new(db).await;
        office.people(&[Person { last_name: "Yıldız".into(), ..able(1) }, able(2)]).await;
        let form = office.form();
        let turkish = office.ask(&form).await;
        let arabic = office.ask(&passgenau::app::RequestForm { language: "ar-levant".into(), start_1: "13:00".into(), ..form.clone() }).await;
        assign(&office, turkish, 1).await;
        let mut tx = office.app.store.write().await.unwrap();
        tx.set_social_area(office.place, "Westen").await.unwrap();
        tx.set_carrier(able(1).id, Some(office.school.id)).await.unwrap();
        tx.commit().await.unwrap();

        let all = vec![turkish, arabic];
        let sorted = |mut numbers: Vec<i64>| { numbers.sort_unstable(); numbers };
        for (filter, expected) in [
            (WeekFilter { language: Some(LanguageCode("tr".into())), ..week() }, vec![turkish]),
            (WeekFilter { show: WeekShow::Missing, ..week() }, vec![arabic]),
            (WeekFilter { show: WeekShow::State(RequestState::Confirmed), ..week() }, vec![turkish]),
            (WeekFilter { district: Some("MI".into()), ..week() }, all.clone()),
            (WeekFilter { district: Some("HS".into()), ..week() }, vec![]),
            (WeekFilter { area: Some("Westen".into()), ..week() }, all.clone()),
            (WeekFilter { area: Some("Norden".into()), ..week() }, vec![]),
            (WeekFilter { carrier: Some(office.school.id), ..week() }, all.clone()),
            (WeekFilter { query: Some("lindenhof".into()), ..week() }, all.clone()),
            (WeekFilter { query: Some("yildiz".into()), ..week() }, vec![turkish]),
            (WeekFilter { query: Some(arabic.to_string()), ..week() }, vec![arabic]),
            (WeekFilter { only: Some(day("2026-12-01")), ..week() }, all.clone()),
            (WeekFilter { only: Some(day("2026-12-02")), ..week() }, vec![]),
            (WeekFilter { place: Some(office.place), ..week() }, all),
        ] {
            assert_eq!(sorted(numbers(&office.app, &filter).await), sorted(expected), "{filter:?}");
        }
        assert_eq!(office.app.store.read().await.unwrap().social_areas().await.unwrap(), ["Westen"]);

        let other = office.colleague("Jörg Neumann").await;
        office.app.save_filter(office.account, "  Türkisch ", "language=tr").await.unwrap();
        office.app.save_filter(office.account, "Türkisch", "language=tr&area=Westen").await.unwrap();
        office.app.save_filter(other, "Türkisch", "language=ar").await.unwrap();
        assert!(office.app.save_filter(other, " ", "language=ar").await.is_err());
        assert!(office.app.save_filter(other, &"x".repeat(61), "language=ar").await.is_err());
        let mine = office.app.saved_filters(office.account).await.unwrap();
        assert_eq!(mine.len(), 1);
        assert_eq!(mine[0].query, "language=tr&area=Westen");
        office.app.forget_filter(other, mine[0].id).await.unwrap();
        assert_eq!(office.app.saved_filters(office.account).await.unwrap().len(), 1, "nobody forgets another's");
        office.app.forget_filter(office.account, mine[0].id).await.unwrap();
        assert!(office.app.saved_filters(office.account).await.unwrap().is_empty());
    }

    async fn the_boards_show_who_can_when_and_what_is_where(db) {
        let office = TestApp::new(db).await;
        let away = Person {
            absences: vec![Absence { from: day("2026-12-02"), to: day("2026-12-03") }],
            ..able(2)
        };
        office.people(&[able(1), away]).await;
        let number = office.ask(&office.form()).await;
        assign(&office, number, 1).await;
        for hour in 8..14 {
            office.ask(&passgenau::app::RequestForm {
                date_1: "2026-12-02".into(), start_1: format!("{hour:02}:00"), ..office.form()
            }).await;
        }

        let board = office.app.week_people(&week(), Page::first(20)).await.unwrap();
        assert_eq!(board.people.total, 2);
        let (first, days) = &board.people.rows[0];
        assert_eq!(first.id, able(1).id);
        assert_eq!(days[0].free, [(8 * 60, 16 * 60)]);
        assert!(days[5].free.is_empty(), "no time on Saturdays");
        assert_eq!((days[1].work.len(), days[1].work[0].number, days[1].work[0].hold), (1, number, WorkHold::Agreed));
        let (_, days) = &board.people.rows[1];
        assert!(days[2].away && days[3].away && !days[4].away);
        assert!(days[2].free.is_empty());
        let busy = office.app.week_people(&WeekFilter { busy: true, ..week() }, Page::first(20)).await.unwrap();
        assert_eq!(busy.people.total, 1);
        let named = office.app.week_people(&WeekFilter { query: Some("Person2".into()), ..week() }, Page::first(20)).await.unwrap();
        assert_eq!(named.people.rows[0].0.id, able(2).id);

        let board = office.app.week_places(&week(), Page::first(20)).await.unwrap();
        assert_eq!(board.places.total, 1);
        let (place, days) = &board.places.rows[0];
        assert_eq!((place.organisation_name.as_str(), place.requests), ("Grundschule am Lindenhof", 7));
        assert_eq!((days[1].items.len(), days[1].more), (1, 0));
        assert_eq!((days[2].items.len(), days[2].more), (4, 2), "what is more is counted");
        assert!(board.days[0].off.is_none());
        let christmas = office.app.week_places(&WeekFilter { day: day("2026-12-25"), ..week() }, Page::first(20)).await.unwrap();
        assert!(christmas.days[4].off.is_some() && christmas.places.rows.is_empty());
    }

    async fn what_hangs_on_the_wall_names_nobody_who_must_not_be_named(db) {
        let office = TestApp::new(db).await;
        office.people(&[
            able(1),
            Person { channel: Channel::Phone, phone: Some("0151 777777".into()), ..able(2) },
            Person { first_name: "Mehmet".into(), last_name: "Kaya".into(), ..able(3) },
        ]).await;
        let form = office.form();
        let one = office.ask(&passgenau::app::RequestForm { note: "Frau X ist schwanger".into(), ..form.clone() }).await;
        let two = office.ask(&passgenau::app::RequestForm { start_1: "11:00".into(), ..form.clone() }).await;
        let three = office.ask(&passgenau::app::RequestForm { start_1: "13:00".into(), ..form.clone() }).await;
        let hidden = office.ask(&passgenau::app::RequestForm { start_1: "15:00".into(), ..form.clone() }).await;
        for (number, person) in [(one, 1), (two, 2), (three, 3)] {
            assign(&office, number, person).await;
        }
        let place = shelter(&office).await;
        db.run_by_hand(&format!("UPDATE request SET (location_id, organisation_id) = (SELECT id, organisation_id FROM location WHERE street = 'Geheimweg 1') WHERE number = {hidden}")).await.unwrap();
        assert_eq!(office.app.store.read().await.unwrap().social_area(place).await.unwrap(), "Dasbeck");

        let id = office.app.print_week(day(MONDAY), PrintKind::Notice, office.account).await.unwrap();
        let notice = office.app.sheet(id).await.unwrap().unwrap();
        assert_eq!((notice.previous, notice.changes), (None, 0));
        let lines: Vec<_> = notice.days.iter().flat_map(|(_, lines)| lines).collect();
        let names: Vec<_> = lines.iter().flat_map(|l| l.people.iter().map(|p| p.name.as_str())).collect();
        assert_eq!(names, ["Amal P.", "Amal P.", "Mehmet"], "an initial only where two share a first name");
        let text = serde_json::to_string(&notice).unwrap();
        for secret in ["Geheimweg", "Zuflucht", "Kaya", "0151", "555", "schwanger", "Berger"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }

        let id = office.app.print_week(day(MONDAY), PrintKind::Folder, office.account).await.unwrap();
        let folder = office.app.sheet(id).await.unwrap().unwrap();
        let text = serde_json::to_string(&folder).unwrap();
        assert!(text.contains("0151 777777") && text.contains("Frau Berger") && text.contains("Lindenweg 3"));
        assert!(text.contains("Haus Zuflucht"), "on the desk it stands, without its address");
        for secret in ["Geheimweg", "Hintertür", "schwanger"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }

        // Whoever gets no mail gets a letter.
        let letters = office.app.letters_of_week(day(MONDAY)).await.unwrap();
        assert_eq!(letters.len(), 1);
        assert_eq!((letters[0].name.as_str(), letters[0].lines.len(), letters[0].lines[0].number), ("Amal Person2", 1, two));
    }

    async fn a_print_marks_what_has_changed_since_the_one_before(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), Person { first_name: "Mehmet".into(), ..able(2) }]).await;
        let form = office.form();
        let kept = office.ask(&form).await;
        let filled = office.ask(&passgenau::app::RequestForm { start_1: "11:00".into(), ..form.clone() }).await;
        let gone = office.ask(&passgenau::app::RequestForm { start_1: "13:00".into(), ..form.clone() }).await;
        assign(&office, kept, 1).await;
        office.app.print_week(day(MONDAY), PrintKind::Notice, office.account).await.unwrap();
        let states = office.app.sheets_of_week(day("2026-12-04")).await.unwrap();
        assert_eq!((states[0].lines, states[0].changes, states[0].printed_at), (3, 0, Some(office.now())));
        assert_eq!(states[1].printed_at, None);

        office.later(TimeDelta::hours(2));
        assign(&office, filled, 2).await;
        office.app.cancel_for_requester(gone, office.account).await.unwrap();
        let new = office.ask(&passgenau::app::RequestForm { date_1: "2026-12-03".into(), ..form.clone() }).await;
        assert_eq!(office.app.sheets_of_week(day(MONDAY)).await.unwrap()[0].changes, 3);
        let id = office.app.print_week(day(MONDAY), PrintKind::Notice, office.account).await.unwrap();
        let sheet = office.app.sheet(id).await.unwrap().unwrap();
        assert_eq!((sheet.changes, sheet.gone.as_slice()), (3, &[gone][..]));
        let marked: Vec<_> = sheet.days.iter().flat_map(|(_, lines)| lines).filter(|l| l.changed).map(|l| l.number).collect();
        assert_eq!(marked, [filled, new]);
        assert_eq!(sheet.previous, Some(utc("2026-11-23T08:00:00Z")));
        assert_eq!(office.app.sheets_of_week(day(MONDAY)).await.unwrap()[0].changes, 0);
    }

    async fn every_evening_a_file_lies_where_it_helps_without_the_network(db) {
        let folder = std::env::temp_dir().join(format!("notfall-{:?}-{}", db.engine, std::process::id()));
        let office = TestApp::with(db, &[("EMERGENCY_FOLDER", folder.to_str().unwrap())]).await;
        office.people(&[able(1)]).await;
        // The first working day after the weekend is within five working days, the one after it is not.
        let near = office.ask(&passgenau::app::RequestForm { date_1: "2026-11-30".into(), urgent_reason: "eilt".into(), ..office.form() }).await;
        let far = office.ask(&office.form()).await;
        assign(&office, near, 1).await;
        // Something to do that is no call stays out of the list of calls.
        office.app.choose_mails(able(1).id, passgenau::app::MailChoice::Wrong, None).await.unwrap();
        assert_eq!(office.tasks().await, ["particulars_wrong"]);
        let emergency = office.app.emergency().await.unwrap();
        assert!(emergency.calls.is_empty());
        assert_eq!((emergency.first, emergency.last), (day("2026-11-23"), day("2026-11-30")));
        assert_eq!(emergency.days.len(), 1);
        assert_eq!(emergency.days[0].1[0].people[0].phone.as_deref(), Some("02381 555-01"));
        assert_eq!(emergency.open.iter().map(|l| l.number).collect::<Vec<_>>(), [far]);

        assert!(!office.app.write_emergency().await.unwrap(), "not in the morning");
        office.later(TimeDelta::hours(9));
        assert!(office.app.write_emergency().await.unwrap());
        assert!(!office.app.write_emergency().await.unwrap(), "once an evening");
        let html = std::fs::read_to_string(folder.join("notfallmappe-2026-11-23.html")).unwrap();
        assert!(html.contains("02381 555-01") && html.contains("Frau Berger") && html.contains("Notfallmappe"));
        assert!(html.contains("@page") && !html.contains("/static/"), "it needs nothing else");
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.join("notfallmappe-2026-11-23.html")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        for _ in 0..9 {
            office.later(TimeDelta::days(1));
            assert!(office.app.write_emergency().await.unwrap());
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 7, "a week is kept");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
