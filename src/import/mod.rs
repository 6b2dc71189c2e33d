//! Which records does a file of the office hold, or what exactly is wrong with it, cell by cell?
//!
//! Pure: bytes and a [`Lookup`] go in, a [`sheet::Line`] for each row comes out: a record of the domain, or the row
//! with *all* that is wrong with it, so that it can be put aside while the others go in. Nothing is stored here.
//!
//! - [`source`] makes one table of a text file ([`text`]: UTF-8, UTF-16, Windows-1252) or of a sheet of a workbook;
//!   [`csv`] cuts it into rows, as Excel counts them.
//! - [`columns`] is the one place that names the columns of each kind of file, their other names and an example;
//!   [`template`] writes them as an empty file to start from. [`mapping`] holds what an office's own headers mean.
//! - [`sheet`] finds the columns in the header and hands out cells; [`cells`] and [`dates`] read
//!   what stands in them; [`answers`] holds the words that had to be asked about.
//! - [`people`], [`requests`], [`organisations`], [`places`] (districts, travel) and [`languages`] make records;
//!   [`rules`] makes what the office edits in forms.
//!
//! A [`Fault`] says row, column, cell, a message id (`import-…`, or `rejection-…` where a form would say the same)
//! and its values; the sentences are in the language files. Formulas are never evaluated.

pub mod agreed;
pub mod answers;
pub mod calendars;
pub mod cells;
pub mod columns;
pub mod csv;
pub mod dates;
pub mod export;
mod export_rules;
pub mod fault;
pub mod languages;
pub mod lookup;
pub mod mapping;
pub mod organisations;
pub mod people;
pub mod people_index;
pub mod places;
pub mod preview;
pub mod programmes;
pub mod requests;
pub mod rules;
pub mod scan;
pub mod sheet;
pub mod source;
pub mod text;
mod words;
pub mod workbook;

pub use columns::{Kind, template};
pub use fault::{ColumnRef, Fault};
pub use lookup::{KnownOrganisation, Lookup};
pub use source::Source;
