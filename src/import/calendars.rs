//! Which school holidays and which movable days off does a file hold?

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::dates;
use super::fault::Fail;
use super::lookup::Lookup;
use super::sheet::Row;
use super::words;
use crate::calendar::school::SchoolHolidays;
use crate::ids::OrganisationId;

/// The school holidays of a row; `seen` holds the first days of the rows before.
pub fn holidays(row: &mut Row<'_, '_>, seen: &mut BTreeMap<String, u32>) -> Option<SchoolHolidays> {
    let kind = row.must("holiday", words::school_holiday);
    let from = row.must("first_day", dates::date);
    let to = row.must("last_day", dates::date);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        row.fault("last_day", Fail::new("import-days-order"));
    }
    if let Some(from) = from
        && let Some(first) = seen.insert(from.to_string(), row.number())
    {
        row.fault("first_day", Fail::new("import-duplicate").with("first", first));
    }
    Some(SchoolHolidays {
        kind: kind?,
        from: from?,
        to: to?,
    })
}

/// The day off of an organisation; `seen` holds the pairs of the rows before.
pub fn movable_day(
    row: &mut Row<'_, '_>,
    lookup: &Lookup,
    seen: &mut BTreeMap<(String, String), u32>,
) -> Option<(OrganisationId, NaiveDate)> {
    let organisation = row.must("organisation", |t| {
        lookup.organisation(t).map(|o| o.organisation.id)
    });
    let day = row.must("day", dates::date);
    let (organisation, day) = (organisation?, day?);
    if let Some(first) = seen.insert((organisation.to_string(), day.to_string()), row.number()) {
        row.fault("day", Fail::new("import-duplicate").with("first", first));
    }
    Some((organisation, day))
}
