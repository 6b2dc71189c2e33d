//! Which programmes does a file hold? What a file does not name stays as the office has it.

use std::collections::BTreeMap;

use super::fault::Fail;
use super::lookup::Lookup;
use super::sheet::Row;
use super::{cells, words};
use crate::domain::language::Level;
use crate::domain::programme::{Mode, Programme, ProgrammeId, ProofKind};
use crate::domain::rules::ProgrammeRules;
use crate::domain::text::{NAME_MAX, slug};

/// A row of a file of programmes. `None` is a blank cell: what is stored stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeRecord {
    /// Key; without one in the file that of the programme of this name, or one made of it.
    pub id: ProgrammeId,
    /// German name.
    pub name_de: String,
    /// English name.
    pub name_en: Option<String>,
    /// What a person in it is called, German.
    pub role_de: Option<String>,
    /// What a person in it is called, English.
    pub role_en: Option<String>,
    /// Whether a request must name a language.
    pub needs_language: Option<bool>,
    /// Lowest level of German.
    pub german_min: Option<Level>,
    /// Lowest level of the language asked for.
    pub language_min: Option<Level>,
    /// Proofs every person needs.
    pub proofs: Option<Vec<ProofKind>>,
    /// Ways it can take place.
    pub modes: Option<Vec<Mode>>,
    /// Longest assignment in minutes.
    pub max_minutes: Option<i64>,
    /// Assignments of one person to one case.
    pub case_limit: Option<i64>,
    /// Substitutes wanted.
    pub backups: Option<i64>,
}

/// The programme of a row; `seen` holds the keys of the rows before.
pub fn read(
    row: &mut Row<'_, '_>,
    lookup: &Lookup,
    seen: &mut BTreeMap<String, u32>,
) -> Option<ProgrammeRecord> {
    let id = row.may("code", code);
    let name_de = row.must("name", |t| cells::line(t, NAME_MAX));
    let id = id.or_else(|| {
        let name = name_de.as_deref().filter(|_| !row.is_filled("code"))?;
        let known = lookup.programme(name).ok().map(|p| p.id.0.clone());
        known.or_else(|| Some(slug(name)))
    });
    let name_en = row.may("english", |t| cells::line(t, NAME_MAX));
    let role_de = row.may("role", |t| cells::line(t, NAME_MAX));
    let role_en = row.may("role_english", |t| cells::line(t, NAME_MAX));
    let needs_language = row.may("needs_language", words::yes_no);
    let german_min = row.may("german", words::level);
    let language_min = row.may("level", words::level);
    let proofs = row.list("proofs", words::proof).map(sorted);
    let modes = row.list("modes", words::mode).map(sorted);
    let max_minutes = row.may("max_minutes", |t| cells::number(t, 15, 1440));
    let case_limit = row.may("case_limit", |t| cells::number(t, 1, 1000));
    let backups = row.may("backups", |t| cells::number(t, 0, 10));
    if let Some(id) = &id
        && let Some(first) = seen.insert(id.clone(), row.number())
    {
        row.fault("code", Fail::new("import-duplicate").with("first", first));
    }
    Some(ProgrammeRecord {
        id: ProgrammeId(id?),
        name_de: name_de?,
        name_en,
        role_de,
        role_en,
        needs_language,
        german_min,
        language_min,
        proofs,
        modes,
        max_minutes,
        case_limit,
        backups,
    })
}

impl ProgrammeRecord {
    /// The programme as the row changes it, or a new one behind the others.
    pub fn applied(self, known: Option<&Programme>, position: i64) -> Programme {
        let mut programme = known.cloned().unwrap_or_else(|| Programme {
            id: self.id.clone(),
            name_de: self.name_de.clone(),
            name_en: self.name_de.clone(),
            role_de: self.name_de.clone(),
            role_en: self.name_de.clone(),
            needs_language: false,
            german_min: None,
            language_min: Level::B2,
            proofs: Vec::new(),
            modes: vec![Mode::OnSite],
            max_minutes: 180,
            case_limit: None,
            weights: BTreeMap::new(),
            backups: 3,
            position,
            rules: ProgrammeRules::default(),
        });
        programme.name_de = self.name_de;
        programme.name_en = self.name_en.unwrap_or(programme.name_en);
        programme.role_de = self.role_de.unwrap_or(programme.role_de);
        programme.role_en = self.role_en.unwrap_or(programme.role_en);
        programme.needs_language = self.needs_language.unwrap_or(programme.needs_language);
        programme.german_min = self.german_min.or(programme.german_min);
        programme.language_min = self.language_min.unwrap_or(programme.language_min);
        programme.proofs = self.proofs.unwrap_or(programme.proofs);
        programme.modes = self.modes.unwrap_or(programme.modes);
        programme.max_minutes = self.max_minutes.unwrap_or(programme.max_minutes);
        programme.case_limit = self.case_limit.or(programme.case_limit);
        programme.backups = self.backups.unwrap_or(programme.backups);
        programme
    }
}

fn code(text: &str) -> Result<String, Fail> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let fits = (2..=40).contains(&text.len()) && text.chars().all(good);
    fits.then(|| text.to_owned())
        .ok_or_else(|| Fail::new("import-programme-code"))
}

fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort();
    values.dedup();
    values
}
