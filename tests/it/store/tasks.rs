//! Is every task listed once until it is done?

use passgenau::domain::task::{NewTask, TaskKind};
use passgenau::ids::TaskId;

use super::office::Office;
use crate::support::db::on_both;

on_both! {
    async fn the_same_task_is_open_once(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = office.add_account(&mut tx).await;
        let (request, person, offer) = office.add_offer(&mut tx).await;
        let call = NewTask {
            kind: TaskKind::CallRequested,
            request: Some(request.id),
            offer: Some(offer.id),
            person: Some(person.id),
        };
        let id = office.task_id();
        assert!(tx.add_task(&call, id, office.now).await.unwrap());
        assert!(!tx.add_task(&call, office.task_id(), office.now).await.unwrap());
        let paused = NewTask { kind: TaskKind::QueuePaused, request: None, offer: None, person: None };
        assert!(tx.add_task(&paused, office.task_id(), office.in_hours(1)).await.unwrap());
        assert!(!tx.add_task(&paused, office.task_id(), office.in_hours(1)).await.unwrap());
        assert_eq!(tx.count_open_tasks().await.unwrap(), 2);
        let open = tx.all_open_tasks(TaskKind::ALL, None).await.unwrap();
        assert_eq!(open.iter().map(|task| task.kind).collect::<Vec<_>>(), [call.kind, paused.kind]);
        assert_eq!((open[0].request, open[0].offer, open[0].person), (call.request, call.offer, call.person));
        assert_eq!(tx.all_open_tasks(&[paused.kind], None).await.unwrap().len(), 1);
        assert!(tx.all_open_tasks(&[paused.kind], call.request).await.unwrap().is_empty());

        assert!(tx.complete_task(id, Some(account.id), office.in_hours(2)).await.unwrap());
        assert!(!tx.complete_task(id, None, office.in_hours(3)).await.unwrap());
        let done = tx.task(id).await.unwrap().unwrap();
        assert_eq!((done.done_at, done.done_by), (Some(office.in_hours(2)), Some(account.id)));
        assert_eq!(tx.task(TaskId(office.uuid())).await.unwrap(), None);
        assert!(tx.settle_task(&paused, office.now).await.unwrap());
        assert!(!tx.settle_task(&paused, office.now).await.unwrap());
        // Done is done: the same thing may come up again.
        assert!(tx.add_task(&call, office.task_id(), office.now).await.unwrap());
    }

    async fn tasks_go_with_their_offer_or_request(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = office.add_account(&mut tx).await;
        let (request, _, offer) = office.add_offer(&mut tx).await;
        let of_offer =
            NewTask { kind: TaskKind::CallByPhone, request: Some(request.id), offer: Some(offer.id), person: None };
        let of_request =
            NewTask { kind: TaskKind::NobodyLeft, request: Some(request.id), offer: None, person: None };
        assert!(tx.add_task(&of_offer, office.task_id(), office.now).await.unwrap());
        assert!(tx.add_task(&of_request, office.task_id(), office.now).await.unwrap());
        assert_eq!(tx.close_tasks_of_offer(offer.id, Some(account.id), office.now).await.unwrap(), 1);
        assert_eq!(tx.settle_tasks_of_request(request.id, office.now).await.unwrap(), 1);
        assert_eq!(tx.settle_tasks_of_request(request.id, office.now).await.unwrap(), 0);
        assert_eq!(tx.count_open_tasks().await.unwrap(), 0);
    }
}
