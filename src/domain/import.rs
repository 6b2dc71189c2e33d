//! A file that was taken in: how far it is, what it changed, what could not be understood yet, and who may be doubled.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::person::PersonState;
use super::text_enum;
use crate::ids::{AccountId, DoubleId, ImportId, ParkedId, PersonId};

text_enum! {
    /// How far a file is.
    ImportState {
        /// Its columns are being matched.
        Matching = "matching",
        /// It is being taken in.
        Running = "running",
        /// It has been taken in.
        Done = "done",
        /// It could not be read as a whole.
        Refused = "refused",
        /// It is being taken back.
        Undoing = "undoing",
        /// It was taken in and taken back.
        Undone = "undone",
        /// It was laid aside before anything happened.
        Discarded = "discarded",
    }
}

text_enum! {
    /// What became of a row that was put aside.
    ParkedState {
        /// It waits for an answer.
        Open = "open",
        /// It was corrected and taken in.
        Solved = "solved",
        /// The office does not need it.
        Dropped = "dropped",
    }
}

text_enum! {
    /// What a change of a file was made to.
    Subject {
        /// A district; key: its code.
        District = "district",
        /// A way; key: mobility, from, to.
        Travel = "travel",
        /// A language; key: its code.
        Language = "language",
        /// Who may stand in for whom; key: asked, spoken.
        Fallback = "fallback",
        /// A programme; key: its id.
        Programme = "programme",
        /// School holidays; key: their first day.
        Holiday = "holiday",
        /// A day off of an organisation; key: organisation, day.
        MovableDay = "movable_day",
        /// Money paid before; key: its id.
        Payment = "payment",
        /// What a person uses of a year's amount elsewhere; key: person, year.
        Declared = "declared",
        /// What a person is sent, and their carrier; key: person.
        Settings = "settings",
        /// An organisation; key: its id.
        Organisation = "organisation",
        /// A place; key: its id.
        Location = "location",
        /// The part of town (Sozialraum) of a place that was there; key: the place's id.
        SocialArea = "social_area",
        /// A contact; key: its id.
        Contact = "contact",
        /// A volunteer; key: its id.
        Person = "person",
        /// A request; key: its id.
        Request = "request",
        /// An agreed assignment; key: its id.
        Assignment = "assignment",
        /// What is edited in a form; key: kind, key.
        Record = "record",
    }
}

/// How many records became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Records that were not there before.
    pub added: i64,
    /// Records that said something new.
    pub changed: i64,
    /// Records that were there already.
    pub unchanged: i64,
    /// Rows that were put aside.
    pub parked: i64,
    /// Rows left out on purpose: erased people, rows on red that are not wanted.
    pub left_out: i64,
}

/// A sentence about a file: a message id with its values, and how often it was to be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Message id.
    pub code: String,
    /// Values of its placeholders.
    pub args: Vec<(String, String)>,
    /// Row it was said about first, 0 for the whole file.
    pub row: u32,
    /// How often.
    pub count: u32,
}

/// Something undoing left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What.
    pub subject: Subject,
    /// Its key.
    pub key: String,
    /// `touched` (changed since) or `in-use` (something else refers to it).
    pub reason: String,
}

/// A file that was taken in, or is about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRun {
    /// Key.
    pub id: ImportId,
    /// Kind of file.
    pub kind: String,
    /// Name of the file.
    pub file_name: String,
    /// How far it is.
    pub state: ImportState,
    /// Who brought it; nobody at the command line.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Sheet of a workbook, empty for the first.
    pub sheet: String,
    /// Bytes of the table.
    pub bytes_total: i64,
    /// Bytes of it that have been read.
    pub bytes_done: i64,
    /// The last row that was taken in.
    pub last_row: i64,
    /// What became of the rows.
    pub tally: Tally,
    /// What there is to say about it.
    pub remarks: Vec<Remark>,
    /// When it was through.
    pub done_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub undone_at: Option<DateTime<Utc>>,
    /// What taking it back left as it is.
    pub kept: Vec<Kept>,
}

/// One change of a run: the record before (if there was one) and after, as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportChange {
    /// What was changed.
    pub subject: Subject,
    /// Its key.
    pub key: String,
    /// What it was before.
    pub before: Option<serde_json::Value>,
    /// What it was made.
    pub after: serde_json::Value,
}

/// A row that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedRow {
    /// Key.
    pub id: ParkedId,
    /// The file.
    pub run: ImportId,
    /// Kind of file.
    pub kind: String,
    /// Row in the file.
    pub row: i64,
    /// Column to text.
    pub cells: BTreeMap<String, String>,
    /// What kind of question it is (`question-…`).
    pub question: String,
    /// What became of it.
    pub state: ParkedState,
    /// When it was put aside.
    pub created_at: DateTime<Utc>,
}

text_enum! {
    /// Why two people may be one.
    DoubleReason {
        /// One address or number, and nearly one name.
        Contact = "contact",
        /// One name, with other addresses.
        Name = "name",
        /// Nearly one name in one district.
        Similar = "similar",
    }
}

/// Two people who may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonDouble {
    /// Key.
    pub id: DoubleId,
    /// The one who was there first.
    pub first: PersonId,
    /// The other.
    pub second: PersonId,
    /// Why.
    pub reason: DoubleReason,
    /// When it was noticed.
    pub created_at: DateTime<Utc>,
}

/// What tells people apart, for everybody at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonKey {
    /// Key.
    pub id: PersonId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// District of home.
    pub district: String,
    /// State.
    pub state: PersonState,
}
