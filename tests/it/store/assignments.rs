//! Does a yes make one assignment, and does it end once?

use std::collections::BTreeMap;

use passgenau::domain::assignment::{Assignment, AssignmentState};
use passgenau::domain::offer::{Offer, OfferState};
use passgenau::domain::programme::ProgrammeId;
use passgenau::ids::{AssignmentId, OfferId};
use passgenau::store::Which;

use super::office::Office;
use crate::support::db::on_both;

on_both! {
    async fn a_yes_makes_one_assignment_however_often_it_arrives(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, offer) = office.add_offer(&mut tx).await;
        let assignment = office.assignment(&offer, &request);
        assert!(tx.insert_assignment(&assignment).await.unwrap());
        assert!(!tx.insert_assignment(&office.assignment(&offer, &request)).await.unwrap());
        assert_eq!(tx.assignment(assignment.id).await.unwrap().as_ref(), Some(&assignment));
        assert_eq!(tx.assignment_of_offer(offer.id).await.unwrap().as_ref(), Some(&assignment));
        assert_eq!(tx.assignment_of_offer(OfferId(office.uuid())).await.unwrap(), None);
        assert_eq!(tx.assignment(AssignmentId(office.uuid())).await.unwrap(), None);

        // A second offer to the same person for another seat of the same request: one seat is enough.
        assert!(
            tx.answer_offer(offer.id, &[OfferState::Offered], OfferState::Accepted, None, office.now).await.unwrap()
        );
        let second = Offer { id: OfferId(office.uuid()), seat: 0, ..offer.clone() };
        assert!(tx.insert_offer(&second).await.unwrap());
        assert!(!tx.insert_assignment(&office.assignment(&second, &request)).await.unwrap());
        assert_eq!(tx.active_assignments_of_person(person.id, office.now).await.unwrap(), [assignment]);
    }

    async fn an_assignment_ends_once_and_counts_its_calendar_up(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, offer) = office.add_offer(&mut tx).await;
        let assignment = office.assignment(&offer, &request);
        assert!(tx.insert_assignment(&assignment).await.unwrap());
        assert!(tx.end_assignment(assignment.id, AssignmentState::Released, office.now).await.unwrap());
        let again = tx.end_assignment(assignment.id, AssignmentState::CancelledByRequester, office.now).await;
        assert!(!again.unwrap());
        let ended = tx.assignment(assignment.id).await.unwrap().unwrap();
        assert_eq!((ended.state, ended.calendar.sequence), (AssignmentState::Released, 1));
        assert_eq!(ended.calendar.uid, assignment.calendar.uid);
        assert_eq!(tx.assignments_of_request(request.id, Which::Active).await.unwrap(), []);
        assert_eq!(tx.assignments_of_request(request.id, Which::All).await.unwrap(), [ended]);
        assert_eq!(tx.active_assignments_of_person(person.id, office.now).await.unwrap(), []);

        // A yes that was taken back may be given again.
        let again = Assignment { created_at: office.in_hours(1), ..office.assignment(&offer, &request) };
        assert!(tx.insert_assignment(&again).await.unwrap());
        assert_eq!(tx.assignment_of_offer(offer.id).await.unwrap(), Some(again));
    }

    async fn times_and_minutes_are_those_of_what_stands(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, offer) = office.add_offer(&mut tx).await;
        let assignment = office.assignment(&offer, &request);
        assert!(tx.insert_assignment(&assignment).await.unwrap());
        let other = office.add_person(&mut tx, "Ion").await;
        let other_offer = Offer { option: 0, ..office.offer(&request, &other, offer.plan) };
        assert!(tx.insert_offer(&other_offer).await.unwrap());
        let longer = Assignment {
            ends_at: office.in_hours(50),
            ..office.assignment(&other_offer, &request)
        };
        assert!(tx.insert_assignment(&longer).await.unwrap());

        let between = tx.active_assignments_between(office.in_hours(0), office.in_hours(200)).await.unwrap();
        assert_eq!(between, [assignment.clone(), longer.clone()]);
        let touching = tx.active_assignments_between(office.in_hours(49), office.in_hours(50)).await.unwrap();
        assert_eq!(touching, std::slice::from_ref(&longer));
        assert_eq!(tx.active_assignments_between(office.in_hours(25), office.in_hours(48)).await.unwrap(), []);
        let minutes = tx.person_minutes_between(office.in_hours(0), office.in_hours(49)).await.unwrap();
        assert_eq!(minutes, BTreeMap::from([(person.id, 60), (other.id, 120)]));
        let minutes = tx.person_minutes_between(office.in_hours(25), office.in_hours(48)).await.unwrap();
        assert_eq!(minutes, BTreeMap::new());

        let cases = ["K-7".to_owned(), "K-8".to_owned()];
        let programme = ProgrammeId("interpreting".into());
        let none = (office.now, office.now);
        let counts = tx.case_assignments(&programme, &cases, office.in_hours(25), none).await.unwrap();
        assert_eq!(counts, BTreeMap::from([(("K-7".to_owned(), other.id), 1)]));
        let counts = tx.case_assignments(&programme, &cases, office.now, none).await.unwrap();
        assert_eq!(counts.len(), 2);
        let week = (office.in_hours(25), office.in_hours(200));
        let counts = tx.case_assignments(&programme, &cases, office.now, week).await.unwrap();
        assert_eq!(counts, BTreeMap::from([(("K-7".to_owned(), person.id), 1)]));
        assert_eq!(tx.case_assignments(&programme, &[], office.now, none).await.unwrap().len(), 0);
        let huki = ProgrammeId("huki".into());
        assert_eq!(tx.case_assignments(&huki, &cases, office.now, none).await.unwrap().len(), 0);
    }
}
