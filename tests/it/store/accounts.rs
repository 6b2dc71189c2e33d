//! Do accounts, welcome links, sessions and counters of failures do what they promise?

use chrono::Duration;
use passgenau::domain::account::Account;
use passgenau::domain::rights::{Grant, Role, Scope};
use passgenau::ids::{AccountId, PersonId};
use passgenau::store::NewSession;
use tokio::task::JoinSet;

use super::office::{Office, email};
use crate::support::db::on_both;

on_both! {
    async fn one_address_is_one_account(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = Account { password_hash: Some("$argon2id$".into()), ..office.account("Menke@example.org") };
        assert!(tx.insert_account(&account).await.unwrap());
        assert!(!tx.insert_account(&office.account("mENKE@Example.org")).await.unwrap());
        assert_eq!(tx.account(account.id).await.unwrap().as_ref(), Some(&account));
        assert_eq!(tx.account_by_email(&email("menke@EXAMPLE.org")).await.unwrap().as_ref(), Some(&account));
        assert_eq!(tx.account_by_email(&email("x@example.org")).await.unwrap(), None);
        assert_eq!(tx.accounts().await.unwrap(), std::slice::from_ref(&account));
        assert!(tx.set_password(account.id, "$new").await.unwrap());
        assert_eq!(tx.account(account.id).await.unwrap().unwrap().password_hash.as_deref(), Some("$new"));
        assert!(!tx.set_password(AccountId(office.uuid()), "$").await.unwrap());
        assert!(!format!("{account:?}").contains("argon2"));
    }

    async fn a_session_that_waits_for_the_second_factor_opens_nothing(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = office.add_account(&mut tx).await.id;
        let session = |token_hash, pending| NewSession {
            token_hash,
            account,
            agent: "Firefox, Windows",
            pending,
            by_city: false,
            now: office.now,
            expires_at: office.in_hours(1),
        };
        tx.insert_session(&session("waits", true)).await.unwrap();
        tx.insert_session(&session("open", false)).await.unwrap();
        assert!(tx.session("waits", office.now).await.unwrap().is_none());
        assert_eq!(tx.pending_session("waits", office.now).await.unwrap(), Some(account));
        assert_eq!(tx.pending_session("waits", office.in_hours(1)).await.unwrap(), None);
        assert_eq!(tx.pending_session("open", office.now).await.unwrap(), None);
        let listed = tx.sessions_of(account, office.now).await.unwrap();
        assert_eq!(listed.iter().map(|s| (s.token_hash.as_str(), s.agent.as_str())).collect::<Vec<_>>(), [("open", "Firefox, Windows")]);
        let stranger = AccountId(office.uuid());
        assert!(!tx.delete_session_of(stranger, "open").await.unwrap());
        assert!(tx.delete_session_of(account, "open").await.unwrap());
        assert_eq!(tx.sessions_of(account, office.now).await.unwrap(), []);
    }

    async fn a_code_of_the_second_factor_works_once(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = office.add_account(&mut tx).await.id;
        assert_eq!(tx.factor(account).await.unwrap(), None);
        assert_eq!(tx.begin_factor(account, 7, office.now).await.unwrap(), Some(7));
        assert_eq!(tx.begin_factor(account, 8, office.now).await.unwrap(), Some(7), "the same goes on");
        assert!(!tx.use_factor_step(account, 100).await.unwrap(), "not confirmed");
        assert!(!tx.confirm_factor(account, 8, 100, office.now).await.unwrap());
        assert!(tx.confirm_factor(account, 7, 100, office.now).await.unwrap());
        assert!(!tx.confirm_factor(account, 7, 101, office.now).await.unwrap());
        assert_eq!(tx.begin_factor(account, 9, office.now).await.unwrap(), None);
        assert!(!tx.use_factor_step(account, 100).await.unwrap());
        assert!(tx.use_factor_step(account, 101).await.unwrap());
        assert!(!tx.use_factor_step(account, 99).await.unwrap());
        tx.set_recovery_codes(account, &["a".into(), "b".into()]).await.unwrap();
        assert!(tx.use_recovery_code(account, "a", office.now).await.unwrap());
        assert!(!tx.use_recovery_code(account, "a", office.now).await.unwrap());
        assert_eq!(tx.recovery_codes_left(account).await.unwrap(), 1);
        assert!(tx.team().await.unwrap().iter().all(|row| row.factor && row.grants.is_empty()));
        assert!(tx.delete_factor(account).await.unwrap());
        assert!(!tx.delete_factor(account).await.unwrap());
        assert_eq!(tx.recovery_codes_left(account).await.unwrap(), 0);
        assert!(tx.rename_account(account, "Anders").await.unwrap());
        assert_eq!(tx.account(account).await.unwrap().unwrap().name, "Anders");
    }

    async fn grants_are_kept_in_order_and_told_apart(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = office.add_account(&mut tx).await.id;
        assert_eq!(tx.grants(account).await.unwrap(), []);
        let grants = [
            Grant::everywhere(Role::Reader),
            Grant {
                role: Role::Coordinator,
                scope: Scope { district: Some(office.location.district.clone()), ..Scope::default() },
            },
            Grant {
                role: Role::Finance,
                scope: Scope { carrier: Some(office.location.organisation), ..Scope::default() },
            },
        ];
        tx.set_grants(account, &grants).await.unwrap();
        assert_eq!(tx.grants(account).await.unwrap(), grants);
        assert_eq!(tx.count_administrators().await.unwrap(), 0);
        tx.set_grants(account, &[Grant::everywhere(Role::Administrator)]).await.unwrap();
        assert_eq!(tx.count_administrators().await.unwrap(), 1);
        assert!(tx.set_account_disabled(account, Some(office.now)).await.unwrap());
        assert_eq!(tx.count_administrators().await.unwrap(), 0);
    }

    async fn what_a_person_and_a_request_belong_to(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let person = office.add_person(&mut tx, "Amal").await;
        let carrier = office.location.organisation;
        let mut belongs = tx.person_belongs(person.id).await.unwrap().unwrap();
        assert_eq!(belongs.programmes, person.programmes);
        assert_eq!((belongs.district.as_str(), belongs.carrier), (person.district.as_str(), None));
        tx.set_carrier(person.id, Some(carrier)).await.unwrap();
        tx.set_carrier(person.id, Some(carrier)).await.unwrap();
        belongs = tx.person_belongs(person.id).await.unwrap().unwrap();
        assert_eq!(belongs.carrier, Some(carrier));
        tx.set_carrier(person.id, None).await.unwrap();
        assert_eq!(tx.person_belongs(person.id).await.unwrap().unwrap().carrier, None);
        assert_eq!(tx.person_belongs(PersonId(office.uuid())).await.unwrap(), None);
        let request = office.add_request(&mut tx).await;
        let belongs = tx.request_belongs(request.number).await.unwrap().unwrap();
        assert_eq!(belongs.programmes, std::slice::from_ref(&request.asked.programme));
        assert_eq!((belongs.district, belongs.carrier), (office.location.district.clone(), Some(request.asked.organisation)));
        assert_eq!(tx.request_belongs(request.number + 1).await.unwrap(), None);
    }

    async fn a_personal_link_is_renewed_by_counting_up(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let person = office.add_person(&mut tx, "Amal").await.id;
        assert_eq!(tx.person_link_version(person).await.unwrap(), 1);
        assert_eq!(tx.renew_person_link(person, office.now).await.unwrap(), 2);
        assert_eq!(tx.renew_person_link(person, office.now).await.unwrap(), 3);
        assert_eq!(tx.person_link_version(person).await.unwrap(), 3);
    }

    async fn a_welcome_link_works_once_and_only_the_newest(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let id = office.add_account(&mut tx).await.id;
        assert!(tx.issue_welcome(id, office.now).await.unwrap());
        assert!(tx.issue_welcome(id, office.in_hours(1)).await.unwrap());
        assert!(!tx.use_welcome(id, office.now, office.in_hours(2)).await.unwrap());
        assert!(tx.use_welcome(id, office.in_hours(1), office.in_hours(2)).await.unwrap());
        assert!(!tx.use_welcome(id, office.in_hours(1), office.in_hours(2)).await.unwrap());
        let account = tx.account(id).await.unwrap().unwrap();
        assert_eq!(account.welcome_used_at, Some(office.in_hours(2)));
        assert!(!tx.issue_welcome(AccountId(office.uuid()), office.now).await.unwrap());
    }

    async fn sessions_end_by_time_by_sign_out_and_with_their_account(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = office.add_account(&mut tx).await;
        for hash in ["h1", "h2", "h3"] {
            tx.insert_session(&NewSession {
                token_hash: hash,
                account: account.id,
                agent: "Firefox, Windows",
                pending: false,
                by_city: false,
                now: office.now,
                expires_at: office.in_hours(1),
            })
            .await
            .unwrap();
        }
        let (found, session) = tx.session("h1", office.now).await.unwrap().unwrap();
        assert_eq!((found, session.account, session.expires_at), (account.clone(), account.id, office.in_hours(1)));
        assert_eq!(tx.session("h1", office.in_hours(1)).await.unwrap(), None);
        assert_eq!(tx.session("h4", office.now).await.unwrap(), None);
        let half = office.now + Duration::minutes(30);
        assert!(tx.touch_session("h1", half, office.in_hours(2)).await.unwrap());
        let (_, session) = tx.session("h1", office.in_hours(1)).await.unwrap().unwrap();
        assert_eq!((session.created_at, session.last_seen_at), (office.now, half));
        assert!(!tx.touch_session("h2", office.in_hours(1), office.in_hours(2)).await.unwrap());
        assert!(tx.delete_session("h3").await.unwrap());
        assert!(!tx.delete_session("h3").await.unwrap());

        assert!(tx.set_account_disabled(account.id, Some(office.now)).await.unwrap());
        assert_eq!(tx.session("h1", office.now).await.unwrap(), None);
        assert!(tx.set_account_disabled(account.id, None).await.unwrap());
        assert!(tx.session("h1", office.now).await.unwrap().is_some());
        assert_eq!(tx.delete_expired(office.in_hours(1), office.now).await.unwrap(), 1);
        assert_eq!(tx.delete_sessions_of(account.id).await.unwrap(), 1);
    }

    async fn failures_are_counted_together_and_forgotten(db) {
        let office = Office::open(db).await;
        let window = Duration::minutes(15);
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            let (store, now) = (db.store.clone(), office.now);
            tasks.spawn(async move {
                let mut tx = store.write().await.unwrap();
                let failures = tx.count_failure("a", now, window).await.unwrap();
                tx.commit().await.unwrap();
                failures
            });
        }
        let mut counts = tasks.join_all().await;
        counts.sort_unstable();
        assert_eq!(counts, (1..=20).collect::<Vec<_>>());
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(tx.failures("a", office.now, window).await.unwrap(), Some((20, office.now)));
        assert_eq!(tx.failures("a", office.now + window, window).await.unwrap(), None);
        assert_eq!(tx.failures("b", office.now, window).await.unwrap(), None);
        assert_eq!(tx.count_failure("a", office.now + window, window).await.unwrap(), 1);
        tx.clear_failures("a").await.unwrap();
        assert_eq!(tx.count_failure("a", office.now, window).await.unwrap(), 1);
        assert_eq!(tx.delete_expired(office.now, office.in_hours(1)).await.unwrap(), 1);
    }
}
