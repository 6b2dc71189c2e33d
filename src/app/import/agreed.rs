//! What was agreed before the office came here: commitments of the plan from now on. Nobody is mailed.

use chrono::{DateTime, Utc};

use super::intake::{Batch, Change, Intake, each_record};
use super::{App, AppError};
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::import::Subject;
use crate::domain::offer::{Offer, OfferState};
use crate::domain::request::{Request, RequestState};
use crate::ids::{AssignmentId, OfferId, PersonId, RequestId};
use crate::import::agreed::{self, AgreedRecord};
use crate::import::fault::{Fail, Fault};
use crate::import::requests::own_number;
use crate::store::{Choice, Tx, Which};

impl App {
    pub(super) async fn apply_assignments(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let (lookup, pairs) = (intake.lookup, &mut intake.seen.pairs);
        let mut records = Vec::new();
        each_record!(
            intake,
            batch,
            most,
            |row| agreed::read(row, lookup, pairs),
            |record| {
                records.push(record);
            }
        );
        for record in records {
            let found = self.agreed_parts(tx, intake, &record).await?;
            match found {
                Ok((request, person)) => {
                    let applied = self
                        .apply_assignment(tx, batch, &record, request, person, now)
                        .await?;
                    match applied {
                        Ok(change) => batch.count(change),
                        Err(fail) => aside(batch, record, "date_1", fail),
                    }
                }
                Err((key, fail)) => aside(batch, record, key, fail),
            }
        }
        Ok(())
    }

    /// Request and person of a row, or what is missing.
    async fn agreed_parts(
        &self,
        tx: &mut Tx,
        intake: &Intake<'_>,
        record: &AgreedRecord,
    ) -> Result<Result<(Request, PersonId), (&'static str, Fail)>, AppError> {
        let reference = crate::domain::text::fold(&record.reference);
        let marked = tx.request_by_reference(record.organisation, &reference).await?;
        let request = match (marked, own_number(&record.reference)) {
            (Some(id), _) => tx.request(id).await?,
            (None, Some(number)) => tx.request_by_number(number).await?,
            (None, None) => None,
        };
        let request = request.filter(|r| r.asked.organisation == record.organisation);
        let Some(request) = request else {
            return Ok(Err(("reference", Fail::new("import-agreed-request"))));
        };
        let email = record.email.as_ref().map(|e| e.as_str());
        let named = intake
            .people
            .find_named(&record.name, email, record.phone.as_deref());
        let bare = email.is_none() && record.phone.is_none();
        let person = named.or_else(|| bare.then(|| intake.people.only_one_named(&record.name)).flatten());
        Ok(match person {
            Some(person) => Ok((request, person)),
            None => Err(("last_name", Fail::new("import-agreed-person"))),
        })
    }

    async fn apply_assignment(
        &self,
        tx: &mut Tx,
        batch: &mut Batch,
        record: &AgreedRecord,
        request: Request,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<Result<Change, Fail>, AppError> {
        let standing = tx.assignments_of_request(request.id, Which::Active).await?;
        if standing.iter().any(|a| a.person == person) {
            return Ok(Ok(Change::None));
        }
        let option = match record.starts_at {
            Some(at) => request.asked.options.iter().position(|o| o.starts_at == at),
            None if request.chosen_option.is_some() => request.chosen_option,
            None => Some(0),
        };
        let chosen = option.filter(|o| request.chosen_option.is_none_or(|chosen| chosen == *o));
        let Some((option, time)) = chosen.and_then(|o| Some((o, *request.asked.options.get(o)?))) else {
            return Ok(Err(Fail::new("import-agreed-time")));
        };
        let taken = |seat: usize| standing.iter().filter(|a| a.seat == seat).count();
        let free = |&(seat, asked): &(usize, &crate::domain::request::Seat)| {
            i64::try_from(taken(seat)).unwrap_or(i64::MAX) < asked.headcount
        };
        let Some((seat, _)) = request.asked.seats.iter().enumerate().find(free) else {
            return Ok(Err(Fail::new("import-agreed-full")));
        };
        let offer = Offer {
            id: OfferId(self.ids.uuid(now)),
            request: request.id,
            seat,
            option,
            person,
            plan: None,
            rank: 0,
            state: OfferState::Accepted,
            created_at: now,
            answer_by: now,
            answered_at: Some(now),
            answer_view: None,
            link_version: 1,
        };
        tx.insert_offer(&offer).await?;
        let assignment = Assignment {
            id: AssignmentId(self.ids.uuid(now)),
            request: request.id,
            offer: offer.id,
            seat,
            person,
            starts_at: time.starts_at,
            ends_at: time.ends_at,
            state: AssignmentState::Confirmed,
            calendar: self.calendar_entry(),
            created_at: now,
        };
        if !tx.insert_assignment(&assignment).await? {
            return Ok(Err(Fail::new("import-agreed-full")));
        }
        self.mark_agreed(tx, request.id, option, standing.len() + 1, &request, now)
            .await?;
        let key = assignment.id.to_string();
        Ok(Ok(batch.note_change(
            Subject::Assignment,
            key,
            None,
            &assignment,
        )?))
    }

    /// A request whose every place is taken is confirmed; until then it is being looked for.
    async fn mark_agreed(
        &self,
        tx: &mut Tx,
        id: RequestId,
        option: usize,
        people: usize,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let open = [
            RequestState::Submitted,
            RequestState::Unfilled,
            RequestState::Searching,
        ];
        let all = i64::try_from(people).unwrap_or(i64::MAX) >= request.headcount();
        let to = if all {
            RequestState::Confirmed
        } else {
            RequestState::Searching
        };
        tx.set_request_state(id, &open, to, Choice::Option(option), now)
            .await?;
        Ok(())
    }
}

/// Puts a row aside whose fault only the stored data could show.
fn aside(batch: &mut Batch, record: AgreedRecord, key: &'static str, fail: Fail) {
    let mut parked = record.parked;
    let fault = Fault::new(parked.row, None, "", fail);
    parked.faults = vec![Fault { key, ..fault }];
    batch.tally.parked += 1;
    batch.parked.push(parked);
}
