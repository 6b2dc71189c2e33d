//! Are reviews and outcomes kept, and replaced by the next decision?

use passgenau::domain::programme::ProgrammeId;
use passgenau::domain::review::{Outcome, OutcomeKind, Review, ReviewState};
use passgenau::domain::rules::RefusalReason;

use super::office::Office;
use crate::support::db::on_both;

on_both! {
    async fn a_review_waits_until_it_is_decided(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        assert_eq!(tx.review(request.id).await.unwrap(), None);
        let open = Review {
            request: request.id,
            state: ReviewState::Open,
            reasons: vec![RefusalReason::LegalEffect, RefusalReason::Recurring],
            opened_at: office.now,
            decided_by: None,
            decided_at: None,
            passed_to: None,
            note: None,
        };
        tx.set_review(&open).await.unwrap();
        assert_eq!(tx.open_reviews(10).await.unwrap(), std::slice::from_ref(&open));
        let decided = Review {
            state: ReviewState::PassedOn,
            decided_at: Some(office.in_hours(1)),
            passed_to: Some(ProgrammeId("volunteer".into())),
            note: Some("Die Lotsen melden sich.".into()),
            ..open
        };
        tx.set_review(&decided).await.unwrap();
        assert_eq!(tx.open_reviews(10).await.unwrap(), []);
        assert_eq!(tx.review(request.id).await.unwrap(), Some(decided));
    }

    async fn an_outcome_can_be_corrected_and_taken_back(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, next) = (office.add_request(&mut tx).await, office.add_request(&mut tx).await);
        let mut outcome = Outcome {
            request: request.id,
            kind: OutcomeKind::NotUnderstood,
            agency: None,
            cents: None,
            follow_up: Some(next.id),
            recorded_by: None,
            recorded_at: office.now,
        };
        tx.set_outcome(&outcome).await.unwrap();
        assert_eq!(tx.outcome(request.id).await.unwrap().as_ref(), Some(&outcome));
        outcome.kind = OutcomeKind::External;
        outcome.agency = Some("Dolmetschbüro".into());
        outcome.cents = Some(12_000);
        tx.set_outcome(&outcome).await.unwrap();
        assert_eq!(tx.outcome(request.id).await.unwrap(), Some(outcome));
        assert!(tx.delete_outcome(request.id).await.unwrap());
        assert!(!tx.delete_outcome(request.id).await.unwrap());
    }
}
