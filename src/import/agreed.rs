//! Which assignments were agreed before the office came here? Past ones for the books, coming ones as commitments.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::fault::Fail;
use super::lookup::Lookup;
use super::sheet::{Parked, Row};
use super::{cells, dates, people, requests};
use crate::domain::text::EmailAddress;
use crate::ids::OrganisationId;

/// A row of a file of agreed assignments. Whether request and person are there is for the caller to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedRecord {
    /// The row as it stands there, to be put aside when request or person is not found.
    pub parked: Parked,
    /// The office's mark of the request.
    pub reference: String,
    /// Who asked.
    pub organisation: OrganisationId,
    /// Full name of the person.
    pub name: String,
    /// Address of the person, if given.
    pub email: Option<EmailAddress>,
    /// Telephone of the person, if given.
    pub phone: Option<String>,
    /// The agreed begin, when the request offers several times.
    pub starts_at: Option<DateTime<Utc>>,
}

/// The assignment of a row; `seen` holds request and person of the rows before.
pub fn read(
    row: &mut Row<'_, '_>,
    lookup: &Lookup,
    seen: &mut BTreeMap<(String, String), u32>,
) -> Option<AgreedRecord> {
    let reference = row.must("reference", |t| cells::line(t, 60));
    let organisation = row.must("organisation", |t| {
        lookup.organisation(t).map(|o| o.organisation.id)
    });
    let (first, last) = people::names(row);
    let email = row.may("email", cells::email);
    let phone = row.may("phone", cells::phone);
    let (day, minute) = (row.may("date_1", dates::date), row.may("start_1", dates::time));
    let starts_at = requests::moment(row, "start_1", lookup, day, minute);
    let (reference, organisation) = (reference?, organisation?);
    let name = format!("{} {}", first?, last?);
    let pair = (
        format!("{organisation} {reference}"),
        crate::domain::text::fold(&name),
    );
    if let Some(before) = seen.insert(pair, row.number()) {
        row.fault("reference", Fail::new("import-duplicate").with("first", before));
    }
    Some(AgreedRecord {
        parked: row.parked(),
        reference,
        organisation,
        name,
        email,
        phone,
        starts_at,
    })
}
