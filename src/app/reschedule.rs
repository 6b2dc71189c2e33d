//! An appointment moves: who still can, who cannot any more, and who is told what has changed?

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::asking::Round;
use super::edit_request::Telling;
use super::respond::stamp;
use super::{App, AppError, notice};
use crate::domain::account::Actor;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::notice::{Change, ChangeValue, ChangedField, EndCause, NoticeKind, Recipient};
use crate::domain::person::Person;
use crate::domain::request::{CalendarEntry, Request, RequestState, TimeOption};
use crate::ids::{AccountId, OfferId};
use crate::store::{FormUse, Tx, Which};

/// Why a move is not done: somebody else changed the case since it was looked at.
pub const CHANGED: &str = "conflict-record-changed";

/// What moving an appointment would do.
#[derive(Clone, Debug)]
pub struct MovePreview {
    /// The request as it is.
    pub request: Request,
    /// The time it has now.
    pub before: TimeOption,
    /// The time it would have.
    pub after: TimeOption,
    /// Who has agreed, and whether they can come then, as far as their times and agreements say.
    pub agreed: Vec<(Person, bool)>,
    /// People who are being asked and would be asked anew.
    pub asked: usize,
    /// Says whether a confirmation is about what was seen.
    pub digest: String,
}

impl App {
    /// What moving a request's appointment would do. Nothing is changed.
    ///
    /// # Errors
    /// `NotFound`, `Rejected` for a time in the past, `Conflict` when there is nothing to move.
    pub async fn preview_move(&self, number: i64, to: TimeOption) -> Result<MovePreview, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        self.move_of(&mut tx, request, to, now).await
    }

    async fn move_of(
        &self,
        tx: &mut Tx,
        request: Request,
        to: TimeOption,
        now: DateTime<Utc>,
    ) -> Result<MovePreview, AppError> {
        if request.state.closed() {
            return Err(AppError::Conflict("conflict-request-closed"));
        }
        let before = request.chosen().or(request.asked.options.first().copied());
        let before = before.ok_or(AppError::NotFound)?;
        if to.starts_at <= now || to.ends_at <= to.starts_at {
            return Err(AppError::rejected("new_date", "past"));
        }
        let assignments = tx.assignments_of_request(request.id, Which::Active).await?;
        let people = tx
            .people_by_ids(&assignments.iter().map(|a| a.person).collect::<Vec<_>>())
            .await?;
        let mut agreed = Vec::new();
        for assignment in &assignments {
            let able = self.able_at(tx, &request, assignment.seat, to, now).await?;
            if let Some(person) = people.iter().find(|p| p.id == assignment.person) {
                agreed.push((person.clone(), able.contains(&person.id)));
            }
        }
        let offers = tx.offers_of_request(request.id).await?;
        let asked: Vec<_> = offers.iter().filter(|o| o.state.open()).map(|o| o.id).collect();
        Ok(MovePreview {
            digest: digest(before, to, &agreed, &asked),
            asked: asked.len(),
            before,
            after: to,
            agreed,
            request,
        })
    }

    /// Moves a request's appointment. Whoever has agreed and can come stays, with the same calendar entry at the new
    /// time; whoever cannot is free, and others are asked. With `notify` everybody is told what has changed.
    ///
    /// `seen` is the digest of what was looked at.
    ///
    /// # Errors
    /// As [`App::preview_move`]; `Conflict` when the case has changed since it was looked at.
    pub async fn move_request(
        &self,
        number: i64,
        to: TimeOption,
        seen: &str,
        notify: bool,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let request = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        let preview = self.move_of(&mut tx, request.clone(), to, now).await?;
        if preview.before == to {
            return Err(AppError::Conflict("conflict-nothing-to-move"));
        }
        if preview.digest != seen {
            return Err(AppError::Conflict(CHANGED));
        }
        let option = request.chosen_option.unwrap_or(0);
        let assignments = tx.assignments_of_request(request.id, Which::Active).await?;
        let open: Vec<_> = tx
            .offers_of_request(request.id)
            .await?
            .into_iter()
            .filter(|o| o.state.open())
            .collect();
        for offer in &open {
            self.withdraw(&mut tx, &request, offer, EndCause::Moved, now)
                .await?;
        }
        let leaves_at = self.hand_leaves_at(preview.before.starts_at.min(to.starts_at), now);
        let mut lost = Vec::new();
        for assignment in &assignments {
            let able = preview
                .agreed
                .iter()
                .any(|(p, able)| p.id == assignment.person && *able);
            if !able {
                self.end_assignment_because(
                    &mut tx,
                    &request,
                    assignment,
                    AssignmentState::Released,
                    EndCause::Moved,
                    now,
                )
                .await?;
                lost.push(assignment.seat);
            }
        }
        tx.move_option(request.id, option, to).await?;
        let moved = tx.request(request.id).await?.ok_or(AppError::NotFound)?;
        for assignment in &assignments {
            if tx.move_assignment(assignment.id, to).await? && notify {
                self.tell_volunteer_of_move(
                    &mut tx,
                    &moved,
                    assignment,
                    preview.before,
                    Telling::News,
                    leaves_at,
                    now,
                )
                .await?;
            }
        }
        let telling = if notify { Telling::News } else { Telling::Nothing };
        self.tell_requester_of_move(&mut tx, &moved, preview.before, telling, leaves_at, now)
            .await?;
        if lost.is_empty() && open.is_empty() {
            self.hold_move(&mut tx, &moved, option, preview.before, account, leaves_at, now)
                .await?;
        }
        if !lost.is_empty() {
            self.reopen(&mut tx, &moved, now).await?;
        }
        let searched = [
            RequestState::Searching,
            RequestState::Substituting,
            RequestState::Confirmed,
        ];
        if let Some(moved) = tx
            .request(request.id)
            .await?
            .filter(|r| searched.contains(&r.state))
        {
            for seat in 0..moved.asked.seats.len() {
                if lost.contains(&seat) || open.iter().any(|o| o.seat == seat) {
                    self.ask_round(&mut tx, &moved, seat, Round::Next, leaves_at, now)
                        .await?;
                }
            }
        }
        let detail = [("people", assignments.len().into()), ("lost", lost.len().into())];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "request.moved",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        tx.finish_form(mark, &number.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "what has moved, and how it is told")]
    pub(super) async fn tell_volunteer_of_move(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        before: TimeOption,
        telling: Telling,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(moved) = tx.assignment(assignment.id).await? else {
            return Ok(());
        };
        let to = Recipient::Person(moved.person);
        let key = format!("{}/{}", moved.id, moved.calendar.sequence);
        let mut told = notice(NoticeKind::ChangedVolunteer, to, request, &key, now);
        told.offer = Some(moved.offer);
        told.assignment = Some(moved.id);
        told.payload.calendar = Some(stamp(&moved.calendar, &moved, now));
        told.payload.changes = vec![time_change(before, time_of(&moved))];
        told.not_before = leaves_at;
        self.enqueue_change(tx, told, telling, now).await
    }

    pub(super) async fn tell_requester_of_move(
        &self,
        tx: &mut Tx,
        request: &Request,
        before: TimeOption,
        telling: Telling,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let (Some(entry), Some(latest)) = (&request.calendar, agreed.last()) else {
            return Ok(());
        };
        let raised = CalendarEntry {
            sequence: entry.sequence + 1,
            ..entry.clone()
        };
        tx.set_request_calendar(request.id, Some(&raised)).await?;
        if telling == Telling::Nothing {
            return Ok(());
        }
        let to = Recipient::Contact(request.asked.contact);
        let key = format!("{}/{}", raised.uid, raised.sequence);
        let mut told = notice(NoticeKind::ChangedRequester, to, request, &key, now);
        told.payload.calendar = Some(stamp(&raised, latest, now));
        told.payload.changes = vec![time_change(before, time_of(latest))];
        told.not_before = leaves_at;
        self.enqueue_change(tx, told, telling, now).await
    }

    /// The organisation hears that somebody else comes now; its calendar entry stays.
    pub(super) async fn tell_requester_of_person(
        &self,
        tx: &mut Tx,
        request: &Request,
        before: &Assignment,
        after: &Assignment,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(entry) = &request.calendar else {
            return Ok(());
        };
        let people = tx.people_by_ids(&[before.person, after.person]).await?;
        let name = |assignment: &Assignment| {
            let person = people.iter().find(|p| p.id == assignment.person);
            ChangeValue::Text(person.map(Person::short_name).unwrap_or_default())
        };
        let to = Recipient::Contact(request.asked.contact);
        let mut told = notice(
            NoticeKind::ChangedRequester,
            to,
            request,
            &after.id.to_string(),
            now,
        );
        told.payload.calendar = Some(stamp(entry, after, now));
        told.payload.changes = vec![Change {
            field: ChangedField::Person,
            before: name(before),
            after: name(after),
        }];
        self.enqueue(tx, &told, now).await
    }
}

/// What tells a move from the same one after somebody else has changed the case.
fn digest(before: TimeOption, to: TimeOption, agreed: &[(Person, bool)], asked: &[OfferId]) -> String {
    let mut text = format!("{before:?} {to:?}\n");
    for (person, able) in agreed {
        text += &format!("{} {able}\n", person.id);
    }
    for offer in asked {
        text += &format!("{offer}\n");
    }
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(12).map(|b| format!("{b:02x}")).collect()
}

fn time_of(assignment: &Assignment) -> TimeOption {
    TimeOption {
        starts_at: assignment.starts_at,
        ends_at: assignment.ends_at,
    }
}

fn time_change(before: TimeOption, after: TimeOption) -> Change {
    Change {
        field: ChangedField::Time,
        before: ChangeValue::Time(before),
        after: ChangeValue::Time(after),
    }
}
