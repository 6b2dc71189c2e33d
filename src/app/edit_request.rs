//! The office changes what was said about a request: place, room, meeting point, contacts, note. Whoever has agreed is
//! told what is different now, if the office wants it; several changes within the moment in which mails wait are one
//! mail.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::intake_parse::unfit_room;
use super::respond::stamp;
use super::{App, AppError, notice};
use crate::calendar::local;
use crate::domain::Rejection;
use crate::domain::money::FundingSource;
use crate::domain::notice::{Change, ChangeValue, ChangedField, NewNotice, NoticeKind, Recipient};
use crate::domain::organisation::{Contact, Location, Room};
use crate::domain::programme::Mode;
use crate::domain::request::{CalendarEntry, Request};
use crate::domain::text;
use crate::ids::{AccountId, ContactId, LocationId};
use crate::store::{FormUse, Tx, Which};

/// What the form holds, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditForm {
    /// Key of the place.
    pub location: String,
    /// Room.
    pub room: String,
    /// Meeting point, when it differs from the place's.
    pub meeting_point: String,
    /// Key of the contact who gets the mails.
    pub contact: String,
    /// Whom to ask for on the day.
    pub on_site_contact: String,
    /// Their telephone.
    pub on_site_phone: String,
    /// "on" when the room must be reachable without steps.
    pub step_free: String,
    /// Key of the source of money, empty for the usual one.
    pub funding: String,
    /// Note for the office.
    pub note: String,
    /// What tells the values the form was opened with from others.
    pub opened: String,
}

impl EditForm {
    /// The form with the values a request has now.
    pub(super) fn of(request: &Request) -> Self {
        let asked = &request.asked;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            location: asked.location.to_string(),
            room: text(&asked.room),
            meeting_point: text(&asked.details.meeting_point),
            contact: asked.contact.to_string(),
            on_site_contact: text(&asked.details.on_site_contact),
            on_site_phone: text(&asked.details.on_site_phone),
            step_free: if asked.details.step_free { "on" } else { "" }.to_owned(),
            funding: text(&asked.details.funding),
            note: text(&asked.note),
            opened: mark_of(request),
        }
    }
}

/// Who hears of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// Nobody.
    Nothing,
    /// Whoever has agreed, and the requester.
    News,
    /// The change before it is taken back: nobody hears of either.
    TakenBack,
}

/// The form with what can be chosen.
#[derive(Clone, Debug)]
pub struct EditView {
    /// The request.
    pub request: Request,
    /// Name of the organisation.
    pub organisation: String,
    /// Its places.
    pub locations: Vec<Location>,
    /// Its contacts.
    pub contacts: Vec<Contact>,
    /// The rooms of its places.
    pub rooms: Vec<(LocationId, Room)>,
    /// Sources of money that pay for it.
    pub sources: Vec<FundingSource>,
    /// How many people have agreed and would be told.
    pub agreed: usize,
    /// The values as they are.
    pub form: EditForm,
}

impl App {
    /// What the form shows.
    ///
    /// # Errors
    /// `NotFound`, or `Conflict` when the request is over.
    pub async fn edit_view(&self, number: i64) -> Result<EditView, AppError> {
        let mut tx = self.store.read().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        if request.state.closed() {
            return Err(AppError::Conflict("conflict-request-closed"));
        }
        let asked = &request.asked;
        let organisation = tx
            .organisation(asked.organisation)
            .await?
            .ok_or(AppError::NotFound)?;
        let form = EditForm::of(&request);
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let locations = tx.locations_of(organisation.id).await?;
        let places: Vec<LocationId> = locations.iter().map(|place| place.id).collect();
        let kept = tx.rooms(&places).await?.into_iter();
        let rooms = kept.flat_map(|(place, rooms)| rooms.into_iter().map(move |room| (place, room)));
        Ok(EditView {
            organisation: organisation.name,
            rooms: rooms.collect(),
            sources: self.sources_for(&mut tx, &request).await?,
            locations,
            contacts: tx.contacts_of(organisation.id).await?,
            agreed: agreed.len(),
            form,
            request,
        })
    }

    /// The sources of money that pay for a request, and the one that is named.
    async fn sources_for(&self, tx: &mut Tx, request: &Request) -> Result<Vec<FundingSource>, AppError> {
        let asked = &request.asked;
        let time = request.chosen().or_else(|| asked.options.first().copied());
        let day = time.map(|t| local::local_date(self.config.time_zone, t.starts_at));
        let pays = |s: &FundingSource| {
            let named = asked.details.funding.as_deref() == Some(s.id.as_str());
            let programme = s.programme.as_ref().is_none_or(|p| *p == asked.programme);
            named || (programme && day.is_none_or(|day| (s.first_day..=s.last_day).contains(&day)))
        };
        let mut sources = tx.funding_sources().await?;
        sources.retain(pays);
        Ok(sources)
    }

    /// Writes what was typed; with `notify` whoever has agreed and the requester are told what changed for them.
    ///
    /// # Errors
    /// `Rejected` with every fault; `Conflict` when somebody else changed the request meanwhile, or it is over.
    pub async fn edit_request(
        &self,
        number: i64,
        form: &EditForm,
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
        let before = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        if before.state.closed() {
            return Err(AppError::Conflict("conflict-request-closed"));
        }
        if form.opened != mark_of(&before) {
            return Err(AppError::Conflict("conflict-record-changed"));
        }
        let after = self.typed(&mut tx, &before, form).await?;
        if after.asked == before.asked {
            return Ok(());
        }
        let telling = if notify { Telling::News } else { Telling::Nothing };
        self.write_edit(&mut tx, &before, &after, telling, now).await?;
        self.hold_edit(&mut tx, &before, &after, account, now).await?;
        self.note(&mut tx, now, account, "request.edited", &before)
            .await?;
        tx.finish_form(mark, &number.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// Writes a change of a request and tells of it.
    pub(super) async fn write_edit(
        &self,
        tx: &mut Tx,
        before: &Request,
        after: &Request,
        telling: Telling,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        tx.edit_request(after).await?;
        let was = self.shown(tx, before).await?;
        let is = self.shown(tx, after).await?;
        let moved = before.asked.location != after.asked.location;
        if moved {
            tx.raise_sequences(before.id).await?;
        }
        let changes = differences(&was, &is);
        if telling == Telling::Nothing || changes.is_empty() {
            return Ok(());
        }
        // Whoever would have read of the change is the one who does not have to any more.
        let contact = match telling {
            Telling::TakenBack => before.asked.contact,
            _ => after.asked.contact,
        };
        self.tell_of_changes(tx, after, contact, &changes, moved, telling, now)
            .await
    }

    /// The request with what was typed in place of what it had.
    pub(super) async fn typed(
        &self,
        tx: &mut Tx,
        before: &Request,
        form: &EditForm,
    ) -> Result<Request, AppError> {
        let mut after = before.clone();
        let mut faults = Vec::new();
        let organisation = before.asked.organisation;
        let locations = tx.locations_of(organisation).await?;
        match locations.iter().find(|l| l.id.to_string() == form.location) {
            Some(location) => after.asked.location = location.id,
            None => faults.push(Rejection::new("location", "unknown-choice")),
        }
        let contacts = tx.contacts_of(organisation).await?;
        match contacts.iter().find(|c| c.id.to_string() == form.contact) {
            Some(contact) => after.asked.contact = contact.id,
            None => faults.push(Rejection::new("contact", "unknown-choice")),
        }
        let details = &mut after.asked.details;
        for (slot, field, typed, max) in [
            (&mut after.asked.room, "room", &form.room, text::NAME_MAX),
            (
                &mut details.meeting_point,
                "meeting_point",
                &form.meeting_point,
                text::NAME_MAX,
            ),
            (
                &mut details.on_site_contact,
                "on_site_contact",
                &form.on_site_contact,
                text::NAME_MAX,
            ),
        ] {
            match text::line(field, typed, max) {
                Ok(value) => *slot = value,
                Err(fault) => faults.push(fault),
            }
        }
        match text::phone("on_site_phone", &form.on_site_phone) {
            Ok(phone) => after.asked.details.on_site_phone = phone,
            Err(fault) => faults.push(fault),
        }
        after.asked.details.step_free = form.step_free == "on";
        let named = Some(form.funding.as_str()).filter(|id| !id.is_empty());
        let sources = self.sources_for(tx, before).await?;
        if named.is_none_or(|id| sources.iter().any(|source| source.id == id)) {
            after.asked.details.funding = named.map(str::to_owned);
        } else {
            faults.push(Rejection::new("funding", "unknown-choice"));
        }
        // A room that did not do before is no fault of this change.
        let asked = &after.asked;
        let differs = asked.room != before.asked.room
            || asked.location != before.asked.location
            || asked.details.step_free != before.asked.details.step_free;
        if let (Mode::OnSite, true, Some(room)) = (asked.mode, differs, asked.room.as_deref()) {
            let rooms = tx.rooms(&[asked.location]).await?.remove(&asked.location);
            faults.extend(unfit_room(&rooms.unwrap_or_default(), room, &asked.details));
        }
        match text::lines("note", &form.note, text::NOTE_MAX) {
            Ok(note) => after.asked.note = note,
            Err(fault) => faults.push(fault),
        }
        if faults.is_empty() {
            Ok(after)
        } else {
            Err(AppError::Rejected(faults))
        }
    }

    /// What people who have agreed read about place and contact.
    async fn shown(&self, tx: &mut Tx, request: &Request) -> Result<[(ChangedField, String); 3], AppError> {
        let location = tx
            .location(request.asked.location)
            .await?
            .ok_or(AppError::NotFound)?;
        let kind = NoticeKind::ConfirmedVolunteer;
        let facts = self.request_facts(tx, kind, request, &location).await?;
        Ok([
            (ChangedField::Place, facts.address),
            (ChangedField::MeetingPoint, facts.meeting_point),
            (ChangedField::Contact, facts.contact),
        ])
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what has changed, whom it is told, and how"
    )]
    async fn tell_of_changes(
        &self,
        tx: &mut Tx,
        request: &Request,
        contact: ContactId,
        changes: &[Change],
        moved: bool,
        telling: Telling,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        for assignment in &agreed {
            let to = Recipient::Person(assignment.person);
            let key = format!("{}/{}/{}", assignment.id, request.id, self.ids.uuid(now));
            let mut told = notice(NoticeKind::ChangedVolunteer, to, request, &key, now);
            told.offer = Some(assignment.offer);
            told.assignment = Some(assignment.id);
            told.payload.calendar = Some(stamp(&assignment.calendar, assignment, now));
            told.payload.changes = changes.to_vec();
            told.not_before = self.hand_leaves_at(assignment.starts_at, now);
            self.enqueue_change(tx, told, telling, now).await?;
        }
        let (Some(entry), Some(latest)) = (&request.calendar, agreed.last()) else {
            return Ok(());
        };
        let entry = CalendarEntry {
            sequence: entry.sequence + i64::from(moved),
            ..entry.clone()
        };
        let to = Recipient::Contact(contact);
        let key = format!("{}/{}", entry.uid, self.ids.uuid(now));
        let mut told = notice(NoticeKind::ChangedRequester, to, request, &key, now);
        told.payload.calendar = Some(stamp(&entry, latest, now));
        told.payload.changes = changes.to_vec();
        told.not_before = self.hand_leaves_at(latest.starts_at, now);
        self.enqueue_change(tx, told, telling, now).await
    }

    /// Puts a mail about a change into the outbox. What waits there about the same appointment to the same recipient
    /// goes into it: from the first value to the last one, and no mail at all when everything is as it was. What is
    /// taken back goes into a mail that waits, and is no news by itself.
    pub(super) async fn enqueue_change(
        &self,
        tx: &mut Tx,
        mut told: NewNotice,
        telling: Telling,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let mut earlier = Vec::new();
        for waiting in tx.waiting_changes(&told, now).await? {
            if tx.obsolete_unsent(&waiting.dedupe_key, now).await? {
                earlier.extend(waiting.payload.changes);
            }
        }
        let merging = !earlier.is_empty();
        if telling == Telling::TakenBack && !merging {
            return Ok(());
        }
        earlier.append(&mut told.payload.changes);
        told.payload.changes = merged(earlier);
        if merging && told.payload.changes.is_empty() {
            return Ok(());
        }
        self.enqueue(tx, &told, now).await
    }
}

/// What tells these values of a request from others, so that two people do not overwrite each other.
pub(super) fn mark_of(request: &Request) -> String {
    let asked = &request.asked;
    let details = &asked.details;
    let texts = [
        &asked.room,
        &details.meeting_point,
        &details.on_site_contact,
        &details.on_site_phone,
        &details.funding,
        &asked.note,
    ];
    let mut digest = Sha256::new();
    digest.update(asked.location.0.as_bytes());
    digest.update(asked.contact.0.as_bytes());
    digest.update([u8::from(details.step_free)]);
    for text in texts {
        let text = text.as_deref().unwrap_or_default();
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text);
    }
    digest
        .finalize()
        .iter()
        .take(16)
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// The fields that read otherwise now.
fn differences(was: &[(ChangedField, String); 3], is: &[(ChangedField, String); 3]) -> Vec<Change> {
    let changed = was.iter().zip(is).filter(|(before, after)| before.1 != after.1);
    changed
        .map(|((field, before), (_, after))| Change {
            field: *field,
            before: ChangeValue::Text(before.clone()),
            after: ChangeValue::Text(after.clone()),
        })
        .collect()
}

/// Several changes as one: each field from its first value to its last; what came back is none.
fn merged(changes: Vec<Change>) -> Vec<Change> {
    let mut one: Vec<Change> = Vec::new();
    for change in changes {
        match one.iter_mut().find(|c| c.field == change.field) {
            Some(known) => known.after = change.after,
            None => one.push(change),
        }
    }
    one.retain(|c| c.before != c.after);
    one
}

impl App {
    /// Whether a mail about a change of this request waits, so that changing it back is heard of by nobody.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_leaves_at(&self, number: i64) -> Result<Option<DateTime<Utc>>, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        Ok(tx.change_leaves_at(request.id, now).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_changes_become_one_and_a_return_none() {
        let change = |field, before: &str, after: &str| Change {
            field,
            before: ChangeValue::Text(before.into()),
            after: ChangeValue::Text(after.into()),
        };
        let (room, place) = (ChangedField::MeetingPoint, ChangedField::Place);
        let changes = vec![
            change(room, "R 1", "R 2"),
            change(place, "A", "B"),
            change(room, "R 2", "R 3"),
        ];
        assert_eq!(
            merged(changes),
            [change(room, "R 1", "R 3"), change(place, "A", "B")]
        );
        assert_eq!(
            merged(vec![change(room, "R 1", "R 2"), change(room, "R 2", "R 1")]),
            []
        );
    }
}
