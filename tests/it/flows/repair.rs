//! Somebody cannot come after all: does the office see who could, and does looking change nothing?

use chrono::TimeDelta;
use passgenau::app::AppError;
use passgenau::domain::offer::Answer;
use passgenau::domain::repair::RepairEvent;
use passgenau::ids::RequestId;

use super::story::pool;
use crate::support::app::TestApp;
use crate::support::db::on_both;

on_both! {
    async fn the_ways_to_go_on_are_shown_and_nothing_changes(db) {
        let office = TestApp::new(db).await;
        office.people(&pool()).await;
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let (first, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("a")).await.unwrap();
        let found = office.app.store.read().await.unwrap().request_by_number(number).await;
        let request = found.unwrap().unwrap();
        let time = request.chosen().unwrap();
        let other = pool().into_iter().map(|p| p.id).find(|id| *id != first.person).unwrap();

        let away = RepairEvent::Unavailable {
            person: first.person,
            from: time.starts_at - TimeDelta::hours(1),
            to: time.ends_at,
        };
        let declined = RepairEvent::Declined { request: request.id, person: first.person };
        for event in [away, declined] {
            let plans = office.app.preview_repair(event).await.unwrap();
            assert_eq!(plans.len(), 1, "{plans:?}");
            let plan = &plans[0];
            assert_eq!((plan.uncovered.len(), plan.moved.len(), plan.proven), (0, 0, true));
            assert_eq!(plan.changes.len(), 1);
            assert_eq!(
                (plan.changes[0].request, plan.changes[0].loses, plan.changes[0].gains),
                (request.id, Some(first.person), Some(other))
            );
            let mut told = vec![first.person, other];
            told.sort();
            assert_eq!(plan.told, told);
        }

        let off = office.app.preview_repair(RepairEvent::Cancelled { request: request.id }).await.unwrap();
        assert_eq!(off[0].changes.len(), 1);
        assert_eq!((off[0].changes[0].loses, off[0].changes[0].gains), (Some(first.person), None));
        assert!(off[0].uncovered.is_empty());

        let later = RepairEvent::Moved {
            request: request.id,
            starts_at: time.starts_at + TimeDelta::hours(1),
            ends_at: time.ends_at + TimeDelta::hours(1),
        };
        let moved = office.app.preview_repair(later).await.unwrap();
        assert_eq!(moved[0].uncovered, [], "the same person can come an hour later");
        let nowhere = RepairEvent::Urgent { request: RequestId(uuid::Uuid::nil()) };
        assert!(matches!(office.app.preview_repair(nowhere).await, Err(AppError::NotFound)));
        assert_eq!(office.state(number).await, "confirmed", "looking changes nothing");
    }
}
