//! How did a request end? It took place or not, they did not understand each other, or it was solved otherwise.

use chrono::{DateTime, Utc};

use super::{App, AppError};
use crate::domain::Rejection;
use crate::domain::request::{Request, RequestState};
use crate::domain::review::{Outcome, OutcomeKind};
use crate::domain::text;
use crate::ids::{AccountId, RequestId};
use crate::store::{Choice, Tx};

/// Most cents a solution elsewhere can have cost.
const CENTS_MAX: i64 = 10_000_000;

/// What is written down about an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// How.
    pub kind: OutcomeKind,
    /// Who helped instead, as typed.
    pub agency: String,
    /// What that cost, in cents.
    pub cents: Option<i64>,
}

impl App {
    /// The office writes down how a request ended. What is solved otherwise releases everybody who was asked or had
    /// agreed; an appointment can be held only after it has begun.
    ///
    /// # Errors
    /// `Rejected` for faults of what was typed; `Conflict` when the request cannot end in this way (any more, or yet).
    pub async fn record_outcome(
        &self,
        number: i64,
        ending: &Ending,
        account: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let agency = agency(ending)?;
        let mut tx = self.store.write().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let request = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        let before = tx.outcome(request.id).await?;
        if ending.kind.after_the_date() {
            self.close_held(&mut tx, &request, ending.kind, now).await?;
            self.settle_service_tasks(&mut tx, request.id, now).await?;
        } else {
            let solved = matches!(request.state, RequestState::Solved);
            if request.state.closed() && !solved {
                return Err(AppError::Conflict("conflict-decided-meanwhile"));
            }
            if !solved {
                self.end_request(&mut tx, request.id, RequestState::Solved, now)
                    .await?;
            }
        }
        tx.set_outcome(&Outcome {
            request: request.id,
            kind: ending.kind,
            agency,
            cents: ending.cents,
            follow_up: before.and_then(|outcome| outcome.follow_up),
            recorded_by: Some(account),
            recorded_at: now,
        })
        .await?;
        self.note(&mut tx, now, account, "request.outcome", &request)
            .await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    async fn close_held(
        &self,
        tx: &mut Tx,
        request: &Request,
        kind: OutcomeKind,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if request.chosen().is_none_or(|time| time.starts_at > now) {
            return Err(AppError::Conflict("conflict-not-begun"));
        }
        let from = [RequestState::Confirmed, RequestState::Held, RequestState::NotHeld];
        if !tx
            .set_request_state(request.id, &from, kind.state(), Choice::Keep, now)
            .await?
        {
            return Err(AppError::Conflict("conflict-decided-meanwhile"));
        }
        Ok(())
    }

    /// The office takes back how a request ended: an appointment stands as agreed again, a request solved otherwise is
    /// looked for again.
    ///
    /// # Errors
    /// `Conflict` when nothing was written down.
    pub async fn take_back_outcome(&self, number: i64, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let request = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        let (to, choice) = match request.state {
            RequestState::Held | RequestState::NotHeld => (RequestState::Confirmed, Choice::Keep),
            RequestState::Solved => (RequestState::Submitted, Choice::Clear),
            _ => return Err(AppError::Conflict("conflict-decided-meanwhile")),
        };
        tx.delete_outcome(request.id).await?;
        tx.set_request_state(request.id, &[request.state], to, choice, now)
            .await?;
        self.note(&mut tx, now, account, "request.outcome_taken_back", &request)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// A new request follows one whose people did not understand each other: the old one says so.
    pub(super) async fn link_follow_up(
        &self,
        tx: &mut Tx,
        before: &Request,
        follow_up: RequestId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let known = tx.outcome(before.id).await?;
        let outcome = Outcome {
            follow_up: Some(follow_up),
            ..known.unwrap_or(Outcome {
                request: before.id,
                kind: OutcomeKind::NotUnderstood,
                agency: None,
                cents: None,
                follow_up: None,
                recorded_by: None,
                recorded_at: now,
            })
        };
        let from = [RequestState::Confirmed];
        if before.state == RequestState::Confirmed {
            tx.set_request_state(before.id, &from, outcome.kind.state(), Choice::Keep, now)
                .await?;
        }
        Ok(tx.set_outcome(&outcome).await?)
    }
}

/// Who helped instead, when that is what is written down.
fn agency(ending: &Ending) -> Result<Option<String>, AppError> {
    let mut faults = Vec::new();
    let agency = text::line("agency", &ending.agency, text::NAME_MAX).unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    if ending.kind == OutcomeKind::External && agency.is_none() && faults.is_empty() {
        faults.push(Rejection::new("agency", "required"));
    }
    if ending
        .cents
        .is_some_and(|cents| !(0..=CENTS_MAX).contains(&cents))
    {
        faults.push(Rejection::new("cost", "money-range").with("max", CENTS_MAX / 100));
    }
    if faults.is_empty() {
        Ok(agency.filter(|_| ending.kind == OutcomeKind::External))
    } else {
        Err(AppError::Rejected(faults))
    }
}
