//! Which of the office's own headers means which column, and what holds where a file has none?
//!
//! Whatever a header was matched to once is remembered under its folded name, for every later file of the kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::columns::{Column, Kind, columns, find, plain};
use super::words;

/// What rows that stand on red mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marked {
    /// Not decided yet: such rows are put aside with the question.
    #[default]
    Ask,
    /// The colour means nothing.
    Ignore,
    /// Whoever stands on red has left.
    Left,
    /// Such rows are not taken in.
    Skip,
}

/// How the headers of a kind of file are understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// Folded header to the key of a column; an empty key is a column that is not read.
    pub headers: BTreeMap<String, String>,
    /// Key of a column to the value of every row, where the file has no such column.
    pub constants: BTreeMap<String, String>,
    /// What rows on red mean.
    pub marked: Marked,
}

/// What is known about one header of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// The office said so, or it is one of our own names.
    Known(&'static Column),
    /// Probably this one.
    Likely(&'static Column),
    /// The office said that it is not read.
    Ignored,
    /// Nothing comes to mind.
    Unknown,
}

impl Guess {
    /// The column, when there is one.
    pub fn column(self) -> Option<&'static Column> {
        match self {
            Self::Known(column) | Self::Likely(column) => Some(column),
            Self::Ignored | Self::Unknown => None,
        }
    }
}

impl Mapping {
    /// What a header means: what the office said before, else one of our own names for a column.
    pub fn column(&self, kind: Kind, header: &str) -> Option<&'static Column> {
        match self.guess(kind, header) {
            Guess::Known(column) => Some(column),
            _ => None,
        }
    }

    /// What a header means or probably means.
    pub fn guess(&self, kind: Kind, header: &str) -> Guess {
        let name = plain(header);
        match self.headers.get(&name).map(String::as_str) {
            Some("") => return Guess::Ignored,
            Some(key) => {
                if let Some(column) = columns(kind).iter().find(|c| c.key == key) {
                    return Guess::Known(column);
                }
            }
            None => {}
        }
        if let Some(column) = find(kind, header) {
            return Guess::Known(column);
        }
        near(kind, &name)
    }

    /// The value that holds for every row without such a column.
    pub fn constant(&self, key: &str) -> Option<&str> {
        self.constants
            .get(key)
            .map(String::as_str)
            .filter(|v| !v.trim().is_empty())
    }

    /// Takes over what a newer mapping says.
    pub fn learn(&mut self, newer: &Self) {
        self.headers
            .extend(newer.headers.iter().map(|(k, v)| (k.clone(), v.clone())));
        self.constants.clone_from(&newer.constants);
        self.marked = newer.marked;
    }
}

/// The column whose name a header contains, or nearly is.
fn near(kind: Kind, name: &str) -> Guess {
    let names = |column: &'static Column| {
        let own = std::iter::once(&column.header).chain(column.aliases);
        own.map(move |n| (plain(n), column))
    };
    let all: Vec<(String, &'static Column)> = columns(kind).iter().flat_map(names).collect();
    let mistyped = all.iter().filter(|(n, _)| words::is_near(n, name));
    if let Some((_, column)) = mistyped.min_by_key(|(n, _)| words::distance(n, name)) {
        return Guess::Likely(column);
    }
    // "Tel. mobil privat" holds "telmobil"; the longest name found says most.
    let held = all
        .iter()
        .filter(|(n, _)| n.chars().count() >= 4 && name.contains(n.as_str()));
    match held.max_by_key(|(n, _)| n.chars().count()) {
        Some((_, column)) => Guess::Likely(column),
        None => Guess::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(guess: Guess) -> &'static str {
        guess.column().map_or("", |c| c.key)
    }

    #[test]
    fn headers_of_offices_are_guessed() {
        let mapping = Mapping::default();
        for (header, expected) in [
            ("Nachname, Vorname", "full_name"),
            ("Tel. mobil", "phone"),
            ("Tel. mobil privat", "phone"),
            ("Sprachen", "languages"),
            ("Gesprochene Sprachen", "languages"),
            ("E-Mail privat", "email"),
            ("Führungszeugnis vorgelegt", "clearance"),
            ("Sternzeichen", ""),
        ] {
            assert_eq!(key(mapping.guess(Kind::People, header)), expected, "{header}");
        }
    }

    #[test]
    fn what_was_said_once_holds() {
        let mut mapping = Mapping::default();
        let newer = Mapping {
            headers: [
                ("sternzeichen".into(), "state".into()),
                ("vorname".into(), String::new()),
            ]
            .into(),
            ..Mapping::default()
        };
        mapping.learn(&newer);
        assert_eq!(
            mapping.column(Kind::People, "Sternzeichen").map(|c| c.key),
            Some("state")
        );
        assert_eq!(mapping.guess(Kind::People, "VORNAME"), Guess::Ignored);
        assert_eq!(
            mapping.column(Kind::People, "Nachnmae"),
            None,
            "a guess is no knowledge"
        );
    }
}
