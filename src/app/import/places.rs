//! What do files of districts, ways, languages and organisations change?

use chrono::{DateTime, Utc};

use super::intake::{Batch, Change, Intake, each_record};
use super::{App, AppError};
use crate::domain::district::Travel;
use crate::domain::import::Subject;
use crate::domain::organisation::{Contact, ContactKind, Location, LocationKind, Organisation};
use crate::ids::{ContactId, LocationId, OrganisationId};
use crate::import::organisations::{ContactRecord, OrganisationRecord, PlaceRecord};
use crate::import::{languages, organisations, places};
use crate::store::Tx;

impl App {
    pub(super) async fn apply_districts(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
    ) -> Result<(), AppError> {
        let before = tx.districts().await?;
        let mut all = before.clone();
        let codes = &mut intake.seen.codes;
        each_record!(
            intake,
            batch,
            most,
            |row| places::district(row, codes),
            |record| {
                let district = record.district(&all);
                all.retain(|d| d.code != district.code);
                all.push(district.clone());
                let known = before.iter().find(|d| d.code == district.code);
                let change = batch.note_change(Subject::District, district.code.clone(), known, &district)?;
                if change != Change::None {
                    tx.upsert_district(&district).await?;
                }
                batch.count(change);
            }
        );
        Ok(())
    }

    pub(super) async fn apply_travel(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
    ) -> Result<(), AppError> {
        let (lookup, pairs) = (intake.lookup, &mut intake.seen.pairs);
        each_record!(
            intake,
            batch,
            most,
            |row| places::way(row, lookup, pairs),
            |way| {
                intake.ways.push(way);
            }
        );
        if !batch.ended {
            return Ok(());
        }
        let before = tx.travel().await?;
        for travel in places::both_directions(&std::mem::take(&mut intake.ways)) {
            let same =
                |w: &&Travel| (w.mobility, &w.from, &w.to) == (travel.mobility, &travel.from, &travel.to);
            let key = format!("{}\n{}\n{}", travel.mobility, travel.from, travel.to);
            let change = batch.note_change(Subject::Travel, key, before.iter().find(same), &travel)?;
            if change != Change::None {
                tx.upsert_travel(&travel).await?;
            }
            batch.count(change);
        }
        Ok(())
    }

    pub(super) async fn apply_languages(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
    ) -> Result<(), AppError> {
        let before = tx.languages().await?;
        let codes = &mut intake.seen.codes;
        each_record!(intake, batch, most, |row| languages::read(row, codes), |record| {
            let known = before.iter().find(|l| l.code == record.code);
            let language = record.applied(known);
            let change = batch.note_change(Subject::Language, language.code.0.clone(), known, &language)?;
            if change != Change::None {
                tx.upsert_language(&language).await?;
            }
            batch.count(change);
        });
        Ok(())
    }

    pub(super) async fn apply_organisations(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let (lookup, seen) = (intake.lookup, &mut intake.seen.organisations);
        each_record!(
            intake,
            batch,
            most,
            |row| organisations::read(row, lookup, seen),
            |record| {
                let change = self.apply_organisation(tx, batch, record, now).await?;
                batch.count(change);
            }
        );
        Ok(())
    }

    async fn apply_organisation(
        &self,
        tx: &mut Tx,
        batch: &mut Batch,
        record: OrganisationRecord,
        now: DateTime<Utc>,
    ) -> Result<Change, AppError> {
        let known = tx.find_organisation_by_name(&record.name).await?;
        let after = match &known {
            Some(before) => Organisation {
                name: record.name,
                kind: record.kind,
                ..before.clone()
            },
            None => Organisation {
                id: OrganisationId(self.ids.uuid(now)),
                name: record.name,
                kind: record.kind,
                link_version: 1,
            },
        };
        let change = batch.note_change(
            Subject::Organisation,
            after.id.to_string(),
            known.as_ref(),
            &after,
        )?;
        match change {
            Change::Added => tx.insert_organisation(&after).await?,
            Change::Changed => {
                tx.update_organisation(&after).await?;
            }
            Change::None => {}
        }
        let place = match record.place {
            Some(place) => self.apply_place(tx, batch, after.id, place, now).await?,
            None => Change::None,
        };
        let contact = match record.contact {
            Some(contact) => self.apply_contact(tx, batch, after.id, contact, now).await?.1,
            None => Change::None,
        };
        Ok(match change {
            Change::None if place != Change::None || contact != Change::None => Change::Changed,
            other => other,
        })
    }

    /// Stores a place of an organisation, known by its name.
    async fn apply_place(
        &self,
        tx: &mut Tx,
        batch: &mut Batch,
        organisation: OrganisationId,
        record: PlaceRecord,
        now: DateTime<Utc>,
    ) -> Result<Change, AppError> {
        let mut places = tx.locations_of(organisation).await?.into_iter();
        let known = places.find(|l| l.name == record.name);
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
            kind: record
                .kind
                .or_else(|| known.as_ref().map(|l| l.kind))
                .unwrap_or(LocationKind::Public),
        };
        let change = batch.note_change(Subject::Location, new.id.to_string(), known.as_ref(), &new)?;
        match change {
            Change::Added => tx.insert_location(&new).await?,
            Change::Changed => {
                tx.update_location(&new).await?;
            }
            Change::None => {}
        }
        let Some(area) = record.social_area else {
            return Ok(change);
        };
        let before = tx.social_area(new.id).await?;
        if before == area {
            return Ok(change);
        }
        tx.set_social_area(new.id, &area).await?;
        if known.is_some() {
            // A text alone is no JSON for every engine. A new place takes its part of town along when it goes.
            batch.note_change(Subject::SocialArea, new.id.to_string(), Some(&[before]), &[area])?;
        }
        Ok(if change == Change::None {
            Change::Changed
        } else {
            change
        })
    }

    /// Stores a contact of an organisation, known by the address.
    pub(super) async fn apply_contact(
        &self,
        tx: &mut Tx,
        batch: &mut Batch,
        organisation: OrganisationId,
        record: ContactRecord,
        now: DateTime<Utc>,
    ) -> Result<(ContactId, Change), AppError> {
        let address = record.email.as_str();
        let mut contacts = tx.contacts_of(organisation).await?.into_iter();
        let known = contacts.find(|c| c.email.as_str().eq_ignore_ascii_case(address));
        let new = Contact {
            id: known
                .as_ref()
                .map_or_else(|| ContactId(self.ids.uuid(now)), |c| c.id),
            organisation,
            name: record.name,
            phone: record
                .phone
                .or_else(|| known.as_ref().and_then(|c| c.phone.clone())),
            email: known.as_ref().map_or(record.email, |c| c.email.clone()),
            kind: record
                .kind
                .or_else(|| known.as_ref().map(|c| c.kind))
                .unwrap_or(ContactKind::Person),
        };
        let change = batch.note_change(Subject::Contact, new.id.to_string(), known.as_ref(), &new)?;
        match change {
            Change::Added => tx.insert_contact(&new).await?,
            Change::Changed => {
                tx.update_contact(&new).await?;
            }
            Change::None => {}
        }
        Ok((new.id, change))
    }
}
