//! Are requests kept, moved on only from the right state, and listed?

use passgenau::domain::language::Level;
use passgenau::domain::request::{CalendarEntry, NewRequest, RequestDetails, RequestState, Seat};
use passgenau::ids::{OrganisationId, RequestId};
use passgenau::store::{Choice, Page, RequestFilter, RequestOrder};

use super::office::{Office, code};
use crate::support::db::on_both;

on_both! {
    async fn what_was_asked_is_read_again_word_for_word(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let full = office.add_request(&mut tx).await;
        let bare = NewRequest {
            options: office.asked().options[..1].to_vec(),
            seats: vec![Seat { headcount: 1, language: None, level: Level::A1 }],
            all_or_nothing: false,
            gender: None,
            urgent_reason: None,
            room: None,
            note: None,
            case_token: None,
            details: RequestDetails::default(),
            ..office.asked()
        };
        let bare = tx.insert_request(&bare, RequestId(office.uuid()), office.now).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((full.number, bare.number), (1, 2));
        let mut tx = db.store.read().await.unwrap();
        assert_eq!(tx.request(full.id).await.unwrap().as_ref(), Some(&full));
        assert_eq!(tx.request_by_number(2).await.unwrap().as_ref(), Some(&bare));
        assert_eq!(tx.request_by_number(3).await.unwrap(), None);
        assert_eq!(tx.request(RequestId(office.uuid())).await.unwrap(), None);
        assert_eq!(tx.requests_by_ids(&[bare.id, full.id, full.id]).await.unwrap().len(), 2);
    }

    async fn a_request_moves_on_only_from_the_states_named(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let id = office.add_request(&mut tx).await.id;
        let later = office.in_hours(1);
        let searching = [RequestState::Submitted, RequestState::Unfilled];
        let to = RequestState::Searching;
        assert!(tx.set_request_state(id, &searching, to, Choice::Option(2), later).await.unwrap());
        assert!(!tx.set_request_state(id, &searching, to, Choice::Option(1), later).await.unwrap());
        assert!(!tx.set_request_state(id, &[], to, Choice::Keep, later).await.unwrap());
        let request = tx.request(id).await.unwrap().unwrap();
        assert_eq!((request.state, request.chosen_option, request.state_at), (to, Some(2), later));
        assert_eq!(request.version, 2);

        assert!(tx.set_request_state(id, &[to], RequestState::Confirmed, Choice::Keep, later).await.unwrap());
        assert_eq!(tx.request(id).await.unwrap().unwrap().chosen_option, Some(2));
        let from = [RequestState::Confirmed];
        assert!(tx.set_request_state(id, &from, RequestState::Unfilled, Choice::Clear, later).await.unwrap());
        let request = tx.request(id).await.unwrap().unwrap();
        assert_eq!((request.state, request.chosen_option), (RequestState::Unfilled, None));
    }

    async fn a_time_nobody_asked_for_cannot_be_chosen(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let id = office.add_request(&mut tx).await.id;
        let wrong = tx
            .set_request_state(id, &[RequestState::Submitted], RequestState::Searching, Choice::Option(3), office.now)
            .await;
        assert!(wrong.is_err());
        drop(tx);
        let mut tx = db.store.write().await.unwrap();
        let nothing = NewRequest { options: Vec::new(), ..office.asked() };
        assert!(tx.insert_request(&nothing, RequestId(office.uuid()), office.now).await.is_err());
    }

    async fn the_calendar_entry_comes_and_goes(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let id = office.add_request(&mut tx).await.id;
        let entry = CalendarEntry { uid: "u@example.org".into(), sequence: 2 };
        assert!(tx.set_request_calendar(id, Some(&entry)).await.unwrap());
        assert_eq!(tx.lock_request(id).await.unwrap().unwrap().calendar, Some(entry));
        assert!(tx.set_request_calendar(id, None).await.unwrap());
        let request = tx.request(id).await.unwrap().unwrap();
        assert_eq!((request.calendar, request.version), (None, 4));
        assert!(!tx.set_request_calendar(RequestId(office.uuid()), None).await.unwrap());
        assert_eq!(tx.lock_request(RequestId(office.uuid())).await.unwrap(), None);
    }

    async fn a_planning_run_sees_what_it_may_place_and_nothing_else(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let open = office.add_request(&mut tx).await;
        let unfilled = office.add_request(&mut tx).await;
        let searching = office.add_request(&mut tx).await;
        for (id, to) in [(unfilled.id, RequestState::Unfilled), (searching.id, RequestState::Searching)] {
            assert!(
                tx.set_request_state(id, &[RequestState::Submitted], to, Choice::Keep, office.now).await.unwrap()
            );
        }
        let mut numbers = async |from, to| {
            let found = tx.plannable_requests(office.in_hours(from), office.in_hours(to)).await.unwrap();
            found.into_iter().map(|request| request.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(0, 200).await, [open.number, unfilled.number]);
        // The second of three times alone lies in these hours; the end of the window does not belong to it.
        assert_eq!(numbers(60, 73).await, [open.number, unfilled.number]);
        assert_eq!(numbers(60, 72).await, Vec::<i64>::new());
        assert_eq!(numbers(72, 73).await.len(), 2);
    }

    async fn the_list_shows_and_filters_what_the_office_asks(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, _, offer) = office.add_offer(&mut tx).await;
        assert!(tx.insert_assignment(&office.assignment(&offer, &request)).await.unwrap());
        let from = [RequestState::Submitted];
        let to = RequestState::Searching;
        assert!(tx.set_request_state(request.id, &from, to, Choice::Option(2), office.in_hours(1)).await.unwrap());
        let second = office.add_request(&mut tx).await;
        tx.commit().await.unwrap();

        let mut tx = db.store.read().await.unwrap();
        let all = tx.requests(&RequestFilter::default(), Page::default()).await.unwrap();
        assert_eq!(all.total, 2);
        // The chosen time is a day earlier than the first one the other request asks for.
        let row = &all.rows[0];
        assert_eq!((row.id, row.number, row.time), (request.id, 1, request.asked.options[2]));
        assert!(row.chosen && !all.rows[1].chosen);
        assert_eq!((row.headcount, row.confirmed, row.options), (3, 1, 3));
        assert_eq!((row.language.clone(), row.district.as_str()), (Some(code("ar-levant")), "MI"));
        assert_eq!((row.organisation, row.organisation_name.as_str()), (office.school.id, "Grundschule am Ölbach"));
        assert_eq!((row.state, row.state_at, row.created_at), (to, office.in_hours(1), office.now));
        assert_eq!(all.rows[1].time, second.asked.options[0]);

        let mut numbers = async |filter: RequestFilter| {
            let found = tx.requests(&filter, Page::default()).await.unwrap();
            assert_eq!(found.total, found.rows.len() as i64);
            found.rows.into_iter().map(|row| row.number).collect::<Vec<_>>()
        };
        let none = Vec::<i64>::new;
        let query = |text: &str| RequestFilter { query: Some(text.into()), ..RequestFilter::default() };
        assert_eq!(numbers(query("#2")).await, [2]);
        assert_eq!(numbers(query("oelbach 1")).await, [1]);
        assert_eq!(numbers(query("Parkschule")).await, none());
        assert_eq!(numbers(RequestFilter { order: RequestOrder::Newest, ..Default::default() }).await, [2, 1]);
        assert_eq!(numbers(RequestFilter { states: vec![to], ..Default::default() }).await, [1]);
        let states = vec![to, RequestState::Submitted];
        assert_eq!(numbers(RequestFilter { states, ..Default::default() }).await, [1, 2]);
        assert_eq!(numbers(RequestFilter { language: Some(code("tr")), ..Default::default() }).await, none());
        assert_eq!(numbers(RequestFilter { district: Some("HS".into()), ..Default::default() }).await, none());
        let time = RequestFilter {
            from: Some(office.in_hours(24)),
            to: Some(office.in_hours(25)),
            programme: Some(request.asked.programme.clone()),
            district: Some("MI".into()),
            language: Some(code("ar-levant")),
            organisation: Some(office.school.id),
            ..Default::default()
        };
        assert_eq!(numbers(time).await, [1]);
        let foreign = Some(OrganisationId(office.uuid()));
        assert_eq!(numbers(RequestFilter { organisation: foreign, ..Default::default() }).await, none());
        let counts = tx.request_counts().await.unwrap();
        assert_eq!(counts, [(RequestState::Searching, 1), (RequestState::Submitted, 1)]);
    }
}
