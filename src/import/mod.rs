//! Which records does a file of the office hold, or what exactly is wrong with it, cell by cell?
//!
//! Pure: bytes and a [`Lookup`] go in, records of the domain or *all* faults come out. Nothing is stored here, and a
//! file with one fault yields no record at all, so that the caller can apply all of it or nothing.
//!
//! - [`text`] turns bytes into text (UTF-8, UTF-16, Windows-1252) and [`csv`] text into rows, as Excel counts them.
//! - [`columns`] is the one place that names the columns of each kind of file, their other names and an example;
//!   [`template`] writes them as an empty file to start from.
//! - [`sheet`] finds the columns in the header and hands out cells; [`cells`] and [`dates`] read
//!   what stands in them.
//! - [`people`], [`requests`], [`organisations`], [`places`] (districts, travel) and [`languages`] make records.
//!
//! A [`Fault`] says row, column, cell, a message id (`import-…`, or `rejection-…` where a form would say the same)
//! and its values; the sentences are in the language files. Formulas are never evaluated.

pub mod cells;
pub mod columns;
pub mod csv;
pub mod dates;
pub mod fault;
pub mod languages;
pub mod lookup;
pub mod organisations;
pub mod people;
pub mod people_index;
pub mod places;
pub mod requests;
pub mod sheet;
pub mod text;
mod words;

pub use columns::{Kind, template};
pub use fault::{ColumnRef, Fault};
pub use lookup::{KnownOrganisation, Lookup};

/// What a file without a fault holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<T> {
    /// The records, in the order of the file.
    pub records: Vec<T>,
    /// What the office should know but need not change.
    pub notes: Vec<Fault>,
}
