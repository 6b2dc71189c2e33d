//! Who was erased and must not come back with an old list?
//!
//! Only keyed hashes are kept; `app` makes them, so that the key is not in the database.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::rows::{CHUNK, push_list, statement};
use super::{StoreError, Tx};

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
