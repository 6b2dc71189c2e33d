//! What did a print of a week say, so that the next one can mark what has changed? Digests only, no names.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::print::PrintKind;
use crate::ids::{AccountId, PrintId};

/// A print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekPrint {
    /// Key.
    pub id: PrintId,
    /// Which sheet.
    pub kind: PrintKind,
    /// Monday of the week.
    pub first_day: NaiveDate,
    /// When.
    pub printed_at: DateTime<Utc>,
    /// By whom.
    pub printed_by: Option<AccountId>,
    /// Digest of each line by its request's number.
    pub lines: BTreeMap<i64, String>,
}

#[derive(sqlx::FromRow)]
struct PrintRow {
    id: Uuid,
    kind: String,
    first_day: NaiveDate,
    printed_at: DateTime<Utc>,
    printed_by: Option<Uuid>,
    lines: Json<BTreeMap<String, String>>,
}

impl TryFrom<PrintRow> for WeekPrint {
    type Error = StoreError;

    fn try_from(row: PrintRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "week_print",
            row: row.id,
        };
        let line = |(number, digest): (String, String)| Some((number.parse().ok()?, digest));
        Ok(Self {
            id: PrintId(row.id),
            kind: at.word("kind", &row.kind, PrintKind::parse)?,
            first_day: row.first_day,
            printed_at: row.printed_at,
            printed_by: row.printed_by.map(AccountId),
            lines: row.lines.0.into_iter().filter_map(line).collect(),
        })
    }
}

impl Tx {
    /// Writes down a print.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_print(&mut self, print: &WeekPrint) -> Result<(), StoreError> {
        let lines: BTreeMap<String, &String> = print
            .lines
            .iter()
            .map(|(number, digest)| (number.to_string(), digest))
            .collect();
        execute!(
            self,
            "INSERT INTO week_print (id, kind, first_day, printed_at, printed_by, lines)
             VALUES ($1, $2, $3, $4, $5, $6)",
            print.id.0,
            print.kind.as_str(),
            print.first_day,
            print.printed_at,
            print.printed_by.map(|account| account.0),
            Json(lines),
        );
        Ok(())
    }

    /// The print with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn print(&mut self, id: PrintId) -> Result<Option<WeekPrint>, StoreError> {
        fetch_optional!(
            self,
            PrintRow,
            "SELECT id, kind, first_day, printed_at, printed_by, lines FROM week_print WHERE id = $1",
            id.0,
        )
        .map(WeekPrint::try_from)
        .transpose()
    }

    /// The latest print of this sheet of a week; when `before` is set, the latest one before that print.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn latest_print(
        &mut self,
        kind: PrintKind,
        first_day: NaiveDate,
        before: Option<&WeekPrint>,
    ) -> Result<Option<WeekPrint>, StoreError> {
        let latest = fetch_all!(
            self,
            PrintRow,
            "SELECT id, kind, first_day, printed_at, printed_by, lines FROM week_print
             WHERE kind = $1 AND first_day = $2 ORDER BY printed_at DESC, id DESC LIMIT 50",
            kind.as_str(),
            first_day,
        );
        let mut prints = latest.into_iter().map(WeekPrint::try_from);
        let Some(before) = before else {
            return prints.next().transpose();
        };
        for print in prints {
            let print = print?;
            if (print.printed_at, print.id) < (before.printed_at, before.id) {
                return Ok(Some(print));
            }
        }
        Ok(None)
    }

    /// Forgets prints of weeks that began before a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_prints_before(&mut self, first_day: NaiveDate) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM week_print WHERE first_day < $1",
            first_day
        ))
    }
}
