//! What happens when many people do the same thing at the same moment?

use std::collections::BTreeSet;
use std::sync::Arc;

use passgenau::ids::RequestId;
use passgenau::store::Which;
use tokio::task::JoinSet;

use super::office::Office;
use crate::support::db::on_both;

on_both! {
    async fn fifty_requests_at_once_get_fifty_numbers_in_a_row(db) {
        let office = Arc::new(Office::open(db).await);
        let mut tasks = JoinSet::new();
        for round in 0..50 {
            let (store, office) = (db.store.clone(), office.clone());
            tasks.spawn(async move {
                let mut tx = store.write().await.unwrap();
                let request = office.add_request(&mut tx).await;
                // Every fifth one is undone: its number must not be missing in the end.
                if round % 5 == 0 {
                    return None;
                }
                tx.commit().await.unwrap();
                Some(request.number)
            });
        }
        let numbers: BTreeSet<i64> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(numbers, (1..=40).collect());
    }

    async fn the_last_seat_is_taken_once(db) {
        let office = Arc::new(Office::open(db).await);
        let mut tx = db.store.write().await.unwrap();
        let plan = office.add_plan(&mut tx).await;
        let request = office.add_request(&mut tx).await;
        let mut offers = Vec::new();
        for number in 0..50 {
            let person = office.add_person(&mut tx, &format!("P{number}")).await;
            let offer = office.offer(&request, &person, plan);
            assert!(tx.insert_offer(&offer).await.unwrap());
            offers.push(offer);
        }
        tx.commit().await.unwrap();

        let mut tasks = JoinSet::new();
        for offer in offers {
            let (store, office, request) = (db.store.clone(), office.clone(), request.clone());
            tasks.spawn(async move {
                let mut tx = store.write().await.unwrap();
                let locked = tx.lock_request(request.id).await.unwrap().unwrap();
                let taken = tx.assignments_of_request(locked.id, Which::Active).await.unwrap().len();
                // Without the lock several would still see an empty seat here.
                tokio::task::yield_now().await;
                if taken > 0 {
                    return 0;
                }
                assert!(tx.insert_assignment(&office.assignment(&offer, &request)).await.unwrap());
                tx.commit().await.unwrap();
                1
            });
        }
        assert_eq!(tasks.join_all().await.into_iter().sum::<i32>(), 1);
        let mut tx = db.store.read().await.unwrap();
        assert_eq!(tx.assignments_of_request(request.id, Which::All).await.unwrap().len(), 1);
    }

    async fn a_reader_sees_one_unchanging_state(db) {
        let office = Office::open(db).await;
        let mut before = db.store.read().await.unwrap();
        assert_eq!(before.request_by_number(1).await.unwrap(), None);
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        tx.commit().await.unwrap();
        assert_eq!(before.request_by_number(1).await.unwrap(), None);
        assert_eq!(before.request(request.id).await.unwrap(), None);
        assert!(db.store.read().await.unwrap().request(request.id).await.unwrap().is_some());
    }

    async fn what_is_not_committed_did_not_happen(db) {
        let office = Office::open(db).await;
        let id = {
            let mut tx = db.store.write().await.unwrap();
            office.add_request(&mut tx).await.id
        };
        assert_eq!(db.store.read().await.unwrap().request(id).await.unwrap(), None);
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(office.add_request(&mut tx).await.number, 1);
    }

    async fn a_reader_cannot_write(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.read().await.unwrap();
        let wrong = tx.insert_request(&office.asked(), RequestId(office.uuid()), office.now).await;
        assert!(wrong.is_err());
    }
}
