//! Which languages does the office know, and who may stand in for whom?

use super::{StoreError, Tx};
use crate::domain::language::{Language, LanguageCode, LanguageFallback};

#[derive(sqlx::FromRow)]
struct LanguageRow {
    code: String,
    iso639_3: String,
    variety: String,
    name_de: String,
    name_en: String,
    autonym: String,
}

impl From<LanguageRow> for Language {
    fn from(row: LanguageRow) -> Self {
        Self {
            code: LanguageCode(row.code),
            iso639_3: row.iso639_3,
            variety: row.variety,
            name_de: row.name_de,
            name_en: row.name_en,
            autonym: row.autonym,
        }
    }
}

impl Tx {
    /// Every language, by code. Lists for people are sorted by name where they are shown.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn languages(&mut self) -> Result<Vec<Language>, StoreError> {
        let rows = fetch_all!(
            self,
            LanguageRow,
            "SELECT code, iso639_3, variety, name_de, name_en, autonym FROM language"
        );
        let mut languages: Vec<Language> = rows.into_iter().map(Language::from).collect();
        languages.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(languages)
    }

    /// Adds a language or replaces the one with the same code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn upsert_language(&mut self, language: &Language) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO language (code, iso639_3, variety, name_de, name_en, autonym)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (code) DO UPDATE SET
                 iso639_3 = excluded.iso639_3, variety = excluded.variety, name_de = excluded.name_de,
                 name_en = excluded.name_en, autonym = excluded.autonym",
            &language.code.0,
            &language.iso639_3,
            &language.variety,
            &language.name_de,
            &language.name_en,
            &language.autonym,
        );
        Ok(())
    }

    /// Every fallback, by the language asked for, best first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fallbacks(&mut self) -> Result<Vec<LanguageFallback>, StoreError> {
        let rows = fetch_all!(
            self,
            (String, String, i64),
            "SELECT asked, spoken, quality FROM language_fallback"
        );
        let fallback = |(asked, spoken, quality)| LanguageFallback {
            asked: LanguageCode(asked),
            spoken: LanguageCode(spoken),
            quality,
        };
        let mut fallbacks: Vec<LanguageFallback> = rows.into_iter().map(fallback).collect();
        fallbacks.sort_by(|a, b| (&a.asked, -a.quality, &a.spoken).cmp(&(&b.asked, -b.quality, &b.spoken)));
        Ok(fallbacks)
    }

    /// Adds a fallback or replaces the one between the same languages.
    ///
    /// # Errors
    /// When the database fails or one of the languages is unknown.
    pub async fn upsert_fallback(&mut self, fallback: &LanguageFallback) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO language_fallback (asked, spoken, quality) VALUES ($1, $2, $3)
             ON CONFLICT (asked, spoken) DO UPDATE SET quality = excluded.quality",
            &fallback.asked.0,
            &fallback.spoken.0,
            fallback.quality,
        );
        Ok(())
    }
}
