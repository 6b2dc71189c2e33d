//! Which organisations, places and contacts does a file hold?

use std::collections::BTreeMap;

use super::cells;
use super::fault::Fail;
use super::lookup::Lookup;
use super::sheet::Row;
use super::words::{self, key};
use crate::domain::organisation::{ContactKind, LocationKind, OrganisationKind};
use crate::domain::text::{EmailAddress, NAME_MAX};

/// A row of a file of organisations. Several rows may name one organisation: each adds a place or a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationRecord {
    /// Row in the file.
    pub row: u32,
    /// Name, the key (compared folded).
    pub name: String,
    /// Kind.
    pub kind: OrganisationKind,
    /// The place, when the row names one.
    pub place: Option<PlaceRecord>,
    /// The contact, when the row names one.
    pub contact: Option<ContactRecord>,
}

/// A place of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRecord {
    /// Name of the place, empty when it is the organisation itself; the key within the organisation.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// District code.
    pub district: String,
    /// Where to meet; `None` when the cell is blank: what is stored stays.
    pub meeting_point: Option<String>,
    /// Part of town; `None` when the cell is blank: what is stored stays.
    pub social_area: Option<String>,
    /// Kind; `None` when the cell is blank: what is stored stays.
    pub kind: Option<LocationKind>,
}

/// A person at an organisation; the address is the key within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRecord {
    /// Name.
    pub name: String,
    /// Address.
    pub email: EmailAddress,
    /// Telephone; `None` when the cell is blank: what is stored stays.
    pub phone: Option<String>,
    /// Kind; `None` when the cell is blank: what is stored stays.
    pub kind: Option<ContactKind>,
}

/// The organisation, place and contact of a row.
pub fn read(row: &mut Row<'_, '_>, lookup: &Lookup, seen: &mut Seen) -> Option<OrganisationRecord> {
    let record = record(row, lookup)?;
    seen.check(row, &record);
    Some(record)
}

fn record(row: &mut Row<'_, '_>, lookup: &Lookup) -> Option<OrganisationRecord> {
    let name = row.must("name", |t| cells::line(t, NAME_MAX));
    let kind = row.must("kind", words::organisation_kind);
    // An organisation may come alone, its places later.
    let placed = ["place", "street", "postcode", "district"]
        .iter()
        .any(|key| row.is_filled(key));
    let place = placed.then(|| place(row, lookup));
    let contact = contact(row, name.as_deref());
    Some(OrganisationRecord {
        row: row.number(),
        name: name?,
        kind: kind?,
        place: match place {
            Some(place) => Some(place?),
            None => None,
        },
        contact,
    })
}

fn place(row: &mut Row<'_, '_>, lookup: &Lookup) -> Option<PlaceRecord> {
    let name = row.may("place", |t| cells::line(t, NAME_MAX));
    let street = row.must("street", |t| cells::line(t, NAME_MAX));
    let postcode = row.must("postcode", cells::postcode);
    let town = row.must("town", |t| cells::line(t, NAME_MAX));
    let district = row.must("district", |t| lookup.district(t).map(|d| d.code.clone()));
    let meeting_point = row.may("meeting_point", |t| cells::line(t, NAME_MAX));
    let social_area = row.may("social_area", |t| cells::line(t, NAME_MAX));
    let kind = row.may("location_kind", words::location_kind);
    Some(PlaceRecord {
        social_area,
        kind,
        name: name.unwrap_or_default(),
        street: street?,
        postcode: postcode?,
        town: town?,
        district: district?,
        meeting_point,
    })
}

fn contact(row: &mut Row<'_, '_>, organisation: Option<&str>) -> Option<ContactRecord> {
    let name = row.may("contact", |t| cells::line(t, NAME_MAX));
    let email = row.may("email", cells::email);
    let phone = row.may("phone", cells::phone);
    let kind = row.may("contact_kind", words::contact_kind);
    if !row.is_filled("email") && (name.is_some() || phone.is_some()) {
        row.fault("email", Fail::new("import-contact-email"));
    }
    // An address without a name is the organisation's own mailbox.
    let name = name.or_else(|| organisation.map(str::to_owned));
    Some(ContactRecord {
        name: name?,
        email: email?,
        phone,
        kind,
    })
}

/// What the rows so far have said. Rows of one organisation must agree about what it is; two rows with the same place
/// and contact are one too many.
#[derive(Debug, Default)]
pub struct Seen {
    kinds: BTreeMap<String, (OrganisationKind, u32)>,
    rows: BTreeMap<(String, String, Option<String>), u32>,
}

impl Seen {
    fn check(&mut self, row: &mut Row<'_, '_>, record: &OrganisationRecord) {
        let name = key(&record.name);
        let (kind, first) = *self
            .kinds
            .entry(name.clone())
            .or_insert((record.kind, record.row));
        if kind != record.kind {
            row.fault("kind", Fail::new("import-organisation-kind").with("first", first));
        }
        let contact = record.contact.as_ref().map(|c| c.email.as_str().to_lowercase());
        let place = record.place.as_ref().map_or_else(String::new, |p| key(&p.name));
        if let Some(first) = self.rows.insert((name, place, contact), record.row) {
            row.fault("name", Fail::new("import-duplicate").with("first", first));
        }
    }
}
