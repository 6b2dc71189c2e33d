//! What does the office see first in the morning, and what has become of its mails?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::{Area, Page, Pager, PlanRow, WeekRow};
use crate::domain::request::TimeOption;
use crate::domain::task::TaskKind;
use crate::domain::todo::TodoKind;

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

/// A proof that runs out.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProofLine {
    /// Message id `proof-…`.
    pub(crate) kind: String,
    pub(crate) until: NaiveDate,
    pub(crate) over: bool,
    pub(crate) person: String,
    pub(crate) person_url: String,
    pub(crate) phone: Option<String>,
}

/// One thing to do; exactly one of the three is set.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct TodoRow {
    pub(crate) request: Option<WeekRow>,
    pub(crate) task: Option<TaskRow>,
    pub(crate) proof: Option<ProofLine>,
}

/// Things to do of one kind.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TodoSection {
    /// Message ids `todo-…` and `todo-…-hint`.
    pub(crate) kind: &'static str,
    pub(crate) count: i64,
    /// Address of all of them.
    pub(crate) url: String,
    pub(crate) burns: bool,
    /// The first of them, without those that stand above.
    pub(crate) rows: Vec<TodoRow>,
}

impl TodoSection {
    /// One of each row, for pages that show sections.
    pub(crate) fn examples() -> Vec<Self> {
        let sections = TodoKind::ALL.iter().zip(0..).map(|(kind, n)| Self {
            kind: kind.as_str(),
            count: 7,
            url: format!("/office?show={kind}"),
            burns: kind.burns(),
            rows: if n == 0 { examples() } else { vec![] },
        });
        sections.collect()
    }
}

/// Who answers for the office.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CoverNote {
    pub(crate) name: String,
    pub(crate) phone: String,
    pub(crate) until: NaiveDate,
}

/// `/office`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OverviewPage {
    pub(crate) today: NaiveDate,
    /// Whether the page loads itself again.
    pub(crate) live: bool,
    pub(crate) todos: Vec<TodoSection>,
    pub(crate) tiles: Vec<Tile>,
    pub(crate) appointments: Vec<Today>,
    pub(crate) plans: Vec<PlanRow>,
    pub(crate) cover: Option<CoverNote>,
    /// Days on which the office is closed, next first.
    pub(crate) closed: Vec<NaiveDate>,
    /// Set when mails do not leave at the moment.
    pub(crate) pause: Option<OutboxPause>,
    /// Whether nothing is real yet.
    pub(crate) trial: bool,
}

/// `/office?show=…`: everything of one kind.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TodosPage {
    pub(crate) kind: &'static str,
    pub(crate) rows: Vec<TodoRow>,
    pub(crate) pager: Pager,
}

/// One row of each kind.
fn examples() -> Vec<TodoRow> {
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
    let mut tasks = vec![
        TaskRow {
            letter: Some("/office/inbox/i".into()),
            ..task("mail_reply")
        },
        TaskRow {
            number: None,
            organisation: None,
            time: None,
            offer: None,
            ..task("mail_failed")
        },
    ];
    tasks.extend(TaskKind::ALL.iter().map(|kind| TaskRow {
        person: None,
        person_url: None,
        phone: None,
        ..task(kind.as_str())
    }));
    let mut rows: Vec<TodoRow> = WeekRow::examples()
        .into_iter()
        .map(|row| TodoRow {
            request: Some(row),
            ..TodoRow::default()
        })
        .collect();
    rows.extend(tasks.into_iter().map(|task| TodoRow {
        task: Some(task),
        ..TodoRow::default()
    }));
    rows.extend([false, true].map(|over| TodoRow {
        proof: Some(ProofLine {
            kind: "clearance".into(),
            until: day(29),
            over,
            person: HOSTILE.into(),
            person_url: "/office/people/p".into(),
            phone: (!over).then(|| "02381 555 0142".into()),
        }),
        ..TodoRow::default()
    }));
    rows
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "pages/office/overview.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let tile = |key, count| Tile {
            key,
            count,
            url: "/office/requests?state=submitted".into(),
        };
        let full = Self {
            today: day(23),
            live: true,
            todos: TodoSection::examples(),
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
            cover: Some(CoverNote {
                name: HOSTILE.into(),
                phone: "02381 17-0".into(),
                until: day(27),
            }),
            closed: vec![day(23), day(26)],
            pause: Some(OutboxPause {
                until: at(23, 9, 30),
                reason: "connect".into(),
            }),
            trial: false,
        };
        let empty = Self {
            trial: true,
            live: false,
            todos: vec![],
            tiles: vec![tile("submitted", 0)],
            appointments: vec![],
            plans: vec![],
            cover: None,
            closed: vec![day(26)],
            pause: None,
            ..full.clone()
        };
        vec![full, empty]
    }
}

impl Page for TodosPage {
    const TEMPLATE: &'static str = "pages/office/todos.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let pager = |total| Pager::new(total, 1, 30, |n| format!("/office?show=calls&page={n}"));
        let mut all: Vec<Self> = TodoKind::ALL
            .iter()
            .map(|kind| Self {
                kind: kind.as_str(),
                rows: vec![],
                pager: pager(0),
            })
            .collect();
        all.push(Self {
            kind: "calls",
            rows: examples(),
            pager: pager(70),
        });
        all
    }
}

/// Why mails wait, and until when.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OutboxPause {
    pub(crate) until: DateTime<Utc>,
    /// Message id `outbox-pause-…`.
    pub(crate) reason: String,
}
