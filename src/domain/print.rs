//! The sheets of paper the office makes: the week for the wall and for the desk, and what it needs when the network is
//! down. A line has no field for a note, a case or a reason, so none can be printed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::request::{RequestState, TimeOption};
use super::text_enum;

text_enum! {
    /// Which sheet of a week.
    PrintKind {
        /// For the wall: first names, no telephone numbers, no protected places ("Aushang").
        Notice = "notice",
        /// For the desk, not for the wall ("Arbeitsmappe").
        Folder = "folder",
    }
}

/// Somebody on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetPerson {
    /// Name, as far as the sheet may say it.
    pub name: String,
    /// Telephone; never on the wall.
    pub phone: Option<String>,
    /// Whether they have agreed; else they are asked.
    pub agreed: bool,
}

/// What only sheets for the desk say of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetDetail {
    /// Street, postcode, town; `None` for a place whose address is on no print.
    pub address: Option<String>,
    /// Where to meet, and the room.
    pub meeting_point: String,
    /// Contact of the organisation, with telephone.
    pub contact: (String, Option<String>),
    /// Whom to ask for on the day, with telephone.
    pub on_site: Option<(String, Option<String>)>,
    /// Who could step in, best first.
    pub backups: Vec<SheetPerson>,
}

/// A request on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetLine {
    /// Number.
    pub number: i64,
    /// When.
    pub time: TimeOption,
    /// Who asks.
    pub organisation: String,
    /// Name of the place, empty when it is the organisation itself.
    pub place: String,
    /// Name of the district.
    pub district: String,
    /// Language, German and English.
    pub language: Option<(String, String)>,
    /// Programme, German and English.
    pub programme: (String, String),
    /// How it takes place (message id `mode-…`).
    pub mode: super::programme::Mode,
    /// State.
    pub state: RequestState,
    /// Whether somebody is missing.
    pub missing: bool,
    /// People asked for.
    pub headcount: i64,
    /// Who comes; on the desk also who is asked.
    pub people: Vec<SheetPerson>,
    /// Whether it differs from the print before.
    pub changed: bool,
    /// For the desk only.
    pub detail: Option<SheetDetail>,
}

/// A sheet of a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Which.
    pub kind: PrintKind,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// What it says is true at this moment.
    pub made_at: DateTime<Utc>,
    /// When the one before was printed.
    pub previous: Option<DateTime<Utc>>,
    /// How many lines are new, different or gone since.
    pub changes: usize,
    /// Numbers of the requests that are gone since.
    pub gone: Vec<i64>,
    /// Lines by day.
    pub days: Vec<(NaiveDate, Vec<SheetLine>)>,
}

/// How a sheet of a week stands before it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetState {
    /// Which.
    pub kind: PrintKind,
    /// Lines it has.
    pub lines: usize,
    /// When it was printed last.
    pub printed_at: Option<DateTime<Utc>>,
    /// What has changed since.
    pub changes: usize,
}

/// Somebody who has to be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallLine {
    /// Why (message id `task-…`).
    pub kind: String,
    /// Who.
    pub person: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// About which request.
    pub number: i64,
    /// Who asks there.
    pub organisation: String,
    /// When it is.
    pub time: TimeOption,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Who answers for the office on some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverLine {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
}

/// What the office needs when the network is down ("Notfallmappe").
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Emergency {
    /// What it says is true at this moment.
    pub made_at: DateTime<Utc>,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Who covers the office on these days.
    pub covers: Vec<CoverLine>,
    /// Days on which the office is closed.
    pub closed: Vec<NaiveDate>,
    /// Who has to be called.
    pub calls: Vec<CallLine>,
    /// Lines by day.
    pub days: Vec<(NaiveDate, Vec<SheetLine>)>,
    /// What is open later than that, next first.
    pub open: Vec<SheetLine>,
}

/// The letter to somebody whom mails do not reach: what they do in a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// To whom.
    pub name: String,
    /// Their telephone, for the office.
    pub phone: Option<String>,
    /// What they have agreed to.
    pub lines: Vec<SheetLine>,
}
