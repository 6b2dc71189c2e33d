//! What does the office tell people by mail beside offers: a question to a requester, days on which schools talk to
//! parents, a month that is accounted for?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at};
use super::school::RoomChoice;
use super::{Area, Choice, Fault, Page};

/// A question to a requester with its answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) question: String,
    pub(crate) asked_at: DateTime<Utc>,
    /// Who asked; empty on a requester's page.
    pub(crate) by: String,
    pub(crate) answer: Option<String>,
    pub(crate) answered_at: Option<DateTime<Utc>>,
}

impl Question {
    /// Two examples, one still open.
    pub(super) fn samples() -> Vec<Self> {
        let open = Self {
            id: "q".into(),
            question: "Welcher Raum ist es?".into(),
            asked_at: at(23, 9, 0),
            by: "Sabine Möller".into(),
            answer: None,
            answered_at: None,
        };
        let answered = Self {
            question: HOSTILE.into(),
            answer: Some(HOSTILE.into()),
            answered_at: Some(at(23, 10, 0)),
            ..open.clone()
        };
        vec![answered, open]
    }
}

/// `/office/requests/{number}/question`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct QuestionPage {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    /// Who gets the mail.
    pub(crate) contact: String,
    pub(crate) questions: Vec<Question>,
    /// Whether something can still be asked.
    pub(crate) open: bool,
    pub(crate) typed: String,
    pub(crate) faults: Vec<Fault>,
}

impl Page for QuestionPage {
    const TEMPLATE: &'static str = "pages/office/question.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = Self {
            number: 1042,
            organisation: "Grundschule am Mühlenbach".into(),
            contact: "Petra Berger".into(),
            questions: Question::samples(),
            open: true,
            typed: String::new(),
            faults: vec![],
        };
        vec![
            page.clone(),
            Self {
                questions: vec![],
                typed: HOSTILE.into(),
                faults: vec![Fault::from(crate::domain::Rejection::new("question", "required"))],
                ..page.clone()
            },
            Self { open: false, ..page },
        ]
    }
}

/// One line of the days to come.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PeriodRow {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) first_day: NaiveDate,
    pub(crate) last_day: NaiveDate,
    pub(crate) register_by: NaiveDate,
    /// The day on which schools are told.
    pub(crate) tell_on: NaiveDate,
    pub(crate) told_at: Option<DateTime<Utc>>,
}

/// `/office/consultation-days`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PeriodsPage {
    pub(crate) rows: Vec<PeriodRow>,
    pub(crate) title: String,
    pub(crate) first_day: String,
    pub(crate) last_day: String,
    pub(crate) register_by: String,
    pub(crate) faults: Vec<Fault>,
}

impl Page for PeriodsPage {
    const TEMPLATE: &'static str = "pages/office/consultation_days.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let day = |d| NaiveDate::from_ymd_opt(2027, 2, d).unwrap_or_default();
        let row = PeriodRow {
            id: "p".into(),
            title: "Elternsprechtag 1. Halbjahr 2026/27".into(),
            first_day: day(10),
            last_day: day(12),
            register_by: day(1),
            tell_on: day(1),
            told_at: None,
        };
        let page = Self {
            rows: vec![
                row.clone(),
                PeriodRow {
                    title: HOSTILE.into(),
                    last_day: day(10),
                    told_at: Some(at(23, 9, 0)),
                    ..row
                },
            ],
            title: String::new(),
            first_day: String::new(),
            last_day: String::new(),
            register_by: String::new(),
            faults: vec![],
        };
        vec![
            page.clone(),
            Self {
                rows: vec![],
                title: HOSTILE.into(),
                faults: vec![
                    Fault::from(crate::domain::Rejection::new("first_day", "date")),
                    Fault::from(crate::domain::Rejection::new("register_by", "deadline")),
                ],
                ..page
            },
        ]
    }
}

/// What somebody is paid for a month.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StatementRow {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) appointments: usize,
    pub(crate) cents: i64,
    /// What of it is for journeys.
    pub(crate) journeys: i64,
    /// Whether a mail reaches them; else a letter.
    pub(crate) by_mail: bool,
}

/// `/office/statements`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StatementsPage {
    /// Months to choose from; the value is the first day.
    pub(crate) months: Vec<Choice>,
    pub(crate) month: String,
    pub(crate) month_name: String,
    pub(crate) over: bool,
    pub(crate) rows: Vec<StatementRow>,
    pub(crate) total: i64,
    /// Appointments whose proof of service is missing.
    pub(crate) unproven: usize,
}

impl Page for StatementsPage {
    const TEMPLATE: &'static str = "pages/office/statements.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = StatementRow {
            name: "Amal Khoury".into(),
            url: "/office/people/p".into(),
            appointments: 3,
            cents: 7_500,
            journeys: 0,
            by_mail: true,
        };
        let page = Self {
            months: vec![Choice::new("2026-11-01", "November 2026")],
            month: "2026-11-01".into(),
            month_name: "November 2026".into(),
            over: true,
            rows: vec![
                row.clone(),
                StatementRow {
                    name: HOSTILE.into(),
                    appointments: 1,
                    journeys: 640,
                    by_mail: false,
                    ..row
                },
            ],
            total: 10_000,
            unproven: 2,
        };
        vec![
            page.clone(),
            Self {
                over: false,
                unproven: 0,
                ..page.clone()
            },
            Self {
                rows: vec![],
                total: 0,
                ..page
            },
        ]
    }
}

/// `/office/requests/{number}/edit`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EditRequestPage {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) locations: Vec<Choice>,
    pub(crate) contacts: Vec<Choice>,
    pub(crate) location: String,
    /// Rooms to be chosen or to be typed over.
    pub(crate) rooms: Vec<RoomChoice>,
    pub(crate) room: String,
    pub(crate) step_free: bool,
    pub(crate) sources: Vec<Choice>,
    pub(crate) funding: String,
    pub(crate) meeting_point: String,
    pub(crate) contact: String,
    pub(crate) on_site_contact: String,
    pub(crate) on_site_phone: String,
    pub(crate) note: String,
    /// What tells the values the form was opened with from others.
    pub(crate) opened: String,
    /// Whether people are told.
    pub(crate) notify: bool,
    /// How many have agreed.
    pub(crate) agreed: usize,
    /// When the mail about an earlier change leaves, while it waits.
    pub(crate) leaves_at: Option<DateTime<Utc>>,
    pub(crate) faults: Vec<Fault>,
}

impl Page for EditRequestPage {
    const TEMPLATE: &'static str = "pages/office/edit_request.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = Self {
            number: 1042,
            organisation: "Grundschule am Mühlenbach".into(),
            locations: vec![Choice::new("l", "Mühlenweg 4, 59073 Hamm")],
            contacts: vec![Choice::new("c", "Petra Berger, berger@example.org")],
            location: "l".into(),
            rooms: vec![RoomChoice {
                name: "Raum 12".into(),
                place: None,
                people: Some(8),
                step_free: true,
            }],
            room: "Raum 12".into(),
            step_free: true,
            sources: vec![Choice::new("land", "Landesmittel 2026")],
            funding: "land".into(),
            meeting_point: String::new(),
            contact: "c".into(),
            on_site_contact: "Frau Yilmaz".into(),
            on_site_phone: "02381 555 0143".into(),
            note: String::new(),
            opened: "1".into(),
            notify: true,
            agreed: 1,
            leaves_at: None,
            faults: vec![],
        };
        vec![
            page.clone(),
            Self {
                room: HOSTILE.into(),
                note: HOSTILE.into(),
                notify: false,
                agreed: 0,
                leaves_at: Some(at(23, 9, 2)),
                faults: vec![Fault::from(crate::domain::Rejection::new(
                    "on_site_phone",
                    "phone",
                ))],
                ..page
            },
        ]
    }
}
