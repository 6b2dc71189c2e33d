//! Rules speak against a request: a named coordinator decides, may pass it on, and may decide otherwise later.

use chrono::{DateTime, Utc};

use super::{App, AppError, notice};
use crate::domain::account::Actor;
use crate::domain::language::LanguageCode;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::programme::ProgrammeId;
use crate::domain::request::{Request, RequestState};
use crate::domain::review::{Review, ReviewState};
use crate::domain::rules::RefusalReason;
use crate::domain::text;
use crate::ids::AccountId;
use crate::store::{Choice, Tx};

/// What a coordinator decides about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Somebody is looked for all the same.
    Accept,
    /// It is refused, for this reason when it was not under review before.
    Refuse(Option<RefusalReason>),
    /// Another programme looks for somebody.
    PassOn(ProgrammeId),
}

impl App {
    /// A coordinator decides about a request that waits for it, or decides otherwise than before. One that nobody has
    /// been asked for yet can be refused without a review.
    ///
    /// # Errors
    /// `Rejected` when a reason is missing, the note too long or the programme unknown; `Conflict` when the request is
    /// past being decided about.
    pub async fn decide(
        &self,
        number: i64,
        decision: Decision,
        note: &str,
        account: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let note = text::lines("review_note", note, 500).map_err(|fault| AppError::Rejected(vec![fault]))?;
        let mut tx = self.store.write().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let request = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        let known = tx.review(request.id).await?;
        let reasons = known.as_ref().map(|r| r.reasons.clone()).unwrap_or_default();
        let (review, to) = match &decision {
            Decision::Accept => ((ReviewState::Accepted, None), RequestState::Submitted),
            Decision::Refuse(_) => ((ReviewState::Refused, None), RequestState::Refused),
            Decision::PassOn(programme) => (
                (ReviewState::PassedOn, Some(programme.clone())),
                RequestState::Submitted,
            ),
        };
        let reasons = match decision {
            Decision::Refuse(Some(reason)) if reasons.is_empty() => vec![reason],
            Decision::Refuse(None) if reasons.is_empty() => {
                return Err(AppError::rejected("reason", "required"));
            }
            _ => reasons,
        };
        if let Some(programme) = &review.1 {
            self.pass_on(&mut tx, &request, programme).await?;
        }
        let from: &[RequestState] = match to {
            RequestState::Refused => &[
                RequestState::InReview,
                RequestState::Submitted,
                RequestState::Unfilled,
            ],
            _ => &[RequestState::InReview, RequestState::Refused],
        };
        if !tx
            .set_request_state(request.id, from, to, Choice::Keep, now)
            .await?
        {
            return Err(AppError::Conflict("conflict-decided-meanwhile"));
        }
        tx.set_review(&Review {
            request: request.id,
            state: review.0,
            reasons,
            opened_at: known.map_or(now, |r| r.opened_at),
            decided_by: Some(account),
            decided_at: Some(now),
            passed_to: review.1,
            note,
        })
        .await?;
        tx.settle_tasks_of_request(request.id, now).await?;
        if to == RequestState::Refused {
            let key = format!("{}/{}", request.id, request.version);
            let to = Recipient::Contact(request.asked.contact);
            let told = notice(NoticeKind::RequestRefused, to, &request, &key, now);
            self.enqueue(&mut tx, &told, now).await?;
        }
        let action = match to {
            RequestState::Refused => "request.refused",
            _ if review.0 == ReviewState::PassedOn => "request.passed_on",
            _ => "request.accepted",
        };
        self.note(&mut tx, now, account, action, &request).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    async fn pass_on(&self, tx: &mut Tx, request: &Request, programme: &ProgrammeId) -> Result<(), AppError> {
        let known = tx.programmes().await?;
        let Some(programme) = known.iter().find(|p| p.id == *programme) else {
            return Err(AppError::rejected("programme", "unknown-choice"));
        };
        if !programme.modes.contains(&request.asked.mode) {
            return Err(AppError::rejected("programme", "mode"));
        }
        tx.set_request_programme(request.id, &programme.id).await?;
        Ok(())
    }

    /// A coordinator allows that somebody who speaks `spoken` serves a request for `asked`, or takes that back.
    ///
    /// # Errors
    /// `NotFound` when the request asks for no such language, `Conflict` when somebody has agreed already.
    pub async fn allow_language(
        &self,
        number: i64,
        asked: &LanguageCode,
        spoken: &LanguageCode,
        allowed: bool,
        account: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let request = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        let asks = request
            .asked
            .seats
            .iter()
            .any(|seat| seat.language.as_ref() == Some(asked));
        let known = tx.languages().await?.iter().any(|l| l.code == *spoken);
        if !asks || !known || asked == spoken {
            return Err(AppError::NotFound);
        }
        if request.state.closed() || request.state == RequestState::Confirmed {
            return Err(AppError::Conflict("conflict-decided-meanwhile"));
        }
        let action = if allowed {
            tx.confirm_language(request.id, asked, spoken, Some(account), now)
                .await?;
            "request.language_allowed"
        } else {
            tx.revoke_language(request.id, asked, spoken).await?;
            "request.language_revoked"
        };
        self.note(&mut tx, now, account, action, &request).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn note(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        account: AccountId,
        action: &'static str,
        request: &Request,
    ) -> Result<(), AppError> {
        let actor = Actor::Account(account);
        self.audit(tx, now, actor, action, "request", request.id.0, &[])
            .await
    }
}
