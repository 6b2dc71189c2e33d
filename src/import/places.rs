//! Which districts does a file hold, and how far are they apart?

use std::collections::BTreeMap;

use super::cells;
use super::fault::Fail;
use super::lookup::Lookup;
use super::sheet::Row;
use super::words;
use crate::domain::district::{District, Travel};
use crate::domain::person::Mobility;
use crate::domain::text::NAME_MAX;

/// Longest way within a town, in minutes.
const MINUTES_MAX: i64 = 300;

/// The minutes of a row, door to door, one entry per way of getting around. A way that no row gives the other way
/// round holds for both directions: see [`both_directions`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// District code of the begin.
    pub from: String,
    /// District code of the end.
    pub to: String,
    /// Minutes by bus and train, when told.
    pub public: Option<i64>,
    /// Minutes by car, when told; one of the two is.
    pub car: Option<i64>,
}

/// The entries of all ways: a way that is given in one direction only holds for the other as well.
pub fn both_directions(ways: &[Way]) -> Vec<Travel> {
    let mut minutes: BTreeMap<(Mobility, &str, &str), i64> = BTreeMap::new();
    for way in ways {
        for (mobility, length) in [(Mobility::PublicTransport, way.public), (Mobility::Car, way.car)] {
            if let Some(length) = length {
                minutes.insert((mobility, &way.from, &way.to), length);
            }
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
    minutes.into_iter().map(entry).collect()
}

/// A district as a row names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistrictRecord {
    /// Code, if the office has codes.
    pub code: Option<String>,
    /// Name.
    pub name: String,
}

impl DistrictRecord {
    /// The district; without a code in the file the one of this name keeps its own, and a new one gets one that none of
    /// `known` has.
    pub fn district(self, known: &[District]) -> District {
        let same = || {
            known
                .iter()
                .find(|d| words::key(&d.name) == words::key(&self.name))
        };
        let code = self.code.or_else(|| same().map(|d| d.code.clone()));
        District {
            code: code.unwrap_or_else(|| new_code(&self.name, known)),
            name: self.name,
        }
    }
}

/// The initials of a name, or its first two letters; longer when another district has them: "BH", "MI", "MIT".
fn new_code(name: &str, known: &[District]) -> String {
    let plain = crate::domain::text::fold(name);
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let initials: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let whole: String = words.concat();
    let shortened = (2..=whole.len().min(12)).map(|length| whole[..length].to_owned());
    let numbered = (2..).map(|number| format!("{}{number}", &whole[..whole.len().min(6)]));
    let initials = Some(initials).filter(|code| code.len() >= 2);
    initials
        .into_iter()
        .chain(shortened)
        .chain(numbered)
        .map(|code| code.to_uppercase())
        .find(|code| code.len() >= 2 && known.iter().all(|d| !d.code.eq_ignore_ascii_case(code)))
        .unwrap_or_default()
}

/// The district of a row; `seen` holds the codes, or else the names, of the rows before.
pub fn district(row: &mut Row<'_, '_>, seen: &mut BTreeMap<String, u32>) -> Option<DistrictRecord> {
    let code = row.may("code", |t| cells::line(t, 12));
    let name = row.must("name", |t| cells::line(t, NAME_MAX))?;
    let same = code
        .as_ref()
        .map_or_else(|| words::key(&name), |c| c.to_lowercase());
    if let Some(first) = seen.insert(same, row.number()) {
        row.fault("code", Fail::new("import-duplicate").with("first", first));
    }
    Some(DistrictRecord { code, name })
}

/// The way of a row; `seen` holds the pairs of the rows before.
pub fn way(
    row: &mut Row<'_, '_>,
    lookup: &Lookup,
    seen: &mut BTreeMap<(String, String), u32>,
) -> Option<Way> {
    let code = |t: &str| lookup.district(t).map(|d| d.code.clone());
    let minutes = |t: &str| cells::minutes(t, 0, MINUTES_MAX);
    let (from, to) = (row.must("from", code), row.must("to", code));
    let public = row.may("public", minutes);
    let car = if public.is_some() {
        row.may("car", minutes)
    } else {
        row.must("car", minutes)
    };
    let (from, to) = (from?, to?);
    if let Some(first) = seen.insert((from.clone(), to.clone()), row.number()) {
        row.fault("to", Fail::new("import-duplicate").with("first", first));
    }
    Some(Way {
        from,
        to,
        public,
        car,
    })
}
