//! What does the office see of help: changes for open requests, other people for a seat, whom to win?

use serde::Serialize;

use super::example::{HOSTILE, day, talk};
use super::office_plan::{CompetingRequest, LanguageFit, Why};
use super::{Area, Page};
use crate::domain::request::TimeOption;
use chrono::NaiveDate;

/// A person with the address of their page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Who {
    pub(crate) name: String,
    pub(crate) url: String,
}

/// One change that would fill an open request.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Help {
    /// Message id `help-…`.
    pub(crate) kind: &'static str,
    /// Who would come then.
    pub(crate) people: Vec<Who>,
    pub(crate) time: Option<TimeOption>,
    /// Message id `mode-…`.
    pub(crate) mode: Option<String>,
    pub(crate) language: Option<String>,
    /// Message id `level-…`.
    pub(crate) level: Option<String>,
    pub(crate) district: Option<String>,
    /// What a limit would rise to.
    pub(crate) most: Option<i64>,
    /// The request that would be given up.
    pub(crate) instead: Option<CompetingRequest>,
}

/// What one more person or hour would buy.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct AdviceRow {
    /// Whose hours; otherwise it is about somebody new.
    pub(crate) person: Option<Who>,
    pub(crate) minutes: i64,
    pub(crate) programme: String,
    pub(crate) language: Option<String>,
    pub(crate) district: Option<String>,
    /// When: message id `weekday-…`, first and last local clock time.
    pub(crate) when: Option<(u32, String, String)>,
    /// In how many weeks.
    pub(crate) weeks: usize,
    /// Seats that would be filled, urgent ones counting more.
    pub(crate) gain: i64,
}

impl AdviceRow {
    pub(super) fn examples() -> Vec<Self> {
        vec![
            Self {
                programme: "Sprachmittlung".into(),
                language: Some("Tigrinya".into()),
                district: Some("Heessen".into()),
                when: Some((2, "8:00".into(), "12:30".into())),
                weeks: 1,
                gain: 4,
                ..Self::default()
            },
            Self {
                programme: "Alltagsbegleitung".into(),
                weeks: 5,
                gain: 1,
                when: Some((5, "13:00".into(), "15:00".into())),
                ..Self::default()
            },
            Self {
                person: Some(Who {
                    name: HOSTILE.into(),
                    url: "/office/people/p".into(),
                }),
                minutes: 60,
                gain: 2,
                weeks: 1,
                ..Self::default()
            },
        ]
    }
}

impl Help {
    pub(super) fn examples() -> Vec<Self> {
        let who = || {
            vec![Who {
                name: "Amal Khoury".into(),
                url: "/office/people/p".into(),
            }]
        };
        let of = |kind| Self {
            kind,
            people: who(),
            ..Self::default()
        };
        vec![
            Self {
                time: Some(talk(25, 12, 60)),
                ..of("option")
            },
            Self {
                most: Some(300),
                ..of("minutes")
            },
            Self {
                most: Some(3),
                ..of("requests")
            },
            Self {
                time: Some(talk(24, 8, 60)),
                ..of("available")
            },
            Self {
                district: Some("Heessen".into()),
                ..of("district")
            },
            Self {
                mode: Some("phone".into()),
                ..of("mode")
            },
            Self {
                language: Some("Arabisch (levantinisch)".into()),
                level: Some("B1".into()),
                ..of("level")
            },
            Self {
                language: Some("Farsi".into()),
                ..of("language")
            },
            of("gender"),
            Self {
                instead: Some(CompetingRequest {
                    number: 1042,
                    organisation: HOSTILE.into(),
                }),
                ..of("displace")
            },
        ]
    }
}

/// Somebody else for a seat.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Other {
    pub(crate) who: Who,
    /// Minutes on the way.
    pub(crate) travel_minutes: Option<i64>,
    pub(crate) uncovered: Vec<CompetingRequest>,
    pub(crate) covered: Vec<CompetingRequest>,
    pub(crate) moved: Vec<Who>,
    /// How much less well the whole plan would suit: `same`, `little`, `much` or `better`; message id `suits-…`.
    pub(crate) suits: &'static str,
}

/// `/office/plans/{id}/requests/{number}/{seat}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanSeatPage {
    pub(crate) plan_url: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) time: TimeOption,
    pub(crate) programme: String,
    /// Who is on the seat, and why.
    pub(crate) people: Vec<SeatPerson>,
    pub(crate) others: Vec<Other>,
}

/// Somebody on a seat.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SeatPerson {
    pub(crate) who: Who,
    pub(crate) pinned: bool,
    pub(crate) language: Option<LanguageFit>,
    pub(crate) why: Why,
}

impl Page for PlanSeatPage {
    const TEMPLATE: &'static str = "pages/office/plan_seat.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let who = |name: &str| Who {
            name: name.into(),
            url: "/office/people/p".into(),
        };
        let request = |number, organisation: &str| CompetingRequest {
            number,
            organisation: organisation.into(),
        };
        let other = |name: &str, suits| Other {
            who: who(name),
            travel_minutes: Some(22),
            uncovered: vec![],
            covered: vec![],
            moved: vec![],
            suits,
        };
        let full = Self {
            plan_url: "/office/plans/p".into(),
            from: day(23),
            to: day(29),
            number: 1042,
            organisation: HOSTILE.into(),
            time: talk(24, 8, 60),
            programme: "Sprachmittlung".into(),
            people: vec![SeatPerson {
                who: who("Amal Khoury"),
                pinned: false,
                language: Some(LanguageFit {
                    asked: "Dari".into(),
                    spoken: "Farsi".into(),
                    level: "C1".into(),
                    quality: 85,
                }),
                why: Why {
                    travel_minutes: Some(12),
                    option: Some((1, 2)),
                    ..Why::default()
                },
            }],
            others: vec![
                other("Mehmet Yıldız", "same"),
                other("Rana Haddad", "little"),
                Other {
                    moved: vec![who("Rana Haddad"), who(HOSTILE)],
                    travel_minutes: None,
                    ..other("Olena Kovalenko", "better")
                },
                Other {
                    uncovered: vec![request(1051, "Realschule Heessen"), request(1052, HOSTILE)],
                    covered: vec![request(1053, "Grundschule am Mühlenbach")],
                    ..other("Selam Tesfay", "much")
                },
            ],
        };
        let nobody = Self {
            people: vec![],
            others: vec![],
            ..full.clone()
        };
        vec![full, nobody]
    }
}

/// `/office/plan/recruiting`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecruitingPage {
    /// Plans that were looked at.
    pub(crate) plans: usize,
    pub(crate) advice: Vec<AdviceRow>,
}

impl Page for RecruitingPage {
    const TEMPLATE: &'static str = "pages/office/recruiting.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let all = AdviceRow::examples()
            .into_iter()
            .filter(|row| row.person.is_none())
            .collect();
        vec![
            Self {
                plans: 9,
                advice: all,
            },
            Self {
                plans: 3,
                advice: vec![],
            },
            Self {
                plans: 0,
                advice: vec![],
            },
        ]
    }
}
