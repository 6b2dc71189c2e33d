//! Does one planning run at a time leave a draft, and does only a draft get published?

use passgenau::domain::block::Block;
use passgenau::domain::plan::{CandidateRole, NewDraft, PlanCandidate, PlanState, PlanUnfilled, PlanWindow};
use passgenau::domain::rights::Reach;
use passgenau::ids::PlanId;
use passgenau::store::Page;
use tokio::task::JoinSet;

use super::office::Office;
use crate::support::db::on_both;

on_both! {
    async fn a_second_run_joins_the_first(db) {
        let office = Office::open(db).await;
        let mut tasks = JoinSet::new();
        for _ in 0..10 {
            let (store, id) = (db.store.clone(), PlanId(office.uuid()));
            let (window, now, until) = (office.window(), office.now, office.in_hours(1));
            tasks.spawn(async move {
                let mut tx = store.write().await.unwrap();
                let running = tx.insert_plan_computing(id, window, &Reach::Everything, None, now, until).await.unwrap();
                tx.commit().await.unwrap();
                (id, running)
            });
        }
        let answers = tasks.join_all().await;
        let began: Vec<PlanId> = answers.iter().filter(|(_, running)| running.is_none()).map(|(id, _)| *id).collect();
        assert_eq!(began.len(), 1);
        assert!(answers.iter().all(|(id, running)| running.unwrap_or(*id) == began[0]));
    }

    async fn a_run_that_died_makes_room(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (dead, next) = (PlanId(office.uuid()), PlanId(office.uuid()));
        let window = office.window();
        tx.insert_plan_computing(dead, window, &Reach::Everything, None, office.now, office.in_hours(1)).await.unwrap();
        let later = office.in_hours(2);
        let running = tx.insert_plan_computing(next, window, &Reach::Everything, None, later, office.in_hours(3)).await.unwrap();
        assert_eq!(running, None);
        let record = tx.plan(dead).await.unwrap().unwrap();
        assert_eq!((record.state, record.failure.as_deref()), (PlanState::Failed, Some("lost")));
        // What it hands in after all comes too late.
        assert!(!tx.store_draft(dead, &office.draft(), later).await.unwrap());
        assert!(tx.fail_plan(next, "timeout", later).await.unwrap());
        assert!(!tx.fail_plan(next, "timeout", later).await.unwrap());
        assert_eq!(tx.plan(next).await.unwrap().unwrap().failure.as_deref(), Some("timeout"));
    }

    async fn a_draft_is_kept_to_the_byte_and_seat_by_seat(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = office.add_account(&mut tx).await;
        let request = office.add_request(&mut tx).await;
        let mut candidates = Vec::new();
        // More rows than one statement takes.
        for rank in 0..600 {
            let person = office.bare_person(&format!("P{rank}"), "Kaya");
            tx.insert_person(&person).await.unwrap();
            let role = if rank < 2 { CandidateRole::First } else { CandidateRole::Backup };
            candidates.push(PlanCandidate { request: request.id, seat: 0, rank, role, option: 1, person: person.id });
        }
        let unfilled = PlanUnfilled {
            request: request.id,
            missing: 1,
            reason: "language".into(),
            funnel: vec![9, 4, 0, 0, 0, 0, 0, 0],
            blocks: [(Block::Language, 5), (Block::Clearance, 4)].into(),
        };
        let draft = NewDraft { candidates: candidates.clone(), unfilled: vec![unfilled.clone()], ..office.draft() };
        let id = PlanId(office.uuid());
        let until = office.in_hours(1);
        tx.insert_plan_computing(id, office.window(), &Reach::Everything, Some(account.id), office.now, until).await.unwrap();
        assert_eq!(tx.plan_documents(id).await.unwrap(), None);
        assert!(tx.store_draft(id, &draft, office.in_hours(1)).await.unwrap());
        tx.commit().await.unwrap();

        let mut tx = db.store.read().await.unwrap();
        assert_eq!(tx.plan_documents(id).await.unwrap(), Some(draft.documents));
        assert_eq!(tx.plan_candidates(id).await.unwrap(), candidates);
        assert_eq!(tx.candidates(id, request.id, 0).await.unwrap(), candidates);
        assert_eq!(tx.candidates(id, request.id, 1).await.unwrap(), []);
        assert_eq!(tx.unfilled(id).await.unwrap(), [unfilled]);
        let record = tx.latest_draft().await.unwrap().unwrap();
        assert_eq!((record.id, record.state, record.window), (id, PlanState::Draft, office.window()));
        assert_eq!((record.created_by, record.drafted_at), (Some(account.id), Some(office.in_hours(1))));
        assert_eq!(record.problem_digest.as_deref(), Some("d1"));
        assert_eq!(record.fingerprint.as_deref(), Some("f1"));
    }

    async fn a_draft_is_published_once_and_takes_the_place_of_others_for_its_days(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let account = office.add_account(&mut tx).await;
        let week = |n: i64| PlanWindow { from: office.in_hours(n * 168), to: office.in_hours((n + 1) * 168) };
        let mut ids = Vec::new();
        for window in [week(0), week(1), week(0)] {
            let id = PlanId(office.uuid());
            tx.insert_plan_computing(id, window, &Reach::Everything, None, office.now, office.in_hours(1)).await.unwrap();
            assert!(tx.store_draft(id, &office.draft(), office.now).await.unwrap());
            ids.push(id);
        }
        assert_eq!(tx.plan(ids[0]).await.unwrap().unwrap().state, PlanState::Superseded);
        assert_eq!(tx.plan(ids[1]).await.unwrap().unwrap().state, PlanState::Draft);
        assert!(!tx.publish_plan(ids[0], Some(account.id), office.now).await.unwrap());
        assert!(tx.publish_plan(ids[2], Some(account.id), office.now).await.unwrap());
        assert!(!tx.publish_plan(ids[2], Some(account.id), office.now).await.unwrap());
        assert!(!tx.discard_plan(ids[2], None, office.now).await.unwrap());
        let published = tx.plan(ids[2]).await.unwrap().unwrap();
        assert_eq!((published.state, published.closed_by), (PlanState::Published, Some(account.id)));
        assert_eq!(tx.plan(ids[1]).await.unwrap().unwrap().state, PlanState::Draft);
        assert!(tx.discard_plan(ids[1], Some(account.id), office.now).await.unwrap());
        assert_eq!(tx.latest_draft().await.unwrap(), None);
        let page = tx.plans(Page::nth(0, 2)).await.unwrap();
        assert_eq!((page.total, page.rows.len()), (3, 2));
        assert_eq!(tx.plan(PlanId(office.uuid())).await.unwrap(), None);
    }
}
