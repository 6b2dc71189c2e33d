//! Do many senders share the work without sending anything twice?

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Duration;
use passgenau::ids::OutboxId;
use passgenau::store::Store;
use tokio::task::JoinSet;

use super::office::Office;
use crate::support::db::{TestDb, on_both};

const SENDERS: usize = 8;
const MAILS: usize = 1000;
const LEASE: Duration = Duration::minutes(5);

async fn fill(db: &TestDb, office: &Office) {
    let mut tx = db.store.write().await.unwrap();
    let request = office.add_request(&mut tx).await;
    for number in 0..MAILS {
        office
            .enqueue(&mut tx, &office.notice(request.id, &format!("k{number}")))
            .await;
    }
    tx.commit().await.unwrap();
}

/// Claims until nothing is left, in pieces, and hands each mail to `sent`.
async fn drain(store: Store, office: Arc<Office>, node: String) -> Vec<OutboxId> {
    let mut mails = Vec::new();
    loop {
        let mut tx = store.write().await.unwrap();
        let rows = tx.claim(&node, office.now, LEASE, 10).await.unwrap();
        tx.commit().await.unwrap();
        if rows.is_empty() {
            return mails;
        }
        let mut tx = store.write().await.unwrap();
        for row in &rows {
            assert!(tx.mark_sent(row.id, &node, office.now).await.unwrap());
        }
        tx.commit().await.unwrap();
        mails.extend(rows.into_iter().map(|row| row.id));
    }
}

on_both! {
    async fn eight_senders_claim_each_of_a_thousand_mails_once(db) {
        let office = Arc::new(Office::open(db).await);
        fill(db, &office).await;
        let mut tasks = JoinSet::new();
        for number in 0..SENDERS {
            // Half of them in another process, as far as the database can tell.
            let store = if number % 2 == 0 { db.store.clone() } else { db.another_process().await };
            tasks.spawn(drain(store, office.clone(), format!("n{number}")));
        }
        let mut times = BTreeMap::new();
        for id in tasks.join_all().await.into_iter().flatten() {
            *times.entry(id).or_insert(0) += 1;
        }
        assert_eq!(times.len(), MAILS);
        assert!(times.values().all(|times| *times == 1));
        let queue = db.store.read().await.unwrap().queue_state().await.unwrap();
        assert_eq!((queue.pending, queue.sent), (0, MAILS as i64));
    }

    async fn what_a_dead_sender_had_claimed_goes_to_the_others_after_its_lease(db) {
        let office = Arc::new(Office::open(db).await);
        fill(db, &office).await;
        let mut tx = db.store.write().await.unwrap();
        let lost = tx.claim("dead", office.now, LEASE, 100).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(lost.len(), 100);
        let alive = drain(db.store.clone(), office.clone(), "alive".into()).await;
        assert_eq!(alive.len(), MAILS - 100);
        let mut tx = db.store.write().await.unwrap();
        let rest = tx.claim("alive", office.now + LEASE, LEASE, 500).await.unwrap();
        assert_eq!(rest.len(), 100);
        assert!(rest.iter().all(|row| row.attempts == 1));
        for row in &lost {
            assert!(!tx.mark_sent(row.id, "dead", office.now).await.unwrap());
        }
    }
}
