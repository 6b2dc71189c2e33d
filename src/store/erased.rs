//! Who was erased and must not come back with an old list?
//!
//! Only keyed hashes are kept; `app` makes them, so that the key is not in the database.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::rows::{CHUNK, push_list, statement};
use super::{StoreError, Tx};
use crate::ids::PersonId;

impl Tx {
    /// Remembers that whoever these hashes stand for was erased.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remember_erased(&mut self, hashes: &[String], now: DateTime<Utc>) -> Result<(), StoreError> {
        for hash in hashes {
            execute!(
                self,
                "INSERT INTO erased (key_hash, erased_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                hash,
                now
            );
        }
        Ok(())
    }

    /// Which of these hashes stand for someone who was erased.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn erased_among(&mut self, hashes: &[String]) -> Result<BTreeSet<String>, StoreError> {
        let mut found = BTreeSet::new();
        for chunk in hashes.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(&*c, "SELECT key_hash FROM erased WHERE key_hash IN ");
                push_list!(query, chunk.iter().map(String::as_str));
                query.build_query_scalar::<String>().fetch_all(c).await?
            });
            found.extend(rows);
        }
        Ok(found)
    }

    /// Remembers that whoever these hashes stand for is this person, since two entries became one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remember_merged(
        &mut self,
        hashes: &[String],
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        for hash in hashes {
            execute!(
                self,
                "INSERT INTO person_merged (key_hash, person_id, merged_at) VALUES ($1, $2, $3)
                 ON CONFLICT (key_hash) DO UPDATE SET person_id = excluded.person_id, merged_at = excluded.merged_at",
                hash,
                person.0,
                now
            );
        }
        Ok(())
    }

    /// Which of these hashes stand for an entry that became part of another one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn merged_among(&mut self, hashes: &[String]) -> Result<BTreeSet<String>, StoreError> {
        let mut found = BTreeSet::new();
        for chunk in hashes.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(&*c, "SELECT key_hash FROM person_merged WHERE key_hash IN ");
                push_list!(query, chunk.iter().map(String::as_str));
                query.build_query_scalar::<String>().fetch_all(c).await?
            });
            found.extend(rows);
        }
        Ok(found)
    }

    /// The other names of somebody who is erased must not bring them back either.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_merged(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO erased (key_hash, erased_at) SELECT key_hash, $2 FROM person_merged WHERE person_id = $1
             ON CONFLICT DO NOTHING",
            person.0,
            now
        );
        execute!(self, "DELETE FROM person_merged WHERE person_id = $1", person.0);
        Ok(())
    }

    /// Forgets that someone was erased, because they joined anew by themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_erased(&mut self, hashes: &[String]) -> Result<(), StoreError> {
        for hash in hashes {
            execute!(self, "DELETE FROM erased WHERE key_hash = $1", hash);
        }
        Ok(())
    }
}
