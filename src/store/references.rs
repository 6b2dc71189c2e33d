//! What hangs on a record, and how does one go on which nothing does?

use uuid::Uuid;

use super::{StoreError, Tx};
use crate::domain::record::RecordKind;

/// Counts rows that refer to a key; several statements are added up by the caller.
macro_rules! count {
    ($tx:expr, $sql:expr, $key:expr) => {{
        let (count,) = fetch_one!($tx, (i64,), $sql, $key);
        count
    }};
}

impl Tx {
    /// What refers to a record and keeps it from being deleted: codes (`requests`, `people`, `places`) with their
    /// number, none that is 0. People are never deleted but erased, so nothing is counted for them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn references(
        &mut self,
        kind: RecordKind,
        key: &str,
    ) -> Result<Vec<(&'static str, i64)>, StoreError> {
        let id = Uuid::parse_str(key).unwrap_or_default();
        let counts = match kind {
            // People are erased; of calendars there is one each; pairs have nothing hanging on them.
            RecordKind::Person | RecordKind::Calendar | RecordKind::Holidays | RecordKind::Exclusion => {
                Vec::new()
            }
            RecordKind::Funding => vec![
                (
                    "requests",
                    count!(
                        self,
                        "SELECT COUNT(*) FROM request_detail WHERE funding = $1",
                        key
                    ),
                ),
                (
                    "payments",
                    count!(self, "SELECT COUNT(*) FROM payment WHERE funding = $1", key),
                ),
            ],
            RecordKind::Regime => vec![(
                "people",
                count!(self, "SELECT COUNT(*) FROM person_bounds WHERE regime = $1", key),
            )],
            RecordKind::Organisation => vec![(
                "requests",
                count!(
                    self,
                    "SELECT COUNT(*) FROM request WHERE organisation_id = $1",
                    id
                ),
            )],
            RecordKind::Location => vec![(
                "requests",
                count!(self, "SELECT COUNT(*) FROM request WHERE location_id = $1", id),
            )],
            RecordKind::Contact => vec![(
                "requests",
                count!(self, "SELECT COUNT(*) FROM request WHERE contact_id = $1", id),
            )],
            RecordKind::Programme => vec![
                (
                    "requests",
                    count!(self, "SELECT COUNT(*) FROM request WHERE programme = $1", key),
                ),
                (
                    "people",
                    count!(
                        self,
                        "SELECT COUNT(*) FROM person_programme WHERE programme = $1",
                        key
                    ),
                ),
            ],
            RecordKind::Language => vec![
                (
                    "requests",
                    count!(self, "SELECT COUNT(*) FROM request_seat WHERE language = $1", key),
                ),
                (
                    "people",
                    count!(
                        self,
                        "SELECT COUNT(*) FROM person_language WHERE language = $1",
                        key
                    ),
                ),
            ],
            RecordKind::District => vec![
                (
                    "people",
                    count!(
                        self,
                        "SELECT COUNT(*) FROM person p WHERE p.district = $1 OR EXISTS
                             (SELECT 1 FROM person_district d WHERE d.person_id = p.id AND d.district = $1)",
                        key
                    ),
                ),
                (
                    "places",
                    count!(self, "SELECT COUNT(*) FROM location WHERE district = $1", key),
                ),
            ],
        };
        Ok(counts.into_iter().filter(|(_, count)| *count > 0).collect())
    }

    /// Deletes a record with what belongs to it alone; `false` when it does not exist.
    ///
    /// # Errors
    /// When the database fails; [`StoreError::is_in_use`] when something still refers to it.
    pub async fn delete_record(&mut self, kind: RecordKind, key: &str) -> Result<bool, StoreError> {
        let id = Uuid::parse_str(key).unwrap_or_default();
        let gone = match kind {
            RecordKind::Person | RecordKind::Calendar | RecordKind::Holidays => 0,
            RecordKind::Exclusion => execute!(self, "DELETE FROM exclusion WHERE id = $1", id),
            RecordKind::Funding => {
                execute!(
                    self,
                    "DELETE FROM refusal_rule WHERE scope = 'funding' AND scope_id = $1",
                    key
                );
                execute!(self, "DELETE FROM funding_source WHERE id = $1", key)
            }
            RecordKind::Regime => u64::from(execute!(self, "DELETE FROM cap_regime WHERE id = $1", key) > 0),
            RecordKind::Organisation => {
                execute!(self, "DELETE FROM contact WHERE organisation_id = $1", id);
                execute!(self, "DELETE FROM location WHERE organisation_id = $1", id);
                execute!(self, "DELETE FROM organisation WHERE id = $1", id)
            }
            RecordKind::Location => execute!(self, "DELETE FROM location WHERE id = $1", id),
            RecordKind::Contact => execute!(self, "DELETE FROM contact WHERE id = $1", id),
            RecordKind::Programme => {
                execute!(self, "DELETE FROM tariff WHERE programme = $1", key);
                execute!(
                    self,
                    "DELETE FROM refusal_rule WHERE scope = 'programme' AND scope_id = $1",
                    key
                );
                execute!(self, "DELETE FROM programme WHERE id = $1", key)
            }
            RecordKind::Language => {
                execute!(
                    self,
                    "DELETE FROM language_fallback WHERE asked = $1 OR spoken = $1",
                    key
                );
                execute!(self, "DELETE FROM language WHERE code = $1", key)
            }
            RecordKind::District => {
                execute!(
                    self,
                    "DELETE FROM travel WHERE from_district = $1 OR to_district = $1",
                    key
                );
                execute!(self, "DELETE FROM district WHERE code = $1", key)
            }
        };
        if gone == 1 {
            self.restore_record(kind, key).await?;
        }
        Ok(gone == 1)
    }

    /// Removes every fallback of the language asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_fallbacks(&mut self, asked: &str) -> Result<(), StoreError> {
        execute!(self, "DELETE FROM language_fallback WHERE asked = $1", asked);
        Ok(())
    }
}
