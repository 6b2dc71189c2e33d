//! Which programmes are there, and what are their rules?

use std::collections::BTreeMap;

use sqlx::types::Json;

use super::rows::{Place, texts};
use super::{StoreError, Tx};
use crate::domain::language::Level;
use crate::domain::programme::{Mode, Programme, ProgrammeId, ProofKind};
use crate::domain::rules::ProgrammeRules;

#[derive(sqlx::FromRow)]
struct ProgrammeRow {
    id: String,
    name_de: String,
    name_en: String,
    role_de: String,
    role_en: String,
    needs_language: bool,
    german_min: Option<String>,
    language_min: String,
    proofs: Json<Vec<String>>,
    modes: Json<Vec<String>>,
    max_minutes: i64,
    case_limit: Option<i64>,
    weights: Json<BTreeMap<String, i64>>,
    backups: i64,
    position: i64,
    rules: Json<ProgrammeRules>,
}

impl TryFrom<ProgrammeRow> for Programme {
    type Error = StoreError;

    fn try_from(row: ProgrammeRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "programme",
            row: &row.id,
        };
        Ok(Self {
            german_min: at.word_or_none("german_min", row.german_min.as_deref(), Level::parse)?,
            language_min: at.word("language_min", &row.language_min, Level::parse)?,
            proofs: at.words("proofs", &row.proofs, ProofKind::parse)?,
            modes: at.words("modes", &row.modes, Mode::parse)?,
            id: ProgrammeId(row.id),
            name_de: row.name_de,
            name_en: row.name_en,
            role_de: row.role_de,
            role_en: row.role_en,
            needs_language: row.needs_language,
            max_minutes: row.max_minutes,
            case_limit: row.case_limit,
            weights: row.weights.0,
            backups: row.backups,
            position: row.position,
            rules: row.rules.0,
        })
    }
}

impl Tx {
    /// Every programme, in the office's order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn programmes(&mut self) -> Result<Vec<Programme>, StoreError> {
        let rows = fetch_all!(
            self,
            ProgrammeRow,
            "SELECT id, name_de, name_en, role_de, role_en, needs_language, german_min, language_min, proofs, modes,
                    max_minutes, case_limit, weights, backups, position, rules
             FROM programme ORDER BY position, id"
        );
        rows.into_iter().map(Programme::try_from).collect()
    }

    /// Adds a programme or replaces the one with the same id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn upsert_programme(&mut self, programme: &Programme) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO programme (id, name_de, name_en, role_de, role_en, needs_language, german_min, language_min,
                                    proofs, modes, max_minutes, case_limit, weights, backups, position, rules)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
             ON CONFLICT (id) DO UPDATE SET
                 name_de = excluded.name_de, name_en = excluded.name_en,
                 role_de = excluded.role_de, role_en = excluded.role_en,
                 needs_language = excluded.needs_language, german_min = excluded.german_min,
                 language_min = excluded.language_min, proofs = excluded.proofs, modes = excluded.modes,
                 max_minutes = excluded.max_minutes, case_limit = excluded.case_limit, weights = excluded.weights,
                 backups = excluded.backups, position = excluded.position,
                 rules = excluded.rules",
            &programme.id.0,
            &programme.name_de,
            &programme.name_en,
            &programme.role_de,
            &programme.role_en,
            programme.needs_language,
            programme.german_min.map(Level::as_str),
            programme.language_min.as_str(),
            texts(&programme.proofs),
            texts(&programme.modes),
            programme.max_minutes,
            programme.case_limit,
            Json(&programme.weights),
            programme.backups,
            programme.position,
            Json(&programme.rules),
        );
        Ok(())
    }
}
