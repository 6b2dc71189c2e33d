//! What does a file of requests change? Each goes in once, and nobody is mailed: the office has them from the school.

use chrono::{DateTime, Utc};

use super::intake::{Batch, Change, Intake, each_record};
use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::import::Subject;
use crate::domain::request::RequestState;
use crate::ids::RequestId;
use crate::import::organisations::ContactRecord;
use crate::import::requests;
use crate::import::requests::{ContactRef, RequestRecord};
use crate::store::{Choice, Tx};

impl App {
    pub(super) async fn apply_requests(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let (lookup, seen) = (intake.lookup, &mut intake.seen.requests);
        each_record!(
            intake,
            batch,
            most,
            |row| requests::read(row, lookup, seen),
            |record| {
                let change = self.apply_request(tx, batch, record, now).await?;
                batch.count(change);
            }
        );
        Ok(())
    }

    async fn apply_request(
        &self,
        tx: &mut Tx,
        batch: &mut Batch,
        record: RequestRecord,
        now: DateTime<Utc>,
    ) -> Result<Change, AppError> {
        if self.known_request(tx, &record).await? {
            return Ok(Change::None);
        }
        let contact = match record.contact.clone() {
            ContactRef::Known(id) => id,
            ContactRef::New { name, email, phone } => {
                let contact = ContactRecord {
                    name,
                    email,
                    phone,
                    kind: None,
                };
                self.apply_contact(tx, batch, record.organisation, contact, now)
                    .await?
                    .0
            }
        };
        let (organisation, shown) = (record.organisation, record.reference.clone());
        let state = record.state;
        let asked = record.into_request(contact);
        let id = RequestId(self.ids.uuid(now));
        let request = tx.insert_request(&asked, id, now).await?;
        let reference = crate::domain::text::fold(&shown);
        tx.insert_reference(organisation, &reference, &shown, id).await?;
        let request = match state {
            Some(to) => {
                let choice = match to {
                    RequestState::Held | RequestState::NotHeld => Choice::Option(0),
                    _ => Choice::Keep,
                };
                tx.set_request_state(id, &[RequestState::Submitted], to, choice, now)
                    .await?;
                tx.request(id).await?.unwrap_or(request)
            }
            None => request,
        };
        let change = batch.note_change(Subject::Request, id.to_string(), None, &request)?;
        self.audit(
            tx,
            now,
            Actor::System,
            "request.imported",
            "request",
            request.id.0,
            &[],
        )
        .await?;
        Ok(change)
    }

    /// Whether a request went in before: under the organisation's own mark, or under our number in an export.
    async fn known_request(&self, tx: &mut Tx, record: &RequestRecord) -> Result<bool, AppError> {
        let reference = crate::domain::text::fold(&record.reference);
        if tx
            .request_by_reference(record.organisation, &reference)
            .await?
            .is_some()
        {
            return Ok(true);
        }
        let Some(number) = requests::own_number(&record.reference) else {
            return Ok(false);
        };
        let request = tx.request_by_number(number).await?;
        Ok(request.is_some_and(|r| r.asked.organisation == record.organisation))
    }
}
