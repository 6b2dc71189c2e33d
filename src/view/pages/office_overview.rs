//! What does the office see first in the morning, and what has become of its mails?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::{Area, Page, PlanRow};
use crate::domain::request::TimeOption;

/// Something to do.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TaskRow {
    /// Identifies the task in the form that completes it.
    pub(crate) id: String,
    /// Task kind, message id `task-…`.
    pub(crate) kind: String,
    pub(crate) since: DateTime<Utc>,
    /// Request it is about.
    pub(crate) number: Option<i64>,
    pub(crate) organisation: Option<String>,
    pub(crate) time: Option<TimeOption>,
    /// Volunteer it is about.
    pub(crate) person: Option<String>,
    pub(crate) person_url: Option<String>,
    pub(crate) phone: Option<String>,
    /// What the person wrote, when that is what it is about.
    pub(crate) letter: Option<String>,
    /// Offer to answer on someone's behalf, when that is what is to be done.
    pub(crate) offer: Option<String>,
}

/// A number that leads to what it counts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Tile {
    /// Message id `tile-…`.
    pub(crate) key: &'static str,
    pub(crate) count: i64,
    pub(crate) url: String,
}

/// An appointment of today.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Today {
    pub(crate) time: TimeOption,
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) person: String,
    pub(crate) person_url: String,
}

/// `/office`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OverviewPage {
    pub(crate) today: NaiveDate,
    pub(crate) tasks: Vec<TaskRow>,
    pub(crate) tiles: Vec<Tile>,
    pub(crate) appointments: Vec<Today>,
    pub(crate) plans: Vec<PlanRow>,
    /// Set when mails do not leave at the moment.
    pub(crate) pause: Option<OutboxPause>,
    /// Whether nothing is real yet.
    pub(crate) trial: bool,
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "pages/office/overview.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let task = |kind: &str| TaskRow {
            id: "t".into(),
            kind: kind.into(),
            since: at(23, 7, 12),
            number: Some(1042),
            organisation: Some("Grundschule am Mühlenbach".into()),
            time: Some(talk(25, 8, 60)),
            person: Some("Amal Khoury".into()),
            person_url: Some("/office/people/p".into()),
            phone: Some("02381 555 0142".into()),
            letter: None,
            offer: Some("o".into()),
        };
        let tile = |key, count| Tile {
            key,
            count,
            url: "/office/requests?state=submitted".into(),
        };
        let full = Self {
            today: day(23),
            tasks: vec![
                task("call_requested"),
                TaskRow {
                    person: None,
                    person_url: None,
                    phone: None,
                    offer: None,
                    ..task("nobody_left")
                },
                TaskRow {
                    number: None,
                    organisation: None,
                    time: None,
                    offer: None,
                    ..task("mail_failed")
                },
                TaskRow {
                    letter: Some("/office/inbox/i".into()),
                    ..task("mail_reply")
                },
                task("contradictory_answers"),
                task("call_by_phone"),
                TaskRow {
                    person: None,
                    person_url: None,
                    phone: None,
                    number: None,
                    organisation: None,
                    time: None,
                    offer: None,
                    ..task("queue_paused")
                },
            ],
            tiles: vec![
                tile("submitted", 37),
                tile("searching", 12),
                tile("substituting", 1),
                tile("unfilled", 3),
                tile("confirmed", 48),
            ],
            appointments: vec![
                Today {
                    time: talk(23, 8, 60),
                    number: 1031,
                    organisation: "Realschule Heessen".into(),
                    person: "Mehmet Yıldız".into(),
                    person_url: "/office/people/p".into(),
                },
                Today {
                    time: talk(23, 13, 90),
                    number: 1029,
                    organisation: HOSTILE.into(),
                    person: HOSTILE.into(),
                    person_url: "/office/people/p".into(),
                },
            ],
            plans: PlanRow::examples(),
            pause: Some(OutboxPause {
                until: at(23, 9, 30),
                reason: "connect".into(),
            }),
            trial: false,
        };
        let empty = Self {
            trial: true,
            tasks: vec![],
            tiles: vec![tile("submitted", 0)],
            appointments: vec![],
            plans: vec![],
            pause: None,
            ..full.clone()
        };
        vec![full, empty]
    }
}

/// Why mails wait, and until when.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OutboxPause {
    pub(crate) until: DateTime<Utc>,
    /// Message id `outbox-pause-…`.
    pub(crate) reason: String,
}
