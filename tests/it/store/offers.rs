//! Is everybody asked once, and does only the first answer count?

use std::sync::Arc;

use passgenau::domain::offer::{Offer, OfferState};
use passgenau::domain::plan::Hold;
use passgenau::ids::OfferId;
use tokio::task::JoinSet;

use super::office::Office;
use crate::support::db::on_both;

on_both! {
    async fn an_offer_is_read_again_and_nobody_is_asked_twice_at_a_time(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, offer) = office.add_offer(&mut tx).await;
        assert_eq!(tx.offer(offer.id).await.unwrap().as_ref(), Some(&offer));
        let again = Offer { id: OfferId(office.uuid()), rank: 1, ..offer.clone() };
        assert!(!tx.insert_offer(&again).await.unwrap());
        assert!(
            tx.answer_offer(offer.id, &[OfferState::Offered], OfferState::Withdrawn, None, office.now).await.unwrap()
        );
        assert!(tx.insert_offer(&again).await.unwrap());
        assert_eq!(tx.offers_of_request(request.id).await.unwrap().len(), 2);
        let id = again.id;
        assert_eq!(tx.offers_of_person_open(person.id).await.unwrap(), [again]);
        assert_eq!(tx.offers_by_ids(&[id, id, OfferId(office.uuid())]).await.unwrap().len(), 1);
        assert_eq!(tx.asked_people(request.id).await.unwrap(), [person.id]);
        assert_eq!(tx.asked_people_of(&[request.id]).await.unwrap(), [(request.id, person.id)]);
        assert_eq!(tx.asked_people_of(&[]).await.unwrap(), []);
        assert_eq!(tx.offer(OfferId(office.uuid())).await.unwrap(), None);
    }

    async fn of_fifty_answers_at_once_one_counts(db) {
        let office = Arc::new(Office::open(db).await);
        let mut tx = db.store.write().await.unwrap();
        let (_, _, offer) = office.add_offer(&mut tx).await;
        tx.commit().await.unwrap();
        let mut tasks = JoinSet::new();
        for number in 0..50 {
            let (store, office, id) = (db.store.clone(), office.clone(), offer.id);
            tasks.spawn(async move {
                let mut tx = store.write().await.unwrap();
                let view = format!("view-{number}");
                let to = if number % 2 == 0 { OfferState::Accepted } else { OfferState::Declined };
                let first =
                    tx.answer_offer(id, &[OfferState::Offered], to, Some(&view), office.now).await.unwrap();
                tx.commit().await.unwrap();
                first.then_some((to, view))
            });
        }
        let won: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(won.len(), 1);
        let stored = db.store.read().await.unwrap().offer(offer.id).await.unwrap().unwrap();
        assert_eq!((stored.state, stored.answer_view), (won[0].0, Some(won[0].1.clone())));
        assert_eq!(stored.answered_at, Some(office.now));
    }

    async fn offers_run_out_unless_a_call_was_asked_for(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, _, late) = office.add_offer(&mut tx).await;
        let other = office.add_person(&mut tx, "Ion").await;
        let earlier = Offer { answer_by: office.in_hours(2), ..office.offer(&request, &other, late.plan) };
        assert!(tx.insert_offer(&earlier).await.unwrap());
        let mut expired = async |hours| {
            let found = tx.expired_offers(office.in_hours(hours), 10).await.unwrap();
            found.into_iter().map(|offer| offer.id).collect::<Vec<_>>()
        };
        assert_eq!(expired(1).await, []);
        assert_eq!(expired(2).await, [earlier.id]);
        assert_eq!(expired(9).await, [earlier.id, late.id]);
        assert_eq!(tx.expired_offers(office.in_hours(9), 1).await.unwrap().len(), 1);
        let (from, to) = ([OfferState::Offered], OfferState::CallRequested);
        assert!(tx.answer_offer(earlier.id, &from, to, None, office.now).await.unwrap());
        assert_eq!(tx.expired_offers(office.in_hours(9), 10).await.unwrap().len(), 1);
        assert!(!tx.answer_offer(late.id, &[], to, None, office.now).await.unwrap());
        assert!(tx.answer_offer(late.id, &from, OfferState::Expired, None, office.now).await.unwrap());
        assert_eq!(tx.expired_offers(office.in_hours(9), 10).await.unwrap(), []);
    }

    async fn open_offers_and_standing_assignments_take_a_persons_time(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, offer) = office.add_offer(&mut tx).await;
        let taken = async |tx: &mut passgenau::store::Tx, from, to| {
            tx.open_and_accepted_commitments(office.in_hours(from), office.in_hours(to)).await.unwrap()
        };
        // Option 2 goes from 24 to 25 hours.
        let open = taken(&mut tx, 0, 48).await;
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].offer, open[0].person, open[0].hold), (offer.id, person.id, Hold::Offered));
        assert_eq!((open[0].seat, open[0].option, open[0].time), (1, 2, request.asked.options[2]));
        assert_eq!(taken(&mut tx, 25, 48).await, []);
        assert_eq!(taken(&mut tx, 0, 24).await, []);

        let (from, to) = ([OfferState::Offered], OfferState::Accepted);
        assert!(tx.answer_offer(offer.id, &from, to, None, office.now).await.unwrap());
        assert_eq!(taken(&mut tx, 0, 48).await, []);
        let assignment = office.assignment(&offer, &request);
        assert!(tx.insert_assignment(&assignment).await.unwrap());
        assert_eq!(taken(&mut tx, 0, 48).await[0].hold, Hold::Agreed);
        let end = passgenau::domain::assignment::AssignmentState::CancelledByVolunteer;
        assert!(tx.end_assignment(assignment.id, end, office.now).await.unwrap());
        assert_eq!(taken(&mut tx, 0, 48).await, []);
    }
}
