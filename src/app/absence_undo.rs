//! An absence is taken back while nobody has heard of it: everything stands as before.

use chrono::{DateTime, Utc};

use super::absence::mark_of;
use super::{App, AppError, dedupe_key};
use crate::domain::absence::Earlier;
use crate::domain::account::Actor;
use crate::domain::asking::HeldAction;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::record::RecordAction;
use crate::domain::request::{CalendarEntry, RequestState};
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::{AccountId, PersonId, RequestId};
use crate::store::{Choice, Tx, Which};

impl App {
    /// What the office did last about a person's absence and can still take back.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn held_for_person(&self, person: PersonId) -> Result<Option<HeldAction>, AppError> {
        let mut tx = self.store.read().await?;
        Ok(tx.held_action_of_person(person, self.clock.now()).await?)
    }

    pub(super) async fn undo_absence(
        &self,
        tx: &mut Tx,
        action: &HeldAction,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        const LATE: AppError = AppError::Conflict("conflict-too-late-to-undo");
        let earlier = tx
            .earlier::<Earlier>(action.id)
            .await?
            .ok_or(AppError::NotFound)?;
        let id = action.person.ok_or(AppError::NotFound)?;
        tx.lock_person(id).await?;
        if let Some((from, to)) = earlier.days {
            let before = tx.person(id).await?.ok_or(AppError::NotFound)?;
            let mut after = before.clone();
            after.absences.retain(|a| (a.from, a.to) != (from, to));
            if after != before {
                let actor = Actor::Account(account);
                self.keep_person(tx, &before, &after, actor, RecordAction::Undone)
                    .await?;
            }
        }
        let mark = mark_of(action.id);
        for ended in &earlier.ended {
            self.unask(tx, ended.request, action.made_at, now).await?;
            let request = tx.request(ended.request).await?.ok_or(AppError::NotFound)?;
            let person = Recipient::Person(id);
            let key = format!("{}{mark}", ended.assignment);
            let told = dedupe_key(NoticeKind::CancelledVolunteer, person, &key);
            if !tx.obsolete_unsent(&told, now).await? {
                return Err(LATE);
            }
            if let Some((uid, sequence)) = &ended.calendar {
                let school = Recipient::Contact(request.asked.contact);
                let key = format!("{uid}{mark}");
                let told = dedupe_key(NoticeKind::SubstituteRequester, school, &key);
                if !tx.obsolete_unsent(&told, now).await? {
                    return Err(LATE);
                }
                let entry = CalendarEntry {
                    uid: uid.clone(),
                    sequence: *sequence,
                };
                tx.set_request_calendar(request.id, Some(&entry)).await?;
            }
            if !tx.revive_assignment(ended.assignment, ended.sequence).await? {
                return Err(LATE);
            }
            let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
            if i64::try_from(agreed.len()).is_ok_and(|n| n >= request.headcount()) {
                let from = [RequestState::Substituting];
                tx.set_request_state(request.id, &from, RequestState::Confirmed, Choice::Keep, now)
                    .await?;
            }
        }
        for (offer, request) in &earlier.declined {
            self.unask(tx, *request, action.made_at, now).await?;
            tx.reopen_offer(*offer).await?;
            let Some(offer) = tx.offer(*offer).await? else {
                continue;
            };
            // Its mail was not sent any more, or it was a call: the office asks by telephone.
            if let Some(request) = tx.request(*request).await? {
                self.add_task(tx, TaskKind::CallByPhone, &request, Some(&offer), now)
                    .await?;
            }
        }
        Ok(())
    }

    /// Whoever was asked in place of the absent person is not asked.
    async fn unask(
        &self,
        tx: &mut Tx,
        id: RequestId,
        made_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let request = tx.lock_request(id).await?.ok_or(AppError::NotFound)?;
        let offers = tx.offers_of_request(id).await?;
        for offer in offers.iter().filter(|o| o.created_at >= made_at) {
            self.undo_offer(tx, &request, offer, now).await?;
        }
        for kind in [TaskKind::ReplaceByHand, TaskKind::CallSchool] {
            let task = NewTask {
                kind,
                request: Some(id),
                offer: None,
                person: None,
            };
            tx.settle_task(&task, now).await?;
        }
        Ok(())
    }
}
