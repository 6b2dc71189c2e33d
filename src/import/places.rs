//! Which districts does a file hold, and how far are they apart?

use std::collections::BTreeMap;

use super::columns::Kind;
use super::fault::{Fail, Fault};
use super::lookup::Lookup;
use super::sheet::{self, Row};
use super::{Outcome, cells};
use crate::domain::district::{District, Travel};
use crate::domain::person::Mobility;
use crate::domain::text::NAME_MAX;

/// Longest way within a town, in minutes.
const MINUTES_MAX: i64 = 300;

/// Reads a file of districts.
///
/// # Errors
/// Every fault of the file.
pub fn districts(bytes: &[u8]) -> Result<Outcome<District>, Vec<Fault>> {
    let mut seen = BTreeMap::new();
    sheet::read(bytes, Kind::Districts, |row| district(row, &mut seen))
}

/// Reads a file of minutes between districts, door to door. A way that is given in one direction only holds for the
/// other as well. Each row becomes one entry per way of getting around and direction.
///
/// # Errors
/// Every fault of the file.
pub fn travel(bytes: &[u8], lookup: &Lookup) -> Result<Outcome<Travel>, Vec<Fault>> {
    let mut seen = BTreeMap::new();
    let read = sheet::read(bytes, Kind::Travel, |row| way(row, lookup, &mut seen))?;
    let mut minutes: BTreeMap<(Mobility, &str, &str), i64> = BTreeMap::new();
    for Way {
        from,
        to,
        public,
        car,
    } in &read.records
    {
        for (mobility, length) in [(Mobility::PublicTransport, *public), (Mobility::Car, *car)] {
            minutes.insert((mobility, from, to), length);
        }
    }
    for ((mobility, from, to), length) in minutes.clone() {
        minutes.entry((mobility, to, from)).or_insert(length);
    }
    let entry = |((mobility, from, to), minutes): ((Mobility, &str, &str), i64)| Travel {
        mobility,
        from: from.to_owned(),
        to: to.to_owned(),
        minutes,
    };
    Ok(Outcome {
        records: minutes.into_iter().map(entry).collect(),
        notes: read.notes,
    })
}

#[derive(Debug)]
struct Way {
    from: String,
    to: String,
    public: i64,
    car: i64,
}

fn district(row: &mut Row<'_, '_>, seen: &mut BTreeMap<String, u32>) -> Option<District> {
    let code = row.must("code", |t| cells::line(t, 12));
    let name = row.must("name", |t| cells::line(t, NAME_MAX));
    if let Some(code) = &code
        && let Some(first) = seen.insert(code.to_lowercase(), row.number())
    {
        row.fault("code", Fail::new("import-duplicate").with("first", first));
    }
    Some(District {
        code: code?,
        name: name?,
    })
}

fn way(row: &mut Row<'_, '_>, lookup: &Lookup, seen: &mut BTreeMap<(String, String), u32>) -> Option<Way> {
    let code = |t: &str| lookup.district(t).map(|d| d.code.clone());
    let minutes = |t: &str| cells::number(t, 0, MINUTES_MAX);
    let (from, to) = (row.must("from", code), row.must("to", code));
    let (public, car) = (row.must("public", minutes), row.must("car", minutes));
    let (from, to) = (from?, to?);
    if let Some(first) = seen.insert((from.clone(), to.clone()), row.number()) {
        row.fault("to", Fail::new("import-duplicate").with("first", first));
    }
    Some(Way {
        from,
        to,
        public: public?,
        car: car?,
    })
}
