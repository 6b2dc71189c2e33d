//! The office is handed over to whoever covers it ("Übergabe"): who that is and until when, what is open, what falls
//! into these days, and what was noted about cases that are not closed.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{App, AppError, Seen, TodoGroup};
use crate::calendar::{intervals, local};
use crate::domain::office_calendar::Cover;
use crate::domain::request::RequestState;
use crate::store::{RequestFilter, RequestRow};

/// Covers that begin later than this are not handed over to yet.
const AHEAD: u64 = 60;
/// Days that are looked at when nobody covers, or for long.
const DAYS: u64 = 14;
/// Things of one group.
const GROUP: i64 = 30;
/// Cases with notes.
const CASES: i64 = 60;

/// A case that is not closed, with what was noted about it, latest first: the text, who wrote it and when.
#[derive(Clone, Debug)]
pub struct NotedCase {
    /// The request.
    pub row: RequestRow,
    /// The notes.
    pub notes: Vec<(String, String, DateTime<Utc>)>,
}

/// A day of the cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoveredDay {
    /// Date.
    pub date: NaiveDate,
    /// Appointments and requests.
    pub all: i64,
    /// Those that need the office.
    pub open: i64,
    /// Those for which people are asked.
    pub asked: i64,
    /// Whether the office is closed.
    pub closed: bool,
}

/// What is handed over.
#[derive(Clone, Debug)]
pub struct Handover {
    /// Who covers now or next, if anybody does.
    pub cover: Option<Cover>,
    /// The covers after that.
    pub later: Vec<Cover>,
    /// The days, from today or the first day of the cover on.
    pub days: Vec<CoveredDay>,
    /// What is to do, what burns first.
    pub groups: Vec<TodoGroup>,
    /// Cases with notes, next first.
    pub cases: Vec<NotedCase>,
}

impl App {
    /// What whoever covers the office has to know.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn handover(&self) -> Result<Handover, AppError> {
        let zone = self.config.time_zone;
        let today = local::local_date(zone, self.clock.now());
        let groups = self.agenda_of(&Seen::everything(), GROUP).await?.groups;
        let mut tx = self.store.read().await?;
        let calendar = tx.office_calendar().await?;
        let last = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
        let mut covers: Vec<Cover> = calendar
            .covers
            .iter()
            .filter(|c| c.account.is_none() && c.last_day >= today && c.first_day <= last)
            .cloned()
            .collect();
        covers.sort_by_key(|c| (c.first_day, c.id));
        let mut covers = covers.into_iter();
        let cover = covers.next();
        let first = cover.as_ref().map_or(today, |c| c.first_day.max(today));
        let end = first.checked_add_days(Days::new(DAYS - 1)).unwrap_or(first);
        let end = cover.as_ref().map_or(end, |c| c.last_day.min(end));
        let dates: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= end).collect();
        let (from, to) = intervals::days(zone, first, end);
        let filter = RequestFilter {
            states: RequestState::ALL
                .iter()
                .copied()
                .filter(|s| !s.closed())
                .collect(),
            from: Some(from),
            to: Some(to),
            days: dates.iter().map(|day| local::resolve(zone, *day, 0)).collect(),
            ..RequestFilter::default()
        };
        let counts = tx.week_counts(&filter).await?;
        let days = dates.into_iter().zip(counts);
        let days = days.map(|(date, (all, open, asked))| CoveredDay {
            date,
            all,
            open,
            asked,
            closed: calendar.closed_on(date),
        });
        let days = days.collect();
        let mut notes: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let rows = tx.noted_requests(self.clock.now(), CASES).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        for (request, text, by, at) in tx.notes_of(&ids).await? {
            notes.entry(request).or_default().push((text, by, at));
        }
        let cases = rows.into_iter().map(|row| NotedCase {
            notes: notes.remove(&row.id).unwrap_or_default(),
            row,
        });
        Ok(Handover {
            cover,
            later: covers.collect(),
            days,
            groups,
            cases: cases.collect(),
        })
    }
}
