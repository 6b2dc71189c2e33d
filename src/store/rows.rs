//! How do stored values become the office's words, and lists become pages?

use std::fmt::Display;

use super::StoreError;
use crate::domain::text::fold;

/// Most values in one list of a statement; both engines bound the number of parameters.
pub(super) const CHUNK: usize = 1000;
/// Rows written by one statement.
pub(super) const ROWS_AT_ONCE: usize = 100;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Rows on a page, 1 to 500.
    pub size: i64,
    /// Number of the page, from 0.
    pub number: i64,
}

impl Page {
    /// Most rows on a page.
    pub const MAX_SIZE: i64 = 500;

    /// The first page with `size` rows.
    pub const fn first(size: i64) -> Self {
        Self { size, number: 0 }
    }

    /// Page `number`, counted from 0, with `size` rows; both are brought into bounds.
    pub const fn nth(number: i64, size: i64) -> Self {
        Self { size, number }
    }

    pub(super) fn limit(self) -> i64 {
        self.size.clamp(1, Self::MAX_SIZE)
    }

    pub(super) fn offset(self) -> i64 {
        self.number.max(0).saturating_mul(self.limit())
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::first(50)
    }
}

/// One page of a list, and how long the whole list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paged<T> {
    /// Rows of this page.
    pub rows: Vec<T>,
    /// Rows in all.
    pub total: i64,
}

impl<T> Paged<T> {
    /// The same page with other rows.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Paged<U> {
        Paged {
            rows: self.rows.into_iter().map(f).collect(),
            total: self.total,
        }
    }
}

/// Where a value was found, to say so when it makes no sense.
#[derive(Clone, Copy)]
pub(super) struct Place<K> {
    pub(super) table: &'static str,
    pub(super) row: K,
}

impl<K: Display + Copy> Place<K> {
    pub(super) fn corrupt(&self, column: &'static str) -> StoreError {
        StoreError::Corrupt {
            table: self.table,
            column,
            row: self.row.to_string(),
        }
    }

    /// The value, or the error that says where it is missing.
    pub(super) fn known<T>(&self, column: &'static str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.corrupt(column))
    }

    /// A number that must not be negative or too large.
    pub(super) fn number<N: TryFrom<i64>>(&self, column: &'static str, value: i64) -> Result<N, StoreError> {
        N::try_from(value).map_err(|_| self.corrupt(column))
    }

    /// A text that must be one of the words `parse` knows.
    pub(super) fn word<T>(
        &self,
        column: &'static str,
        text: &str,
        parse: fn(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.known(column, parse(text))
    }

    /// The same for a column that may be empty.
    pub(super) fn word_or_none<T>(
        &self,
        column: &'static str,
        text: Option<&str>,
        parse: fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        text.map(|text| self.word(column, text, parse)).transpose()
    }

    /// A list of texts that must all be words `parse` knows.
    pub(super) fn words<T>(
        &self,
        column: &'static str,
        texts: &[String],
        parse: fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, StoreError> {
        texts.iter().map(|text| self.word(column, text, parse)).collect()
    }
}

/// A position in a list as a column keeps it.
pub(super) fn position(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Texts of words, as a JSON list keeps them.
pub(super) fn texts<T: Display>(values: &[T]) -> sqlx::types::Json<Vec<String>> {
    sqlx::types::Json(values.iter().map(ToString::to_string).collect())
}

/// One word that is searched for.
pub(super) struct Word {
    /// As compared with a column that has it alone.
    pub(super) plain: String,
    /// As compared with a folded column that has it somewhere: `LIKE .. ESCAPE '\'`.
    pub(super) pattern: String,
}

/// The words of a search, folded; none when nothing is searched for. A row is found when it has all of them.
pub(super) fn words(query: Option<&str>) -> Vec<Word> {
    // PostgreSQL takes no NUL in a text, and no other control character is ever stored.
    let plain: String = query
        .unwrap_or("")
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(200)
        .collect();
    fold(&plain)
        .split(' ')
        .map(searched)
        .filter(|word| !word.is_empty())
        .take(8)
        .map(word)
        .collect()
}

/// Telephone and request numbers are stored without the signs people write in them.
fn searched(word: &str) -> String {
    let number = word.chars().all(|c| c.is_ascii_digit() || "+-/().#".contains(c));
    if number && word.chars().any(|c| c.is_ascii_digit()) {
        digits(word)
    } else {
        word.to_owned()
    }
}

fn word(plain: String) -> Word {
    let escaped = plain.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    Word {
        plain,
        pattern: format!("%{escaped}%"),
    }
}

/// The digits of a telephone number.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A statement to be put together for the engine of this connection.
pub(super) fn statement<C: sqlx::Connection>(_: &C, sql: &str) -> sqlx::QueryBuilder<C::Database> {
    sqlx::QueryBuilder::new(sql)
}

/// Appends `(value, value, ..)` to a statement, for `IN`.
macro_rules! push_list {
    ($query:expr, $values:expr) => {{
        $query.push("(");
        let mut list = $query.separated(", ");
        for value in $values {
            list.push_bind(value);
        }
        $query.push(")");
    }};
}
pub(super) use push_list;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_searched_for_as_characters() {
        let found = words(Some(r" Ä_%\ Ö"));
        assert_eq!(
            found.iter().map(|w| w.pattern.as_str()).collect::<Vec<_>>(),
            [r"%ae\_\%\\%", "%oe%"]
        );
        assert!(words(Some(" \u{0} ")).is_empty());
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        let plain = |query| {
            words(Some(query))
                .into_iter()
                .map(|w| w.plain)
                .collect::<Vec<_>>()
        };
        assert_eq!(plain("(02381) 17-50"), ["02381", "1750"]);
        assert_eq!(plain("#12 a1@b.de"), ["12", "a1@b.de"]);
    }

    #[test]
    fn pages_stay_in_bounds() {
        let page = Page::nth(-3, 100_000);
        assert_eq!((page.limit(), page.offset()), (500, 0));
        assert_eq!(Page::nth(i64::MAX, 2).offset(), i64::MAX);
    }
}
