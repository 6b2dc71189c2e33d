//! Does what may happen once happen once: a posted form, a due job, a first value, an entry of the audit?

use passgenau::domain::account::Actor;
use passgenau::ids::PersonId;
use passgenau::store::{AuditEntry, FormUse, Page};
use serde_json::json;
use tokio::task::JoinSet;

use super::office::Office;
use crate::support::db::on_both;

on_both! {
    async fn twenty_posts_of_one_form_make_one_request_and_twenty_equal_answers(db) {
        let office = std::sync::Arc::new(Office::open(db).await);
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            let (store, office) = (db.store.clone(), office.clone());
            tasks.spawn(async move {
                let mut tx = store.write().await.unwrap();
                if let FormUse::Repeat(location) = tx.use_form("nonce", office.now).await.unwrap() {
                    return location;
                }
                let location = format!("/requests/{}", office.add_request(&mut tx).await.number);
                tx.finish_form("nonce", &location).await.unwrap();
                tx.commit().await.unwrap();
                location
            });
        }
        assert!(tasks.join_all().await.iter().all(|location| location == "/requests/1"));
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(tx.request_by_number(2).await.unwrap(), None);
        assert!(tx.finish_form("unused", "/").await.is_err());
        tx.use_form("import:17:k-7", office.now).await.unwrap();
        assert_eq!(tx.delete_expired(office.now, office.in_hours(1)).await.unwrap(), 1);
    }

    async fn a_form_whose_change_was_undone_counts_as_unused(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(tx.use_form("n", office.now).await.unwrap(), FormUse::First);
        drop(tx);
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(tx.use_form("n", office.now).await.unwrap(), FormUse::First);
        assert_eq!(tx.use_form("n", office.now).await.unwrap(), FormUse::Repeat(String::new()));
    }

    async fn a_due_job_is_taken_by_one_node(db) {
        let office = Office::open(db).await;
        let mut tasks = JoinSet::new();
        for number in 0..20 {
            let (store, due, now) = (db.store.clone(), office.now, office.in_hours(1));
            tasks.spawn(async move {
                let mut tx = store.write().await.unwrap();
                let mine = tx.claim_tick("digest", due, &format!("n{number}"), now).await.unwrap();
                tx.commit().await.unwrap();
                u32::from(mine)
            });
        }
        assert_eq!(tasks.join_all().await.iter().sum::<u32>(), 1);
        let mut tx = db.store.write().await.unwrap();
        assert!(tx.claim_tick("digest", office.in_hours(24), "n1", office.now).await.unwrap());
        assert!(tx.claim_tick("retention", office.now, "n1", office.now).await.unwrap());
        assert_eq!(tx.delete_expired(office.now, office.in_hours(24)).await.unwrap(), 2);
        assert!(!tx.claim_tick("digest", office.in_hours(24), "n2", office.now).await.unwrap());
    }

    async fn settings_are_written_over(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(tx.setting("a").await.unwrap(), None);
        tx.set_setting("a", "1", office.now).await.unwrap();
        tx.set_setting("a", "2", office.now).await.unwrap();
        assert_eq!(tx.setting("a").await.unwrap().as_deref(), Some("2"));
    }

    async fn the_audit_is_only_added_to(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let subject = office.uuid();
        let account = office.add_account(&mut tx).await;
        let actors = [
            Actor::Account(account.id),
            Actor::Organisation(office.school.id),
            Actor::Person(PersonId(office.uuid())),
            Actor::System,
        ];
        let mut entries = Vec::new();
        for (actor, hours) in actors.into_iter().zip(0..) {
            let detail = json!({ "from": "draft", "count": 12, "ids": [1, 2] });
            let entry = AuditEntry {
                id: office.uuid(),
                at: office.in_hours(hours),
                actor,
                action: "publish".into(),
                subject_kind: "plan".into(),
                subject_id: subject,
                detail: detail.as_object().unwrap().clone(),
            };
            tx.audit(&entry).await.unwrap();
            entries.insert(0, entry);
        }
        tx.commit().await.unwrap();
        let page = db.store.read().await.unwrap().audit_of(subject, Page::first(3)).await.unwrap();
        assert_eq!((page.total, page.rows.as_slice()), (4, &entries[..3]));
        for statement in ["UPDATE audit SET action = 'x'", "DELETE FROM audit"] {
            let refused = db.run_by_hand(statement).await.unwrap_err();
            assert!(refused.contains("append-only"), "{refused}");
        }
    }
}
