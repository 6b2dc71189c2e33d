//! What does an office that starts empty find already there? Programmes with what they refuse, languages and who may
//! stand in for whom, what the law lets people earn, and school holidays.
//!
//! The files lie in `src/store/seed/` and are read once, into empty tables. From then on the office owns the rows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{StoreError, Tx};
use crate::calendar::school;
use crate::domain::language::{Language, LanguageCode, LanguageFallback, Level};
use crate::domain::money::{CapPeriod, CapRegime};
use crate::domain::programme::{Mode, Programme, ProgrammeId, ProofKind};
use crate::domain::rules::{ProgrammeRules, RefusalReason, RefusalRule, RuleScope};

const PROGRAMMES: &str = include_str!("seed/programmes.toml");
const LANGUAGES: &str = include_str!("seed/languages.csv");
const FALLBACKS: &str = include_str!("seed/fallbacks.csv");
const CAPS: &str = include_str!("seed/caps.csv");
const REFUSALS: &str = include_str!("seed/refusals.csv");

impl Tx {
    /// Fills each of the reference tables that is still empty. [`super::Store::migrate`] does it as well.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seed_reference(&mut self) -> Result<(), StoreError> {
        if self.programmes().await?.is_empty() {
            for programme in programmes()? {
                self.upsert_programme(&programme).await?;
            }
        }
        // Fallbacks go with the languages: an office that deleted all of them does not want them back.
        if self.languages().await?.is_empty() {
            for language in languages()? {
                self.upsert_language(&language).await?;
            }
            for fallback in fallbacks()? {
                self.upsert_fallback(&fallback).await?;
            }
        }
        self.seed_rules().await
    }

    async fn seed_rules(&mut self) -> Result<(), StoreError> {
        if self.cap_regimes().await?.is_empty() {
            for seed in records::<SeedCap>("amounts", CAPS)? {
                self.upsert_cap_regime(&seed.into_regime()).await?;
            }
        }
        if self.refusal_rules().await?.is_empty() {
            for seed in records::<SeedRefusal>("refusals", REFUSALS)? {
                self.upsert_refusal_rule(&seed.into_rule()).await?;
            }
        }
        if self.school_holidays().await?.is_empty() {
            for span in school::school_holidays() {
                self.upsert_school_holiday(span).await?;
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct ProgrammeFile {
    programme: Vec<SeedProgramme>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedProgramme {
    id: String,
    name_de: String,
    name_en: String,
    role_de: String,
    role_en: String,
    needs_language: bool,
    german_min: Option<Level>,
    language_min: Level,
    proofs: Vec<ProofKind>,
    modes: Vec<Mode>,
    max_minutes: i64,
    case_limit: Option<i64>,
    #[serde(default)]
    weights: BTreeMap<String, i64>,
    backups: i64,
    #[serde(default)]
    rules: ProgrammeRules,
}

#[derive(Deserialize)]
struct SeedCap {
    id: String,
    valid_from: NaiveDate,
    name_de: String,
    name_en: String,
    cents: i64,
    period: CapPeriod,
}

#[derive(Deserialize)]
struct SeedRefusal {
    programme: String,
    reason: RefusalReason,
    refuses: bool,
}

impl SeedCap {
    fn into_regime(self) -> CapRegime {
        CapRegime {
            id: self.id,
            valid_from: self.valid_from,
            name_de: self.name_de,
            name_en: self.name_en,
            cents: self.cents,
            period: self.period,
        }
    }
}

impl SeedRefusal {
    fn into_rule(self) -> RefusalRule {
        RefusalRule {
            scope: RuleScope::Programme,
            scope_id: self.programme,
            reason: self.reason,
            refuses: self.refuses,
            instead: None,
        }
    }
}

#[derive(Deserialize)]
struct SeedLanguage {
    code: String,
    iso639_3: String,
    variety: String,
    name_de: String,
    name_en: String,
    autonym: String,
}

#[derive(Deserialize)]
struct SeedFallback {
    asked: String,
    spoken: String,
    quality: i64,
}

fn programmes() -> Result<Vec<Programme>, StoreError> {
    let file: ProgrammeFile =
        toml::from_str(PROGRAMMES).map_err(|error| broken("programmes", &error.to_string()))?;
    Ok(file
        .programme
        .into_iter()
        .zip(0..)
        .map(|(seed, position)| seed.into_programme(position))
        .collect())
}

fn languages() -> Result<Vec<Language>, StoreError> {
    let rows: Vec<SeedLanguage> = records("languages", LANGUAGES)?;
    Ok(rows
        .into_iter()
        .map(|row| Language {
            code: LanguageCode(row.code),
            iso639_3: row.iso639_3,
            variety: row.variety,
            name_de: row.name_de,
            name_en: row.name_en,
            autonym: row.autonym,
        })
        .collect())
}

fn fallbacks() -> Result<Vec<LanguageFallback>, StoreError> {
    let rows: Vec<SeedFallback> = records("fallbacks", FALLBACKS)?;
    Ok(rows
        .into_iter()
        .map(|row| LanguageFallback {
            asked: LanguageCode(row.asked),
            spoken: LanguageCode(row.spoken),
            quality: row.quality,
        })
        .collect())
}

fn records<T: DeserializeOwned>(name: &str, text: &str) -> Result<Vec<T>, StoreError> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| broken(name, &error.to_string()))
}

fn broken(name: &str, cause: &str) -> StoreError {
    StoreError::Migrate(format!("the built-in list of {name} is broken: {cause}"))
}

impl SeedProgramme {
    fn into_programme(self, position: i64) -> Programme {
        Programme {
            id: ProgrammeId(self.id),
            name_de: self.name_de,
            name_en: self.name_en,
            role_de: self.role_de,
            role_en: self.role_en,
            needs_language: self.needs_language,
            german_min: self.german_min,
            language_min: self.language_min,
            proofs: self.proofs,
            modes: self.modes,
            max_minutes: self.max_minutes,
            case_limit: self.case_limit,
            weights: self.weights,
            backups: self.backups,
            position,
            rules: self.rules,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_fallback_names_two_known_languages() {
        let known: BTreeSet<LanguageCode> = languages().unwrap().into_iter().map(|l| l.code).collect();
        assert!(known.contains(&LanguageCode("de".into())));
        for fallback in fallbacks().unwrap() {
            assert!(
                known.contains(&fallback.asked) && known.contains(&fallback.spoken),
                "{fallback:?}"
            );
            assert_ne!(fallback.asked, fallback.spoken);
            assert!((1..=99).contains(&fallback.quality));
        }
    }

    #[test]
    fn interpreters_are_bounded_per_case_and_parent_trainers_stay() {
        let all = programmes().unwrap();
        let find = |id: &str| all.iter().find(|p| p.id.0 == id).unwrap();
        assert_eq!(
            (
                find("interpreting").weights["known"],
                find("interpreting").case_limit
            ),
            (-30, Some(3))
        );
        assert_eq!(find("huki").weights["known"], 30);
        assert!(!find("volunteer").needs_language);
        assert!(all.iter().all(|p| !p.modes.is_empty()));
    }
}
