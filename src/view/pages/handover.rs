//! `/office/handover`: the office on one page, for whoever covers it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day};
use super::{Area, Page, RequestRow, TodoSection};

/// Who covers the office from when to when.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CoverSpan {
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    pub(crate) name: String,
    pub(crate) phone: String,
    pub(crate) email: Option<String>,
}

/// A day of the cover.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HandoverDay {
    pub(crate) date: NaiveDate,
    pub(crate) url: String,
    pub(crate) all: i64,
    pub(crate) open: i64,
    pub(crate) asked: i64,
    pub(crate) closed: bool,
}

/// A case that is not closed, with its notes: text, who wrote it, when.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HandoverCase {
    pub(crate) row: RequestRow,
    pub(crate) notes: Vec<(String, String, DateTime<Utc>)>,
}

/// `/office/handover`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HandoverPage {
    pub(crate) today: NaiveDate,
    pub(crate) made_at: DateTime<Utc>,
    /// Who covers now or next.
    pub(crate) cover: Option<CoverSpan>,
    pub(crate) later: Vec<CoverSpan>,
    pub(crate) days: Vec<HandoverDay>,
    pub(crate) todos: Vec<TodoSection>,
    pub(crate) cases: Vec<HandoverCase>,
}

impl Page for HandoverPage {
    const TEMPLATE: &'static str = "pages/office/handover.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let cover = |name: &str, email: Option<&str>| CoverSpan {
            first: day(24),
            last: day(27),
            name: name.into(),
            phone: "02381 555-9".into(),
            email: email.map(Into::into),
        };
        let empty = Self {
            today: day(23),
            made_at: at(23, 8, 5),
            cover: None,
            later: vec![],
            days: vec![],
            todos: vec![],
            cases: vec![],
        };
        vec![
            Self {
                cover: Some(cover("Jörg Neumann", Some("vertretung@example.org"))),
                later: vec![cover(HOSTILE, None)],
                days: vec![
                    HandoverDay {
                        date: day(24),
                        url: "/office/week?from=2026-11-24&day=2026-11-24".into(),
                        all: 12,
                        open: 2,
                        asked: 1,
                        closed: false,
                    },
                    HandoverDay {
                        date: day(25),
                        url: "/office/week?from=2026-11-25&day=2026-11-25".into(),
                        all: 0,
                        open: 0,
                        asked: 0,
                        closed: true,
                    },
                ],
                todos: TodoSection::examples(),
                cases: vec![HandoverCase {
                    row: RequestRow::example(),
                    notes: vec![(HOSTILE.into(), "Sabine Möller".into(), at(23, 8, 12))],
                }],
                ..empty.clone()
            },
            empty,
        ]
    }
}
