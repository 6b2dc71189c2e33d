//! Which languages does a file hold, and which does a cell of another file name?

use std::collections::BTreeMap;

use super::fault::{Fail, Fails};
use super::lookup::Lookup;
use super::sheet::Row;
use super::{cells, words};
use crate::domain::language::{Language, LanguageCode, LanguageFallback, Level};
use crate::domain::text::NAME_MAX;

/// A language as a row names it. `None` is a blank cell: what is stored stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageRecord {
    /// Code.
    pub code: LanguageCode,
    iso639_3: String,
    variety: Option<String>,
    name_de: String,
    name_en: String,
    autonym: Option<String>,
}

impl LanguageRecord {
    /// The language as the row changes it, or a new one.
    pub fn applied(self, known: Option<&Language>) -> Language {
        let kept =
            |own: Option<String>, field: fn(&Language) -> &String| own.or(known.map(|l| field(l).clone()));
        Language {
            variety: kept(self.variety, |l| &l.variety).unwrap_or_default(),
            autonym: kept(self.autonym, |l| &l.autonym).unwrap_or_else(|| self.name_de.clone()),
            code: self.code,
            iso639_3: self.iso639_3,
            name_de: self.name_de,
            name_en: self.name_en,
        }
    }
}

/// The language of a row; `seen` holds the codes of the rows before.
pub fn read(row: &mut Row<'_, '_>, seen: &mut BTreeMap<String, u32>) -> Option<LanguageRecord> {
    let code = row.must("code", code);
    let iso = row.must("iso", iso);
    let variety = row.may("variety", |t| cells::line(t, 40));
    let name_de = row.must("name", |t| cells::line(t, NAME_MAX));
    let name_en = row.must("english", |t| cells::line(t, NAME_MAX));
    let autonym = row.may("autonym", |t| cells::line(t, NAME_MAX));
    if let Some(code) = &code
        && let Some(first) = seen.insert(code.clone(), row.number())
    {
        row.fault("code", Fail::new("import-duplicate").with("first", first));
    }
    Some(LanguageRecord {
        code: LanguageCode(code?),
        iso639_3: iso?,
        variety,
        name_de: name_de?,
        name_en: name_en?,
        autonym,
    })
}

/// Who may stand in for whom; `seen` holds the pairs of the rows before.
pub fn fallback(
    row: &mut Row<'_, '_>,
    lookup: &Lookup,
    seen: &mut BTreeMap<(String, String), u32>,
) -> Option<LanguageFallback> {
    let asked = row.must("asked", |t| lookup.language(t));
    let spoken = row.must("spoken", |t| lookup.language(t));
    let quality = row.must("quality", |t| {
        cells::number(t.trim_end_matches(['%', ' ']), 1, 99)
    });
    let (asked, spoken) = (asked?, spoken?);
    if asked == spoken {
        row.fault("spoken", Fail::new("import-fallback-same"));
    }
    if let Some(first) = seen.insert((asked.0.clone(), spoken.0.clone()), row.number()) {
        row.fault("spoken", Fail::new("import-duplicate").with("first", first));
    }
    Some(LanguageFallback {
        asked,
        spoken,
        quality: quality?,
    })
}

fn code(text: &str) -> Result<String, Fail> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let lower = text.to_ascii_lowercase();
    let fits = (2..=20).contains(&lower.len())
        && lower.chars().all(good)
        && lower.starts_with(|c: char| c.is_ascii_lowercase());
    fits.then_some(lower)
        .ok_or_else(|| Fail::new("import-language-code"))
}

fn iso(text: &str) -> Result<String, Fail> {
    let lower = text.to_ascii_lowercase();
    let fits = lower.len() == 3 && lower.bytes().all(|b| b.is_ascii_lowercase());
    fits.then_some(lower).ok_or_else(|| Fail::new("import-iso"))
}

/// A language and how well someone speaks it, if that is said.
type Spoken = (LanguageCode, Option<Level>);

/// The languages of a cell with their levels, as far as they are given: "Arabisch (levantinisch) C1, Dari (B2),
/// Muttersprache Türkisch". Of "Bosnisch/Kroatisch/Serbisch C1" all have the level of the last.
///
/// # Errors
/// Everything that is no language, or more than one.
pub(super) fn of_cell(text: &str, lookup: &Lookup) -> Result<Vec<Spoken>, Fails> {
    let mut fails = Vec::new();
    let mut found = Vec::new();
    for item in cells::items(text, &[',', ';', '\n', '\r']) {
        let (name, level) = split_level(item);
        match lookup.language(name) {
            Ok(code) => found.push((code, level)),
            Err(fail) => match several(item, lookup) {
                Some(Ok(group)) => found.extend(group),
                Some(Err(more)) => fails.extend(more.0),
                None => fails.push(fail),
            },
        }
    }
    if fails.is_empty() {
        Ok(found)
    } else {
        Err(Fails(fails))
    }
}

/// The languages of a cell, each with a level: its own, else `default`. Of one named twice the higher counts.
///
/// # Errors
/// Like [`of_cell`], and `import-language-level` for each without a level.
pub(super) fn with_levels(
    text: &str,
    default: Option<Level>,
    lookup: &Lookup,
) -> Result<BTreeMap<LanguageCode, Level>, Fails> {
    let mut fails = Vec::new();
    let mut levels = BTreeMap::new();
    for (code, level) in of_cell(text, lookup)? {
        match level.or(default) {
            Some(level) => {
                let known = levels.entry(code).or_insert(level);
                *known = level.max(*known);
            }
            None => fails.push(Fail::new("import-language-level").with("part", lookup.language_name(&code))),
        }
    }
    if fails.is_empty() {
        Ok(levels)
    } else {
        Err(Fails(fails))
    }
}

/// "Bosnisch/Kroatisch C1" or "Türkisch und Bulgarisch": several in one.
fn several(item: &str, lookup: &Lookup) -> Option<Result<Vec<Spoken>, Fails>> {
    let parts: Vec<&str> = cells::items(item, &['/', '+', '&'])
        .into_iter()
        .flat_map(|p| p.split(" und "))
        .collect();
    if parts.len() < 2 {
        return None;
    }
    let mut fails = Vec::new();
    let mut found = Vec::new();
    let mut inherited = None;
    for part in parts.into_iter().rev() {
        let (name, level) = split_level(part);
        inherited = level.or(inherited);
        match lookup.language(name) {
            Ok(code) => found.push((code, inherited)),
            Err(fail) => fails.push(fail),
        }
    }
    found.reverse();
    fails.reverse();
    Some(if fails.is_empty() {
        Ok(found)
    } else {
        Err(Fails(fails))
    })
}

/// A language and the level before or behind it.
fn split_level(item: &str) -> (&str, Option<Level>) {
    let signs = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '=' | '(' | ')');
    let bare = |text: &str| words::level(text.trim_matches(signs)).ok();
    if let Some(open) = item.rfind('(').filter(|_| item.ends_with(')'))
        && let Some(level) = bare(&item[open..])
    {
        return (item[..open].trim_end(), Some(level));
    }
    let apart = |c: char| c.is_whitespace() || matches!(c, ':' | '=');
    if let Some(gap) = item.rfind(apart)
        && let Some(level) = bare(&item[gap..])
    {
        return (
            item[..gap].trim_end_matches(|c| apart(c) || c == '-' || c == '–'),
            Some(level),
        );
    }
    if let Some((first, rest)) = item.split_once(apart)
        && let Some(level) = bare(first)
    {
        return (rest.trim(), Some(level));
    }
    (item, None)
}
