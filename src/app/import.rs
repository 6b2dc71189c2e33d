//! A file of the office is taken in: read, compared with what is there, applied as a whole or not at all.
//!
//! The same file twice changes nothing: people are known by name and address, requests by their reference.

use chrono::{DateTime, Utc};

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::organisation::{Contact, ContactKind, Location, LocationKind, Organisation};
use crate::domain::person::Person;
use crate::ids::{ContactId, LocationId, OrganisationId, PersonId, RequestId};
use crate::import::organisations::{ContactRecord, OrganisationRecord, PlaceRecord};
use crate::import::people::PersonRecord;
use crate::import::people_index::PeopleIndex;
use crate::import::requests::{ContactRef, RequestRecord};
use crate::import::{
    Fault, Kind, KnownOrganisation, Lookup, languages, organisations, people, places, requests,
};
use crate::store::{FormUse, OrganisationFilter, Page, PeopleFilter, Tx};

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Records that were not there before.
    pub added: usize,
    /// Records that said something new.
    pub changed: usize,
    /// Records that were there already.
    pub unchanged: usize,
    /// What the office should know but need not change.
    pub notes: Vec<Fault>,
    /// Everything wrong with the file; with one of these nothing was changed.
    pub faults: Vec<Fault>,
}

impl ImportReport {
    fn refused(faults: Vec<Fault>) -> Self {
        Self {
            faults,
            ..Self::default()
        }
    }

    fn count(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::None => self.unchanged += 1,
        }
    }
}

#[derive(Clone, Copy)]
enum Change {
    Added,
    Changed,
    None,
}

impl App {
    /// Takes a file in, in one transaction; with `dry_run` everything is tried and nothing kept. A file with faults
    /// is no error: the report names them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn import(&self, kind: Kind, bytes: &[u8], dry_run: bool) -> Result<ImportReport, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let lookup = self.lookup(&mut tx).await?;
        let report = match kind {
            Kind::Districts => self.import_districts(&mut tx, bytes).await?,
            Kind::Travel => self.import_travel(&mut tx, bytes, &lookup).await?,
            Kind::Languages => self.import_languages(&mut tx, bytes).await?,
            Kind::Organisations => self.import_organisations(&mut tx, bytes, &lookup, now).await?,
            Kind::People => self.import_people(&mut tx, bytes, &lookup, now).await?,
            Kind::Requests => self.import_requests(&mut tx, bytes, &lookup, now).await?,
        };
        if dry_run || !report.faults.is_empty() {
            return Ok(report);
        }
        let detail = [("added", report.added.into()), ("changed", report.changed.into())];
        let action = format!("import.{kind}");
        self.audit(
            &mut tx,
            now,
            Actor::System,
            &action,
            "file",
            self.ids.uuid(now),
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(report)
    }

    async fn lookup(&self, tx: &mut Tx) -> Result<Lookup, AppError> {
        let today = self
            .clock
            .now()
            .with_timezone(&self.config.time_zone)
            .date_naive();
        let locations = tx.locations().await?;
        let contacts = tx.contacts().await?;
        let mut known = Vec::new();
        let mut page = Page::first(Page::MAX_SIZE);
        loop {
            let rows = tx.organisations(&OrganisationFilter::default(), page).await?.rows;
            if rows.is_empty() {
                break;
            }
            known.extend(rows.into_iter().map(|organisation| {
                KnownOrganisation {
                    locations: locations
                        .iter()
                        .filter(|l| l.organisation == organisation.id)
                        .cloned()
                        .collect(),
                    contacts: contacts
                        .iter()
                        .filter(|c| c.organisation == organisation.id)
                        .cloned()
                        .collect(),
                    organisation,
                }
            }));
            page.number += 1;
        }
        let (programmes, languages) = (tx.programmes().await?, tx.languages().await?);
        let districts = tx.districts().await?;
        Ok(Lookup::new(
            today,
            self.config.time_zone,
            programmes,
            languages,
            districts,
            known,
        ))
    }

    async fn import_districts(&self, tx: &mut Tx, bytes: &[u8]) -> Result<ImportReport, AppError> {
        let outcome = match places::districts(bytes) {
            Ok(outcome) => outcome,
            Err(faults) => return Ok(ImportReport::refused(faults)),
        };
        let before = tx.districts().await?;
        let mut report = ImportReport {
            notes: outcome.notes,
            ..ImportReport::default()
        };
        for district in &outcome.records {
            let change = compare(before.iter().find(|d| d.code == district.code), district);
            tx.upsert_district(district).await?;
            report.count(change);
        }
        Ok(report)
    }

    async fn import_travel(
        &self,
        tx: &mut Tx,
        bytes: &[u8],
        lookup: &Lookup,
    ) -> Result<ImportReport, AppError> {
        let outcome = match places::travel(bytes, lookup) {
            Ok(outcome) => outcome,
            Err(faults) => return Ok(ImportReport::refused(faults)),
        };
        let before = tx.travel().await?;
        let mut report = ImportReport {
            notes: outcome.notes,
            ..ImportReport::default()
        };
        for way in &outcome.records {
            let same = |w: &&crate::domain::district::Travel| {
                (w.mobility, &w.from, &w.to) == (way.mobility, &way.from, &way.to)
            };
            let change = compare(before.iter().find(same), way);
            tx.upsert_travel(way).await?;
            report.count(change);
        }
        Ok(report)
    }

    async fn import_languages(&self, tx: &mut Tx, bytes: &[u8]) -> Result<ImportReport, AppError> {
        let outcome = match languages::read(bytes) {
            Ok(outcome) => outcome,
            Err(faults) => return Ok(ImportReport::refused(faults)),
        };
        let before = tx.languages().await?;
        let mut report = ImportReport {
            notes: outcome.notes,
            ..ImportReport::default()
        };
        for language in &outcome.records {
            let change = compare(before.iter().find(|l| l.code == language.code), language);
            tx.upsert_language(language).await?;
            report.count(change);
        }
        Ok(report)
    }

    async fn import_organisations(
        &self,
        tx: &mut Tx,
        bytes: &[u8],
        lookup: &Lookup,
        now: DateTime<Utc>,
    ) -> Result<ImportReport, AppError> {
        let outcome = match organisations::read(bytes, lookup) {
            Ok(outcome) => outcome,
            Err(faults) => return Ok(ImportReport::refused(faults)),
        };
        let mut report = ImportReport {
            notes: outcome.notes,
            ..ImportReport::default()
        };
        for record in outcome.records {
            report.count(self.apply_organisation(tx, record, now).await?);
        }
        Ok(report)
    }

    async fn apply_organisation(
        &self,
        tx: &mut Tx,
        record: OrganisationRecord,
        now: DateTime<Utc>,
    ) -> Result<Change, AppError> {
        let known = tx.find_organisation_by_name(&record.name).await?;
        let mut change = Change::None;
        let organisation = match known {
            Some(before) => {
                let after = Organisation {
                    name: record.name,
                    kind: record.kind,
                    ..before.clone()
                };
                if after != before {
                    tx.update_organisation(&after).await?;
                    change = Change::Changed;
                }
                after
            }
            None => {
                let id = OrganisationId(self.ids.uuid(now));
                let new = Organisation {
                    id,
                    name: record.name,
                    kind: record.kind,
                    link_version: 1,
                };
                tx.insert_organisation(&new).await?;
                change = Change::Added;
                new
            }
        };
        let place = self.apply_place(tx, organisation.id, record.place, now).await?;
        let contact = match record.contact {
            Some(contact) => self.apply_contact(tx, organisation.id, contact, now).await?.1,
            None => false,
        };
        Ok(match change {
            Change::None if place || contact => Change::Changed,
            other => other,
        })
    }

    /// Stores a place of an organisation, known by its name; `true` when it said something new.
    async fn apply_place(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
        record: PlaceRecord,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let known = tx
            .locations_of(organisation)
            .await?
            .into_iter()
            .find(|l| l.name == record.name);
        let new = Location {
            id: known
                .as_ref()
                .map_or_else(|| LocationId(self.ids.uuid(now)), |l| l.id),
            organisation,
            name: record.name,
            street: record.street,
            postcode: record.postcode,
            town: record.town,
            district: record.district,
            // Blank never overwrites.
            meeting_point: record
                .meeting_point
                .or_else(|| known.as_ref().map(|l| l.meeting_point.clone()))
                .unwrap_or_default(),
            kind: known.as_ref().map_or(LocationKind::Public, |l| l.kind),
        };
        match known {
            Some(before) if before == new => Ok(false),
            Some(_) => Ok(tx.update_location(&new).await?),
            None => {
                tx.insert_location(&new).await?;
                Ok(true)
            }
        }
    }

    /// Stores a contact of an organisation, known by its address; the id, and whether it said something new.
    async fn apply_contact(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
        record: ContactRecord,
        now: DateTime<Utc>,
    ) -> Result<(ContactId, bool), AppError> {
        let known = tx
            .contacts_of(organisation)
            .await?
            .into_iter()
            .find(|c| c.email == record.email);
        let id = known
            .as_ref()
            .map_or_else(|| ContactId(self.ids.uuid(now)), |c| c.id);
        let phone = record
            .phone
            .or_else(|| known.as_ref().and_then(|c| c.phone.clone()));
        let new = Contact {
            id,
            organisation,
            name: record.name,
            email: record.email,
            phone,
            kind: known.as_ref().map_or(ContactKind::Person, |c| c.kind),
        };
        match known {
            Some(before) if before == new => Ok((id, false)),
            Some(_) => Ok((id, tx.update_contact(&new).await?)),
            None => {
                tx.insert_contact(&new).await?;
                Ok((id, true))
            }
        }
    }

    async fn import_people(
        &self,
        tx: &mut Tx,
        bytes: &[u8],
        lookup: &Lookup,
        now: DateTime<Utc>,
    ) -> Result<ImportReport, AppError> {
        let outcome = match people::read(bytes, lookup) {
            Ok(outcome) => outcome,
            Err(faults) => return Ok(ImportReport::refused(faults)),
        };
        let before = everybody(tx).await?;
        let index = PeopleIndex::new(&before);
        let mut report = ImportReport {
            notes: outcome.notes,
            ..ImportReport::default()
        };
        for record in &outcome.records {
            let known = index
                .find(record)
                .and_then(|id| before.iter().find(|p| p.id == id));
            report.count(self.apply_person(tx, record, known, now).await?);
        }
        Ok(report)
    }

    async fn apply_person(
        &self,
        tx: &mut Tx,
        record: &PersonRecord,
        known: Option<&Person>,
        now: DateTime<Utc>,
    ) -> Result<Change, AppError> {
        let Some(before) = known else {
            tx.insert_person(&record.new_person(PersonId(self.ids.uuid(now))))
                .await?;
            return Ok(Change::Added);
        };
        let mut person = before.clone();
        if !record.update(&mut person) {
            return Ok(Change::None);
        }
        if !tx.update_person(&person, before.version).await? {
            return Err(AppError::Conflict("conflict-changed-meanwhile"));
        }
        Ok(Change::Changed)
    }

    async fn import_requests(
        &self,
        tx: &mut Tx,
        bytes: &[u8],
        lookup: &Lookup,
        now: DateTime<Utc>,
    ) -> Result<ImportReport, AppError> {
        let outcome = match requests::read(bytes, lookup) {
            Ok(outcome) => outcome,
            Err(faults) => return Ok(ImportReport::refused(faults)),
        };
        let mut report = ImportReport {
            notes: outcome.notes,
            ..ImportReport::default()
        };
        for record in outcome.records {
            report.count(self.apply_request(tx, record, now).await?);
        }
        Ok(report)
    }

    /// Stores a request of a file once; its reference is used up like the mark of a form. Nobody is mailed: the office
    /// has these requests from the school.
    async fn apply_request(
        &self,
        tx: &mut Tx,
        record: RequestRecord,
        now: DateTime<Utc>,
    ) -> Result<Change, AppError> {
        let reference = crate::domain::text::fold(&record.reference);
        let mark = format!("import:{}:{reference}", record.organisation);
        if let FormUse::Repeat(_) = tx.use_form(&mark, now).await? {
            return Ok(Change::None);
        }
        let contact = match record.contact.clone() {
            ContactRef::Known(id) => id,
            ContactRef::New { name, email, phone } => {
                let contact = ContactRecord { name, email, phone };
                self.apply_contact(tx, record.organisation, contact, now).await?.0
            }
        };
        let asked = record.into_request(contact);
        let request = tx
            .insert_request(&asked, RequestId(self.ids.uuid(now)), now)
            .await?;
        tx.finish_form(&mark, &request.number.to_string()).await?;
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
        Ok(Change::Added)
    }
}

/// Everybody the office knows, whole.
async fn everybody(tx: &mut Tx) -> Result<Vec<Person>, AppError> {
    let mut everybody = Vec::new();
    let mut page = Page::first(Page::MAX_SIZE);
    loop {
        let rows = tx.people(&PeopleFilter::default(), page).await?.rows;
        if rows.is_empty() {
            return Ok(everybody);
        }
        let ids: Vec<PersonId> = rows.iter().map(|r| r.id).collect();
        everybody.extend(tx.people_by_ids(&ids).await?);
        page.number += 1;
    }
}

fn compare<T: PartialEq>(before: Option<&T>, after: &T) -> Change {
    match before {
        None => Change::Added,
        Some(before) if before == after => Change::None,
        Some(_) => Change::Changed,
    }
}
