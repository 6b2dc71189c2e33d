//! A change or a move by hand is taken back while its mails wait: everything is as it was, and nobody hears of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::edit_request::{EditForm, Telling, mark_of};
use super::{App, AppError};
use crate::domain::asking::HeldKind;
use crate::domain::request::{Request, TimeOption};
use crate::ids::{AccountId, HeldActionId, RequestId};
use crate::store::{Tx, Which};

/// Somebody has changed the same again meanwhile, or the mails have left.
const LATE: AppError = AppError::Conflict("conflict-too-late-to-undo");

/// What a request said before it was changed.
#[derive(Debug, Serialize, Deserialize)]
struct EarlierValues {
    /// The values, as the form had them.
    before: EditForm,
    /// What tells the values after the change from others.
    mark: String,
}

/// When an appointment was before it was moved.
#[derive(Debug, Serialize, Deserialize)]
struct EarlierTime {
    option: usize,
    before: TimeOption,
    after: TimeOption,
}

impl App {
    /// Notes a change so that it can be taken back.
    pub(super) async fn hold_edit(
        &self,
        tx: &mut Tx,
        before: &Request,
        after: &Request,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let time = before.chosen().or(before.asked.options.first().copied());
        let until = self.hand_leaves_at(time.map_or(now, |time| time.starts_at), now);
        let id = Some(before.id);
        if let Some(action) = self
            .hold(tx, HeldKind::Edit, None, id, account, until, now)
            .await?
        {
            let earlier = EarlierValues {
                before: EditForm::of(before),
                mark: mark_of(after),
            };
            tx.keep_earlier(action, &earlier).await?;
        }
        Ok(())
    }

    /// Notes a move that has cost nobody their appointment, so that it can be taken back.
    #[expect(clippy::too_many_arguments, reason = "what was moved, by whom, until when")]
    pub(super) async fn hold_move(
        &self,
        tx: &mut Tx,
        moved: &Request,
        option: usize,
        before: TimeOption,
        account: AccountId,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(after) = moved.asked.options.get(option).copied() else {
            return Ok(());
        };
        let id = Some(moved.id);
        if let Some(action) = self
            .hold(tx, HeldKind::Move, None, id, account, until, now)
            .await?
        {
            let earlier = EarlierTime {
                option,
                before,
                after,
            };
            tx.keep_earlier(action, &earlier).await?;
        }
        Ok(())
    }

    pub(super) async fn undo_edit(
        &self,
        tx: &mut Tx,
        action: HeldActionId,
        request: RequestId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let earlier = tx.earlier::<EarlierValues>(action).await?.ok_or(LATE)?;
        let request = tx.lock_request(request).await?.ok_or(AppError::NotFound)?;
        if request.state.closed() || mark_of(&request) != earlier.mark {
            return Err(LATE);
        }
        let back = match self.typed(tx, &request, &earlier.before).await {
            // A place or a contact is not there any more.
            Err(AppError::Rejected(_)) => return Err(LATE),
            typed => typed?,
        };
        self.write_edit(tx, &request, &back, Telling::TakenBack, now)
            .await
    }

    pub(super) async fn undo_move(
        &self,
        tx: &mut Tx,
        action: HeldActionId,
        request: RequestId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let EarlierTime {
            option,
            before,
            after,
        } = tx.earlier(action).await?.ok_or(LATE)?;
        let request = tx.lock_request(request).await?.ok_or(AppError::NotFound)?;
        if request.state.closed()
            || request.chosen_option.unwrap_or(0) != option
            || request.asked.options.get(option) != Some(&after)
        {
            return Err(LATE);
        }
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        for assignment in &agreed {
            let others = tx.active_assignments_of_person(assignment.person, now).await?;
            let taken = others.iter().any(|other| {
                other.id != assignment.id
                    && other.starts_at < before.ends_at
                    && other.ends_at > before.starts_at
            });
            if taken {
                return Err(LATE);
            }
        }
        let leaves_at = self.hand_leaves_at(before.starts_at.min(after.starts_at), now);
        tx.move_option(request.id, option, before).await?;
        let back = tx.request(request.id).await?.ok_or(AppError::NotFound)?;
        for assignment in &agreed {
            if tx.move_assignment(assignment.id, before).await? {
                self.tell_volunteer_of_move(tx, &back, assignment, after, Telling::TakenBack, leaves_at, now)
                    .await?;
            }
        }
        self.tell_requester_of_move(tx, &back, after, Telling::TakenBack, leaves_at, now)
            .await
    }
}
