//! Does every mail leave, in order, at its moment, and is it never marked by one who lost it?

use chrono::Duration;
use passgenau::domain::notice::{
    CalendarStamp, EndCause, NewNotice, NoticeKind, NoticePayload, OutboxState, Recipient,
};
use passgenau::ids::OutboxId;
use passgenau::store::{OutboxFilter, Page, Tx};

use super::office::Office;
use crate::support::db::on_both;

const LEASE: Duration = Duration::minutes(5);

async fn claimed(tx: &mut Tx, node: &str, now: chrono::DateTime<chrono::Utc>) -> Vec<OutboxId> {
    tx.claim(node, now, LEASE, 10)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.id)
        .collect()
}

on_both! {
    async fn a_notice_is_kept_word_for_word_and_once(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, offer) = office.add_offer(&mut tx).await;
        let assignment = office.assignment(&offer, &request);
        assert!(tx.insert_assignment(&assignment).await.unwrap());
        let notice = NewNotice {
            kind: NoticeKind::CancelledVolunteer,
            recipient: Recipient::Person(person.id),
            request: Some(request.id),
            offer: Some(offer.id),
            assignment: Some(assignment.id),
            payload: NoticePayload {
                calendar: Some(CalendarStamp {
                    uid: "u@example.org".into(),
                    sequence: 1,
                    stamp: office.now,
                    starts_at: assignment.starts_at,
                    ends_at: assignment.ends_at,
                }),
                cause: Some(EndCause::ByRequester),
                ..NoticePayload::default()
            },
            not_before: office.in_hours(2),
            dedupe_key: "k1".into(),
        };
        let id = office.enqueue(&mut tx, &notice).await;
        assert!(!tx.enqueue(&notice, OutboxId(office.uuid()), "other@example.org", office.now).await.unwrap());
        let office_notice = NewNotice { recipient: Recipient::Office, ..office.notice(request.id, "k2") };
        let second = office.enqueue(&mut tx, &office_notice).await;

        assert_eq!(claimed(&mut tx, "n1", office.now).await, [second]);
        let rows = tx.claim("n1", office.in_hours(2), LEASE, 10).await.unwrap();
        let row = rows.iter().find(|row| row.id == id).unwrap();
        assert_eq!((row.kind, row.recipient, row.request), (notice.kind, notice.recipient, notice.request));
        assert_eq!((row.offer, row.assignment, &row.payload), (notice.offer, notice.assignment, &notice.payload));
        assert_eq!((row.message_id.as_str(), row.attempts), ("k1@example.org", 0));
        // Held until then, dated then.
        assert_eq!(row.date, office.in_hours(2));
        // The first one's lease has run out in the meantime, so it was claimed again.
        assert_eq!(rows.iter().find(|row| row.id == second).unwrap().attempts, 1);
    }

    async fn a_mail_is_tried_again_with_the_same_identity_until_it_is_sent(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        let id = office.enqueue(&mut tx, &office.notice(request.id, "k")).await;
        let first = tx.claim("n1", office.now, LEASE, 10).await.unwrap().remove(0);
        assert!(tx.retry_later(id, "n1", office.in_hours(1), "451").await.unwrap());
        assert_eq!(claimed(&mut tx, "n1", office.now).await, []);
        let second = tx.claim("n2", office.in_hours(1), LEASE, 10).await.unwrap().remove(0);
        assert_eq!((second.attempts, &second.message_id, second.date), (1, &first.message_id, first.date));
        assert!(tx.release(id, "n2").await.unwrap());
        let third = tx.claim("n3", office.in_hours(1), LEASE, 10).await.unwrap().remove(0);
        assert_eq!(third.attempts, 1);
        assert!(tx.mark_sent(id, "n3", office.in_hours(1)).await.unwrap());
        assert!(!tx.mark_sent(id, "n3", office.in_hours(1)).await.unwrap());
        assert_eq!(claimed(&mut tx, "n1", office.in_hours(99)).await, []);
        let entry = tx.outbox_page(&OutboxFilter::default(), Page::default()).await.unwrap().rows.remove(0);
        assert_eq!((entry.state, entry.attempts, entry.last_error.as_deref()), (OutboxState::Sent, 2, Some("451")));
        assert_eq!((entry.closed_at, entry.request_number), (Some(office.in_hours(1)), Some(request.number)));
    }

    async fn who_lost_the_lease_marks_nothing(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        let id = office.enqueue(&mut tx, &office.notice(request.id, "k")).await;
        assert_eq!(claimed(&mut tx, "slow", office.now).await, [id]);
        let before = office.now + LEASE - Duration::seconds(1);
        assert_eq!(claimed(&mut tx, "quick", before).await, []);
        assert_eq!(claimed(&mut tx, "quick", office.now + LEASE).await, [id]);
        assert!(!tx.mark_sent(id, "slow", office.now).await.unwrap());
        assert!(!tx.mark_failed(id, "slow", "550", office.now).await.unwrap());
        assert!(!tx.mark_obsolete(id, "slow", office.now).await.unwrap());
        assert!(!tx.retry_later(id, "slow", office.now, "451").await.unwrap());
        assert!(!tx.release(id, "slow").await.unwrap());
        assert_eq!(tx.release_claims_of("slow").await.unwrap(), 0);
        assert!(tx.mark_failed(id, "quick", "550", office.now).await.unwrap());
        assert!(!tx.mark_obsolete(id, "quick", office.now).await.unwrap());
        let entry = tx.outbox_page(&OutboxFilter::default(), Page::default()).await.unwrap().rows.remove(0);
        assert_eq!((entry.state, entry.last_error.as_deref()), (OutboxState::Failed, Some("550")));
    }

    async fn shutdown_gives_everything_back_at_once(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        for number in 0..4 {
            office.enqueue(&mut tx, &office.notice(request.id, &format!("k{number}"))).await;
        }
        let mine = tx.claim("n1", office.now, LEASE, 3).await.unwrap();
        assert!(tx.mark_sent(mine[0].id, "n1", office.now).await.unwrap());
        assert_eq!(claimed(&mut tx, "n2", office.now).await.len(), 1);
        assert_eq!(tx.release_claims_of("n1").await.unwrap(), 2);
        let rows = tx.claim("n3", office.now, LEASE, 10).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.attempts).collect::<Vec<_>>(), [0, 0]);
    }

    async fn a_cancellation_never_overtakes_its_invitation(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        let calendar = |key: &str, sequence| NewNotice {
            payload: NoticePayload {
                calendar: Some(CalendarStamp {
                    uid: "u@example.org".into(),
                    sequence,
                    stamp: office.now,
                    starts_at: office.in_hours(24),
                    ends_at: office.in_hours(25),
                }),
                ..NoticePayload::default()
            },
            ..office.notice(request.id, key)
        };
        let held = NewNotice { not_before: office.in_hours(1), ..calendar("invite", 0) };
        let invite = office.enqueue(&mut tx, &held).await;
        let id = OutboxId(office.uuid());
        assert!(tx.enqueue(&calendar("cancel", 1), id, "c@example.org", office.in_hours(0) + Duration::seconds(1)).await.unwrap());
        let plain = office.enqueue(&mut tx, &office.notice(request.id, "plain")).await;
        // The cancellation is due, its invitation is not; a mail without a calendar part does not care.
        assert_eq!(claimed(&mut tx, "n1", office.now + Duration::minutes(1)).await, [plain]);
        let later = office.in_hours(1);
        assert!(tx.mark_sent(plain, "n1", later).await.unwrap());
        assert_eq!(claimed(&mut tx, "n1", later).await, [invite]);
        assert_eq!(claimed(&mut tx, "n2", later).await, []);
        assert!(tx.mark_sent(invite, "n1", later).await.unwrap());
        assert_eq!(claimed(&mut tx, "n2", later).await, [id]);
    }

    async fn the_queue_can_be_stopped_and_shows_how_it_stands(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        for number in 0..5 {
            office.enqueue(&mut tx, &office.notice(request.id, &format!("k{number}"))).await;
        }
        tx.pause_queue(office.in_hours(1), "relay-auth").await.unwrap();
        assert_eq!(claimed(&mut tx, "n1", office.now).await, []);
        assert_eq!(tx.queue_state().await.unwrap().paused, Some((office.in_hours(1), "relay-auth".into())));
        assert_eq!(claimed(&mut tx, "n1", office.in_hours(1)).await.len(), 5);
        tx.release_claims_of("n1").await.unwrap();
        assert!(tx.resume_queue().await.unwrap());
        assert!(!tx.resume_queue().await.unwrap());
        let rows = tx.claim("n1", office.now, LEASE, 3).await.unwrap();
        assert!(tx.mark_sent(rows[0].id, "n1", office.now).await.unwrap());
        assert!(tx.mark_failed(rows[1].id, "n1", "550", office.now).await.unwrap());
        assert!(tx.mark_obsolete(rows[2].id, "n1", office.now).await.unwrap());
        let queue = tx.queue_state().await.unwrap();
        assert_eq!((queue.pending, queue.sent, queue.failed, queue.obsolete), (2, 1, 1, 1));
        assert_eq!((queue.oldest_due, queue.paused), (Some(office.now), None));

        let failed = OutboxFilter { state: Some(OutboxState::Failed), request: Some(request.id), ..OutboxFilter::default() };
        let page = tx.outbox_page(&failed, Page::default()).await.unwrap();
        assert_eq!((page.total, page.rows[0].id), (1, rows[1].id));
        let page = tx.outbox_page(&OutboxFilter::default(), Page::nth(1, 2)).await.unwrap();
        assert_eq!((page.total, page.rows.len()), (5, 2));
    }

    async fn an_unsent_mail_can_be_overtaken_unless_it_is_on_its_way(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        let id = office.enqueue(&mut tx, &office.notice(request.id, "k")).await;
        assert_eq!(claimed(&mut tx, "n1", office.now).await, [id]);
        assert!(!tx.obsolete_unsent("k", office.now).await.unwrap());
        // The sender died; its lease is over.
        assert!(tx.obsolete_unsent("k", office.now + LEASE).await.unwrap());
        assert!(!tx.obsolete_unsent("k", office.now + LEASE).await.unwrap());
        assert!(!tx.mark_sent(id, "n1", office.now).await.unwrap());
        assert!(!tx.obsolete_unsent("unknown", office.now).await.unwrap());
    }

    async fn several_offers_to_one_person_are_one_mail(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, offer) = office.add_offer(&mut tx).await;
        let asked = |key: &str, hours| NewNotice {
            kind: NoticeKind::Offer,
            recipient: Recipient::Person(person.id),
            offer: Some(offer.id),
            not_before: office.in_hours(hours),
            ..office.notice(request.id, key)
        };
        let keys = ["a", "b"];
        let both = [office.enqueue(&mut tx, &asked("a", 0)).await, office.enqueue(&mut tx, &asked("b", 0)).await];
        let later = office.enqueue(&mut tx, &asked("c", 3)).await;
        let carrier = tx.claim("n1", office.now, LEASE, 1).await.unwrap().remove(0);
        let rides = usize::from(carrier.id == both[0]);
        let carried = tx.gather(&carrier, "n1", office.now).await.unwrap().unwrap();
        assert_eq!(carried.iter().map(|row| row.id).collect::<Vec<_>>(), [both[rides]]);
        // It travels with the first one and is not sent by itself; on its way it cannot be overtaken.
        assert_eq!(claimed(&mut tx, "n2", office.now).await, []);
        assert!(!tx.obsolete_unsent(keys[rides], office.now).await.unwrap());
        assert!(tx.gather(&carrier, "n2", office.now).await.unwrap().is_none(), "it is another one's");
        assert!(tx.retry_later(carrier.id, "n1", office.now, "451").await.unwrap());
        // A later try says the same: nothing joins any more.
        let fourth = office.enqueue(&mut tx, &asked("d", 0)).await;
        let rows = tx.claim("n1", office.now, LEASE, 10).await.unwrap();
        let again = rows.iter().find(|row| row.id == carrier.id).unwrap();
        assert_eq!((rows.len(), again.attempts), (2, 1));
        assert_eq!(tx.gather(again, "n1", office.now).await.unwrap().unwrap().len(), 1);
        assert!(tx.mark_sent(carrier.id, "n1", office.now).await.unwrap());
        assert!(tx.mark_sent(fourth, "n1", office.now).await.unwrap());
        let sent = OutboxFilter { state: Some(OutboxState::Sent), ..OutboxFilter::default() };
        assert_eq!(tx.outbox_page(&sent, Page::default()).await.unwrap().total, 3);
        assert_eq!(claimed(&mut tx, "n1", office.in_hours(3)).await, [later]);
    }

    async fn an_offer_waits_a_little_for_the_next_one_to_the_same_person(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, _) = office.add_offer(&mut tx).await;
        let asked = |key: &str, minutes| NewNotice {
            kind: NoticeKind::Offer,
            recipient: Recipient::Person(person.id),
            not_before: office.now + Duration::minutes(minutes),
            ..office.notice(request.id, key)
        };
        let held = office.enqueue(&mut tx, &asked("a", 5)).await;
        let joins = office.enqueue(&mut tx, &asked("b", 0)).await;
        let alone = office.enqueue(&mut tx, &asked("c", 30)).await;
        assert_eq!(claimed(&mut tx, "n1", office.now).await, []);
        let due = claimed(&mut tx, "n1", office.now + Duration::minutes(5)).await;
        assert!(due.contains(&held) && due.contains(&joins) && !due.contains(&alone), "{due:?}");
    }

    async fn a_mail_of_a_newer_version_does_not_hold_up_the_others(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let request = office.add_request(&mut tx).await;
        office.enqueue(&mut tx, &office.notice(request.id, "k1")).await;
        let known = office.enqueue(&mut tx, &office.notice(request.id, "k2")).await;
        tx.commit().await.unwrap();
        db.run_by_hand("UPDATE outbox SET kind = 'later' WHERE dedupe_key = 'k1'").await.unwrap();
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(claimed(&mut tx, "n1", office.now).await, [known]);
        assert!(tx.mark_sent(known, "n1", office.now).await.unwrap());
        assert_eq!(claimed(&mut tx, "n1", office.now).await, []);
    }
}
